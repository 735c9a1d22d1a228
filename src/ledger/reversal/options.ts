import type { Program } from '../program.ts';
import type { Refusal } from '../refusal.ts';
import type { Instant } from '../time.ts';
import { ownsReference, type TransactionRecord } from '../transaction.ts';
import type { CancelPurchase } from './cancel-purchase.ts';
import type { CancelTransaction } from './cancel-transaction.ts';
import type { DeleteTransaction } from './delete-transaction.ts';
import { type VoidTransaction, voidDeadline } from './void-transaction.ts';

export type ReversalMutation =
  | 'CANCEL_TRANSACTION'
  | 'VOID_TRANSACTION'
  | 'DELETE_TRANSACTION'
  | 'CANCEL_PURCHASE';

/** What one of the four reversals would answer now. */
export interface ReversalOption {
  readonly mutation: ReversalMutation;
  /** Null where it would be granted. */
  readonly refusal: Refusal | null;
  /** The last moment at which it can be granted; null: without end, or not at all. */
  readonly reversibleUntil: Instant | null;
}

/** The inputs that name a transaction to each of the four reversals. */
export interface OptionInputs {
  readonly cancelTransaction: CancelTransaction;
  readonly voidTransaction: VoidTransaction;
  readonly deleteTransaction: DeleteTransaction;
  readonly cancelPurchase: CancelPurchase;
}

export function optionInputs(record: TransactionRecord): OptionInputs {
  const { id: transactionId, merchantId, programId, memberId, memberCode } = record;
  return {
    cancelTransaction: { transactionId },
    voidTransaction: { originalTransactionId: transactionId, memberId },
    deleteTransaction: { merchantId, programId, memberCode, transactionId },
    cancelPurchase: {
      // A reference that it only repeats names another transaction.
      externalReference: ownsReference(record) ? (record.externalReference ?? '') : '',
      rollbackFee: true,
      rollbackCashback: true,
    },
  };
}

/** The option that an outcome of a preview means. */
export function optionOf(
  mutation: ReversalMutation,
  outcome: Refusal | { readonly replayed: boolean },
  record: TransactionRecord,
  program: Program,
): ReversalOption {
  const granted = 'replayed' in outcome;
  return {
    mutation,
    refusal: granted ? null : outcome,
    reversibleUntil: granted ? untilOf(mutation, record, program) : null,
  };
}

function untilOf(
  mutation: ReversalMutation,
  record: TransactionRecord,
  program: Program,
): Instant | null {
  if (mutation === 'VOID_TRANSACTION') return voidDeadline(record, program);
  // At its timeout a hold has expired: the moment before it is the last.
  return mutation === 'CANCEL_TRANSACTION' && record.hold ? record.hold.timeoutAt - 1 : null;
}
