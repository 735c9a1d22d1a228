import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { SuccessOf, EntryParent, LotParent, UsedGiftParent, BalancesParent, PageInfoParent } from './parents.ts';
import type { Refusal } from '../ledger/refusal.ts';
import type { TransactionRecord } from '../ledger/transaction.ts';
import type { WalletRecord } from '../ledger/wallet.ts';
import type { MemberRecord } from '../ledger/store.ts';
import type { Program as ProgramRecord, Policies, VoidPolicy as VoidPolicyRecord, Charge, Depreciation, RecurringFee } from '../ledger/program.ts';
import type { Currency } from '../ledger/money.ts';
import type { ReversalOption as ReversalOptionRecord } from '../ledger/reversal/options.ts';
import type { GraphContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment in ISO 8601, UTC, with milliseconds, such as "2026-11-21T09:30:00.000Z". */
  DateTime: { input: number; output: number; }
  /** An exact decimal as a string, such as "399.50": at most 19 digits, no exponent, no sign but a minus. */
  Decimal: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** As what `accruePoints` can grant points. */
export type AccrualType =
  | 'ACCRUAL'
  | 'ADJUSTMENT'
  | 'FINALIZE';

/** What `accruePoints` takes. */
export type AccruePointsInput = {
  /** When the points become usable; at once unless given. */
  readonly activatesAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** More than zero. */
  readonly amount: Scalars['Decimal']['input'];
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Back-dates the transaction; not in the future. */
  readonly effectiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** When the points expire; after the program's `pointsLifetimeDays` unless given. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly externalReference?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Promise the points now, grant them when the transaction is committed. */
  readonly temporary: Scalars['Boolean']['input'];
  /** How long a temporary transaction waits; the program's `holdTimeoutSeconds` unless given. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  readonly type: AccrualType;
  readonly walletId: Scalars['ID']['input'];
};

/** What `accruePoints` answers: success, or a refusal. */
export type AccruePointsResult = AccruePointsSuccess | DuplicateExternalReferenceError | IdempotencyConflictError | InvalidInputError | WalletClosedError | WalletKindNotAllowedError | WalletNotFoundError;

/** Returned when the points were granted or, when temporary, promised. */
export type AccruePointsSuccess = PostingSuccess & {
  readonly __typename?: 'AccruePointsSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly replayed: Scalars['Boolean']['output'];
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** Returned when the transaction is older than the program's adjustment period. */
export type AdjustmentPeriodExceededError = LedgerError & {
  readonly __typename?: 'AdjustmentPeriodExceededError';
  /** In days of 24 hours. */
  readonly adjustmentPeriodDays: Scalars['Int']['output'];
  /** The last moment at which it could have been voided. */
  readonly deadline: Scalars['DateTime']['output'];
  readonly message: Scalars['String']['output'];
};

/** Returned when the transaction was cancelled, voided, deleted or rolled back before. */
export type AlreadyReversedError = LedgerError & {
  readonly __typename?: 'AlreadyReversedError';
  readonly message: Scalars['String']['output'];
  /** The first reversal; null where nothing had been posted. */
  readonly reversal?: Maybe<Transaction>;
  readonly reversedAt: Scalars['DateTime']['output'];
  readonly reversedBy: ReversalKind;
};

/** What `cancelPurchase` and `previewCancelPurchase` take. */
export type CancelPurchaseInput = {
  readonly externalReference: Scalars['String']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Instead of the program's policy; whoever gives it needs the scope `ledger:override`. */
  readonly onShortfall?: InputMaybe<ShortfallPolicy>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Whether the cashback is taken back. */
  readonly rollbackCashback: Scalars['Boolean']['input'];
  /** Whether the fee is given back. */
  readonly rollbackFee: Scalars['Boolean']['input'];
};

/** What `cancelPurchase` and `previewCancelPurchase` answer: success, or a refusal. */
export type CancelPurchaseResult = AlreadyReversedError | CancelPurchaseSuccess | IdempotencyConflictError | InsufficientBalanceError | InvalidInputError | MissingIdentifierError | PurchaseRefundedError | TransactionNotFoundError | WalletClosedError;

/** Returned when the purchase was cancelled. */
export type CancelPurchaseSuccess = ReversalSuccess & {
  readonly __typename?: 'CancelPurchaseSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly lots: ReadonlyArray<LotEffect>;
  readonly replayed: Scalars['Boolean']['output'];
  /** The Cancel record: type CANCEL, with the purchase as `mainTransaction` and its external reference. */
  readonly reversal?: Maybe<Transaction>;
  readonly shortfall: Scalars['Decimal']['output'];
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** What `cancelTransaction` and `previewCancelTransaction` take. */
export type CancelTransactionInput = {
  /**
   * Back-dates the reversal, such as to the transaction's own moment: balances of past times change,
   * `createdAt` keeps when it was recorded. Not before the transaction, not in the future.
   */
  readonly effectiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The reference that the caller gave the transaction. After a commit it means the successor. */
  readonly externalReference?: InputMaybe<Scalars['String']['input']>;
  /** The caller's name for this request: a repeat gets the first answer. At most 255 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Instead of the program's policy; whoever gives it needs the scope `ledger:override`. */
  readonly onShortfall?: InputMaybe<ShortfallPolicy>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The transaction's id. This, `externalReference`, or both. */
  readonly transactionId?: InputMaybe<Scalars['ID']['input']>;
};

/** What `cancelTransaction` and `previewCancelTransaction` answer: success, or a refusal. */
export type CancelTransactionResult = AlreadyReversedError | CancelTransactionSuccess | DerivedTransactionError | HoldCommittedError | HoldExpiredError | IdempotencyConflictError | IdentifierMismatchError | InsufficientBalanceError | InvalidInputError | MissingIdentifierError | ReversalNotReversibleError | TransactionNotFoundError | TransactionTypeNotAllowedError | WalletClosedError;

/** Returned when the transaction was cancelled. */
export type CancelTransactionSuccess = ReversalSuccess & {
  readonly __typename?: 'CancelTransactionSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly lots: ReadonlyArray<LotEffect>;
  readonly replayed: Scalars['Boolean']['output'];
  readonly reversal?: Maybe<Transaction>;
  readonly shortfall: Scalars['Decimal']['output'];
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** A fixed amount or a percentage of the purchase: one of the two. */
export type ChargeInput = {
  readonly amount?: InputMaybe<Scalars['Decimal']['input']>;
  readonly percentage?: InputMaybe<Scalars['Decimal']['input']>;
};

/** A fixed amount, or a percentage of the purchase rounded down to the minor unit. */
export type ChargePolicy = {
  readonly __typename?: 'ChargePolicy';
  /** In minor units of the wallet's currency: a program has wallets of several currencies. */
  readonly amountMinor?: Maybe<Scalars['String']['output']>;
  readonly percentage?: Maybe<Scalars['Decimal']['output']>;
};

/** What `closeWallet` takes. */
export type CloseWalletInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  readonly walletId: Scalars['ID']['input'];
};

/** What `closeWallet` answers: success, or a refusal. */
export type CloseWalletResult = CloseWalletSuccess | IdempotencyConflictError | InvalidInputError | WalletClosedError | WalletNotFoundError;

/** Returned when the wallet was closed. */
export type CloseWalletSuccess = {
  readonly __typename?: 'CloseWalletSuccess';
  readonly replayed: Scalars['Boolean']['output'];
  readonly wallet: Wallet;
};

/** What `commitTransaction` takes. */
export type CommitTransactionInput = {
  readonly externalReference?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The temporary transaction's id. This, `externalReference`, or both. */
  readonly transactionId?: InputMaybe<Scalars['ID']['input']>;
};

/** What `commitTransaction` answers: success, or a refusal. */
export type CommitTransactionResult = AlreadyReversedError | CommitTransactionSuccess | HoldCommittedError | HoldExpiredError | IdempotencyConflictError | IdentifierMismatchError | InvalidInputError | MissingIdentifierError | NotTemporaryError | TransactionNotFoundError | WalletClosedError;

/** Returned when the temporary transaction became a full one. */
export type CommitTransactionSuccess = PostingSuccess & {
  readonly __typename?: 'CommitTransactionSuccess';
  readonly balance: Scalars['Decimal']['output'];
  /** The temporary transaction, as it now is. */
  readonly committed: Transaction;
  readonly replayed: Scalars['Boolean']['output'];
  /** The full transaction. */
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** Whether a currency is points or money. */
export type CurrencyKind =
  | 'MONEY'
  | 'POINTS';

/** Returned when your merchant has no such currency. */
export type CurrencyNotFoundError = LedgerError & {
  readonly __typename?: 'CurrencyNotFoundError';
  readonly currency: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
};

/** What `deleteTransaction` and `previewDeleteTransaction` take. */
export type DeleteTransactionInput = {
  /** Delete although later debits used what it granted; the wallet may go into debt. */
  readonly acknowledgeDependents?: InputMaybe<Scalars['Boolean']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The member's code, the card number. */
  readonly memberCode: Scalars['String']['input'];
  readonly merchantId: Scalars['ID']['input'];
  readonly programId: Scalars['ID']['input'];
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  readonly transactionId: Scalars['ID']['input'];
};

/** What `deleteTransaction` and `previewDeleteTransaction` answer: success, or a refusal. */
export type DeleteTransactionResult = AlreadyReversedError | DeleteTransactionSuccess | DependentTransactionsError | DerivedTransactionError | IdempotencyConflictError | InvalidInputError | MemberMismatchError | MissingIdentifierError | ProgramMismatchError | ReversalNotReversibleError | TransactionNotFoundError | TransactionTypeNotAllowedError | WalletClosedError;

/** Returned when the transaction was deleted. */
export type DeleteTransactionSuccess = ReversalSuccess & {
  readonly __typename?: 'DeleteTransactionSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly lots: ReadonlyArray<LotEffect>;
  readonly replayed: Scalars['Boolean']['output'];
  readonly reversal?: Maybe<Transaction>;
  readonly shortfall: Scalars['Decimal']['output'];
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** Returned when later debits used what the transaction granted, and the input did not acknowledge them. */
export type DependentTransactionsError = LedgerError & {
  readonly __typename?: 'DependentTransactionsError';
  /** The later debits, oldest first; at most 100. */
  readonly dependents: ReadonlyArray<Transaction>;
  readonly message: Scalars['String']['output'];
  /** The active balance after an acknowledged delete, less the debt it would leave. */
  readonly projectedBalance: Scalars['Decimal']['output'];
};

/** What a depreciation looks at. */
export type DepreciationBasis =
  /** The whole wallet, counted from the latest activity that was not undone. */
  | 'LAST_TRANSACTION'
  /** Each earn by itself, counted from its activation. */
  | 'PER_TRANSACTION';

/** Takes a percentage of the points that are left, each time an interval has passed. */
export type DepreciationPolicy = {
  readonly __typename?: 'DepreciationPolicy';
  readonly basis: DepreciationBasis;
  /** In days of 24 hours. */
  readonly intervalDays: Scalars['Int']['output'];
  readonly percentage: Scalars['Decimal']['output'];
};

/** What is worked out from a program's rules and the journal, and never recorded. */
export type DerivedKind =
  | 'DEPRECIATION'
  | 'RECURRING_FEE';

/** Returned when the id is that of a depreciation or recurring fee. */
export type DerivedTransactionError = LedgerError & {
  readonly __typename?: 'DerivedTransactionError';
  readonly derivedKind: DerivedKind;
  readonly message: Scalars['String']['output'];
};

/** Returned when another posted transaction has this external reference. */
export type DuplicateExternalReferenceError = LedgerError & {
  readonly __typename?: 'DuplicateExternalReferenceError';
  /** The transaction that has it. */
  readonly existing?: Maybe<Transaction>;
  readonly message: Scalars['String']['output'];
};

/** Which part of a transaction an entry books. */
export type EntryPurpose =
  | 'CASHBACK'
  | 'FEE'
  | 'GIFT'
  | 'PRINCIPAL';

/** What a refund does with gift value whose balance has expired. */
export type ExpiredGiftPolicy =
  /** It goes back to the balance and expires on the way, which `lots` reports. */
  | 'EXPIRE'
  /** The refund is refused with `GiftBalanceExpiredError`. */
  | 'REJECT';

/** Returned when the program refuses to refund gift value whose balance has expired. */
export type GiftBalanceExpiredError = LedgerError & {
  readonly __typename?: 'GiftBalanceExpiredError';
  /** How much of the refund would come back to expired balances. */
  readonly expiredAmount: Scalars['Decimal']['output'];
  readonly giftBalanceIds: ReadonlyArray<Scalars['ID']['output']>;
  readonly message: Scalars['String']['output'];
};

/** Which transactions of a history to list; what is left out does not narrow it. */
export type HistoryFilter = {
  /** From this moment on. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Leave out transactions that were undone, together with what undid them. */
  readonly hideReversed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Up to and without this moment. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
  readonly types?: InputMaybe<ReadonlyArray<TransactionType>>;
};

/** Returned when the temporary transaction was committed into a new one. */
export type HoldCommittedError = LedgerError & {
  readonly __typename?: 'HoldCommittedError';
  readonly message: Scalars['String']['output'];
  /** The full transaction that it became. */
  readonly successor?: Maybe<Transaction>;
};

/** Returned when the temporary transaction has timed out. */
export type HoldExpiredError = LedgerError & {
  readonly __typename?: 'HoldExpiredError';
  readonly expiredAt: Scalars['DateTime']['output'];
  readonly message: Scalars['String']['output'];
};

/** Returned when the idempotency key came before with other input. */
export type IdempotencyConflictError = LedgerError & {
  readonly __typename?: 'IdempotencyConflictError';
  readonly idempotencyKey: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
};

/** Returned when the id and the external reference name different transactions. */
export type IdentifierMismatchError = LedgerError & {
  readonly __typename?: 'IdentifierMismatchError';
  readonly externalReference: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly transactionId: Scalars['ID']['output'];
};

/** Returned when the wallet has less than is to be taken. */
export type InsufficientBalanceError = LedgerError & {
  readonly __typename?: 'InsufficientBalanceError';
  readonly available: Scalars['Decimal']['output'];
  readonly message: Scalars['String']['output'];
  readonly required: Scalars['Decimal']['output'];
  readonly shortfall: Scalars['Decimal']['output'];
};

/** Returned when a value is outside its bounds. */
export type InvalidInputError = LedgerError & {
  readonly __typename?: 'InvalidInputError';
  /** The input field, such as `amount`. */
  readonly field: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  /** What is wrong with it. */
  readonly reason: Scalars['String']['output'];
};

/** What `issueGiftBalance` takes. */
export type IssueGiftBalanceInput = {
  /** More than zero. */
  readonly amount: Scalars['Decimal']['input'];
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Null: never. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly externalReference?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  readonly walletId: Scalars['ID']['input'];
};

/** What `issueGiftBalance` answers: success, or a refusal. */
export type IssueGiftBalanceResult = DuplicateExternalReferenceError | IdempotencyConflictError | InvalidInputError | IssueGiftBalanceSuccess | WalletClosedError | WalletKindNotAllowedError | WalletNotFoundError;

/** Returned when the gift balance was added. */
export type IssueGiftBalanceSuccess = PostingSuccess & {
  readonly __typename?: 'IssueGiftBalanceSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly giftBalance: Lot;
  readonly replayed: Scalars['Boolean']['output'];
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** The accounts that entries are booked on: wallets, and the program's own. */
export type LedgerAccount =
  | 'CASHBACK_EXPENSE'
  | 'FEE_REVENUE'
  | 'GIFT_LIABILITY'
  /** Where points and money come from, and where redeemed points go. */
  | 'ISSUER'
  /** What purchases paid to the merchant. */
  | 'SALES'
  | 'WALLET';

/** A unit that wallets count in, with its scale. */
export type LedgerCurrency = {
  readonly __typename?: 'LedgerCurrency';
  readonly code: Scalars['String']['output'];
  readonly kind: CurrencyKind;
  /** How many digits stand behind the point. */
  readonly scale: Scalars['Int']['output'];
};

/** One booking: a signed amount on one ledger account. */
export type LedgerEntry = {
  readonly __typename?: 'LedgerEntry';
  readonly account: LedgerAccount;
  readonly amount: Scalars['Decimal']['output'];
  readonly purpose: EntryPurpose;
  /** Set where the account is a wallet. */
  readonly wallet?: Maybe<Wallet>;
};

/** An expected no. Every refusal has a sentence to show and, by its type, the data to act on. */
export type LedgerError = {
  readonly message: Scalars['String']['output'];
};

/** A span of time. */
export type LedgerPeriod = {
  /** From this moment on. */
  readonly from: Scalars['DateTime']['input'];
  /** Up to and without this moment. */
  readonly to: Scalars['DateTime']['input'];
};

/** Value granted together, with what remains of it. */
export type Lot = {
  readonly __typename?: 'Lot';
  readonly activatesAt: Scalars['DateTime']['output'];
  /** Null: never. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  readonly granted: Scalars['Decimal']['output'];
  readonly held: Scalars['Decimal']['output'];
  readonly id: Scalars['ID']['output'];
  readonly kind: LotKind;
  readonly remaining: Scalars['Decimal']['output'];
};

/** A page of lots. */
export type LotConnection = {
  readonly __typename?: 'LotConnection';
  readonly edges: ReadonlyArray<LotEdge>;
  readonly pageInfo: PageInfo;
};

/** A lot and its place in the list. */
export type LotEdge = {
  readonly __typename?: 'LotEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Lot;
};

/** What a reversal did to one lot. */
export type LotEffect = {
  readonly __typename?: 'LotEffect';
  /** Taken back from the lot. */
  readonly clawedBack: Scalars['Decimal']['output'];
  /** Given back to the lot after its expiry, so that it expired on the way back. */
  readonly expiredAmount: Scalars['Decimal']['output'];
  readonly lotId: Scalars['ID']['output'];
  /** Given back to the lot; still usable, or usable once the lot activates. */
  readonly restored: Scalars['Decimal']['output'];
};

/** What a lot is made of. */
export type LotKind =
  | 'GIFT'
  | 'MONEY'
  | 'POINTS';

/** A customer. Another subgraph may own the person; here a member has an id and a code. */
export type Member = {
  readonly __typename?: 'Member';
  /** The card number. */
  readonly code: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  readonly wallets: ReadonlyArray<Wallet>;
};

/** Returned when the transaction, or the id, belongs to another member's code than the one named. */
export type MemberMismatchError = LedgerError & {
  readonly __typename?: 'MemberMismatchError';
  readonly memberCode: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
};

/** Returned when an identifier is missing or blank. */
export type MissingIdentifierError = LedgerError & {
  readonly __typename?: 'MissingIdentifierError';
  /** The fields, at least one of which has to name something. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  readonly message: Scalars['String']['output'];
};

/** What can be done. A refusal is an answer; null stands beside an error. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Grants points, at once or, when temporary, once the transaction is committed. */
  readonly accruePoints?: Maybe<AccruePointsResult>;
  /** Undoes a purchase whole: money, gift value, and on request the fee and the cashback. */
  readonly cancelPurchase?: Maybe<CancelPurchaseResult>;
  /** Undoes a points transaction, posted or temporary, named by id, by external reference, or by both. */
  readonly cancelTransaction?: Maybe<CancelTransactionResult>;
  /** Closes a wallet for good: nothing is posted to it or undone in it any more. */
  readonly closeWallet?: Maybe<CloseWalletResult>;
  /** Makes a temporary transaction permanent, as a new transaction that takes over its external reference. */
  readonly commitTransaction?: Maybe<CommitTransactionResult>;
  /** Removes a transaction from the member's history and balance; the journal keeps it. */
  readonly deleteTransaction?: Maybe<DeleteTransactionResult>;
  /** Deletes up to 100 transactions, one after another, and answers one result each, in order. */
  readonly deleteTransactions?: Maybe<ReadonlyArray<DeleteTransactionResult>>;
  /** Adds a gift balance, which may expire, to a money wallet. */
  readonly issueGiftBalance?: Maybe<IssueGiftBalanceResult>;
  /** Opens a wallet for a member in a program and a currency; a member who is new is created. */
  readonly openWallet?: Maybe<OpenWalletResult>;
  /** Takes points outside any rule. */
  readonly postAdhocRedemption?: Maybe<PostAdhocRedemptionResult>;
  /** Grants points outside any rule; a negative reward takes points away. */
  readonly postAdhocReward?: Maybe<PostAdhocRewardResult>;
  /** Pays for a purchase from a money wallet: gift balances first, then money; fee and cashback beside it. */
  readonly recordPurchase?: Maybe<RecordPurchaseResult>;
  /** Spends points, at once or, when temporary, by holding them until the transaction is committed. */
  readonly redeemPoints?: Maybe<RedeemPointsResult>;
  /** Gives part of a purchase back, with proportional shares of gift value, fee and cashback. */
  readonly refundPurchase?: Maybe<RefundPurchaseResult>;
  /** Puts a suspended wallet back into use. */
  readonly resumeWallet?: Maybe<ResumeWalletResult>;
  /** Ends a temporary transaction without an effect. */
  readonly rollbackTransaction?: Maybe<RollbackTransactionResult>;
  /** Takes a wallet's card out of use: nothing is taken from it; reversals give back all the same. */
  readonly suspendWallet?: Maybe<SuspendWalletResult>;
  /** Adds money to a money wallet. */
  readonly topUpWallet?: Maybe<TopUpWalletResult>;
  /** Voids an ad hoc reward or redemption of one member with a new VOID transaction. */
  readonly voidTransaction?: Maybe<VoidTransactionResult>;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationAccruePointsArgs = {
  input: AccruePointsInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationCancelPurchaseArgs = {
  input: CancelPurchaseInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationCancelTransactionArgs = {
  input: CancelTransactionInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationCloseWalletArgs = {
  input: CloseWalletInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationCommitTransactionArgs = {
  input: CommitTransactionInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationDeleteTransactionArgs = {
  input: DeleteTransactionInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationDeleteTransactionsArgs = {
  inputs: ReadonlyArray<DeleteTransactionInput>;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationIssueGiftBalanceArgs = {
  input: IssueGiftBalanceInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationOpenWalletArgs = {
  input: OpenWalletInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationPostAdhocRedemptionArgs = {
  input: PostAdhocRedemptionInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationPostAdhocRewardArgs = {
  input: PostAdhocRewardInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationRecordPurchaseArgs = {
  input: RecordPurchaseInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationRedeemPointsArgs = {
  input: RedeemPointsInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationRefundPurchaseArgs = {
  input: RefundPurchaseInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationResumeWalletArgs = {
  input: ResumeWalletInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationRollbackTransactionArgs = {
  input: RollbackTransactionInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationSuspendWalletArgs = {
  input: SuspendWalletInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationTopUpWalletArgs = {
  input: TopUpWalletInput;
};


/** What can be done. A refusal is an answer; null stands beside an error. */
export type MutationVoidTransactionArgs = {
  input: VoidTransactionInput;
};

/** Returned when the transaction is not a temporary one. */
export type NotTemporaryError = LedgerError & {
  readonly __typename?: 'NotTemporaryError';
  readonly message: Scalars['String']['output'];
  readonly transaction?: Maybe<Transaction>;
};

/** What `openWallet` takes. */
export type OpenWalletInput = {
  /** The code of one of the merchant's currencies. */
  readonly currency: Scalars['String']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The member's card number. The member's id unless given, for a member who is new. */
  readonly memberCode?: InputMaybe<Scalars['String']['input']>;
  readonly memberId: Scalars['ID']['input'];
  readonly programId: Scalars['ID']['input'];
};

/** What `openWallet` answers: success, or a refusal. */
export type OpenWalletResult = CurrencyNotFoundError | IdempotencyConflictError | InvalidInputError | MemberMismatchError | OpenWalletSuccess | ProgramNotFoundError | WalletExistsError;

/** Returned when the wallet was opened. */
export type OpenWalletSuccess = {
  readonly __typename?: 'OpenWalletSuccess';
  readonly replayed: Scalars['Boolean']['output'];
  readonly wallet: Wallet;
};

/** Information about pagination in a connection. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** What `postAdhocRedemption` takes. */
export type PostAdhocRedemptionInput = {
  /** More than zero. */
  readonly amount: Scalars['Decimal']['input'];
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Back-dates the transaction; not in the future. */
  readonly effectiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly externalReference?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /**
   * The wallets of a household that share it, 2 to 10, `walletId` among them: each pays by its weight.
   * A cent that cannot be cut goes by their order.
   */
  readonly shares?: InputMaybe<ReadonlyArray<RedemptionShareInput>>;
  readonly walletId: Scalars['ID']['input'];
};

/** What `postAdhocRedemption` answers: success, or a refusal. */
export type PostAdhocRedemptionResult = DuplicateExternalReferenceError | IdempotencyConflictError | InsufficientBalanceError | InvalidInputError | PostAdhocRedemptionSuccess | WalletClosedError | WalletKindNotAllowedError | WalletNotFoundError | WalletSuspendedError;

/** Returned when the redemption was posted. */
export type PostAdhocRedemptionSuccess = PostingSuccess & {
  readonly __typename?: 'PostAdhocRedemptionSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly replayed: Scalars['Boolean']['output'];
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** What `postAdhocReward` takes. */
export type PostAdhocRewardInput = {
  /** Not zero. A negative reward takes points away. */
  readonly amount: Scalars['Decimal']['input'];
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Back-dates the transaction; not in the future. */
  readonly effectiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** When the points expire; after the program's `pointsLifetimeDays` unless given. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly externalReference?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  readonly walletId: Scalars['ID']['input'];
};

/** What `postAdhocReward` answers: success, or a refusal. */
export type PostAdhocRewardResult = DuplicateExternalReferenceError | IdempotencyConflictError | InsufficientBalanceError | InvalidInputError | PostAdhocRewardSuccess | WalletClosedError | WalletKindNotAllowedError | WalletNotFoundError | WalletSuspendedError;

/** Returned when the reward was posted. */
export type PostAdhocRewardSuccess = PostingSuccess & {
  readonly __typename?: 'PostAdhocRewardSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly replayed: Scalars['Boolean']['output'];
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** What postings have in common when they are granted. */
export type PostingSuccess = {
  /** The active balance after it. */
  readonly balance: Scalars['Decimal']['output'];
  /** Whether this is the answer to an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The transaction that was posted or, when temporary, recorded. */
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** A loyalty program, campaign or wallet scheme of a merchant, with its policies. */
export type Program = {
  readonly __typename?: 'Program';
  readonly id: Scalars['ID']['output'];
  /** The merchant that `deleteTransaction` asks for. */
  readonly merchantId: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly policies: ProgramPolicies;
};

/** Returned when the transaction belongs to another program than the one named. */
export type ProgramMismatchError = LedgerError & {
  readonly __typename?: 'ProgramMismatchError';
  readonly message: Scalars['String']['output'];
  readonly programId: Scalars['ID']['output'];
};

/** Returned when your merchant has no such program. */
export type ProgramNotFoundError = LedgerError & {
  readonly __typename?: 'ProgramNotFoundError';
  readonly message: Scalars['String']['output'];
  readonly programId: Scalars['ID']['output'];
};

/** What a program has decided for its wallets. */
export type ProgramPolicies = {
  readonly __typename?: 'ProgramPolicies';
  /** The cashback of a purchase where the call names none. */
  readonly cashback?: Maybe<ChargePolicy>;
  /** Points lose value by these, one after another. */
  readonly depreciations: ReadonlyArray<DepreciationPolicy>;
  /** The fee of a purchase where the call names none. */
  readonly fee?: Maybe<ChargePolicy>;
  /** How long a hold lasts when the call names no timeout, in seconds. */
  readonly holdTimeoutSeconds: Scalars['Int']['output'];
  /** What a refund does with gift value whose balance has expired. */
  readonly onExpiredGift: ExpiredGiftPolicy;
  /** What a reversal does when the wallet no longer has what it would take back. */
  readonly onShortfall: ShortfallPolicy;
  /** How long points live, in days of 24 hours; null: for ever. */
  readonly pointsLifetimeDays?: Maybe<Scalars['Int']['output']>;
  readonly recurringFees: ReadonlyArray<RecurringFeePolicy>;
  readonly voids: VoidPolicy;
};

/** Returned when refunds of the purchase were made, so that only the rest can be refunded. */
export type PurchaseRefundedError = LedgerError & {
  readonly __typename?: 'PurchaseRefundedError';
  readonly message: Scalars['String']['output'];
  readonly refunded: Scalars['Decimal']['output'];
  readonly remaining: Scalars['Decimal']['output'];
};

/** What can be asked. None of it writes. */
export type Query = {
  readonly __typename?: 'Query';
  /** One member of your merchant, by id or by code, the card number (one of the two). */
  readonly member?: Maybe<Member>;
  /** What `cancelPurchase` would answer now. Writes nothing; takes no notice of `idempotencyKey`. */
  readonly previewCancelPurchase?: Maybe<CancelPurchaseResult>;
  /** What `cancelTransaction` would answer now. Writes nothing; takes no notice of `idempotencyKey`. */
  readonly previewCancelTransaction?: Maybe<CancelTransactionResult>;
  /** What `deleteTransaction` would answer now. Writes nothing; takes no notice of `idempotencyKey`. */
  readonly previewDeleteTransaction?: Maybe<DeleteTransactionResult>;
  /** What `voidTransaction` would answer now. Writes nothing; takes no notice of `idempotencyKey`. */
  readonly previewVoidTransaction?: Maybe<VoidTransactionResult>;
  /** One program of your merchant. */
  readonly program?: Maybe<Program>;
  /** One transaction of your merchant, by its id or by its external reference (one of the two). */
  readonly transaction?: Maybe<Transaction>;
  /** One wallet of your merchant. */
  readonly wallet?: Maybe<Wallet>;
};


/** What can be asked. None of it writes. */
export type QueryMemberArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be asked. None of it writes. */
export type QueryPreviewCancelPurchaseArgs = {
  input: CancelPurchaseInput;
};


/** What can be asked. None of it writes. */
export type QueryPreviewCancelTransactionArgs = {
  input: CancelTransactionInput;
};


/** What can be asked. None of it writes. */
export type QueryPreviewDeleteTransactionArgs = {
  input: DeleteTransactionInput;
};


/** What can be asked. None of it writes. */
export type QueryPreviewVoidTransactionArgs = {
  input: VoidTransactionInput;
};


/** What can be asked. None of it writes. */
export type QueryProgramArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. None of it writes. */
export type QueryTransactionArgs = {
  externalReference?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be asked. None of it writes. */
export type QueryWalletArgs = {
  id: Scalars['ID']['input'];
};

/** What `recordPurchase` takes. */
export type RecordPurchaseInput = {
  /** More than zero. */
  readonly amount: Scalars['Decimal']['input'];
  /** Instead of the program's cashback. */
  readonly cashback?: InputMaybe<ChargeInput>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Back-dates the transaction; not in the future. */
  readonly effectiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** What `cancelPurchase` and `refundPurchase` name the purchase by. */
  readonly externalReference: Scalars['String']['input'];
  /** Instead of the program's fee. */
  readonly fee?: InputMaybe<ChargeInput>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  readonly walletId: Scalars['ID']['input'];
};

/** What `recordPurchase` answers: success, or a refusal. */
export type RecordPurchaseResult = DuplicateExternalReferenceError | IdempotencyConflictError | InsufficientBalanceError | InvalidInputError | RecordPurchaseSuccess | WalletClosedError | WalletKindNotAllowedError | WalletNotFoundError | WalletSuspendedError;

/** Returned when the purchase was paid. */
export type RecordPurchaseSuccess = PostingSuccess & {
  readonly __typename?: 'RecordPurchaseSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly replayed: Scalars['Boolean']['output'];
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** Takes points, or as many as there are, each time an interval has passed since the wallet's opening. */
export type RecurringFeePolicy = {
  readonly __typename?: 'RecurringFeePolicy';
  /** In minor units of the wallet's currency. */
  readonly amountMinor: Scalars['String']['output'];
  /** In days of 24 hours. */
  readonly intervalDays: Scalars['Int']['output'];
};

/** What `redeemPoints` takes. */
export type RedeemPointsInput = {
  /** More than zero. */
  readonly amount: Scalars['Decimal']['input'];
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Back-dates the transaction; not in the future. */
  readonly effectiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly externalReference?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Hold the points now, take them when the transaction is committed. */
  readonly temporary: Scalars['Boolean']['input'];
  /** How long a temporary transaction waits; the program's `holdTimeoutSeconds` unless given. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  readonly type: RedemptionType;
  readonly walletId: Scalars['ID']['input'];
};

/** What `redeemPoints` answers: success, or a refusal. */
export type RedeemPointsResult = DuplicateExternalReferenceError | IdempotencyConflictError | InsufficientBalanceError | InvalidInputError | RedeemPointsSuccess | WalletClosedError | WalletKindNotAllowedError | WalletNotFoundError | WalletSuspendedError;

/** Returned when the points were taken or, when temporary, held. */
export type RedeemPointsSuccess = PostingSuccess & {
  readonly __typename?: 'RedeemPointsSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly replayed: Scalars['Boolean']['output'];
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** One wallet's part in a redemption that the members of a household share. */
export type RedemptionShareInput = {
  readonly walletId: Scalars['ID']['input'];
  /** Its part of the sum of all weights, 1 to 1,000. */
  readonly weight: Scalars['Int']['input'];
};

/** As what `redeemPoints` can take points. */
export type RedemptionType =
  | 'ADJUSTMENT'
  | 'FINALIZE'
  | 'REDEMPTION';

/** Returned when a refund is more than what is left of the purchase. */
export type RefundExceedsPurchaseError = LedgerError & {
  readonly __typename?: 'RefundExceedsPurchaseError';
  readonly message: Scalars['String']['output'];
  readonly refunded: Scalars['Decimal']['output'];
  readonly remaining: Scalars['Decimal']['output'];
};

/** What `refundPurchase` takes. */
export type RefundPurchaseInput = {
  /** How much of the purchase comes back; at most what is left of it. */
  readonly amount: Scalars['Decimal']['input'];
  /** The reference of the purchase. */
  readonly externalReference: Scalars['String']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Instead of the program's policy; whoever gives it needs the scope `ledger:override`. */
  readonly onShortfall?: InputMaybe<ShortfallPolicy>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Whether a proportional share of the cashback is taken back. */
  readonly rollbackCashback: Scalars['Boolean']['input'];
  /** Whether a proportional share of the fee is given back. */
  readonly rollbackFee: Scalars['Boolean']['input'];
};

/** What `refundPurchase` answers: success, or a refusal. */
export type RefundPurchaseResult = AlreadyReversedError | GiftBalanceExpiredError | IdempotencyConflictError | InsufficientBalanceError | InvalidInputError | MissingIdentifierError | RefundExceedsPurchaseError | RefundPurchaseSuccess | TransactionNotFoundError | WalletClosedError;

/** Returned when part of the purchase was given back. */
export type RefundPurchaseSuccess = {
  readonly __typename?: 'RefundPurchaseSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly lots: ReadonlyArray<LotEffect>;
  /** The REFUND transaction. */
  readonly refund: Transaction;
  /** How much of the purchase can still be refunded. */
  readonly remaining: Scalars['Decimal']['output'];
  readonly replayed: Scalars['Boolean']['output'];
  readonly shortfall: Scalars['Decimal']['output'];
  /** The purchase. */
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** What `resumeWallet` takes. */
export type ResumeWalletInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  readonly walletId: Scalars['ID']['input'];
};

/** What `resumeWallet` answers: success, or a refusal. */
export type ResumeWalletResult = IdempotencyConflictError | InvalidInputError | ResumeWalletSuccess | WalletClosedError | WalletNotFoundError | WalletNotSuspendedError;

/** Returned when the wallet was put back into use. */
export type ResumeWalletSuccess = {
  readonly __typename?: 'ResumeWalletSuccess';
  readonly replayed: Scalars['Boolean']['output'];
  readonly wallet: Wallet;
};

/** How a transaction came to be undone. */
export type ReversalKind =
  | 'CANCEL'
  | 'DELETE'
  | 'ROLLBACK'
  | 'VOID';

/** The four reversals, as `reversalOptions` names them. */
export type ReversalMutation =
  | 'CANCEL_PURCHASE'
  | 'CANCEL_TRANSACTION'
  | 'DELETE_TRANSACTION'
  | 'VOID_TRANSACTION';

/** Returned when the transaction is itself a reversal. */
export type ReversalNotReversibleError = LedgerError & {
  readonly __typename?: 'ReversalNotReversibleError';
  readonly message: Scalars['String']['output'];
  /** The transaction that it undid. */
  readonly reverses?: Maybe<Transaction>;
};

/**
 * What one of the four reversals would answer now, with the program's own policies, nothing
 * acknowledged, and (for a purchase) fee and cashback rolled back. Buttons can be drawn from it.
 */
export type ReversalOption = {
  readonly __typename?: 'ReversalOption';
  readonly granted: Scalars['Boolean']['output'];
  readonly mutation: ReversalMutation;
  /** What the mutation would refuse with; null where it would be granted. */
  readonly refusal?: Maybe<LedgerError>;
  /** Where it would be granted: the last moment at which that can be; null: without end. */
  readonly reversibleUntil?: Maybe<Scalars['DateTime']['output']>;
};

/** What the four reversals have in common when they are granted. */
export type ReversalSuccess = {
  /** The active balance after it. */
  readonly balance: Scalars['Decimal']['output'];
  /** What was restored, what expired on the way back, what was clawed back, lot by lot. */
  readonly lots: ReadonlyArray<LotEffect>;
  /** Whether this is the answer to an earlier request with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The contra transaction; null where nothing had been posted, and in a preview. */
  readonly reversal?: Maybe<Transaction>;
  /** What could not be taken back: forgone under WITHIN_BALANCE, booked as debt under ALLOW_NEGATIVE. */
  readonly shortfall: Scalars['Decimal']['output'];
  /** The transaction that was undone, as it now is. */
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** What `rollbackTransaction` takes. */
export type RollbackTransactionInput = {
  readonly externalReference?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The temporary transaction's id. This, `externalReference`, or both. */
  readonly transactionId?: InputMaybe<Scalars['ID']['input']>;
};

/** What `rollbackTransaction` answers: success, or a refusal. */
export type RollbackTransactionResult = AlreadyReversedError | HoldCommittedError | HoldExpiredError | IdempotencyConflictError | IdentifierMismatchError | InvalidInputError | MissingIdentifierError | NotTemporaryError | RollbackTransactionSuccess | TransactionNotFoundError | WalletClosedError;

/** Returned when the temporary transaction was ended without an effect. */
export type RollbackTransactionSuccess = PostingSuccess & {
  readonly __typename?: 'RollbackTransactionSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly replayed: Scalars['Boolean']['output'];
  /** The temporary transaction, as it now is. */
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** What to do when a wallet no longer has what a reversal takes back. */
export type ShortfallPolicy =
  /** Take everything back; what is not there becomes debt, which the next accrual pays first. */
  | 'ALLOW_NEGATIVE'
  /** Refuse with `InsufficientBalanceError`. */
  | 'REJECT'
  /** Take back what is there, and say what is not. */
  | 'WITHIN_BALANCE';

/** What `suspendWallet` takes. */
export type SuspendWalletInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  readonly walletId: Scalars['ID']['input'];
};

/** What `suspendWallet` answers: success, or a refusal. */
export type SuspendWalletResult = IdempotencyConflictError | InvalidInputError | SuspendWalletSuccess | WalletClosedError | WalletNotFoundError | WalletSuspendedError;

/** Returned when the wallet was suspended. */
export type SuspendWalletSuccess = {
  readonly __typename?: 'SuspendWalletSuccess';
  readonly replayed: Scalars['Boolean']['output'];
  readonly wallet: Wallet;
};

/** What `topUpWallet` takes. */
export type TopUpWalletInput = {
  /** More than zero. */
  readonly amount: Scalars['Decimal']['input'];
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Back-dates the transaction; not in the future. */
  readonly effectiveAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly externalReference?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  readonly walletId: Scalars['ID']['input'];
};

/** What `topUpWallet` answers: success, or a refusal. */
export type TopUpWalletResult = DuplicateExternalReferenceError | IdempotencyConflictError | InvalidInputError | TopUpWalletSuccess | WalletClosedError | WalletKindNotAllowedError | WalletNotFoundError;

/** Returned when the money was added. */
export type TopUpWalletSuccess = PostingSuccess & {
  readonly __typename?: 'TopUpWalletSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly replayed: Scalars['Boolean']['output'];
  readonly transaction: Transaction;
  readonly wallet: Wallet;
};

/** A set of entries that sum to zero, or a temporary transaction (a hold) that has posted nothing yet. */
export type Transaction = {
  readonly __typename?: 'Transaction';
  /** What was granted, taken or paid, in the wallet's currency. Negative only for a negative reward. */
  readonly amount: Scalars['Decimal']['output'];
  /** The active balance of the wallet right after it was recorded. */
  readonly balanceAfter: Scalars['Decimal']['output'];
  /** The cashback that was granted with it, or that its reversal took back. */
  readonly cashbackAmount: Scalars['Decimal']['output'];
  /** Where a void came from. */
  readonly channel?: Maybe<VoidChannel>;
  /** When it was recorded. */
  readonly createdAt: Scalars['DateTime']['output'];
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The wallet that value went to; null where it went to the program or the merchant. */
  readonly destinationWallet?: Maybe<Wallet>;
  /** When it counts from. Earlier than `createdAt` when it was back-dated. */
  readonly effectiveAt: Scalars['DateTime']['output'];
  /** What it booked. Empty on a temporary transaction. */
  readonly entries: ReadonlyArray<LedgerEntry>;
  /** The caller's own identifier. A CANCEL or REFUND repeats that of what it undoes. */
  readonly externalReference?: Maybe<Scalars['String']['output']>;
  /** The fee that was charged with it, or that its reversal gave back. */
  readonly feeAmount: Scalars['Decimal']['output'];
  /** The part of `amount` that was paid from, or went back to, gift balances. */
  readonly giftAmount: Scalars['Decimal']['output'];
  /** The part of `balanceAfter` that was gift value. */
  readonly giftBalance: Scalars['Decimal']['output'];
  readonly id: Scalars['ID']['output'];
  /** The lots that it granted. */
  readonly lots: ReadonlyArray<Lot>;
  /** On a reversal or refund: the transaction that it undoes. On a successor: the temporary transaction that it was. */
  readonly mainTransaction?: Maybe<Transaction>;
  /** Why it was made, in the caller's words. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** The name of the API key that made it. */
  readonly recordedBy: Scalars['String']['output'];
  /** The reversal that undid it; null where nothing had been posted, or where it was not undone. */
  readonly reversal?: Maybe<Transaction>;
  /** For each of the four reversals: whether it would be granted now, and if not, why not. */
  readonly reversalOptions: ReadonlyArray<ReversalOption>;
  /** The wallet that value left; null where it came from the program. */
  readonly sourceWallet?: Maybe<Wallet>;
  readonly status: TransactionStatus;
  /** On a temporary transaction that was committed: the full transaction that it became. */
  readonly successor?: Maybe<Transaction>;
  /** Whether it is, or was, a hold: value reserved or promised until committed, rolled back or expired. */
  readonly temporary: Scalars['Boolean']['output'];
  /** When a temporary transaction times out; null on any other. */
  readonly timeoutAt?: Maybe<Scalars['DateTime']['output']>;
  readonly type: TransactionType;
  /** A short code to read out or print: the id in 26 letters and digits (Crockford's base 32). */
  readonly uniqueCode: Scalars['String']['output'];
  /** When its status last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The gift balances that it drew from or gave back to. */
  readonly usedGiftBalances: ReadonlyArray<UsedGiftBalance>;
  readonly wallet: Wallet;
};

/** A page of transactions. */
export type TransactionConnection = {
  readonly __typename?: 'TransactionConnection';
  readonly edges: ReadonlyArray<TransactionEdge>;
  readonly pageInfo: PageInfo;
};

/** A transaction and its place in the list. */
export type TransactionEdge = {
  readonly __typename?: 'TransactionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Transaction;
};

/** Returned when your merchant has no such transaction. */
export type TransactionNotFoundError = LedgerError & {
  readonly __typename?: 'TransactionNotFoundError';
  readonly externalReference?: Maybe<Scalars['String']['output']>;
  readonly message: Scalars['String']['output'];
  readonly transactionId?: Maybe<Scalars['ID']['output']>;
};

/** Returned when the transaction is of another member than the one named. */
export type TransactionOwnedByAnotherMemberError = LedgerError & {
  readonly __typename?: 'TransactionOwnedByAnotherMemberError';
  readonly memberId: Scalars['ID']['output'];
  readonly message: Scalars['String']['output'];
};

/** How a transaction stands now. */
export type TransactionStatus =
  | 'CANCELLED'
  /** Temporary, and now a full transaction: see `successor`. */
  | 'COMMITTED'
  | 'DELETED'
  /** Temporary, and timed out. */
  | 'EXPIRED'
  /** Temporary, and neither committed, ended nor timed out. */
  | 'PENDING'
  | 'POSTED'
  | 'ROLLED_BACK'
  | 'VOIDED';

/** What a transaction does. */
export type TransactionType =
  | 'ACCRUAL'
  | 'ADHOC_REDEEM'
  | 'ADHOC_REWARD'
  | 'ADJUSTMENT'
  | 'CANCEL'
  | 'DELETE'
  /** Derived: worked out whenever it is asked for, never recorded. */
  | 'DEPRECIATION'
  /** What the completion of an order granted or took (ES Loyalty). */
  | 'FINALIZE'
  | 'GIFT'
  | 'PURCHASE'
  /** Derived: worked out whenever it is asked for, never recorded. */
  | 'RECURRING_FEE'
  | 'REDEMPTION'
  | 'REFUND'
  | 'TOP_UP'
  | 'VOID';

/** Returned when transactions of this type cannot be undone in this way. */
export type TransactionTypeNotAllowedError = LedgerError & {
  readonly __typename?: 'TransactionTypeNotAllowedError';
  /** The types that can be. */
  readonly allowedTypes: ReadonlyArray<TransactionType>;
  readonly message: Scalars['String']['output'];
  readonly type: TransactionType;
  /** The mutation that undoes this type, if there is one. */
  readonly use?: Maybe<Scalars['String']['output']>;
};

/** How much of a gift balance a transaction used or gave back. */
export type UsedGiftBalance = {
  readonly __typename?: 'UsedGiftBalance';
  readonly amount: Scalars['Decimal']['output'];
  readonly giftBalance: Lot;
};

/** Where a void can come from. */
export type VoidChannel =
  | 'APP'
  | 'CONSOLE'
  | 'ONLINE'
  | 'PARTNER'
  | 'POS'
  | 'STORE'
  | 'SYSTEM'
  | 'WEBSITE';

/** Returned when the program has voids switched off. */
export type VoidNotSupportedError = LedgerError & {
  readonly __typename?: 'VoidNotSupportedError';
  readonly message: Scalars['String']['output'];
  readonly programId: Scalars['ID']['output'];
};

/** What `voidTransaction` may void, and for how long. */
export type VoidPolicy = {
  readonly __typename?: 'VoidPolicy';
  /** How long after a transaction it may be voided, in days of 24 hours; null: without end. */
  readonly adjustmentPeriodDays?: Maybe<Scalars['Int']['output']>;
  readonly enabled: Scalars['Boolean']['output'];
  readonly voidableTypes: ReadonlyArray<TransactionType>;
};

/** What `voidTransaction` and `previewVoidTransaction` take. */
export type VoidTransactionInput = {
  readonly channel?: InputMaybe<VoidChannel>;
  /** A reference for the VOID transaction itself, unique among your posted transactions. */
  readonly externalReference?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly memberId: Scalars['ID']['input'];
  /** Instead of the program's policy; whoever gives it needs the scope `ledger:override`. */
  readonly onShortfall?: InputMaybe<ShortfallPolicy>;
  readonly originalTransactionId: Scalars['ID']['input'];
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What `voidTransaction` and `previewVoidTransaction` answer: success, or a refusal. */
export type VoidTransactionResult = AdjustmentPeriodExceededError | AlreadyReversedError | DuplicateExternalReferenceError | IdempotencyConflictError | InsufficientBalanceError | InvalidInputError | MissingIdentifierError | TransactionNotFoundError | TransactionOwnedByAnotherMemberError | TransactionTypeNotAllowedError | VoidNotSupportedError | VoidTransactionSuccess | WalletClosedError;

/** Returned when the transaction was voided. */
export type VoidTransactionSuccess = ReversalSuccess & {
  readonly __typename?: 'VoidTransactionSuccess';
  readonly balance: Scalars['Decimal']['output'];
  readonly lots: ReadonlyArray<LotEffect>;
  /** A sentence to show. */
  readonly message: Scalars['String']['output'];
  readonly replayed: Scalars['Boolean']['output'];
  readonly reversal?: Maybe<Transaction>;
  readonly shortfall: Scalars['Decimal']['output'];
  readonly transaction: Transaction;
  /** The id of the VOID transaction; in a preview, of one that will not be there. */
  readonly transactionId: Scalars['ID']['output'];
  readonly wallet: Wallet;
};

/** One member's account in one program and one currency: points account and money wallet alike. */
export type Wallet = {
  readonly __typename?: 'Wallet';
  /**
   * The balances as they were at an earlier moment, or will be at a later one if nothing else
   * happens: what counted then, less what had expired.
   */
  readonly balanceAt: WalletBalances;
  readonly balances: WalletBalances;
  readonly closedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly currency: LedgerCurrency;
  /** How much of what is left now will expire, or has expired, within a period. */
  readonly expiringPoints: Scalars['Decimal']['output'];
  /** Gift balances with something left, in the order in which they are drawn; arguments as of `lots`. */
  readonly giftBalances?: Maybe<LotConnection>;
  /**
   * Its transactions, newest first, without what was deleted; the first 50 unless asked otherwise.
   * Either `first` and `after`, or `last` and `before`; `first` and `last` are 1 to 1,000. Null,
   * beside an error, where an argument is refused.
   */
  readonly history?: Maybe<TransactionConnection>;
  readonly id: Scalars['ID']['output'];
  /**
   * Lots with something left, in the order in which they are drawn: gifts first, soonest to expire
   * first, then oldest. Null, beside an error, where an argument is refused: `first` is 1 to 1,000.
   */
  readonly lots?: Maybe<LotConnection>;
  /** Nullable, because another subgraph may have to resolve it. */
  readonly member?: Maybe<Member>;
  readonly openedAt: Scalars['DateTime']['output'];
  readonly program: Program;
  readonly status: WalletStatus;
  readonly suspendedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** One member's account in one program and one currency: points account and money wallet alike. */
export type WalletBalanceAtArgs = {
  at: Scalars['DateTime']['input'];
};


/** One member's account in one program and one currency: points account and money wallet alike. */
export type WalletExpiringPointsArgs = {
  period: LedgerPeriod;
};


/** One member's account in one program and one currency: points account and money wallet alike. */
export type WalletGiftBalancesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};


/** One member's account in one program and one currency: points account and money wallet alike. */
export type WalletHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<HistoryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** One member's account in one program and one currency: points account and money wallet alike. */
export type WalletLotsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};

/** A wallet's balances: total = active + pending + held + expired + derived - debt. */
export type WalletBalances = {
  readonly __typename?: 'WalletBalances';
  /** What can be spent now. */
  readonly active: Scalars['Decimal']['output'];
  /** What reversals took back beyond what was there; the next accrual pays it first. */
  readonly debt: Scalars['Decimal']['output'];
  /**
   * What depreciation and recurring fees took of what would be active. Once a lot expires, what they
   * took of it counts as expired with the rest.
   */
  readonly derived: Scalars['Decimal']['output'];
  /** What is left in lots whose time has passed. */
  readonly expired: Scalars['Decimal']['output'];
  /** The part of `active` that is gift value. */
  readonly gift: Scalars['Decimal']['output'];
  /** What holds have reserved. */
  readonly held: Scalars['Decimal']['output'];
  /** What is granted and not activated yet. */
  readonly pending: Scalars['Decimal']['output'];
  /** All that is posted. */
  readonly total: Scalars['Decimal']['output'];
};

/** Returned when the wallet is closed. */
export type WalletClosedError = LedgerError & {
  readonly __typename?: 'WalletClosedError';
  readonly closedAt: Scalars['DateTime']['output'];
  readonly message: Scalars['String']['output'];
};

/** Returned when the member already has a wallet in this program and currency. */
export type WalletExistsError = LedgerError & {
  readonly __typename?: 'WalletExistsError';
  readonly message: Scalars['String']['output'];
  readonly wallet?: Maybe<Wallet>;
};

/** Returned when the wallet holds the other kind of currency: points where money is asked for, or money for points. */
export type WalletKindNotAllowedError = LedgerError & {
  readonly __typename?: 'WalletKindNotAllowedError';
  readonly allowedKind: CurrencyKind;
  readonly kind: CurrencyKind;
  readonly message: Scalars['String']['output'];
};

/** Returned when your merchant has no such wallet. */
export type WalletNotFoundError = LedgerError & {
  readonly __typename?: 'WalletNotFoundError';
  readonly message: Scalars['String']['output'];
  readonly walletId: Scalars['ID']['output'];
};

/** Returned when the wallet that is to be put back into use is not suspended. */
export type WalletNotSuspendedError = LedgerError & {
  readonly __typename?: 'WalletNotSuspendedError';
  readonly message: Scalars['String']['output'];
  readonly walletId: Scalars['ID']['output'];
};

/** How a wallet stands now. */
export type WalletStatus =
  | 'CLOSED'
  | 'OPEN'
  | 'SUSPENDED';

/** Returned when the wallet is suspended, so that nothing can be taken from it. */
export type WalletSuspendedError = LedgerError & {
  readonly __typename?: 'WalletSuspendedError';
  readonly message: Scalars['String']['output'];
  readonly suspendedAt: Scalars['DateTime']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Member: Member;
  Program: Program;
  Transaction: Transaction;
  Wallet: Wallet;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Member:
    ( { __typename: 'Member' }
    & GraphQLRecursivePick<FederationTypes['Member'], {"id":true}> );
  Program:
    ( { __typename: 'Program' }
    & GraphQLRecursivePick<FederationTypes['Program'], {"id":true}> );
  Transaction:
    ( { __typename: 'Transaction' }
    & ( GraphQLRecursivePick<FederationTypes['Transaction'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Transaction'], {"externalReference":true}> ) );
  Wallet:
    ( { __typename: 'Wallet' }
    & GraphQLRecursivePick<FederationTypes['Wallet'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  AccruePointsResult:
    | ( SuccessOf<'accruePoints'> & { __typename: 'AccruePointsSuccess' } )
    | ( Refusal<'DuplicateExternalReferenceError'> & { __typename: 'DuplicateExternalReferenceError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
    | ( Refusal<'WalletKindNotAllowedError'> & { __typename: 'WalletKindNotAllowedError' } )
    | ( Refusal<'WalletNotFoundError'> & { __typename: 'WalletNotFoundError' } )
  ;
  CancelPurchaseResult:
    | ( Refusal<'AlreadyReversedError'> & { __typename: 'AlreadyReversedError' } )
    | ( SuccessOf<'cancelPurchase'> & { __typename: 'CancelPurchaseSuccess' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InsufficientBalanceError'> & { __typename: 'InsufficientBalanceError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( Refusal<'MissingIdentifierError'> & { __typename: 'MissingIdentifierError' } )
    | ( Refusal<'PurchaseRefundedError'> & { __typename: 'PurchaseRefundedError' } )
    | ( Refusal<'TransactionNotFoundError'> & { __typename: 'TransactionNotFoundError' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
  ;
  CancelTransactionResult:
    | ( Refusal<'AlreadyReversedError'> & { __typename: 'AlreadyReversedError' } )
    | ( SuccessOf<'cancelTransaction'> & { __typename: 'CancelTransactionSuccess' } )
    | ( Refusal<'DerivedTransactionError'> & { __typename: 'DerivedTransactionError' } )
    | ( Refusal<'HoldCommittedError'> & { __typename: 'HoldCommittedError' } )
    | ( Refusal<'HoldExpiredError'> & { __typename: 'HoldExpiredError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'IdentifierMismatchError'> & { __typename: 'IdentifierMismatchError' } )
    | ( Refusal<'InsufficientBalanceError'> & { __typename: 'InsufficientBalanceError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( Refusal<'MissingIdentifierError'> & { __typename: 'MissingIdentifierError' } )
    | ( Refusal<'ReversalNotReversibleError'> & { __typename: 'ReversalNotReversibleError' } )
    | ( Refusal<'TransactionNotFoundError'> & { __typename: 'TransactionNotFoundError' } )
    | ( Refusal<'TransactionTypeNotAllowedError'> & { __typename: 'TransactionTypeNotAllowedError' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
  ;
  CloseWalletResult:
    | ( SuccessOf<'closeWallet'> & { __typename: 'CloseWalletSuccess' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
    | ( Refusal<'WalletNotFoundError'> & { __typename: 'WalletNotFoundError' } )
  ;
  CommitTransactionResult:
    | ( Refusal<'AlreadyReversedError'> & { __typename: 'AlreadyReversedError' } )
    | ( SuccessOf<'commitTransaction'> & { __typename: 'CommitTransactionSuccess' } )
    | ( Refusal<'HoldCommittedError'> & { __typename: 'HoldCommittedError' } )
    | ( Refusal<'HoldExpiredError'> & { __typename: 'HoldExpiredError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'IdentifierMismatchError'> & { __typename: 'IdentifierMismatchError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( Refusal<'MissingIdentifierError'> & { __typename: 'MissingIdentifierError' } )
    | ( Refusal<'NotTemporaryError'> & { __typename: 'NotTemporaryError' } )
    | ( Refusal<'TransactionNotFoundError'> & { __typename: 'TransactionNotFoundError' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
  ;
  DeleteTransactionResult:
    | ( Refusal<'AlreadyReversedError'> & { __typename: 'AlreadyReversedError' } )
    | ( SuccessOf<'deleteTransaction'> & { __typename: 'DeleteTransactionSuccess' } )
    | ( Refusal<'DependentTransactionsError'> & { __typename: 'DependentTransactionsError' } )
    | ( Refusal<'DerivedTransactionError'> & { __typename: 'DerivedTransactionError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( Refusal<'MemberMismatchError'> & { __typename: 'MemberMismatchError' } )
    | ( Refusal<'MissingIdentifierError'> & { __typename: 'MissingIdentifierError' } )
    | ( Refusal<'ProgramMismatchError'> & { __typename: 'ProgramMismatchError' } )
    | ( Refusal<'ReversalNotReversibleError'> & { __typename: 'ReversalNotReversibleError' } )
    | ( Refusal<'TransactionNotFoundError'> & { __typename: 'TransactionNotFoundError' } )
    | ( Refusal<'TransactionTypeNotAllowedError'> & { __typename: 'TransactionTypeNotAllowedError' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
  ;
  IssueGiftBalanceResult:
    | ( Refusal<'DuplicateExternalReferenceError'> & { __typename: 'DuplicateExternalReferenceError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( SuccessOf<'issueGiftBalance'> & { __typename: 'IssueGiftBalanceSuccess' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
    | ( Refusal<'WalletKindNotAllowedError'> & { __typename: 'WalletKindNotAllowedError' } )
    | ( Refusal<'WalletNotFoundError'> & { __typename: 'WalletNotFoundError' } )
  ;
  OpenWalletResult:
    | ( Refusal<'CurrencyNotFoundError'> & { __typename: 'CurrencyNotFoundError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( Refusal<'MemberMismatchError'> & { __typename: 'MemberMismatchError' } )
    | ( SuccessOf<'openWallet'> & { __typename: 'OpenWalletSuccess' } )
    | ( Refusal<'ProgramNotFoundError'> & { __typename: 'ProgramNotFoundError' } )
    | ( Refusal<'WalletExistsError'> & { __typename: 'WalletExistsError' } )
  ;
  PostAdhocRedemptionResult:
    | ( Refusal<'DuplicateExternalReferenceError'> & { __typename: 'DuplicateExternalReferenceError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InsufficientBalanceError'> & { __typename: 'InsufficientBalanceError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( SuccessOf<'postAdhocRedemption'> & { __typename: 'PostAdhocRedemptionSuccess' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
    | ( Refusal<'WalletKindNotAllowedError'> & { __typename: 'WalletKindNotAllowedError' } )
    | ( Refusal<'WalletNotFoundError'> & { __typename: 'WalletNotFoundError' } )
    | ( Refusal<'WalletSuspendedError'> & { __typename: 'WalletSuspendedError' } )
  ;
  PostAdhocRewardResult:
    | ( Refusal<'DuplicateExternalReferenceError'> & { __typename: 'DuplicateExternalReferenceError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InsufficientBalanceError'> & { __typename: 'InsufficientBalanceError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( SuccessOf<'postAdhocReward'> & { __typename: 'PostAdhocRewardSuccess' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
    | ( Refusal<'WalletKindNotAllowedError'> & { __typename: 'WalletKindNotAllowedError' } )
    | ( Refusal<'WalletNotFoundError'> & { __typename: 'WalletNotFoundError' } )
    | ( Refusal<'WalletSuspendedError'> & { __typename: 'WalletSuspendedError' } )
  ;
  RecordPurchaseResult:
    | ( Refusal<'DuplicateExternalReferenceError'> & { __typename: 'DuplicateExternalReferenceError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InsufficientBalanceError'> & { __typename: 'InsufficientBalanceError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( SuccessOf<'recordPurchase'> & { __typename: 'RecordPurchaseSuccess' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
    | ( Refusal<'WalletKindNotAllowedError'> & { __typename: 'WalletKindNotAllowedError' } )
    | ( Refusal<'WalletNotFoundError'> & { __typename: 'WalletNotFoundError' } )
    | ( Refusal<'WalletSuspendedError'> & { __typename: 'WalletSuspendedError' } )
  ;
  RedeemPointsResult:
    | ( Refusal<'DuplicateExternalReferenceError'> & { __typename: 'DuplicateExternalReferenceError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InsufficientBalanceError'> & { __typename: 'InsufficientBalanceError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( SuccessOf<'redeemPoints'> & { __typename: 'RedeemPointsSuccess' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
    | ( Refusal<'WalletKindNotAllowedError'> & { __typename: 'WalletKindNotAllowedError' } )
    | ( Refusal<'WalletNotFoundError'> & { __typename: 'WalletNotFoundError' } )
    | ( Refusal<'WalletSuspendedError'> & { __typename: 'WalletSuspendedError' } )
  ;
  RefundPurchaseResult:
    | ( Refusal<'AlreadyReversedError'> & { __typename: 'AlreadyReversedError' } )
    | ( Refusal<'GiftBalanceExpiredError'> & { __typename: 'GiftBalanceExpiredError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InsufficientBalanceError'> & { __typename: 'InsufficientBalanceError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( Refusal<'MissingIdentifierError'> & { __typename: 'MissingIdentifierError' } )
    | ( Refusal<'RefundExceedsPurchaseError'> & { __typename: 'RefundExceedsPurchaseError' } )
    | ( SuccessOf<'refundPurchase'> & { __typename: 'RefundPurchaseSuccess' } )
    | ( Refusal<'TransactionNotFoundError'> & { __typename: 'TransactionNotFoundError' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
  ;
  ResumeWalletResult:
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( SuccessOf<'resumeWallet'> & { __typename: 'ResumeWalletSuccess' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
    | ( Refusal<'WalletNotFoundError'> & { __typename: 'WalletNotFoundError' } )
    | ( Refusal<'WalletNotSuspendedError'> & { __typename: 'WalletNotSuspendedError' } )
  ;
  RollbackTransactionResult:
    | ( Refusal<'AlreadyReversedError'> & { __typename: 'AlreadyReversedError' } )
    | ( Refusal<'HoldCommittedError'> & { __typename: 'HoldCommittedError' } )
    | ( Refusal<'HoldExpiredError'> & { __typename: 'HoldExpiredError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'IdentifierMismatchError'> & { __typename: 'IdentifierMismatchError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( Refusal<'MissingIdentifierError'> & { __typename: 'MissingIdentifierError' } )
    | ( Refusal<'NotTemporaryError'> & { __typename: 'NotTemporaryError' } )
    | ( SuccessOf<'rollbackTransaction'> & { __typename: 'RollbackTransactionSuccess' } )
    | ( Refusal<'TransactionNotFoundError'> & { __typename: 'TransactionNotFoundError' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
  ;
  SuspendWalletResult:
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( SuccessOf<'suspendWallet'> & { __typename: 'SuspendWalletSuccess' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
    | ( Refusal<'WalletNotFoundError'> & { __typename: 'WalletNotFoundError' } )
    | ( Refusal<'WalletSuspendedError'> & { __typename: 'WalletSuspendedError' } )
  ;
  TopUpWalletResult:
    | ( Refusal<'DuplicateExternalReferenceError'> & { __typename: 'DuplicateExternalReferenceError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( SuccessOf<'topUpWallet'> & { __typename: 'TopUpWalletSuccess' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
    | ( Refusal<'WalletKindNotAllowedError'> & { __typename: 'WalletKindNotAllowedError' } )
    | ( Refusal<'WalletNotFoundError'> & { __typename: 'WalletNotFoundError' } )
  ;
  VoidTransactionResult:
    | ( Refusal<'AdjustmentPeriodExceededError'> & { __typename: 'AdjustmentPeriodExceededError' } )
    | ( Refusal<'AlreadyReversedError'> & { __typename: 'AlreadyReversedError' } )
    | ( Refusal<'DuplicateExternalReferenceError'> & { __typename: 'DuplicateExternalReferenceError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'InsufficientBalanceError'> & { __typename: 'InsufficientBalanceError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( Refusal<'MissingIdentifierError'> & { __typename: 'MissingIdentifierError' } )
    | ( Refusal<'TransactionNotFoundError'> & { __typename: 'TransactionNotFoundError' } )
    | ( Refusal<'TransactionOwnedByAnotherMemberError'> & { __typename: 'TransactionOwnedByAnotherMemberError' } )
    | ( Refusal<'TransactionTypeNotAllowedError'> & { __typename: 'TransactionTypeNotAllowedError' } )
    | ( Refusal<'VoidNotSupportedError'> & { __typename: 'VoidNotSupportedError' } )
    | ( SuccessOf<'voidTransaction'> & { __typename: 'VoidTransactionSuccess' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  LedgerError:
    | ( Refusal<'AdjustmentPeriodExceededError'> & { __typename: 'AdjustmentPeriodExceededError' } )
    | ( Refusal<'AlreadyReversedError'> & { __typename: 'AlreadyReversedError' } )
    | ( Refusal<'CurrencyNotFoundError'> & { __typename: 'CurrencyNotFoundError' } )
    | ( Refusal<'DependentTransactionsError'> & { __typename: 'DependentTransactionsError' } )
    | ( Refusal<'DerivedTransactionError'> & { __typename: 'DerivedTransactionError' } )
    | ( Refusal<'DuplicateExternalReferenceError'> & { __typename: 'DuplicateExternalReferenceError' } )
    | ( Refusal<'GiftBalanceExpiredError'> & { __typename: 'GiftBalanceExpiredError' } )
    | ( Refusal<'HoldCommittedError'> & { __typename: 'HoldCommittedError' } )
    | ( Refusal<'HoldExpiredError'> & { __typename: 'HoldExpiredError' } )
    | ( Refusal<'IdempotencyConflictError'> & { __typename: 'IdempotencyConflictError' } )
    | ( Refusal<'IdentifierMismatchError'> & { __typename: 'IdentifierMismatchError' } )
    | ( Refusal<'InsufficientBalanceError'> & { __typename: 'InsufficientBalanceError' } )
    | ( Refusal<'InvalidInputError'> & { __typename: 'InvalidInputError' } )
    | ( Refusal<'MemberMismatchError'> & { __typename: 'MemberMismatchError' } )
    | ( Refusal<'MissingIdentifierError'> & { __typename: 'MissingIdentifierError' } )
    | ( Refusal<'NotTemporaryError'> & { __typename: 'NotTemporaryError' } )
    | ( Refusal<'ProgramMismatchError'> & { __typename: 'ProgramMismatchError' } )
    | ( Refusal<'ProgramNotFoundError'> & { __typename: 'ProgramNotFoundError' } )
    | ( Refusal<'PurchaseRefundedError'> & { __typename: 'PurchaseRefundedError' } )
    | ( Refusal<'RefundExceedsPurchaseError'> & { __typename: 'RefundExceedsPurchaseError' } )
    | ( Refusal<'ReversalNotReversibleError'> & { __typename: 'ReversalNotReversibleError' } )
    | ( Refusal<'TransactionNotFoundError'> & { __typename: 'TransactionNotFoundError' } )
    | ( Refusal<'TransactionOwnedByAnotherMemberError'> & { __typename: 'TransactionOwnedByAnotherMemberError' } )
    | ( Refusal<'TransactionTypeNotAllowedError'> & { __typename: 'TransactionTypeNotAllowedError' } )
    | ( Refusal<'VoidNotSupportedError'> & { __typename: 'VoidNotSupportedError' } )
    | ( Refusal<'WalletClosedError'> & { __typename: 'WalletClosedError' } )
    | ( Refusal<'WalletExistsError'> & { __typename: 'WalletExistsError' } )
    | ( Refusal<'WalletKindNotAllowedError'> & { __typename: 'WalletKindNotAllowedError' } )
    | ( Refusal<'WalletNotFoundError'> & { __typename: 'WalletNotFoundError' } )
    | ( Refusal<'WalletNotSuspendedError'> & { __typename: 'WalletNotSuspendedError' } )
    | ( Refusal<'WalletSuspendedError'> & { __typename: 'WalletSuspendedError' } )
  ;
  PostingSuccess:
    | ( SuccessOf<'accruePoints'> & { __typename: 'AccruePointsSuccess' } )
    | ( SuccessOf<'commitTransaction'> & { __typename: 'CommitTransactionSuccess' } )
    | ( SuccessOf<'issueGiftBalance'> & { __typename: 'IssueGiftBalanceSuccess' } )
    | ( SuccessOf<'postAdhocRedemption'> & { __typename: 'PostAdhocRedemptionSuccess' } )
    | ( SuccessOf<'postAdhocReward'> & { __typename: 'PostAdhocRewardSuccess' } )
    | ( SuccessOf<'recordPurchase'> & { __typename: 'RecordPurchaseSuccess' } )
    | ( SuccessOf<'redeemPoints'> & { __typename: 'RedeemPointsSuccess' } )
    | ( SuccessOf<'rollbackTransaction'> & { __typename: 'RollbackTransactionSuccess' } )
    | ( SuccessOf<'topUpWallet'> & { __typename: 'TopUpWalletSuccess' } )
  ;
  ReversalSuccess:
    | ( SuccessOf<'cancelPurchase'> & { __typename: 'CancelPurchaseSuccess' } )
    | ( SuccessOf<'cancelTransaction'> & { __typename: 'CancelTransactionSuccess' } )
    | ( SuccessOf<'deleteTransaction'> & { __typename: 'DeleteTransactionSuccess' } )
    | ( SuccessOf<'voidTransaction'> & { __typename: 'VoidTransactionSuccess' } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccrualType: AccrualType;
  AccruePointsInput: AccruePointsInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AccruePointsResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AccruePointsResult']>;
  AccruePointsSuccess: ResolverTypeWrapper<SuccessOf<'accruePoints'>>;
  AdjustmentPeriodExceededError: ResolverTypeWrapper<Refusal<'AdjustmentPeriodExceededError'>>;
  AlreadyReversedError: ResolverTypeWrapper<Refusal<'AlreadyReversedError'>>;
  CancelPurchaseInput: CancelPurchaseInput;
  CancelPurchaseResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelPurchaseResult']>;
  CancelPurchaseSuccess: ResolverTypeWrapper<SuccessOf<'cancelPurchase'>>;
  CancelTransactionInput: CancelTransactionInput;
  CancelTransactionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelTransactionResult']>;
  CancelTransactionSuccess: ResolverTypeWrapper<SuccessOf<'cancelTransaction'>>;
  ChargeInput: ChargeInput;
  ChargePolicy: ResolverTypeWrapper<Charge>;
  CloseWalletInput: CloseWalletInput;
  CloseWalletResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CloseWalletResult']>;
  CloseWalletSuccess: ResolverTypeWrapper<SuccessOf<'closeWallet'>>;
  CommitTransactionInput: CommitTransactionInput;
  CommitTransactionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CommitTransactionResult']>;
  CommitTransactionSuccess: ResolverTypeWrapper<SuccessOf<'commitTransaction'>>;
  CurrencyKind: CurrencyKind;
  CurrencyNotFoundError: ResolverTypeWrapper<Refusal<'CurrencyNotFoundError'>>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DeleteTransactionInput: DeleteTransactionInput;
  DeleteTransactionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteTransactionResult']>;
  DeleteTransactionSuccess: ResolverTypeWrapper<SuccessOf<'deleteTransaction'>>;
  DependentTransactionsError: ResolverTypeWrapper<Refusal<'DependentTransactionsError'>>;
  DepreciationBasis: DepreciationBasis;
  DepreciationPolicy: ResolverTypeWrapper<Depreciation>;
  DerivedKind: DerivedKind;
  DerivedTransactionError: ResolverTypeWrapper<Refusal<'DerivedTransactionError'>>;
  DuplicateExternalReferenceError: ResolverTypeWrapper<Refusal<'DuplicateExternalReferenceError'>>;
  EntryPurpose: EntryPurpose;
  ExpiredGiftPolicy: ExpiredGiftPolicy;
  GiftBalanceExpiredError: ResolverTypeWrapper<Refusal<'GiftBalanceExpiredError'>>;
  HistoryFilter: HistoryFilter;
  HoldCommittedError: ResolverTypeWrapper<Refusal<'HoldCommittedError'>>;
  HoldExpiredError: ResolverTypeWrapper<Refusal<'HoldExpiredError'>>;
  IdempotencyConflictError: ResolverTypeWrapper<Refusal<'IdempotencyConflictError'>>;
  IdentifierMismatchError: ResolverTypeWrapper<Refusal<'IdentifierMismatchError'>>;
  InsufficientBalanceError: ResolverTypeWrapper<Refusal<'InsufficientBalanceError'>>;
  InvalidInputError: ResolverTypeWrapper<Refusal<'InvalidInputError'>>;
  IssueGiftBalanceInput: IssueGiftBalanceInput;
  IssueGiftBalanceResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['IssueGiftBalanceResult']>;
  IssueGiftBalanceSuccess: ResolverTypeWrapper<SuccessOf<'issueGiftBalance'>>;
  LedgerAccount: LedgerAccount;
  LedgerCurrency: ResolverTypeWrapper<Currency>;
  LedgerEntry: ResolverTypeWrapper<EntryParent>;
  LedgerError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['LedgerError']>;
  LedgerPeriod: LedgerPeriod;
  Lot: ResolverTypeWrapper<LotParent>;
  LotConnection: ResolverTypeWrapper<Omit<LotConnection, 'edges' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['LotEdge']>, pageInfo: ResolversTypes['PageInfo'] }>;
  LotEdge: ResolverTypeWrapper<Omit<LotEdge, 'node'> & { node: ResolversTypes['Lot'] }>;
  LotEffect: ResolverTypeWrapper<LotEffect>;
  LotKind: LotKind;
  Member: ResolverTypeWrapper<MemberRecord>;
  MemberMismatchError: ResolverTypeWrapper<Refusal<'MemberMismatchError'>>;
  MissingIdentifierError: ResolverTypeWrapper<Refusal<'MissingIdentifierError'>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotTemporaryError: ResolverTypeWrapper<Refusal<'NotTemporaryError'>>;
  OpenWalletInput: OpenWalletInput;
  OpenWalletResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['OpenWalletResult']>;
  OpenWalletSuccess: ResolverTypeWrapper<SuccessOf<'openWallet'>>;
  PageInfo: ResolverTypeWrapper<PageInfoParent>;
  PostAdhocRedemptionInput: PostAdhocRedemptionInput;
  PostAdhocRedemptionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PostAdhocRedemptionResult']>;
  PostAdhocRedemptionSuccess: ResolverTypeWrapper<SuccessOf<'postAdhocRedemption'>>;
  PostAdhocRewardInput: PostAdhocRewardInput;
  PostAdhocRewardResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PostAdhocRewardResult']>;
  PostAdhocRewardSuccess: ResolverTypeWrapper<SuccessOf<'postAdhocReward'>>;
  PostingSuccess: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['PostingSuccess']>;
  Program: ResolverTypeWrapper<ProgramRecord>;
  ProgramMismatchError: ResolverTypeWrapper<Refusal<'ProgramMismatchError'>>;
  ProgramNotFoundError: ResolverTypeWrapper<Refusal<'ProgramNotFoundError'>>;
  ProgramPolicies: ResolverTypeWrapper<Policies>;
  PurchaseRefundedError: ResolverTypeWrapper<Refusal<'PurchaseRefundedError'>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordPurchaseInput: RecordPurchaseInput;
  RecordPurchaseResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RecordPurchaseResult']>;
  RecordPurchaseSuccess: ResolverTypeWrapper<SuccessOf<'recordPurchase'>>;
  RecurringFeePolicy: ResolverTypeWrapper<RecurringFee>;
  RedeemPointsInput: RedeemPointsInput;
  RedeemPointsResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RedeemPointsResult']>;
  RedeemPointsSuccess: ResolverTypeWrapper<SuccessOf<'redeemPoints'>>;
  RedemptionShareInput: RedemptionShareInput;
  RedemptionType: RedemptionType;
  RefundExceedsPurchaseError: ResolverTypeWrapper<Refusal<'RefundExceedsPurchaseError'>>;
  RefundPurchaseInput: RefundPurchaseInput;
  RefundPurchaseResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RefundPurchaseResult']>;
  RefundPurchaseSuccess: ResolverTypeWrapper<SuccessOf<'refundPurchase'>>;
  ResumeWalletInput: ResumeWalletInput;
  ResumeWalletResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ResumeWalletResult']>;
  ResumeWalletSuccess: ResolverTypeWrapper<SuccessOf<'resumeWallet'>>;
  ReversalKind: ReversalKind;
  ReversalMutation: ReversalMutation;
  ReversalNotReversibleError: ResolverTypeWrapper<Refusal<'ReversalNotReversibleError'>>;
  ReversalOption: ResolverTypeWrapper<ReversalOptionRecord>;
  ReversalSuccess: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['ReversalSuccess']>;
  RollbackTransactionInput: RollbackTransactionInput;
  RollbackTransactionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RollbackTransactionResult']>;
  RollbackTransactionSuccess: ResolverTypeWrapper<SuccessOf<'rollbackTransaction'>>;
  ShortfallPolicy: ShortfallPolicy;
  SuspendWalletInput: SuspendWalletInput;
  SuspendWalletResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SuspendWalletResult']>;
  SuspendWalletSuccess: ResolverTypeWrapper<SuccessOf<'suspendWallet'>>;
  TopUpWalletInput: TopUpWalletInput;
  TopUpWalletResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TopUpWalletResult']>;
  TopUpWalletSuccess: ResolverTypeWrapper<SuccessOf<'topUpWallet'>>;
  Transaction: ResolverTypeWrapper<TransactionRecord>;
  TransactionConnection: ResolverTypeWrapper<Omit<TransactionConnection, 'edges' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['TransactionEdge']>, pageInfo: ResolversTypes['PageInfo'] }>;
  TransactionEdge: ResolverTypeWrapper<Omit<TransactionEdge, 'node'> & { node: ResolversTypes['Transaction'] }>;
  TransactionNotFoundError: ResolverTypeWrapper<Refusal<'TransactionNotFoundError'>>;
  TransactionOwnedByAnotherMemberError: ResolverTypeWrapper<Refusal<'TransactionOwnedByAnotherMemberError'>>;
  TransactionStatus: TransactionStatus;
  TransactionType: TransactionType;
  TransactionTypeNotAllowedError: ResolverTypeWrapper<Refusal<'TransactionTypeNotAllowedError'>>;
  UsedGiftBalance: ResolverTypeWrapper<UsedGiftParent>;
  VoidChannel: VoidChannel;
  VoidNotSupportedError: ResolverTypeWrapper<Refusal<'VoidNotSupportedError'>>;
  VoidPolicy: ResolverTypeWrapper<VoidPolicyRecord>;
  VoidTransactionInput: VoidTransactionInput;
  VoidTransactionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['VoidTransactionResult']>;
  VoidTransactionSuccess: ResolverTypeWrapper<SuccessOf<'voidTransaction'>>;
  Wallet: ResolverTypeWrapper<WalletRecord>;
  WalletBalances: ResolverTypeWrapper<BalancesParent>;
  WalletClosedError: ResolverTypeWrapper<Refusal<'WalletClosedError'>>;
  WalletExistsError: ResolverTypeWrapper<Refusal<'WalletExistsError'>>;
  WalletKindNotAllowedError: ResolverTypeWrapper<Refusal<'WalletKindNotAllowedError'>>;
  WalletNotFoundError: ResolverTypeWrapper<Refusal<'WalletNotFoundError'>>;
  WalletNotSuspendedError: ResolverTypeWrapper<Refusal<'WalletNotSuspendedError'>>;
  WalletStatus: WalletStatus;
  WalletSuspendedError: ResolverTypeWrapper<Refusal<'WalletSuspendedError'>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccruePointsInput: AccruePointsInput;
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  AccruePointsResult: ResolversUnionTypes<ResolversParentTypes>['AccruePointsResult'];
  AccruePointsSuccess: SuccessOf<'accruePoints'>;
  AdjustmentPeriodExceededError: Refusal<'AdjustmentPeriodExceededError'>;
  AlreadyReversedError: Refusal<'AlreadyReversedError'>;
  CancelPurchaseInput: CancelPurchaseInput;
  CancelPurchaseResult: ResolversUnionTypes<ResolversParentTypes>['CancelPurchaseResult'];
  CancelPurchaseSuccess: SuccessOf<'cancelPurchase'>;
  CancelTransactionInput: CancelTransactionInput;
  CancelTransactionResult: ResolversUnionTypes<ResolversParentTypes>['CancelTransactionResult'];
  CancelTransactionSuccess: SuccessOf<'cancelTransaction'>;
  ChargeInput: ChargeInput;
  ChargePolicy: Charge;
  CloseWalletInput: CloseWalletInput;
  CloseWalletResult: ResolversUnionTypes<ResolversParentTypes>['CloseWalletResult'];
  CloseWalletSuccess: SuccessOf<'closeWallet'>;
  CommitTransactionInput: CommitTransactionInput;
  CommitTransactionResult: ResolversUnionTypes<ResolversParentTypes>['CommitTransactionResult'];
  CommitTransactionSuccess: SuccessOf<'commitTransaction'>;
  CurrencyNotFoundError: Refusal<'CurrencyNotFoundError'>;
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DeleteTransactionInput: DeleteTransactionInput;
  DeleteTransactionResult: ResolversUnionTypes<ResolversParentTypes>['DeleteTransactionResult'];
  DeleteTransactionSuccess: SuccessOf<'deleteTransaction'>;
  DependentTransactionsError: Refusal<'DependentTransactionsError'>;
  DepreciationPolicy: Depreciation;
  DerivedTransactionError: Refusal<'DerivedTransactionError'>;
  DuplicateExternalReferenceError: Refusal<'DuplicateExternalReferenceError'>;
  GiftBalanceExpiredError: Refusal<'GiftBalanceExpiredError'>;
  HistoryFilter: HistoryFilter;
  HoldCommittedError: Refusal<'HoldCommittedError'>;
  HoldExpiredError: Refusal<'HoldExpiredError'>;
  IdempotencyConflictError: Refusal<'IdempotencyConflictError'>;
  IdentifierMismatchError: Refusal<'IdentifierMismatchError'>;
  InsufficientBalanceError: Refusal<'InsufficientBalanceError'>;
  InvalidInputError: Refusal<'InvalidInputError'>;
  IssueGiftBalanceInput: IssueGiftBalanceInput;
  IssueGiftBalanceResult: ResolversUnionTypes<ResolversParentTypes>['IssueGiftBalanceResult'];
  IssueGiftBalanceSuccess: SuccessOf<'issueGiftBalance'>;
  LedgerCurrency: Currency;
  LedgerEntry: EntryParent;
  LedgerError: ResolversInterfaceTypes<ResolversParentTypes>['LedgerError'];
  LedgerPeriod: LedgerPeriod;
  Lot: LotParent;
  LotConnection: Omit<LotConnection, 'edges' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['LotEdge']>, pageInfo: ResolversParentTypes['PageInfo'] };
  LotEdge: Omit<LotEdge, 'node'> & { node: ResolversParentTypes['Lot'] };
  LotEffect: LotEffect;
  Member: MemberRecord;
  MemberMismatchError: Refusal<'MemberMismatchError'>;
  MissingIdentifierError: Refusal<'MissingIdentifierError'>;
  Mutation: Record<PropertyKey, never>;
  NotTemporaryError: Refusal<'NotTemporaryError'>;
  OpenWalletInput: OpenWalletInput;
  OpenWalletResult: ResolversUnionTypes<ResolversParentTypes>['OpenWalletResult'];
  OpenWalletSuccess: SuccessOf<'openWallet'>;
  PageInfo: PageInfoParent;
  PostAdhocRedemptionInput: PostAdhocRedemptionInput;
  PostAdhocRedemptionResult: ResolversUnionTypes<ResolversParentTypes>['PostAdhocRedemptionResult'];
  PostAdhocRedemptionSuccess: SuccessOf<'postAdhocRedemption'>;
  PostAdhocRewardInput: PostAdhocRewardInput;
  PostAdhocRewardResult: ResolversUnionTypes<ResolversParentTypes>['PostAdhocRewardResult'];
  PostAdhocRewardSuccess: SuccessOf<'postAdhocReward'>;
  PostingSuccess: ResolversInterfaceTypes<ResolversParentTypes>['PostingSuccess'];
  Program: ProgramRecord;
  ProgramMismatchError: Refusal<'ProgramMismatchError'>;
  ProgramNotFoundError: Refusal<'ProgramNotFoundError'>;
  ProgramPolicies: Policies;
  PurchaseRefundedError: Refusal<'PurchaseRefundedError'>;
  Query: Record<PropertyKey, never>;
  RecordPurchaseInput: RecordPurchaseInput;
  RecordPurchaseResult: ResolversUnionTypes<ResolversParentTypes>['RecordPurchaseResult'];
  RecordPurchaseSuccess: SuccessOf<'recordPurchase'>;
  RecurringFeePolicy: RecurringFee;
  RedeemPointsInput: RedeemPointsInput;
  RedeemPointsResult: ResolversUnionTypes<ResolversParentTypes>['RedeemPointsResult'];
  RedeemPointsSuccess: SuccessOf<'redeemPoints'>;
  RedemptionShareInput: RedemptionShareInput;
  RefundExceedsPurchaseError: Refusal<'RefundExceedsPurchaseError'>;
  RefundPurchaseInput: RefundPurchaseInput;
  RefundPurchaseResult: ResolversUnionTypes<ResolversParentTypes>['RefundPurchaseResult'];
  RefundPurchaseSuccess: SuccessOf<'refundPurchase'>;
  ResumeWalletInput: ResumeWalletInput;
  ResumeWalletResult: ResolversUnionTypes<ResolversParentTypes>['ResumeWalletResult'];
  ResumeWalletSuccess: SuccessOf<'resumeWallet'>;
  ReversalNotReversibleError: Refusal<'ReversalNotReversibleError'>;
  ReversalOption: ReversalOptionRecord;
  ReversalSuccess: ResolversInterfaceTypes<ResolversParentTypes>['ReversalSuccess'];
  RollbackTransactionInput: RollbackTransactionInput;
  RollbackTransactionResult: ResolversUnionTypes<ResolversParentTypes>['RollbackTransactionResult'];
  RollbackTransactionSuccess: SuccessOf<'rollbackTransaction'>;
  SuspendWalletInput: SuspendWalletInput;
  SuspendWalletResult: ResolversUnionTypes<ResolversParentTypes>['SuspendWalletResult'];
  SuspendWalletSuccess: SuccessOf<'suspendWallet'>;
  TopUpWalletInput: TopUpWalletInput;
  TopUpWalletResult: ResolversUnionTypes<ResolversParentTypes>['TopUpWalletResult'];
  TopUpWalletSuccess: SuccessOf<'topUpWallet'>;
  Transaction: TransactionRecord;
  TransactionConnection: Omit<TransactionConnection, 'edges' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['TransactionEdge']>, pageInfo: ResolversParentTypes['PageInfo'] };
  TransactionEdge: Omit<TransactionEdge, 'node'> & { node: ResolversParentTypes['Transaction'] };
  TransactionNotFoundError: Refusal<'TransactionNotFoundError'>;
  TransactionOwnedByAnotherMemberError: Refusal<'TransactionOwnedByAnotherMemberError'>;
  TransactionTypeNotAllowedError: Refusal<'TransactionTypeNotAllowedError'>;
  UsedGiftBalance: UsedGiftParent;
  VoidNotSupportedError: Refusal<'VoidNotSupportedError'>;
  VoidPolicy: VoidPolicyRecord;
  VoidTransactionInput: VoidTransactionInput;
  VoidTransactionResult: ResolversUnionTypes<ResolversParentTypes>['VoidTransactionResult'];
  VoidTransactionSuccess: SuccessOf<'voidTransaction'>;
  Wallet: WalletRecord;
  WalletBalances: BalancesParent;
  WalletClosedError: Refusal<'WalletClosedError'>;
  WalletExistsError: Refusal<'WalletExistsError'>;
  WalletKindNotAllowedError: Refusal<'WalletKindNotAllowedError'>;
  WalletNotFoundError: Refusal<'WalletNotFoundError'>;
  WalletNotSuspendedError: Refusal<'WalletNotSuspendedError'>;
  WalletSuspendedError: Refusal<'WalletSuspendedError'>;
};

export type AccruePointsResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccruePointsResult'] = ResolversParentTypes['AccruePointsResult']> = {
  __resolveType: TypeResolveFn<'AccruePointsSuccess' | 'DuplicateExternalReferenceError' | 'IdempotencyConflictError' | 'InvalidInputError' | 'WalletClosedError' | 'WalletKindNotAllowedError' | 'WalletNotFoundError', ParentType, ContextType>;
};

export type AccruePointsSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccruePointsSuccess'] = ResolversParentTypes['AccruePointsSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AdjustmentPeriodExceededErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AdjustmentPeriodExceededError'] = ResolversParentTypes['AdjustmentPeriodExceededError']> = {
  adjustmentPeriodDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deadline?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AlreadyReversedErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AlreadyReversedError'] = ResolversParentTypes['AlreadyReversedError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reversal?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  reversedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reversedBy?: Resolver<ResolversTypes['ReversalKind'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CancelPurchaseResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CancelPurchaseResult'] = ResolversParentTypes['CancelPurchaseResult']> = {
  __resolveType: TypeResolveFn<'AlreadyReversedError' | 'CancelPurchaseSuccess' | 'IdempotencyConflictError' | 'InsufficientBalanceError' | 'InvalidInputError' | 'MissingIdentifierError' | 'PurchaseRefundedError' | 'TransactionNotFoundError' | 'WalletClosedError', ParentType, ContextType>;
};

export type CancelPurchaseSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CancelPurchaseSuccess'] = ResolversParentTypes['CancelPurchaseSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  lots?: Resolver<ReadonlyArray<ResolversTypes['LotEffect']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reversal?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  shortfall?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CancelTransactionResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CancelTransactionResult'] = ResolversParentTypes['CancelTransactionResult']> = {
  __resolveType: TypeResolveFn<'AlreadyReversedError' | 'CancelTransactionSuccess' | 'DerivedTransactionError' | 'HoldCommittedError' | 'HoldExpiredError' | 'IdempotencyConflictError' | 'IdentifierMismatchError' | 'InsufficientBalanceError' | 'InvalidInputError' | 'MissingIdentifierError' | 'ReversalNotReversibleError' | 'TransactionNotFoundError' | 'TransactionTypeNotAllowedError' | 'WalletClosedError', ParentType, ContextType>;
};

export type CancelTransactionSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CancelTransactionSuccess'] = ResolversParentTypes['CancelTransactionSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  lots?: Resolver<ReadonlyArray<ResolversTypes['LotEffect']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reversal?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  shortfall?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ChargePolicyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChargePolicy'] = ResolversParentTypes['ChargePolicy']> = {
  amountMinor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  percentage?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type CloseWalletResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CloseWalletResult'] = ResolversParentTypes['CloseWalletResult']> = {
  __resolveType: TypeResolveFn<'CloseWalletSuccess' | 'IdempotencyConflictError' | 'InvalidInputError' | 'WalletClosedError' | 'WalletNotFoundError', ParentType, ContextType>;
};

export type CloseWalletSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CloseWalletSuccess'] = ResolversParentTypes['CloseWalletSuccess']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommitTransactionResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CommitTransactionResult'] = ResolversParentTypes['CommitTransactionResult']> = {
  __resolveType: TypeResolveFn<'AlreadyReversedError' | 'CommitTransactionSuccess' | 'HoldCommittedError' | 'HoldExpiredError' | 'IdempotencyConflictError' | 'IdentifierMismatchError' | 'InvalidInputError' | 'MissingIdentifierError' | 'NotTemporaryError' | 'TransactionNotFoundError' | 'WalletClosedError', ParentType, ContextType>;
};

export type CommitTransactionSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CommitTransactionSuccess'] = ResolversParentTypes['CommitTransactionSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  committed?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CurrencyNotFoundErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CurrencyNotFoundError'] = ResolversParentTypes['CurrencyNotFoundError']> = {
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DeleteTransactionResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeleteTransactionResult'] = ResolversParentTypes['DeleteTransactionResult']> = {
  __resolveType: TypeResolveFn<'AlreadyReversedError' | 'DeleteTransactionSuccess' | 'DependentTransactionsError' | 'DerivedTransactionError' | 'IdempotencyConflictError' | 'InvalidInputError' | 'MemberMismatchError' | 'MissingIdentifierError' | 'ProgramMismatchError' | 'ReversalNotReversibleError' | 'TransactionNotFoundError' | 'TransactionTypeNotAllowedError' | 'WalletClosedError', ParentType, ContextType>;
};

export type DeleteTransactionSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeleteTransactionSuccess'] = ResolversParentTypes['DeleteTransactionSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  lots?: Resolver<ReadonlyArray<ResolversTypes['LotEffect']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reversal?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  shortfall?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DependentTransactionsErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DependentTransactionsError'] = ResolversParentTypes['DependentTransactionsError']> = {
  dependents?: Resolver<ReadonlyArray<ResolversTypes['Transaction']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  projectedBalance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DepreciationPolicyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DepreciationPolicy'] = ResolversParentTypes['DepreciationPolicy']> = {
  basis?: Resolver<ResolversTypes['DepreciationBasis'], ParentType, ContextType>;
  intervalDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  percentage?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type DerivedTransactionErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DerivedTransactionError'] = ResolversParentTypes['DerivedTransactionError']> = {
  derivedKind?: Resolver<ResolversTypes['DerivedKind'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DuplicateExternalReferenceErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DuplicateExternalReferenceError'] = ResolversParentTypes['DuplicateExternalReferenceError']> = {
  existing?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GiftBalanceExpiredErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GiftBalanceExpiredError'] = ResolversParentTypes['GiftBalanceExpiredError']> = {
  expiredAmount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  giftBalanceIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HoldCommittedErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HoldCommittedError'] = ResolversParentTypes['HoldCommittedError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  successor?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HoldExpiredErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HoldExpiredError'] = ResolversParentTypes['HoldExpiredError']> = {
  expiredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdempotencyConflictErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['IdempotencyConflictError'] = ResolversParentTypes['IdempotencyConflictError']> = {
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdentifierMismatchErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['IdentifierMismatchError'] = ResolversParentTypes['IdentifierMismatchError']> = {
  externalReference?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  transactionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InsufficientBalanceErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InsufficientBalanceError'] = ResolversParentTypes['InsufficientBalanceError']> = {
  available?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  required?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  shortfall?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidInputErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InvalidInputError'] = ResolversParentTypes['InvalidInputError']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IssueGiftBalanceResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['IssueGiftBalanceResult'] = ResolversParentTypes['IssueGiftBalanceResult']> = {
  __resolveType: TypeResolveFn<'DuplicateExternalReferenceError' | 'IdempotencyConflictError' | 'InvalidInputError' | 'IssueGiftBalanceSuccess' | 'WalletClosedError' | 'WalletKindNotAllowedError' | 'WalletNotFoundError', ParentType, ContextType>;
};

export type IssueGiftBalanceSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['IssueGiftBalanceSuccess'] = ResolversParentTypes['IssueGiftBalanceSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  giftBalance?: Resolver<ResolversTypes['Lot'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LedgerCurrencyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LedgerCurrency'] = ResolversParentTypes['LedgerCurrency']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CurrencyKind'], ParentType, ContextType>;
  scale?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LedgerEntryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LedgerEntry'] = ResolversParentTypes['LedgerEntry']> = {
  account?: Resolver<ResolversTypes['LedgerAccount'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['EntryPurpose'], ParentType, ContextType>;
  wallet?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType>;
};

export type LedgerErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LedgerError'] = ResolversParentTypes['LedgerError']> = {
  __resolveType: TypeResolveFn<'AdjustmentPeriodExceededError' | 'AlreadyReversedError' | 'CurrencyNotFoundError' | 'DependentTransactionsError' | 'DerivedTransactionError' | 'DuplicateExternalReferenceError' | 'GiftBalanceExpiredError' | 'HoldCommittedError' | 'HoldExpiredError' | 'IdempotencyConflictError' | 'IdentifierMismatchError' | 'InsufficientBalanceError' | 'InvalidInputError' | 'MemberMismatchError' | 'MissingIdentifierError' | 'NotTemporaryError' | 'ProgramMismatchError' | 'ProgramNotFoundError' | 'PurchaseRefundedError' | 'RefundExceedsPurchaseError' | 'ReversalNotReversibleError' | 'TransactionNotFoundError' | 'TransactionOwnedByAnotherMemberError' | 'TransactionTypeNotAllowedError' | 'VoidNotSupportedError' | 'WalletClosedError' | 'WalletExistsError' | 'WalletKindNotAllowedError' | 'WalletNotFoundError' | 'WalletNotSuspendedError' | 'WalletSuspendedError', ParentType, ContextType>;
};

export type LotResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Lot'] = ResolversParentTypes['Lot']> = {
  activatesAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  granted?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  held?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['LotKind'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type LotConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LotConnection'] = ResolversParentTypes['LotConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['LotEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type LotEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LotEdge'] = ResolversParentTypes['LotEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Lot'], ParentType, ContextType>;
};

export type LotEffectResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LotEffect'] = ResolversParentTypes['LotEffect']> = {
  clawedBack?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  expiredAmount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  lotId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  restored?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type MemberResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Member'] = ResolversParentTypes['Member'], FederationReferenceType extends FederationReferenceTypes['Member'] = FederationReferenceTypes['Member']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Member']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  wallets?: Resolver<ReadonlyArray<ResolversTypes['Wallet']>, ParentType, ContextType>;
};

export type MemberMismatchErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MemberMismatchError'] = ResolversParentTypes['MemberMismatchError']> = {
  memberCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MissingIdentifierErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MissingIdentifierError'] = ResolversParentTypes['MissingIdentifierError']> = {
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  accruePoints?: Resolver<Maybe<ResolversTypes['AccruePointsResult']>, ParentType, ContextType, RequireFields<MutationAccruePointsArgs, 'input'>>;
  cancelPurchase?: Resolver<Maybe<ResolversTypes['CancelPurchaseResult']>, ParentType, ContextType, RequireFields<MutationCancelPurchaseArgs, 'input'>>;
  cancelTransaction?: Resolver<Maybe<ResolversTypes['CancelTransactionResult']>, ParentType, ContextType, RequireFields<MutationCancelTransactionArgs, 'input'>>;
  closeWallet?: Resolver<Maybe<ResolversTypes['CloseWalletResult']>, ParentType, ContextType, RequireFields<MutationCloseWalletArgs, 'input'>>;
  commitTransaction?: Resolver<Maybe<ResolversTypes['CommitTransactionResult']>, ParentType, ContextType, RequireFields<MutationCommitTransactionArgs, 'input'>>;
  deleteTransaction?: Resolver<Maybe<ResolversTypes['DeleteTransactionResult']>, ParentType, ContextType, RequireFields<MutationDeleteTransactionArgs, 'input'>>;
  deleteTransactions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DeleteTransactionResult']>>, ParentType, ContextType, RequireFields<MutationDeleteTransactionsArgs, 'inputs'>>;
  issueGiftBalance?: Resolver<Maybe<ResolversTypes['IssueGiftBalanceResult']>, ParentType, ContextType, RequireFields<MutationIssueGiftBalanceArgs, 'input'>>;
  openWallet?: Resolver<Maybe<ResolversTypes['OpenWalletResult']>, ParentType, ContextType, RequireFields<MutationOpenWalletArgs, 'input'>>;
  postAdhocRedemption?: Resolver<Maybe<ResolversTypes['PostAdhocRedemptionResult']>, ParentType, ContextType, RequireFields<MutationPostAdhocRedemptionArgs, 'input'>>;
  postAdhocReward?: Resolver<Maybe<ResolversTypes['PostAdhocRewardResult']>, ParentType, ContextType, RequireFields<MutationPostAdhocRewardArgs, 'input'>>;
  recordPurchase?: Resolver<Maybe<ResolversTypes['RecordPurchaseResult']>, ParentType, ContextType, RequireFields<MutationRecordPurchaseArgs, 'input'>>;
  redeemPoints?: Resolver<Maybe<ResolversTypes['RedeemPointsResult']>, ParentType, ContextType, RequireFields<MutationRedeemPointsArgs, 'input'>>;
  refundPurchase?: Resolver<Maybe<ResolversTypes['RefundPurchaseResult']>, ParentType, ContextType, RequireFields<MutationRefundPurchaseArgs, 'input'>>;
  resumeWallet?: Resolver<Maybe<ResolversTypes['ResumeWalletResult']>, ParentType, ContextType, RequireFields<MutationResumeWalletArgs, 'input'>>;
  rollbackTransaction?: Resolver<Maybe<ResolversTypes['RollbackTransactionResult']>, ParentType, ContextType, RequireFields<MutationRollbackTransactionArgs, 'input'>>;
  suspendWallet?: Resolver<Maybe<ResolversTypes['SuspendWalletResult']>, ParentType, ContextType, RequireFields<MutationSuspendWalletArgs, 'input'>>;
  topUpWallet?: Resolver<Maybe<ResolversTypes['TopUpWalletResult']>, ParentType, ContextType, RequireFields<MutationTopUpWalletArgs, 'input'>>;
  voidTransaction?: Resolver<Maybe<ResolversTypes['VoidTransactionResult']>, ParentType, ContextType, RequireFields<MutationVoidTransactionArgs, 'input'>>;
};

export type NotTemporaryErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NotTemporaryError'] = ResolversParentTypes['NotTemporaryError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OpenWalletResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OpenWalletResult'] = ResolversParentTypes['OpenWalletResult']> = {
  __resolveType: TypeResolveFn<'CurrencyNotFoundError' | 'IdempotencyConflictError' | 'InvalidInputError' | 'MemberMismatchError' | 'OpenWalletSuccess' | 'ProgramNotFoundError' | 'WalletExistsError', ParentType, ContextType>;
};

export type OpenWalletSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OpenWalletSuccess'] = ResolversParentTypes['OpenWalletSuccess']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PostAdhocRedemptionResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PostAdhocRedemptionResult'] = ResolversParentTypes['PostAdhocRedemptionResult']> = {
  __resolveType: TypeResolveFn<'DuplicateExternalReferenceError' | 'IdempotencyConflictError' | 'InsufficientBalanceError' | 'InvalidInputError' | 'PostAdhocRedemptionSuccess' | 'WalletClosedError' | 'WalletKindNotAllowedError' | 'WalletNotFoundError' | 'WalletSuspendedError', ParentType, ContextType>;
};

export type PostAdhocRedemptionSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PostAdhocRedemptionSuccess'] = ResolversParentTypes['PostAdhocRedemptionSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PostAdhocRewardResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PostAdhocRewardResult'] = ResolversParentTypes['PostAdhocRewardResult']> = {
  __resolveType: TypeResolveFn<'DuplicateExternalReferenceError' | 'IdempotencyConflictError' | 'InsufficientBalanceError' | 'InvalidInputError' | 'PostAdhocRewardSuccess' | 'WalletClosedError' | 'WalletKindNotAllowedError' | 'WalletNotFoundError' | 'WalletSuspendedError', ParentType, ContextType>;
};

export type PostAdhocRewardSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PostAdhocRewardSuccess'] = ResolversParentTypes['PostAdhocRewardSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PostingSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PostingSuccess'] = ResolversParentTypes['PostingSuccess']> = {
  __resolveType: TypeResolveFn<'AccruePointsSuccess' | 'CommitTransactionSuccess' | 'IssueGiftBalanceSuccess' | 'PostAdhocRedemptionSuccess' | 'PostAdhocRewardSuccess' | 'RecordPurchaseSuccess' | 'RedeemPointsSuccess' | 'RollbackTransactionSuccess' | 'TopUpWalletSuccess', ParentType, ContextType>;
};

export type ProgramResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Program'] = ResolversParentTypes['Program'], FederationReferenceType extends FederationReferenceTypes['Program'] = FederationReferenceTypes['Program']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Program']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  merchantId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  policies?: Resolver<ResolversTypes['ProgramPolicies'], ParentType, ContextType>;
};

export type ProgramMismatchErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ProgramMismatchError'] = ResolversParentTypes['ProgramMismatchError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  programId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProgramNotFoundErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ProgramNotFoundError'] = ResolversParentTypes['ProgramNotFoundError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  programId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProgramPoliciesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ProgramPolicies'] = ResolversParentTypes['ProgramPolicies']> = {
  cashback?: Resolver<Maybe<ResolversTypes['ChargePolicy']>, ParentType, ContextType>;
  depreciations?: Resolver<ReadonlyArray<ResolversTypes['DepreciationPolicy']>, ParentType, ContextType>;
  fee?: Resolver<Maybe<ResolversTypes['ChargePolicy']>, ParentType, ContextType>;
  holdTimeoutSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  onExpiredGift?: Resolver<ResolversTypes['ExpiredGiftPolicy'], ParentType, ContextType>;
  onShortfall?: Resolver<ResolversTypes['ShortfallPolicy'], ParentType, ContextType>;
  pointsLifetimeDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  recurringFees?: Resolver<ReadonlyArray<ResolversTypes['RecurringFeePolicy']>, ParentType, ContextType>;
  voids?: Resolver<ResolversTypes['VoidPolicy'], ParentType, ContextType>;
};

export type PurchaseRefundedErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PurchaseRefundedError'] = ResolversParentTypes['PurchaseRefundedError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refunded?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  member?: Resolver<Maybe<ResolversTypes['Member']>, ParentType, ContextType, Partial<QueryMemberArgs>>;
  previewCancelPurchase?: Resolver<Maybe<ResolversTypes['CancelPurchaseResult']>, ParentType, ContextType, RequireFields<QueryPreviewCancelPurchaseArgs, 'input'>>;
  previewCancelTransaction?: Resolver<Maybe<ResolversTypes['CancelTransactionResult']>, ParentType, ContextType, RequireFields<QueryPreviewCancelTransactionArgs, 'input'>>;
  previewDeleteTransaction?: Resolver<Maybe<ResolversTypes['DeleteTransactionResult']>, ParentType, ContextType, RequireFields<QueryPreviewDeleteTransactionArgs, 'input'>>;
  previewVoidTransaction?: Resolver<Maybe<ResolversTypes['VoidTransactionResult']>, ParentType, ContextType, RequireFields<QueryPreviewVoidTransactionArgs, 'input'>>;
  program?: Resolver<Maybe<ResolversTypes['Program']>, ParentType, ContextType, RequireFields<QueryProgramArgs, 'id'>>;
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType, Partial<QueryTransactionArgs>>;
  wallet?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType, RequireFields<QueryWalletArgs, 'id'>>;
};

export type RecordPurchaseResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RecordPurchaseResult'] = ResolversParentTypes['RecordPurchaseResult']> = {
  __resolveType: TypeResolveFn<'DuplicateExternalReferenceError' | 'IdempotencyConflictError' | 'InsufficientBalanceError' | 'InvalidInputError' | 'RecordPurchaseSuccess' | 'WalletClosedError' | 'WalletKindNotAllowedError' | 'WalletNotFoundError' | 'WalletSuspendedError', ParentType, ContextType>;
};

export type RecordPurchaseSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RecordPurchaseSuccess'] = ResolversParentTypes['RecordPurchaseSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RecurringFeePolicyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RecurringFeePolicy'] = ResolversParentTypes['RecurringFeePolicy']> = {
  amountMinor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  intervalDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RedeemPointsResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RedeemPointsResult'] = ResolversParentTypes['RedeemPointsResult']> = {
  __resolveType: TypeResolveFn<'DuplicateExternalReferenceError' | 'IdempotencyConflictError' | 'InsufficientBalanceError' | 'InvalidInputError' | 'RedeemPointsSuccess' | 'WalletClosedError' | 'WalletKindNotAllowedError' | 'WalletNotFoundError' | 'WalletSuspendedError', ParentType, ContextType>;
};

export type RedeemPointsSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RedeemPointsSuccess'] = ResolversParentTypes['RedeemPointsSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefundExceedsPurchaseErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RefundExceedsPurchaseError'] = ResolversParentTypes['RefundExceedsPurchaseError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refunded?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefundPurchaseResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RefundPurchaseResult'] = ResolversParentTypes['RefundPurchaseResult']> = {
  __resolveType: TypeResolveFn<'AlreadyReversedError' | 'GiftBalanceExpiredError' | 'IdempotencyConflictError' | 'InsufficientBalanceError' | 'InvalidInputError' | 'MissingIdentifierError' | 'RefundExceedsPurchaseError' | 'RefundPurchaseSuccess' | 'TransactionNotFoundError' | 'WalletClosedError', ParentType, ContextType>;
};

export type RefundPurchaseSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RefundPurchaseSuccess'] = ResolversParentTypes['RefundPurchaseSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  lots?: Resolver<ReadonlyArray<ResolversTypes['LotEffect']>, ParentType, ContextType>;
  refund?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  shortfall?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ResumeWalletResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ResumeWalletResult'] = ResolversParentTypes['ResumeWalletResult']> = {
  __resolveType: TypeResolveFn<'IdempotencyConflictError' | 'InvalidInputError' | 'ResumeWalletSuccess' | 'WalletClosedError' | 'WalletNotFoundError' | 'WalletNotSuspendedError', ParentType, ContextType>;
};

export type ResumeWalletSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ResumeWalletSuccess'] = ResolversParentTypes['ResumeWalletSuccess']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReversalNotReversibleErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReversalNotReversibleError'] = ResolversParentTypes['ReversalNotReversibleError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reverses?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReversalOptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReversalOption'] = ResolversParentTypes['ReversalOption']> = {
  granted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  mutation?: Resolver<ResolversTypes['ReversalMutation'], ParentType, ContextType>;
  refusal?: Resolver<Maybe<ResolversTypes['LedgerError']>, ParentType, ContextType>;
  reversibleUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ReversalSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReversalSuccess'] = ResolversParentTypes['ReversalSuccess']> = {
  __resolveType: TypeResolveFn<'CancelPurchaseSuccess' | 'CancelTransactionSuccess' | 'DeleteTransactionSuccess' | 'VoidTransactionSuccess', ParentType, ContextType>;
};

export type RollbackTransactionResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RollbackTransactionResult'] = ResolversParentTypes['RollbackTransactionResult']> = {
  __resolveType: TypeResolveFn<'AlreadyReversedError' | 'HoldCommittedError' | 'HoldExpiredError' | 'IdempotencyConflictError' | 'IdentifierMismatchError' | 'InvalidInputError' | 'MissingIdentifierError' | 'NotTemporaryError' | 'RollbackTransactionSuccess' | 'TransactionNotFoundError' | 'WalletClosedError', ParentType, ContextType>;
};

export type RollbackTransactionSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RollbackTransactionSuccess'] = ResolversParentTypes['RollbackTransactionSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SuspendWalletResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SuspendWalletResult'] = ResolversParentTypes['SuspendWalletResult']> = {
  __resolveType: TypeResolveFn<'IdempotencyConflictError' | 'InvalidInputError' | 'SuspendWalletSuccess' | 'WalletClosedError' | 'WalletNotFoundError' | 'WalletSuspendedError', ParentType, ContextType>;
};

export type SuspendWalletSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SuspendWalletSuccess'] = ResolversParentTypes['SuspendWalletSuccess']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TopUpWalletResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TopUpWalletResult'] = ResolversParentTypes['TopUpWalletResult']> = {
  __resolveType: TypeResolveFn<'DuplicateExternalReferenceError' | 'IdempotencyConflictError' | 'InvalidInputError' | 'TopUpWalletSuccess' | 'WalletClosedError' | 'WalletKindNotAllowedError' | 'WalletNotFoundError', ParentType, ContextType>;
};

export type TopUpWalletSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TopUpWalletSuccess'] = ResolversParentTypes['TopUpWalletSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TransactionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Transaction'] = ResolversParentTypes['Transaction'], FederationReferenceType extends FederationReferenceTypes['Transaction'] = FederationReferenceTypes['Transaction']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Transaction']> | FederationReferenceType, FederationReferenceType, ContextType>;
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  balanceAfter?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  cashbackAmount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['VoidChannel']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  destinationWallet?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType>;
  effectiveAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  entries?: Resolver<ReadonlyArray<ResolversTypes['LedgerEntry']>, ParentType, ContextType>;
  externalReference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  feeAmount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  giftAmount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  giftBalance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lots?: Resolver<ReadonlyArray<ResolversTypes['Lot']>, ParentType, ContextType>;
  mainTransaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reversal?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  reversalOptions?: Resolver<ReadonlyArray<ResolversTypes['ReversalOption']>, ParentType, ContextType>;
  sourceWallet?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['TransactionStatus'], ParentType, ContextType>;
  successor?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  temporary?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  timeoutAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['TransactionType'], ParentType, ContextType>;
  uniqueCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  usedGiftBalances?: Resolver<ReadonlyArray<ResolversTypes['UsedGiftBalance']>, ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
};

export type TransactionConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TransactionConnection'] = ResolversParentTypes['TransactionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TransactionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TransactionEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TransactionEdge'] = ResolversParentTypes['TransactionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
};

export type TransactionNotFoundErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TransactionNotFoundError'] = ResolversParentTypes['TransactionNotFoundError']> = {
  externalReference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TransactionOwnedByAnotherMemberErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TransactionOwnedByAnotherMemberError'] = ResolversParentTypes['TransactionOwnedByAnotherMemberError']> = {
  memberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TransactionTypeNotAllowedErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TransactionTypeNotAllowedError'] = ResolversParentTypes['TransactionTypeNotAllowedError']> = {
  allowedTypes?: Resolver<ReadonlyArray<ResolversTypes['TransactionType']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['TransactionType'], ParentType, ContextType>;
  use?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UsedGiftBalanceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UsedGiftBalance'] = ResolversParentTypes['UsedGiftBalance']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  giftBalance?: Resolver<ResolversTypes['Lot'], ParentType, ContextType>;
};

export type VoidNotSupportedErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VoidNotSupportedError'] = ResolversParentTypes['VoidNotSupportedError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  programId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VoidPolicyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VoidPolicy'] = ResolversParentTypes['VoidPolicy']> = {
  adjustmentPeriodDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  voidableTypes?: Resolver<ReadonlyArray<ResolversTypes['TransactionType']>, ParentType, ContextType>;
};

export type VoidTransactionResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VoidTransactionResult'] = ResolversParentTypes['VoidTransactionResult']> = {
  __resolveType: TypeResolveFn<'AdjustmentPeriodExceededError' | 'AlreadyReversedError' | 'DuplicateExternalReferenceError' | 'IdempotencyConflictError' | 'InsufficientBalanceError' | 'InvalidInputError' | 'MissingIdentifierError' | 'TransactionNotFoundError' | 'TransactionOwnedByAnotherMemberError' | 'TransactionTypeNotAllowedError' | 'VoidNotSupportedError' | 'VoidTransactionSuccess' | 'WalletClosedError', ParentType, ContextType>;
};

export type VoidTransactionSuccessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VoidTransactionSuccess'] = ResolversParentTypes['VoidTransactionSuccess']> = {
  balance?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  lots?: Resolver<ReadonlyArray<ResolversTypes['LotEffect']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reversal?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  shortfall?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  transactionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WalletResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Wallet'] = ResolversParentTypes['Wallet'], FederationReferenceType extends FederationReferenceTypes['Wallet'] = FederationReferenceTypes['Wallet']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Wallet']> | FederationReferenceType, FederationReferenceType, ContextType>;
  balanceAt?: Resolver<ResolversTypes['WalletBalances'], ParentType, ContextType, RequireFields<WalletBalanceAtArgs, 'at'>>;
  balances?: Resolver<ResolversTypes['WalletBalances'], ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['LedgerCurrency'], ParentType, ContextType>;
  expiringPoints?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType, RequireFields<WalletExpiringPointsArgs, 'period'>>;
  giftBalances?: Resolver<Maybe<ResolversTypes['LotConnection']>, ParentType, ContextType, RequireFields<WalletGiftBalancesArgs, 'first'>>;
  history?: Resolver<Maybe<ResolversTypes['TransactionConnection']>, ParentType, ContextType, Partial<WalletHistoryArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lots?: Resolver<Maybe<ResolversTypes['LotConnection']>, ParentType, ContextType, RequireFields<WalletLotsArgs, 'first'>>;
  member?: Resolver<Maybe<ResolversTypes['Member']>, ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  program?: Resolver<ResolversTypes['Program'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['WalletStatus'], ParentType, ContextType>;
  suspendedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type WalletBalancesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WalletBalances'] = ResolversParentTypes['WalletBalances']> = {
  active?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  debt?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  derived?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  expired?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  gift?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  held?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type WalletClosedErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WalletClosedError'] = ResolversParentTypes['WalletClosedError']> = {
  closedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WalletExistsErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WalletExistsError'] = ResolversParentTypes['WalletExistsError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  wallet?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WalletKindNotAllowedErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WalletKindNotAllowedError'] = ResolversParentTypes['WalletKindNotAllowedError']> = {
  allowedKind?: Resolver<ResolversTypes['CurrencyKind'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CurrencyKind'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WalletNotFoundErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WalletNotFoundError'] = ResolversParentTypes['WalletNotFoundError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  walletId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WalletNotSuspendedErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WalletNotSuspendedError'] = ResolversParentTypes['WalletNotSuspendedError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  walletId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WalletSuspendedErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WalletSuspendedError'] = ResolversParentTypes['WalletSuspendedError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  suspendedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  AccruePointsResult?: AccruePointsResultResolvers<ContextType>;
  AccruePointsSuccess?: AccruePointsSuccessResolvers<ContextType>;
  AdjustmentPeriodExceededError?: AdjustmentPeriodExceededErrorResolvers<ContextType>;
  AlreadyReversedError?: AlreadyReversedErrorResolvers<ContextType>;
  CancelPurchaseResult?: CancelPurchaseResultResolvers<ContextType>;
  CancelPurchaseSuccess?: CancelPurchaseSuccessResolvers<ContextType>;
  CancelTransactionResult?: CancelTransactionResultResolvers<ContextType>;
  CancelTransactionSuccess?: CancelTransactionSuccessResolvers<ContextType>;
  ChargePolicy?: ChargePolicyResolvers<ContextType>;
  CloseWalletResult?: CloseWalletResultResolvers<ContextType>;
  CloseWalletSuccess?: CloseWalletSuccessResolvers<ContextType>;
  CommitTransactionResult?: CommitTransactionResultResolvers<ContextType>;
  CommitTransactionSuccess?: CommitTransactionSuccessResolvers<ContextType>;
  CurrencyNotFoundError?: CurrencyNotFoundErrorResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DeleteTransactionResult?: DeleteTransactionResultResolvers<ContextType>;
  DeleteTransactionSuccess?: DeleteTransactionSuccessResolvers<ContextType>;
  DependentTransactionsError?: DependentTransactionsErrorResolvers<ContextType>;
  DepreciationPolicy?: DepreciationPolicyResolvers<ContextType>;
  DerivedTransactionError?: DerivedTransactionErrorResolvers<ContextType>;
  DuplicateExternalReferenceError?: DuplicateExternalReferenceErrorResolvers<ContextType>;
  GiftBalanceExpiredError?: GiftBalanceExpiredErrorResolvers<ContextType>;
  HoldCommittedError?: HoldCommittedErrorResolvers<ContextType>;
  HoldExpiredError?: HoldExpiredErrorResolvers<ContextType>;
  IdempotencyConflictError?: IdempotencyConflictErrorResolvers<ContextType>;
  IdentifierMismatchError?: IdentifierMismatchErrorResolvers<ContextType>;
  InsufficientBalanceError?: InsufficientBalanceErrorResolvers<ContextType>;
  InvalidInputError?: InvalidInputErrorResolvers<ContextType>;
  IssueGiftBalanceResult?: IssueGiftBalanceResultResolvers<ContextType>;
  IssueGiftBalanceSuccess?: IssueGiftBalanceSuccessResolvers<ContextType>;
  LedgerCurrency?: LedgerCurrencyResolvers<ContextType>;
  LedgerEntry?: LedgerEntryResolvers<ContextType>;
  LedgerError?: LedgerErrorResolvers<ContextType>;
  Lot?: LotResolvers<ContextType>;
  LotConnection?: LotConnectionResolvers<ContextType>;
  LotEdge?: LotEdgeResolvers<ContextType>;
  LotEffect?: LotEffectResolvers<ContextType>;
  Member?: MemberResolvers<ContextType>;
  MemberMismatchError?: MemberMismatchErrorResolvers<ContextType>;
  MissingIdentifierError?: MissingIdentifierErrorResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotTemporaryError?: NotTemporaryErrorResolvers<ContextType>;
  OpenWalletResult?: OpenWalletResultResolvers<ContextType>;
  OpenWalletSuccess?: OpenWalletSuccessResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PostAdhocRedemptionResult?: PostAdhocRedemptionResultResolvers<ContextType>;
  PostAdhocRedemptionSuccess?: PostAdhocRedemptionSuccessResolvers<ContextType>;
  PostAdhocRewardResult?: PostAdhocRewardResultResolvers<ContextType>;
  PostAdhocRewardSuccess?: PostAdhocRewardSuccessResolvers<ContextType>;
  PostingSuccess?: PostingSuccessResolvers<ContextType>;
  Program?: ProgramResolvers<ContextType>;
  ProgramMismatchError?: ProgramMismatchErrorResolvers<ContextType>;
  ProgramNotFoundError?: ProgramNotFoundErrorResolvers<ContextType>;
  ProgramPolicies?: ProgramPoliciesResolvers<ContextType>;
  PurchaseRefundedError?: PurchaseRefundedErrorResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordPurchaseResult?: RecordPurchaseResultResolvers<ContextType>;
  RecordPurchaseSuccess?: RecordPurchaseSuccessResolvers<ContextType>;
  RecurringFeePolicy?: RecurringFeePolicyResolvers<ContextType>;
  RedeemPointsResult?: RedeemPointsResultResolvers<ContextType>;
  RedeemPointsSuccess?: RedeemPointsSuccessResolvers<ContextType>;
  RefundExceedsPurchaseError?: RefundExceedsPurchaseErrorResolvers<ContextType>;
  RefundPurchaseResult?: RefundPurchaseResultResolvers<ContextType>;
  RefundPurchaseSuccess?: RefundPurchaseSuccessResolvers<ContextType>;
  ResumeWalletResult?: ResumeWalletResultResolvers<ContextType>;
  ResumeWalletSuccess?: ResumeWalletSuccessResolvers<ContextType>;
  ReversalNotReversibleError?: ReversalNotReversibleErrorResolvers<ContextType>;
  ReversalOption?: ReversalOptionResolvers<ContextType>;
  ReversalSuccess?: ReversalSuccessResolvers<ContextType>;
  RollbackTransactionResult?: RollbackTransactionResultResolvers<ContextType>;
  RollbackTransactionSuccess?: RollbackTransactionSuccessResolvers<ContextType>;
  SuspendWalletResult?: SuspendWalletResultResolvers<ContextType>;
  SuspendWalletSuccess?: SuspendWalletSuccessResolvers<ContextType>;
  TopUpWalletResult?: TopUpWalletResultResolvers<ContextType>;
  TopUpWalletSuccess?: TopUpWalletSuccessResolvers<ContextType>;
  Transaction?: TransactionResolvers<ContextType>;
  TransactionConnection?: TransactionConnectionResolvers<ContextType>;
  TransactionEdge?: TransactionEdgeResolvers<ContextType>;
  TransactionNotFoundError?: TransactionNotFoundErrorResolvers<ContextType>;
  TransactionOwnedByAnotherMemberError?: TransactionOwnedByAnotherMemberErrorResolvers<ContextType>;
  TransactionTypeNotAllowedError?: TransactionTypeNotAllowedErrorResolvers<ContextType>;
  UsedGiftBalance?: UsedGiftBalanceResolvers<ContextType>;
  VoidNotSupportedError?: VoidNotSupportedErrorResolvers<ContextType>;
  VoidPolicy?: VoidPolicyResolvers<ContextType>;
  VoidTransactionResult?: VoidTransactionResultResolvers<ContextType>;
  VoidTransactionSuccess?: VoidTransactionSuccessResolvers<ContextType>;
  Wallet?: WalletResolvers<ContextType>;
  WalletBalances?: WalletBalancesResolvers<ContextType>;
  WalletClosedError?: WalletClosedErrorResolvers<ContextType>;
  WalletExistsError?: WalletExistsErrorResolvers<ContextType>;
  WalletKindNotAllowedError?: WalletKindNotAllowedErrorResolvers<ContextType>;
  WalletNotFoundError?: WalletNotFoundErrorResolvers<ContextType>;
  WalletNotSuspendedError?: WalletNotSuspendedErrorResolvers<ContextType>;
  WalletSuspendedError?: WalletSuspendedErrorResolvers<ContextType>;
};

