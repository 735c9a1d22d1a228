import { getNamedType, isUnionType } from 'graphql';
import { buildSchema } from '../../src/graphql/schema.ts';

const schema = buildSchema();

/** What is selected of a transaction that was recorded, or of what it undid. */
const RECORDED = `{ id type status temporary amount giftAmount feeAmount cashbackAmount
  externalReference effectiveAt createdAt timeoutAt balanceAfter giftBalance
  mainTransaction { id status } entries { account purpose amount } }`;
const ENDED = '{ id status reversal { id } successor { id } }';

const posting = {
  posted: `transaction ${RECORDED}`,
  walletId: 'wallet { id }',
  balance: 'balance',
  replayed: 'replayed',
};
const undoing = {
  undone: `transaction ${ENDED}`,
  lots: 'lots { lotId restored expiredAmount clawedBack }',
  shortfall: 'shortfall',
  balance: 'balance',
  replayed: 'replayed',
};
const reversal = { ...undoing, reversal: `reversal ${RECORDED}` };
const inWallet = { walletId: 'wallet { id }', replayed: 'replayed' };
const same = (...names: string[]) => Object.fromEntries(names.map((name) => [name, name]));

/** What is selected of each member of a union, by the name that the model has for it. */
const SELECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CancelTransactionSuccess: reversal,
  VoidTransactionSuccess: { ...reversal, transactionId: 'transactionId' },
  DeleteTransactionSuccess: reversal,
  CancelPurchaseSuccess: reversal,
  RefundPurchaseSuccess: { ...undoing, reversal: `refund ${RECORDED}`, remaining: 'remaining' },
  AccruePointsSuccess: posting,
  RedeemPointsSuccess: posting,
  PostAdhocRewardSuccess: posting,
  PostAdhocRedemptionSuccess: posting,
  CommitTransactionSuccess: { ...posting, committedId: 'committed { id }' },
  RollbackTransactionSuccess: posting,
  RecordPurchaseSuccess: posting,
  TopUpWalletSuccess: posting,
  IssueGiftBalanceSuccess: posting,
  OpenWalletSuccess: inWallet,
  CloseWalletSuccess: inWallet,
  MissingIdentifierError: same('fields'),
  InvalidInputError: same('field'),
  IdempotencyConflictError: same('idempotencyKey'),
  TransactionNotFoundError: same('transactionId', 'externalReference'),
  IdentifierMismatchError: same('transactionId', 'externalReference'),
  DerivedTransactionError: same('derivedKind'),
  ReversalNotReversibleError: { reversesId: 'reverses { id }' },
  TransactionTypeNotAllowedError: same('type', 'use', 'allowedTypes'),
  AlreadyReversedError: {
    ...same('reversedBy', 'reversedAt'),
    reversalId: 'reversal { id }',
  },
  HoldCommittedError: { successorId: 'successor { id }' },
  HoldExpiredError: same('expiredAt'),
  NotTemporaryError: { transactionId: 'transaction { id }' },
  WalletClosedError: same('closedAt'),
  InsufficientBalanceError: same('required', 'available', 'shortfall'),
  VoidNotSupportedError: same('programId'),
  TransactionOwnedByAnotherMemberError: same('memberId'),
  AdjustmentPeriodExceededError: same('adjustmentPeriodDays', 'deadline'),
  DuplicateExternalReferenceError: { existingId: 'existing { id }' },
  ProgramMismatchError: same('programId'),
  MemberMismatchError: same('memberCode'),
  DependentTransactionsError: {
    dependentIds: 'dependents { id }',
    projectedBalance: 'projectedBalance',
  },
  PurchaseRefundedError: same('refunded', 'remaining'),
  RefundExceedsPurchaseError: same('refunded', 'remaining'),
  WalletNotFoundError: same('walletId'),
  WalletKindNotAllowedError: same('kind', 'allowedKind'),
};

const texts = new Map<string, string>();

/** The text that asks for a mutation, or a preview of one, and for all that is compared of it. */
export function questionOf(operation: 'mutation' | 'query', field: string): string {
  const known = texts.get(field);
  if (known !== undefined) return known;
  const mutation = field.replace(/^preview/, '');
  const input = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const members = membersOf(operation, field).map(
    (member) => `... on ${member} { ${fieldsOf(member)} }`,
  );
  const text = `${operation} ($input: ${input}!) { reply: ${field}(input: $input) {
    __typename ${members.join(' ')} } }`;
  texts.set(field, text);
  return text;
}

function membersOf(operation: 'mutation' | 'query', field: string): string[] {
  const root = operation === 'query' ? schema.getQueryType() : schema.getMutationType();
  const type = getNamedType(root?.getFields()[field]?.type);
  if (!isUnionType(type)) throw new Error(`${field} does not answer a union`);
  return type.getTypes().map(({ name }) => name);
}

/** Fields are aliased by their member: unions may not mix the nullability of one name. */
function fieldsOf(member: string): string {
  const fields = Object.entries(SELECTED[member] ?? {});
  return ['__typename', ...fields.map(([name, text]) => `${member}_${name}: ${text}`)].join(' ');
}

const LOT = '{ id kind granted remaining held activatesAt expiresAt }';

/** A page, where all lots or transactions of a wallet are seen. */
export const SEEN = 100;

/** The balances of wallets, and of some of them the lots and the latest of the history. */
export function walletsQuestion(count: number): string {
  const numbers = Array.from({ length: count }, (_, n) => n);
  const variables = numbers.map((n) => `$w${n}: ID!, $all${n}: Boolean!`).join(' ');
  const fields = numbers.map(
    (n) => `w${n}: wallet(id: $w${n}) { status closedAt
      balances { total active pending held expired debt gift derived }
      lots(first: $seen) @include(if: $all${n}) { edges { node ${LOT} } }
      history(first: $seen, filter: { types: $types }) @include(if: $all${n}) {
        edges { node { id status } } } }`,
  );
  return `query ($seen: Int!, $types: [TransactionType!], ${variables}) { ${fields.join(' ')} }`;
}

export const HISTORY_PAGE = `query ($id: ID!, $after: String) { wallet(id: $id) {
  history(first: ${SEEN}, after: $after) { edges { cursor node ${RECORDED} } } } }`;

export const LOTS_PAGE = `query ($id: ID!, $after: String) { wallet(id: $id) {
  lots(first: ${SEEN}, after: $after) { edges { cursor node ${LOT} } } } }`;

export const OPTIONS = `query ($id: ID!) { transaction(id: $id) { reversalOptions {
  mutation granted reversibleUntil refusal { __typename } } } }`;

export const BALANCE_AT = `query ($id: ID!, $at: DateTime!) { wallet(id: $id) { balanceAt(at: $at) {
  total active pending held expired debt gift derived } } }`;
