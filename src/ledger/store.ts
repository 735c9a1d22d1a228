import type { Context } from './decision.ts';
import type { Entry } from './entry.ts';
import type { IdempotencyKey } from './idempotency.ts';
import type { Lot, LotKind, LotMovement } from './lot.ts';
import type { Minor } from './money.ts';
import type { Program } from './program.ts';
import type { Refusal } from './refusal.ts';
import type { Command, CommandName, OutcomeOf } from './register.ts';
import type { Instant } from './time.ts';
import type { TransactionRecord, TransactionType } from './transaction.ts';
import type { Balances, WalletRecord, WalletState } from './wallet.ts';

/** A command with all that deciding and recording it takes, as plain data. */
export interface Envelope<N extends CommandName = CommandName> {
  readonly command: Command<N>;
  readonly context: Context;
  readonly idempotency: IdempotencyKey | null;
}

/** What every command can answer beside its own outcomes comes from its idempotency key. */
export type Answer<N extends CommandName> =
  | OutcomeOf<N>
  | Refusal<'IdempotencyConflictError' | 'InvalidInputError'>;

/**
 * Where the ledger keeps its data. An engine fetches a command's facts, has the pure rule decide,
 * and applies the changes, in one transaction; the answer leaves after the commit is durable.
 */
export interface Store extends LedgerReads {
  commit<N extends CommandName>(envelope: Envelope<N>): Promise<Answer<N>>;
  /** Decides as `commit` would, and writes nothing. */
  preview<N extends CommandName>(envelope: Envelope<N>): Promise<OutcomeOf<N>>;
  /** Whether a command could be committed now. */
  isReady(): Promise<boolean>;
  /** Waits for what was accepted, then closes. */
  close(): Promise<void>;
}

/** By operation and answer, such as `{"cancel": {"CancelPurchaseSuccess": 348}}`. */
export type ImportCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How far an import has come. */
export interface ImportProgress {
  /** Lines of the source that are done with. */
  readonly line: number;
  readonly counts: ImportCounts;
}

/** What a batch takes the import of its source from and to, as plain data. */
export interface ImportBatch {
  readonly source: string;
  /** The line that the import has come to before, and the one that it comes to. */
  readonly after: number;
  readonly line: number;
  readonly commands: readonly ImportCommand[];
}

export interface ImportCommand {
  readonly envelope: Envelope;
  /** What its answer counts under; null: it counts when it is refused, under its own name. */
  readonly op: string | null;
}

export interface ImportOutcome {
  readonly progress: ImportProgress;
  /** The commands that were refused, by their places in the batch, from 0. */
  readonly refused: readonly { readonly index: number; readonly answer: Refusal }[];
}

/** Takes in what happened elsewhere, in batches; each moves its progress in the same commit. */
export interface ImportStore {
  /** Null: nothing of this source was imported. */
  progressOf(source: string): Promise<ImportProgress | null>;
  /** Commits a batch whole, or throws, `ImportOvertakenError` or another, and writes nothing. */
  importBatch(batch: ImportBatch): Promise<ImportOutcome>;
  /** The id of a member's wallet, open or closed; null where there is none. */
  walletIdOf(
    merchantId: string,
    of: { readonly programId: string; readonly memberId: string; readonly currency: string },
  ): Promise<string | null>;
}

/** Something that `verify` found wrong: an edited, missing or slipped-in row, or a wrong sum. */
export interface Finding {
  /** Null where the row that names it is gone. */
  readonly walletId: string | null;
  readonly transactionId: string | null;
  readonly problem: string;
}

/** Thrown when nothing could be committed; nothing was written and nothing acknowledged. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/**
 * Thrown when the connection broke while a command without a key was being committed: it may have
 * happened or not. A repeat cannot do harm: what was undone is refused as such.
 */
export class CommitUnknownError extends Error {
  override readonly name = 'CommitUnknownError';
}

/** Thrown for a batch that does not go on from where the import has come; nothing was written. */
export class ImportOvertakenError extends Error {
  override readonly name = 'ImportOvertakenError';
}

/** How long, and how many, first answers to keyed requests are kept. */
export interface AnswerLimits {
  /** An answer is kept for at least so long; a repeat that comes later may be carried out anew. */
  readonly retentionMs: number;
  /** How many answers of one merchant are kept at a time; an engine may estimate the number. */
  readonly perMerchantMax: number;
}

