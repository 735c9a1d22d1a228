import type { DerivedKind } from './derived/row.ts';
import type { CurrencyKind, Decimal } from './money.ts';
import type { Instant } from './time.ts';
import type { TransactionType } from './transaction.ts';

/**
 * The data of every refusal beside its `message`. The key is the name of the union member; ids of
 * transactions and wallets become the objects themselves in the graph.
 */
export interface RefusalData {
  MissingIdentifierError: { readonly fields: readonly string[] };
  InvalidInputError: { readonly field: string; readonly reason: string };
  IdempotencyConflictError: { readonly idempotencyKey: string };
  TransactionNotFoundError: {
    readonly transactionId: string | null;
    readonly externalReference: string | null;
  };
  IdentifierMismatchError: { readonly transactionId: string; readonly externalReference: string };
  DerivedTransactionError: { readonly derivedKind: DerivedKind };
  ReversalNotReversibleError: { readonly reversesId: string | null };
  TransactionTypeNotAllowedError: {
    readonly type: TransactionType;
    readonly allowedTypes: readonly TransactionType[];
    readonly use: string | null;
  };
  AlreadyReversedError: {
    readonly reversalId: string | null;
    readonly reversedBy: 'CANCEL' | 'VOID' | 'DELETE' | 'ROLLBACK';
    readonly reversedAt: Instant;
  };
  HoldCommittedError: { readonly successorId: string | null };
  HoldExpiredError: { readonly expiredAt: Instant };
  NotTemporaryError: { readonly transactionId: string };
  WalletClosedError: { readonly closedAt: Instant };
  WalletSuspendedError: { readonly suspendedAt: Instant };
  WalletNotSuspendedError: { readonly walletId: string };
  InsufficientBalanceError: {
    readonly required: Decimal;
    readonly available: Decimal;
    readonly shortfall: Decimal;
  };
  VoidNotSupportedError: { readonly programId: string };
  TransactionOwnedByAnotherMemberError: { readonly memberId: string };
  AdjustmentPeriodExceededError: {
    readonly adjustmentPeriodDays: number;
    readonly deadline: Instant;
  };
  DuplicateExternalReferenceError: { readonly existingId: string };
  ProgramMismatchError: { readonly programId: string };
  MemberMismatchError: { readonly memberCode: string };
  DependentTransactionsError: {
    readonly dependentIds: readonly string[];
    readonly projectedBalance: Decimal;
  };
  PurchaseRefundedError: { readonly refunded: Decimal; readonly remaining: Decimal };
  GiftBalanceExpiredError: {
    readonly expiredAmount: Decimal;
    readonly giftBalanceIds: readonly string[];
  };
  RefundExceedsPurchaseError: { readonly refunded: Decimal; readonly remaining: Decimal };
  WalletNotFoundError: { readonly walletId: string };
  WalletKindNotAllowedError: { readonly kind: CurrencyKind; readonly allowedKind: CurrencyKind };
  ProgramNotFoundError: { readonly programId: string };
  CurrencyNotFoundError: { readonly currency: string };
  WalletExistsError: { readonly walletId: string };
}

export type RefusalName = keyof RefusalData;

/** An expected no: a value whose `__typename` is the union member that the caller sees. */
export type Refusal<Name extends RefusalName = RefusalName> = {
  [N in Name]: { readonly __typename: N; readonly message: string } & RefusalData[N];
}[Name];

/** Makes a refusal. The message is a sentence that a person can be shown. */
export function refusal<Name extends RefusalName>(
  name: Name,
  message: string,
  data: RefusalData[Name],
): { readonly __typename: Name; readonly message: string } & RefusalData[Name] {
  return { __typename: name, message, ...data };
}
