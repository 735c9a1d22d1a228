import type { DerivedRow } from './derived/row.ts';
import type { Entry } from './entry.ts';
import type { LotId, LotMovement, Reservation } from './lot.ts';
import type { Currency, Minor } from './money.ts';
import type { Program } from './program.ts';
import type { TransactionRecord } from './transaction.ts';
import type { WalletFacts } from './wallet.ts';

/** The two names that a transaction can be asked for by. */
export interface TransactionName {
  readonly id: string | null;
  readonly externalReference: string | null;
}

/** A transaction with all that undoing it needs. */
export interface TransactionFacts {
  readonly record: TransactionRecord;
  readonly entries: readonly Entry[];
  /** The lots that it granted. */
  readonly lots: readonly LotId[];
  readonly movements: readonly LotMovement[];
  readonly reservations: readonly Reservation[];
  /** How much of a purchase refunds gave back. */
  readonly refunded: Minor;
}

/** What a rule wants to know, as data: the store answers it in one consistent read. */
export interface FactsQuery {
  /** The transaction to undo, commit or refund; its wallets come with it. */
  readonly transaction?: TransactionName;
  readonly walletId?: string;
  /** Further wallets that the command takes from. */
  readonly otherWalletIds?: readonly string[];
  /** How much the command may draw from a wallet; fetched are the lots that cover it. */
  readonly draw?: (wallet: WalletFacts, transaction: TransactionFacts | null) => Minor;
  /** A reference that the command wants to take. */
  readonly reference?: string | null;
  /** Whether later debits of the transaction's lots are wanted. */
  readonly dependents?: boolean;
  readonly opening?: {
    readonly programId: string;
    readonly memberId: string;
    readonly memberCode: string | null;
    readonly currency: string;
  };
}

/** Another merchant's rows are never among the facts: invariant 9. */
export interface Facts {
  readonly byId: TransactionFacts | null;
  /** The derived row that has the id: no transaction then. */
  readonly derived: DerivedRow | null;
  /** By reference; of a hold that was committed, the successor. */
  readonly byReference: TransactionFacts | null;
  readonly wallets: ReadonlyMap<string, WalletFacts>;
  /** The id of the transaction that has the wanted reference. */
  readonly referenceHolderId: string | null;
  /** Later debits of the transaction's lots that still stand, oldest first, bounded. */
  readonly dependentIds: readonly string[];
  readonly opening: OpeningFacts | null;
}

export interface OpeningFacts {
  readonly program: Program | null;
  readonly currency: Currency | null;
  /** The code of the member with the wanted id, if there is one. */
  readonly memberCode: string | null;
  /** The member that has the wanted code, if there is one. */
  readonly codeHolderId: string | null;
  readonly walletId: string | null;
}

/** How many dependents a refusal lists at most. */
export const DEPENDENTS_MAX = 100;