/**
 * Thrown for a command with a new key when as many answers of its merchant are kept as may be;
 * nothing was written. Keys that came before are answered all the same.
 */
export class AnswerQuotaError extends Error {
  override readonly name = 'AnswerQuotaError';
}

export interface MemberRecord {
  readonly id: string;
  readonly code: string;
}

/**
 * A list's page by keyset: up to `limit` rows behind a place or, backwards, before it. The rows
 * come in the list's order either way.
 */
export interface Page<Place> {
  readonly limit: number;
  readonly beyond: Place | null;
  readonly backwards: boolean;
}

/** A place in a history: newest first by effective time, then by the order of recording. */
export interface HistoryPlace {
  readonly effectiveAt: Instant;
  readonly sequence: number;
}

export interface HistoryRow extends HistoryPlace {
  readonly transaction: TransactionRecord;
}

export interface HistoryFilter {
  readonly types: readonly TransactionType[] | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly hideReversed: boolean;
}

/** A place in the order of drawing. */
export interface LotPlace {
  readonly kind: LotKind;
  readonly expiresAt: Instant | null;
  readonly activatesAt: Instant;
  readonly sequence: number;
}

/**
 * What the graph reads. Lists of ids are answered by one statement each, in no order; what another
 * merchant owns is left out like what does not exist.
 */
export interface LedgerReads {
  /** Derived rows are found by their ids as well, once they are due. */
  transactionsById(
    merchantId: string,
    ids: readonly string[],
    at: Instant,
  ): Promise<TransactionRecord[]>;
  /** The posted transactions that have these references; of a committed hold, the successor. */
  transactionsByReference(
    merchantId: string,
    references: readonly string[],
  ): Promise<TransactionRecord[]>;
  entriesOf(
    merchantId: string,
    transactionIds: readonly string[],
  ): Promise<{ transactionId: string; entry: Entry }[]>;
  /** The lots that transactions granted, as they are at a moment. */
  lotsGrantedBy(
    merchantId: string,
    transactionIds: readonly string[],
    at: Instant,
  ): Promise<{ transactionId: string; lot: Lot }[]>;
  /** The movements of gift lots, with the lots. */
  giftMovementsOf(
    merchantId: string,
    transactionIds: readonly string[],
  ): Promise<{ transactionId: string; movement: LotMovement; lot: Lot }[]>;
  walletsById(merchantId: string, ids: readonly string[]): Promise<WalletRecord[]>;
  walletsOfMembers(merchantId: string, memberIds: readonly string[]): Promise<WalletRecord[]>;
  /** The sums of wallets as they are at a moment, whatever was last written. */
  statesOf(
    merchantId: string,
    walletIds: readonly string[],
    at: Instant,
  ): Promise<{ walletId: string; state: WalletState }[]>;
  /** A wallet's balances at any moment, past or to come; null where there is no such wallet. */
  balancesAt(merchantId: string, walletId: string, at: Instant): Promise<Balances | null>;
  /** How much is left now in the lots of a wallet that expire within a period, minor units. */
  expiringIn(
    merchantId: string,
    walletId: string,
    period: { readonly from: Instant; readonly to: Instant },
    at: Instant,
  ): Promise<Minor>;
  membersById(merchantId: string, ids: readonly string[]): Promise<MemberRecord[]>;
  membersByCode(merchantId: string, codes: readonly string[]): Promise<MemberRecord[]>;
  programsById(merchantId: string, ids: readonly string[]): Promise<Program[]>;
  /** Lots with something left, in draw order; of one kind, or of all. */
  lots(
    merchantId: string,
    walletId: string,
    kind: LotKind | null,
    page: Page<LotPlace>,
    at: Instant,
  ): Promise<Lot[]>;
  /**
   * A wallet's transactions, newest first, without deleted ones and their contra transactions; with
   * the derived rows that are due by a moment.
   */
  history(
    merchantId: string,
    walletId: string,
    filter: HistoryFilter,
    page: Page<HistoryPlace>,
    at: Instant,
  ): Promise<HistoryRow[]>;
}
