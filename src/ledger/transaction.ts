import type { DerivedKind } from './derived/row.ts';
import type { Entry } from './entry.ts';
import type { GrantedLot, LotMovement, Reservation } from './lot.ts';
import type { Minor } from './money.ts';
import type { Instant } from './time.ts';

/** What a transaction in the journal can be. */
export type PostedType =
  | 'ACCRUAL'
  | 'REDEMPTION'
  | 'FINALIZE'
  | 'ADJUSTMENT'
  | 'ADHOC_REWARD'
  | 'ADHOC_REDEEM'
  | 'TOP_UP'
  | 'GIFT'
  | 'PURCHASE'
  | 'REFUND'
  | 'CANCEL'
  | 'VOID'
  | 'DELETE';

/** What a member's history can show: derived rows as well. */
export type TransactionType = PostedType | DerivedKind;

/** What moves points rather than money: what Altcraft's *cancel* undoes. */
export const POINTS_TYPES: readonly TransactionType[] = [
  'ACCRUAL',
  'REDEMPTION',
  'FINALIZE',
  'ADJUSTMENT',
  'ADHOC_REWARD',
  'ADHOC_REDEEM',
];

/** All that callers post, but for purchases, which `cancelPurchase` undoes. */
export const REVERSIBLE_TYPES = [
  'ACCRUAL',
  'REDEMPTION',
  'FINALIZE',
  'ADJUSTMENT',
  'ADHOC_REWARD',
  'ADHOC_REDEEM',
  'TOP_UP',
  'GIFT',
] as const satisfies readonly PostedType[];

/** Transactions that undo another one, whole or in part, and are not undone themselves. */
const REVERSAL_TYPES: ReadonlySet<TransactionType> = new Set([
  'REFUND',
  'CANCEL',
  'VOID',
  'DELETE',
]);

export function isReversal(type: TransactionType): boolean {
  return REVERSAL_TYPES.has(type);
}

export type TransactionStatus =
  | 'PENDING'
  | 'POSTED'
  | 'COMMITTED'
  | 'ROLLED_BACK'
  | 'EXPIRED'
  | 'CANCELLED'
  | 'VOIDED'
  | 'DELETED';

export type VoidChannel =
  | 'SYSTEM'
  | 'CONSOLE'
  | 'POS'
  | 'STORE'
  | 'APP'
  | 'ONLINE'
  | 'PARTNER'
  | 'WEBSITE';

/** How a transaction can end, at most once. */
export type ResolutionKind = 'CANCEL' | 'VOID' | 'DELETE' | 'ROLLBACK' | 'COMMIT';

/** The end of a transaction: the reversal that undid it, or what became of a hold. */
export interface Resolution {
  readonly transactionId: string;
  readonly kind: ResolutionKind;
  /** The contra transaction, or what a hold was committed into; null where nothing was posted. */
  readonly by: string | null;
  readonly at: Instant;
  readonly recordedBy: string;
  readonly reason: string | null;
}

/** What makes a transaction temporary: it posts no entries, and its timeout ends it. */
export interface Hold {
  readonly timeoutAt: Instant;
  /** When promised points activate and expire; null: by the rules at the commit. */
  readonly activatesAt: Instant | null;
  readonly expiresAt: Instant | null;
}

/** What a transaction says of itself. */
export interface TransactionHeader {
  readonly id: string;
  readonly walletId: string;
  readonly type: TransactionType;
  /** Set on a temporary transaction. */
  readonly hold: Hold | null;
  readonly amount: Minor;
  readonly externalReference: string | null;
  readonly description: string | null;
  readonly channel: VoidChannel | null;
  readonly reason: string | null;
  /** The name of the API key that made it. */
  readonly recordedBy: string;
  readonly effectiveAt: Instant;
  readonly recordedAt: Instant;
  /** What a reversal or refund undoes, or the hold that was committed. */
  readonly mainTransactionId: string | null;
  /** Active balance of the wallet right after it, and the part of it that is gift value. */
  readonly balanceAfter: Minor;
  readonly giftAfter: Minor;
}

/** A whole transaction, as the journal keeps it and the hash chain covers it. */
export interface TransactionContent extends TransactionHeader {
  readonly type: PostedType;
  readonly entries: readonly Entry[];
  readonly lots: readonly GrantedLot[];
  readonly movements: readonly LotMovement[];
  readonly reservations: readonly Reservation[];
  /** What recording it does to its main transaction; null on a first posting and on a refund. */
  readonly resolves: { readonly transactionId: string; readonly kind: ResolutionKind } | null;
}

/**
 * Whether a transaction's reference is its own, and so unique per merchant. Paywall's Cancel record
 * repeats the purchase's, what a hold was committed into takes the hold's over; a VOID has its own.
 */
export function ownsReference(transaction: TransactionHeader): boolean {
  if (transaction.externalReference === null) return false;
  return transaction.mainTransactionId === null || transaction.type === 'VOID';
}

/** A transaction as it is read: its header, where it belongs, and how it ended. */
export interface TransactionRecord extends TransactionHeader {
  readonly merchantId: string;
  readonly programId: string;
  readonly memberId: string;
  readonly memberCode: string;
  readonly scale: number;
  readonly resolution: Resolution | null;
}

const STATUS_OF_RESOLUTION: Readonly<Record<ResolutionKind, TransactionStatus>> = {
  CANCEL: 'CANCELLED',
  VOID: 'VOIDED',
  DELETE: 'DELETED',
  ROLLBACK: 'ROLLED_BACK',
  COMMIT: 'COMMITTED',
};

/** A transaction's status at a moment; a hold expires at its timeout, noticed or not. */
export function statusOf(transaction: TransactionRecord, at: Instant): TransactionStatus {
  if (transaction.resolution) return STATUS_OF_RESOLUTION[transaction.resolution.kind];
  if (!transaction.hold) return 'POSTED';
  return transaction.hold.timeoutAt <= at ? 'EXPIRED' : 'PENDING';
}

/** Whether a transaction is worked out rather than recorded. */
export function isDerived(type: TransactionType): type is DerivedKind {
  return type === 'DEPRECIATION' || type === 'RECURRING_FEE';
}
