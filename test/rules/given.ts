import { type Entry, leg } from '../../src/ledger/entry.ts';
import type { Facts, TransactionFacts } from '../../src/ledger/facts.ts';
import type { Lot, LotMovement } from '../../src/ledger/lot.ts';
import { POLICIES_DEFAULT, type Policies } from '../../src/ledger/program.ts';
import type { TransactionRecord } from '../../src/ledger/transaction.ts';
import { STATE_AT_OPENING, type WalletFacts, type WalletState } from '../../src/ledger/wallet.ts';

/** The moment at which every rule is asked, unless a test says otherwise. */
export const NOW = Date.UTC(2026, 0, 15, 9, 30);
export const CONTEXT = {
  merchantId: 'shop',
  actor: 'till',
  at: NOW,
  recordedAt: NOW,
  newId: 'new',
} as const;

/** A lot with all of it left. */
export function lot(id: string, granted: bigint, more: Partial<Lot> = {}): Lot {
  const kind = 'POINTS';
  const life = { activatesAt: NOW - 1_000, expiresAt: null };
  const left = { remaining: granted, held: 0n, sequence: 1 };
  return { id, walletId: 'wallet', kind, granted, ...life, ...left, ...more };
}

interface GivenWallet {
  readonly lots?: readonly Lot[];
  readonly state?: Partial<WalletState>;
  readonly policies?: Partial<Policies>;
  readonly closedAt?: number;
}

function sum(some: readonly Lot[]): bigint {
  return some.reduce((all, one) => all + one.remaining, 0n);
}

/** Ann's wallet; its sums are those of its lots. */
export function wallet({ lots = [], state, policies, closedAt }: GivenWallet = {}): WalletFacts {
  const isExpired = (one: Lot) => one.expiresAt !== null && one.expiresAt <= NOW;
  const gifts = lots.filter((one) => one.kind === 'GIFT' && !isExpired(one));
  const sums = { total: sum(lots), gift: sum(gifts), expired: sum(lots.filter(isExpired)) };
  return {
    record: {
      id: 'wallet',
      merchantId: 'shop',
      programId: 'club',
      memberId: 'ann',
      memberCode: 'ann',
      currency: { code: 'stars', scale: 2, kind: 'POINTS' },
      openedAt: 0,
      closedAt: closedAt ?? null,
      suspendedAt: null,
    },
    program: {
      id: 'club',
      merchantId: 'shop',
      name: 'Club',
      policies: { ...POLICIES_DEFAULT, ...policies },
    },
    state: { ...STATE_AT_OPENING, ...sums, settledThrough: NOW, ...state },
    journal: null,
    lots,
    timedOut: [],
    nextBoundaryAt: null,
  };
}

interface GivenTransaction extends Partial<TransactionRecord> {
  readonly entries?: readonly Entry[];
  readonly movements?: readonly LotMovement[];
  readonly lots?: readonly string[];
  readonly refunded?: bigint;
}

/** A transaction of Ann's; of 50.00 and of type ADHOC_REWARD unless given otherwise. */
export function transaction(given: GivenTransaction = {}): TransactionFacts {
  const { entries, movements, lots, refunded, ...record } = given;
  const amount = record.amount ?? 50_00n;
  const booked = leg('wallet', 'ISSUER', 'PRINCIPAL', amount);
  return {
    record: {
      id: 'posted',
      walletId: 'wallet',
      merchantId: 'shop',
      programId: 'club',
      memberId: 'ann',
      memberCode: 'ann',
      type: 'ADHOC_REWARD',
      hold: null,
      amount,
      externalReference: null,
      description: null,
      channel: null,
      reason: null,
      recordedBy: 'till',
      effectiveAt: NOW - 1_000,
      recordedAt: NOW - 1_000,
      mainTransactionId: null,
      balanceAfter: amount,
      giftAfter: 0n,
      scale: 2,
      resolution: null,
      ...record,
    },
    entries: entries ?? booked,
    lots: lots ?? ['posted.0'],
    movements: movements ?? [],
    reservations: [],
    refunded: refunded ?? 0n,
  };
}

/** What a store would have fetched for a command that names the transaction. */
export function facts(
  target: TransactionFacts | null,
  of: WalletFacts = wallet(),
  more: Partial<Facts> = {},
): Facts {
  return {
    byId: target,
    derived: null,
    byReference: target,
    wallets: new Map([['wallet', of]]),
    referenceHolderId: null,
    dependentIds: [],
    opening: null,
    ...more,
  };
}
