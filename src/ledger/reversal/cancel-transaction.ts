import type { Change } from '../change.ts';
import { type Context, type Decision, grant, refuse } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { checkIdentifier, checkNamed, checkText, named, type Optional } from '../input.ts';
import type { Kind } from '../kind.ts';
import type { ShortfallPolicy } from '../program.ts';
import type { Refusal } from '../refusal.ts';
import { POINTS_TYPES } from '../transaction.ts';
import { release } from './release.ts';
import { reverse } from './reverse.ts';
import { WHOLE } from './slice.ts';
import { type ReversalSuccess, reversalSuccess } from './success.ts';
import {
  drawnBack,
  findTarget,
  isRefusal,
  type NamedTarget,
  refuseClosed,
  refuseCommitted,
  refuseReversal,
  refuseReversed,
  refuseTimedOut,
  refuseType,
  shortfallPolicy,
  walletOf,
} from './target.ts';

export interface CancelTransaction extends NamedTarget {
  readonly onShortfall?: Optional<ShortfallPolicy>;
  readonly reason?: Optional<string>;
}

export type CancelTransactionOutcome =
  | ReversalSuccess<'CancelTransactionSuccess'>
  | Refusal<
      | 'MissingIdentifierError'
      | 'InvalidInputError'
      | 'TransactionNotFoundError'
      | 'IdentifierMismatchError'
      | 'ReversalNotReversibleError'
      | 'TransactionTypeNotAllowedError'
      | 'AlreadyReversedError'
      | 'HoldCommittedError'
      | 'HoldExpiredError'
      | 'WalletClosedError'
      | 'InsufficientBalanceError'
    >;

/** Altcraft loyalty, *Cancel points transaction*: posted or temporary, by own or external id. */
export const cancelTransaction = {
  refuses: [
    'MissingIdentifierError',
    'InvalidInputError',
    'TransactionNotFoundError',
    'IdentifierMismatchError',
    'ReversalNotReversibleError',
    'TransactionTypeNotAllowedError',
    'AlreadyReversedError',
    'HoldCommittedError',
    'HoldExpiredError',
    'WalletClosedError',
    'InsufficientBalanceError',
  ],
  check: ({ transactionId, externalReference, reason }) =>
    checkNamed({ transactionId, externalReference }) ??
    checkIdentifier('transactionId', named(transactionId)) ??
    checkIdentifier('externalReference', named(externalReference)) ??
    checkText('reason', reason),
  needs: (input) => ({
    transaction: {
      id: named(input.transactionId),
      externalReference: named(input.externalReference),
    },
    draw: drawnBack,
  }),
  decide,
} as const satisfies Kind<CancelTransaction, CancelTransactionOutcome>;

function decide(
  facts: Facts,
  input: CancelTransaction,
  context: Context,
): Decision<CancelTransactionOutcome> {
  const target = findTarget(facts, input);
  if (isRefusal(target)) return refuse(target);
  const { record } = target;
  const wallet = walletOf(facts, target);
  const refused =
    refuseReversal(record) ??
    refuseType(record, POINTS_TYPES, true) ??
    refuseReversed(record) ??
    refuseCommitted(record) ??
    refuseTimedOut(record, context.at) ??
    refuseClosed(wallet.record);
  if (refused) return refuse(refused);

  const reason = input.reason ?? null;
  if (record.hold) {
    const ended = release(facts, target, 'CANCEL', reason, context);
    const success = reversalSuccess('CancelTransactionSuccess', wallet.record, ended);
    const { resolution, wallet: after } = ended;
    return grant(success, [{ kind: 'resolve', resolution, wallet: after }]);
  }
  const done = reverse(
    facts,
    {
      target,
      type: 'CANCEL',
      purposes: ['PRINCIPAL'],
      slice: WHOLE,
      onShortfall: shortfallPolicy(input, wallet.program),
      externalReference: record.externalReference,
      channel: null,
      reason,
    },
    context,
  );
  if ('__typename' in done) return refuse(done);
  const changes: Change[] = [{ kind: 'record', transaction: done.content, wallets: done.wallets }];
  return grant(reversalSuccess('CancelTransactionSuccess', wallet.record, done), changes);
}
