import type { Entry } from '../ledger/entry.ts';
import type { Lot, LotMovement, Reservation } from '../ledger/lot.ts';
import type { CurrencyKind } from '../ledger/money.ts';
import type { Finding } from '../ledger/store.ts';
import type { Instant } from '../ledger/time.ts';
import {
  ownsReference,
  type PostedType,
  type Resolution,
  type ResolutionKind,
  type TransactionHeader,
} from '../ledger/transaction.ts';
import {
  problemsOf,
  type StoredTransaction,
  type StoredWallet,
  type WalletVerification,
} from '../ledger/verification.ts';
import type { WalletState } from '../ledger/wallet.ts';
import { holdOf } from './rows.ts';

// What every engine's rows are made into when a ledger is verified, and what its links are about.

/** How much was verified. */
export interface Verified {
  readonly wallets: number;
  readonly transactions: number;
}

/** Walks through what a verification finds. Returns how much was verified. */
export async function reportAll(
  verification: Generator<Finding, Verified> | AsyncGenerator<Finding, Verified>,
  report: (finding: Finding) => void,
): Promise<Verified> {
  for (;;) {
    const step = await verification.next();
    if (step.done) return step.value;
    report(step.value);
  }
}

/** A check lists no more rows than this: a ledger that has more is not mended by a list. */
export const WRONG_ROWS_MAX = 10_000;

/** A wallet's row, with what it says of others; what is gone is null. */
export interface StoredWalletRow extends Omit<WalletState, 'derived'> {
  readonly id: string;
  readonly merchantId: string | null;
  readonly programId: string | null;
  readonly memberId: string | null;
  readonly memberCode: string | null;
  readonly currencyCode: string | null;
  readonly scale: number | null;
  readonly currencyKind: CurrencyKind | null;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly closedBy: string | null;
  readonly closedReason: string | null;
  readonly suspendedAt: Instant | null;
  readonly head: Buffer;
  readonly links: number;
}

/** What is gone reads as blank, which nothing that was ever recorded is. */
export function storedWalletOf(row: StoredWalletRow): StoredWallet {
  const { closedAt: at, closedBy, closedReason: reason, head, links } = row;
  const { currencyCode, currencyKind, ...of } = row;
  return {
    record: {
      ...of,
      merchantId: of.merchantId ?? '',
      programId: of.programId ?? '',
      memberId: of.memberId ?? '',
      memberCode: of.memberCode ?? '',
      currency: { code: currencyCode ?? '', scale: of.scale ?? 0, kind: currencyKind ?? 'POINTS' },
    },
    closing: at === null ? null : { at, recordedBy: closedBy ?? '', reason },
    state: { ...row, derived: 0n },
    head,
    links,
  };
}

/** A transaction's own row. */
export interface HeaderRow extends Omit<TransactionHeader, 'hold'> {
  readonly type: PostedType;
  /** Null: the column says neither yes nor no. */
  readonly ownsReference: boolean | null;
  readonly timeoutAt: Instant | null;
  readonly promisedActivatesAt: Instant | null;
  readonly promisedExpiresAt: Instant | null;
  /** How its main transaction ended, where that says that this one ended it. */
  readonly resolves: ResolutionKind | null;
}

interface Line {
  readonly line: number;
}

/** The rows that a transaction consists of, each list in the order of its lines. */
export interface PartRows {
  readonly entries: readonly (Entry & Line)[];
  readonly lots: readonly (Lot & { readonly deferred: boolean | null })[];
  readonly movements: readonly (LotMovement & Line)[];
  readonly reservations: readonly (Reservation & Line)[];
}

/** A transaction as it was hashed when it was recorded. */
export function storedTransactionOf(row: HeaderRow, parts: PartRows): StoredTransaction {
  const { mainTransactionId, resolves: kind } = row;
  return {
    ...row,
    ...parts,
    hold: holdOf(row),
    resolves: kind && mainTransactionId ? { transactionId: mainTransactionId, kind } : null,
  };
}

/** What is wrong with a transaction's rows beside what its link covers. */
export function rowProblems(
  row: HeaderRow,
  parts: PartRows,
  transaction: StoredTransaction,
): string[] {
  const problems = problemsOf(transaction);
  if (row.ownsReference !== ownsReference(transaction)) {
    problems.push('whether the transaction owns its external reference is wrong');
  }
  const { entries, lots, movements, reservations } = parts;
  if ([entries, movements, reservations].some((rows) => rows.some((r, at) => r.line !== at))) {
    problems.push('the lines of the transaction are not numbered one after another');
  }
  if (lots.some((lot) => lot.deferred !== lot.activatesAt > row.effectiveAt)) {
    problems.push('whether a lot of the transaction is deferred is wrong');
  }
  const promises = row.promisedActivatesAt !== null || row.promisedExpiresAt !== null;
  if (promises && row.timeoutAt === null) {
    problems.push('the transaction is not temporary and promises a lot');
  }
  return problems;
}

/** One link of a wallet's chain, as it is stored. */
export interface StoredLink {
  readonly effectiveAt: Instant;
  readonly hash: Buffer;
}

export const NO_WALLET = 'the wallet whose hash chain has the transaction is missing';
const NO_TRANSACTION = 'a transaction that the hash chain has is missing';

/** Takes the next link of a chain, which recorded a transaction. Returns what is wrong with it. */
export function takeRecorded(
  chain: WalletVerification,
  link: StoredLink,
  transaction: StoredTransaction | null,
): string[] {
  if (!transaction) {
    chain.pass(link.hash);
    return [NO_TRANSACTION];
  }
  const { id } = chain.wallet.record;
  const { walletId, entries, effectiveAt } = transaction;
  const problems: string[] = [];
  if (!chain.recorded(transaction, link.hash)) {
    problems.push('the content of the transaction does not match its link in the hash chain');
  }
  if (walletId !== id && entries.every((entry) => entry.walletId !== id)) {
    problems.push('the transaction is of another wallet');
  }
  if (link.effectiveAt !== effectiveAt) {
    problems.push('the history has the transaction at another moment');
  }
  return problems;
}

/** How a hold ended; null where that is gone, or says that a transaction ended it. */
export interface EndedHold {
  readonly id: string;
  readonly resolution: Resolution | null;
}

/** The same for a link of a hold that ended without a transaction. */
export function takeResolved(
  chain: WalletVerification,
  link: StoredLink,
  hold: EndedHold | null,
): string[] {
  if (!hold?.resolution) {
    chain.pass(link.hash);
    return [hold ? 'the end of the hold is missing' : NO_TRANSACTION];
  }
  const { resolution } = hold;
  const problems: string[] = [];
  if (!chain.resolved(resolution, link.hash)) {
    problems.push('the end of the hold does not match its link in the hash chain');
  }
  if (link.effectiveAt !== resolution.at) {
    problems.push('the history has the end of the hold elsewhere');
  }
  return problems;
}
