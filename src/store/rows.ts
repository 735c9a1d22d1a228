import { hasDerivedRules } from '../ledger/derived/derive.ts';
import type { CurrencyKind } from '../ledger/money.ts';
import type { Policies, Program } from '../ledger/program.ts';
import { INSTANT_MAX, type Instant } from '../ledger/time.ts';
import type {
  Hold,
  Resolution,
  ResolutionKind,
  TransactionHeader,
  TransactionRecord,
} from '../ledger/transaction.ts';
import type { WalletRecord, WalletState } from '../ledger/wallet.ts';
import { readPolicies } from './policies.ts';

// What every engine's rows say in the same words, and the records that are made of them.

/** Who a wallet is of, and in what; it never changes. */
export interface Owner {
  readonly walletId: string;
  readonly merchantId: string;
  readonly programId: string;
  readonly memberId: string;
  readonly memberCode: string;
  readonly currencyCode: string;
  readonly scale: number;
  readonly currencyKind: CurrencyKind;
}

/** A transaction with how it ended, as it is selected. */
export interface TransactionRow extends Omit<TransactionHeader, 'hold' | 'walletId'> {
  readonly timeoutAt: Instant | null;
  readonly promisedActivatesAt: Instant | null;
  readonly promisedExpiresAt: Instant | null;
  readonly resolutionKind: ResolutionKind | null;
  readonly resolutionById: string | null;
  readonly resolvedAt: Instant | null;
  readonly resolvedBy: string | null;
  readonly resolvedReason: string | null;
}

/** Field by field, here and below: to spread a row of such a width takes ten times as long. */
export function recordOf(
  row: TransactionRow,
  owner: Omit<Owner, 'currencyCode' | 'currencyKind'>,
): TransactionRecord {
  return {
    id: row.id,
    walletId: owner.walletId,
    type: row.type,
    hold: holdOf(row),
    amount: row.amount,
    externalReference: row.externalReference,
    description: row.description,
    channel: row.channel,
    reason: row.reason,
    recordedBy: row.recordedBy,
    effectiveAt: row.effectiveAt,
    recordedAt: row.recordedAt,
    mainTransactionId: row.mainTransactionId,
    balanceAfter: row.balanceAfter,
    giftAfter: row.giftAfter,
    merchantId: owner.merchantId,
    programId: owner.programId,
    memberId: owner.memberId,
    memberCode: owner.memberCode,
    scale: owner.scale,
    resolution: resolutionOf(row),
  };
}

type HoldRow = Pick<TransactionRow, 'timeoutAt' | 'promisedActivatesAt' | 'promisedExpiresAt'>;

/** What makes a transaction temporary; null on one that is not. */
export function holdOf(row: HoldRow): Hold | null {
  if (row.timeoutAt === null) return null;
  return {
    timeoutAt: row.timeoutAt,
    activatesAt: row.promisedActivatesAt,
    expiresAt: row.promisedExpiresAt,
  };
}

function resolutionOf(row: TransactionRow): Resolution | null {
  const { resolutionKind: kind, resolvedAt: at, resolvedBy: recordedBy } = row;
  if (kind === null || at === null || recordedBy === null) return null;
  const { id: transactionId, resolutionById, resolvedReason: reason } = row;
  return { transactionId, kind, by: resolutionById, at, recordedBy, reason };
}

/** What of a wallet's record stands in its own row. */
export type WalletRow = Pick<WalletRecord, 'id' | 'openedAt' | 'closedAt' | 'suspendedAt'>;

export function walletOf(row: WalletRow, owner: Omit<Owner, 'walletId'>): WalletRecord {
  return {
    id: row.id,
    merchantId: owner.merchantId,
    programId: owner.programId,
    memberId: owner.memberId,
    memberCode: owner.memberCode,
    currency: { code: owner.currencyCode, scale: owner.scale, kind: owner.currencyKind },
    openedAt: row.openedAt,
    closedAt: row.closedAt,
    suspendedAt: row.suspendedAt,
  };
}

export function stateOf(row: Omit<WalletState, 'derived'>): WalletState {
  const { total, held, pending, expired, debt, gift, settledThrough, boundaryAt } = row;
  const derived = 0n;
  return { total, held, pending, expired, debt, gift, derived, settledThrough, boundaryAt };
}

/** A program as it is selected beside something of it. */
export interface ProgramRow {
  readonly programId: string;
  readonly merchantId: string;
  readonly programName: string;
  readonly policies: string;
}

export function programOf({ programId, merchantId, programName, policies }: ProgramRow): Program {
  return { id: programId, merchantId, name: programName, policies: policiesOf(policies) };
}

const policiesOfText = new Map<string, Policies>();

/** A program's policies; few texts are in use, so that each is parsed once. */
export function policiesOf(text: string): Policies {
  const known = policiesOfText.get(text);
  if (known) return known;
  const policies = readPolicies(text);
  policiesOfText.set(text, policies);
  return policies;
}

/** Derived rules are about points; money loses nothing by lying there. */
export function hasRules(kind: CurrencyKind, policies: Policies): boolean {
  return kind === 'POINTS' && hasDerivedRules(policies);
}

/** The column that sorts "never" last, and back. */
export function instantOf(column: number): Instant | null {
  return column === INSTANT_MAX ? null : column;
}

export function columnOf(instant: Instant | null): number {
  return instant ?? INSTANT_MAX;
}
