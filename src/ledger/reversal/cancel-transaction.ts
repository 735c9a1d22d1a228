import type { Change } from '../change.ts';
import { type Context, type Decision, grant, refuse } from '../decision.ts';
import type { Facts } from '../facts.ts';
import {
  checkIdentifier,
  checkNamed,
  checkPast,
  checkText,
  invalid,
  named,
  type Optional,
} from '../input.ts';
import type { Kind } from '../kind.ts';
import type { ShortfallPolicy } from '../program.ts';
import type { Refusal } from '../refusal.ts';
import type { Instant } from '../time.ts';
import { POINTS_TYPES, type TransactionRecord } from '../transaction.ts';
import { momentIn } from '../wallet.ts';
import { refuseAnyClosed } from '../wallet-refusals.ts';
import { release } from './release.ts';
import { reverse } from './reverse.ts';
import { WHOLE } from './slice.ts';
import { type ReversalSuccess, reversalSuccess } from './success.ts';
import {
  drawnBack,
  findTarget,
  isRefusal,
  type NamedTarget,
  refuseCommitted,
  refuseDerived,
  refuseReversal,
  refuseReversed,
  refuseTimedOut,
  refuseType,
  shortfallPolicy,
  walletOf,
} from './target.ts';

export interface CancelTransaction extends NamedTarget {
  readonly onShortfall?: Optional<ShortfallPolicy>;
  /** Back-dates the reversal of a posted transaction: not before it, not in the future. */
  readonly effectiveAt?: Optional<Instant>;
  readonly reason?: Optional<string>;
}

export type CancelTransactionOutcome =
  | ReversalSuccess<'CancelTransactionSuccess'>
  | Refusal<
      | 'MissingIdentifierError'
      | 'InvalidInputError'
      | 'TransactionNotFoundError'
      | 'IdentifierMismatchError'
      | 'DerivedTransactionError'
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
    'DerivedTransactionError',
    'ReversalNotReversibleError',
    'TransactionTypeNotAllowedError',
    'AlreadyReversedError',
    'HoldCommittedError',
    'HoldExpiredError',
    'WalletClosedError',
    'InsufficientBalanceError',
  ],
  check: ({ transactionId, externalReference, effectiveAt, reason }, context) =>
    checkNamed({ transactionId, externalReference }) ??
    checkIdentifier('transactionId', named(transactionId)) ??
    checkIdentifier('externalReference', named(externalReference)) ??
    checkText('reason', reason) ??
    checkPast('effectiveAt', effectiveAt, context.at),
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
  const derived = refuseDerived(facts);
  if (derived) return refuse(derived);
  const target = findTarget(facts, input);
  if (isRefusal(target)) return refuse(target);
  const { record } = target;
  const wallet = walletOf(facts, target);
  const refused =
    refuseReversal(record) ??
    refuseType(record, POINTS_TYPES, true) ??
    refuseReversed(record) ??
    refuseCommitted(record) ??
    refuseTimedOut(record, momentIn(wallet, context.at)) ??
    refuseAnyClosed(facts.wallets.values()) ??
    refuseEarly(record, input.effectiveAt);
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
      effectiveAt: input.effectiveAt ?? context.at,
    },
    context,
  );
  if ('__typename' in done) return refuse(done);
  const changes: Change[] = [{ kind: 'record', transaction: done.content, wallets: done.wallets }];
  return grant(reversalSuccess('CancelTransactionSuccess', wallet.record, done), changes);
}

/** A reversal cannot count from before what it undoes. */
function refuseEarly(
  record: TransactionRecord,
  effectiveAt: Optional<Instant>,
): Refusal<'InvalidInputError'> | null {
  if (effectiveAt === null || effectiveAt === undefined) return null;
  if (record.hold) return invalid('effectiveAt', 'has no meaning where nothing had been posted');
  if (effectiveAt >= record.effectiveAt) return null;
  return invalid('effectiveAt', 'is before the transaction');
}
