import { type Context, type Decision, grant, refuse } from '../decision.ts';
import type { Facts, TransactionFacts } from '../facts.ts';
import { checkAllNamed, checkIdentifier, checkText, type Optional } from '../input.ts';
import type { Kind } from '../kind.ts';
import { formatDecimal } from '../money.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { REVERSIBLE_TYPES, type TransactionRecord } from '../transaction.ts';
import { refuseAnyClosed } from '../wallet-refusals.ts';
import { type Reversal, reverse } from './reverse.ts';
import { WHOLE } from './slice.ts';
import { type ReversalSuccess, reversalSuccess } from './success.ts';
import {
  drawnBack,
  notFound,
  refuseDerived,
  refuseReversal,
  refuseReversed,
  refuseType,
  walletOf,
} from './target.ts';

export interface DeleteTransaction {
  readonly merchantId: string;
  readonly programId: string;
  readonly memberCode: string;
  readonly transactionId: string;
  readonly acknowledgeDependents?: Optional<boolean>;
  readonly reason?: Optional<string>;
}

export type DeleteTransactionOutcome =
  | ReversalSuccess<'DeleteTransactionSuccess'>
  | Refusal<
      | 'MissingIdentifierError'
      | 'InvalidInputError'
      | 'DerivedTransactionError'
      | 'TransactionNotFoundError'
      | 'ProgramMismatchError'
      | 'MemberMismatchError'
      | 'ReversalNotReversibleError'
      | 'AlreadyReversedError'
      | 'TransactionTypeNotAllowedError'
      | 'DependentTransactionsError'
      | 'WalletClosedError'
    >;

/** Sticky Street, *transaction_delete*: named by merchant, program, member code and id together. */
export const deleteTransaction = {
  refuses: [
    'MissingIdentifierError',
    'InvalidInputError',
    'DerivedTransactionError',
    'TransactionNotFoundError',
    'ProgramMismatchError',
    'MemberMismatchError',
    'ReversalNotReversibleError',
    'AlreadyReversedError',
    'TransactionTypeNotAllowedError',
    'DependentTransactionsError',
    'WalletClosedError',
  ],
  check: ({ merchantId, programId, memberCode, transactionId, reason }) =>
    checkAllNamed({ merchantId, programId, memberCode, transactionId }) ??
    checkIdentifier('merchantId', merchantId) ??
    checkIdentifier('programId', programId) ??
    checkIdentifier('memberCode', memberCode) ??
    checkIdentifier('transactionId', transactionId) ??
    checkText('reason', reason),
  needs: (input) => ({
    transaction: { id: input.transactionId, externalReference: null },
    draw: drawnBack,
    dependents: true,
  }),
  decide,
} as const satisfies Kind<DeleteTransaction, DeleteTransactionOutcome>;

function decide(
  facts: Facts,
  input: DeleteTransaction,
  context: Context,
): Decision<DeleteTransactionOutcome> {
  const derived = refuseDerived(facts);
  if (derived) return refuse(derived);
  const target = facts.byId;
  if (!target || input.merchantId !== context.merchantId) return refuse(notFound(input));
  const { record } = target;
  const wallet = walletOf(facts, target);
  const refused =
    refuseOtherProgram(record, input.programId) ??
    refuseOtherCode(record, input.memberCode) ??
    refuseReversal(record) ??
    refuseReversed(record) ??
    refuseType(record, REVERSIBLE_TYPES, false);
  if (refused) return refuse(refused);

  const done = undo(facts, target, input, context);
  if ('__typename' in done) return refuse(done);
  const dependent =
    refuseDependents(facts, input, done, wallet.record.currency.scale) ??
    refuseAnyClosed(facts.wallets.values());
  if (dependent) return refuse(dependent);
  return grant(reversalSuccess('DeleteTransactionSuccess', wallet.record, done), [
    { kind: 'record', transaction: done.content, wallets: done.wallets },
  ]);
}

/** Nothing is left of a deleted transaction: what is no longer there becomes debt. */
function undo(
  facts: Facts,
  target: TransactionFacts,
  input: DeleteTransaction,
  context: Context,
): Reversal | Refusal<'InvalidInputError'> {
  const done = reverse(
    facts,
    {
      target,
      type: 'DELETE',
      purposes: ['PRINCIPAL', 'GIFT'],
      slice: WHOLE,
      onShortfall: 'ALLOW_NEGATIVE',
      externalReference: null,
      channel: null,
      reason: input.reason ?? null,
      effectiveAt: context.at,
    },
    context,
  );
  if ('__typename' in done && done.__typename === 'InsufficientBalanceError') {
    throw new Error('a delete never meets a shortfall');
  }
  return done;
}

function refuseDependents(
  facts: Facts,
  input: DeleteTransaction,
  done: Reversal,
  scale: number,
): Refusal<'DependentTransactionsError'> | null {
  if (input.acknowledgeDependents === true || facts.dependentIds.length === 0) return null;
  return refusal('DependentTransactionsError', 'Later debits used what the transaction granted.', {
    dependentIds: facts.dependentIds,
    projectedBalance: formatDecimal(done.active - done.debt, scale),
  });
}

function refuseOtherProgram(
  record: TransactionRecord,
  programId: string,
): Refusal<'ProgramMismatchError'> | null {
  if (record.programId === programId) return null;
  return refusal('ProgramMismatchError', 'The transaction belongs to another program.', {
    programId,
  });
}

function refuseOtherCode(
  record: TransactionRecord,
  memberCode: string,
): Refusal<'MemberMismatchError'> | null {
  if (record.memberCode === memberCode) return null;
  return refusal('MemberMismatchError', 'The transaction belongs to another member.', {
    memberCode,
  });
}
