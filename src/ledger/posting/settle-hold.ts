import { type Context, type Decision, grant, refuse } from '../decision.ts';
import { type Entry, leg } from '../entry.ts';
import type { Facts, TransactionFacts } from '../facts.ts';
import {
  checkIdentifier,
  checkNamed,
  checkText,
  invalid,
  named,
  type Optional,
  OVERFLOW,
} from '../input.ts';
import type { Kind } from '../kind.ts';
import type { GrantedLot } from '../lot.ts';
import { formatDecimal } from '../money.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { release } from '../reversal/release.ts';
import {
  findTarget,
  isRefusal,
  type NamedTarget,
  refuseCommitted,
  refuseReversed,
  refuseTimedOut,
  walletOf,
} from '../reversal/target.ts';
import { isDerived, isReversal, type TransactionContent } from '../transaction.ts';
import { momentIn } from '../wallet.ts';
import { WalletDraft } from '../wallet-draft.ts';
import { refuseClosed } from '../wallet-refusals.ts';
import { grantPoints } from './points.ts';
import type { PostingSuccess } from './posting.ts';

/** Names the temporary transaction that is committed or rolled back. */
export interface SettleHold extends NamedTarget {
  readonly reason?: Optional<string>;
}

const REFUSALS = [
  'MissingIdentifierError',
  'InvalidInputError',
  'TransactionNotFoundError',
  'IdentifierMismatchError',
  'NotTemporaryError',
  'AlreadyReversedError',
  'HoldCommittedError',
  'HoldExpiredError',
  'WalletClosedError',
] as const;

type SettleRefusal = Refusal<(typeof REFUSALS)[number]>;

export interface CommitSuccess extends PostingSuccess<'CommitTransactionSuccess'> {
  readonly committedId: string;
}

export type CommitTransactionOutcome = CommitSuccess | SettleRefusal;
export type RollbackTransactionOutcome =
  | PostingSuccess<'RollbackTransactionSuccess'>
  | SettleRefusal;

const settling = {
  refuses: REFUSALS,
  check: ({ transactionId, externalReference, reason }: SettleHold) =>
    checkNamed({ transactionId, externalReference }) ??
    checkIdentifier('transactionId', named(transactionId)) ??
    checkIdentifier('externalReference', named(externalReference)) ??
    checkText('reason', reason),
  needs: (input: SettleHold) => ({
    transaction: {
      id: named(input.transactionId),
      externalReference: named(input.externalReference),
    },
  }),
} as const;

/** Altcraft: what was promised or reserved becomes a full transaction of its own. */
export const commitTransaction = {
  ...settling,
  decide: decideCommit,
} as const satisfies Kind<SettleHold, CommitTransactionOutcome>;

/** Ends a hold without an effect. */
export const rollbackTransaction = {
  ...settling,
  decide: decideRollback,
} as const satisfies Kind<SettleHold, RollbackTransactionOutcome>;

function findHold(
  facts: Facts,
  input: SettleHold,
  context: Context,
): TransactionFacts | SettleRefusal {
  const target = findTarget(facts, input);
  if (isRefusal(target)) return target;
  // By reference a committed hold means its successor; here it is the hold that was asked for.
  const { record } = target;
  if (!record.hold && record.mainTransactionId !== null && !isReversal(record.type)) {
    return refusal('HoldCommittedError', 'The temporary transaction was committed before.', {
      successorId: record.id,
    });
  }
  const wallet = walletOf(facts, target);
  return (
    refuseFull(target) ??
    refuseReversed(target.record) ??
    refuseCommitted(target.record) ??
    refuseTimedOut(target.record, momentIn(wallet, context.at)) ??
    refuseClosed(wallet.record) ??
    target
  );
}

function refuseFull({ record }: TransactionFacts): Refusal<'NotTemporaryError'> | null {
  if (record.hold !== null) return null;
  return refusal('NotTemporaryError', 'The transaction is not a temporary one.', {
    transactionId: record.id,
  });
}

function decideCommit(
  facts: Facts,
  input: SettleHold,
  context: Context,
): Decision<CommitTransactionOutcome> {
  const target = findHold(facts, input, context);
  if (isRefusal(target)) return refuse(target);
  const draft = new WalletDraft(walletOf(facts, target), context.at);
  const posted =
    target.reservations.length > 0 ? take(target, draft) : keep(target, draft, context);
  if (draft.overflows) return refuse(invalid('transactionId', OVERFLOW));
  const content = successorOf(target, input, draft, context, posted);
  const { currency, id: walletId } = draft.facts.record;
  return grant(
    {
      __typename: 'CommitTransactionSuccess',
      postedId: content.id,
      committedId: target.record.id,
      walletId,
      balance: formatDecimal(draft.active, currency.scale),
      replayed: false,
    },
    [{ kind: 'record', transaction: content, wallets: [draft.close()] }],
  );
}

interface Posted {
  readonly entries: readonly Entry[];
  readonly lots: readonly GrantedLot[];
}

/** Takes exactly what was reserved, even from a lot that has expired since: it was held. */
function take({ record, reservations }: TransactionFacts, draft: WalletDraft): Posted {
  draft.release(reservations);
  draft.book(-record.amount);
  for (const { lotId, amount } of reservations) draft.take(lotId, amount, 'PRINCIPAL');
  return { entries: leg(record.walletId, 'ISSUER', 'PRINCIPAL', -record.amount), lots: [] };
}

/** Grants what was promised; it lives from the commit on unless the promise said otherwise. */
function keep({ record }: TransactionFacts, draft: WalletDraft, context: Context): Posted {
  const opened = { draft, amount: record.amount, effectiveAt: context.at };
  return grantPoints(opened, record.hold ?? {}, context.at, context);
}

function successorOf(
  { record }: TransactionFacts,
  input: SettleHold,
  draft: WalletDraft,
  context: Context,
  posted: Posted,
): TransactionContent {
  const { type } = record;
  if (isDerived(type)) throw new Error('a derived row is never a hold');
  const recorded = {
    transactionId: context.newId,
    mainTransactionId: record.id,
    effectiveAt: context.at,
    reversal: false,
    lots: posted.lots,
    movements: draft.movements,
    hold: null,
  };
  draft.rederive((losses, at) => {
    losses.end(record.id, at);
    losses.include(recorded);
  });
  return {
    id: context.newId,
    walletId: record.walletId,
    type,
    hold: null,
    amount: record.amount,
    externalReference: record.externalReference,
    description: record.description,
    channel: null,
    reason: input.reason ?? null,
    recordedBy: context.actor,
    effectiveAt: context.at,
    recordedAt: context.recordedAt,
    mainTransactionId: record.id,
    balanceAfter: draft.active,
    giftAfter: draft.gift,
    entries: posted.entries,
    lots: posted.lots,
    movements: draft.movements,
    reservations: [],
    resolves: { transactionId: record.id, kind: 'COMMIT' },
  };
}

function decideRollback(
  facts: Facts,
  input: SettleHold,
  context: Context,
): Decision<RollbackTransactionOutcome> {
  const target = findHold(facts, input, context);
  if (isRefusal(target)) return refuse(target);
  const ended = release(facts, target, 'ROLLBACK', input.reason ?? null, context);
  const { record } = walletOf(facts, target);
  return grant(
    {
      __typename: 'RollbackTransactionSuccess',
      postedId: target.record.id,
      walletId: record.id,
      balance: formatDecimal(ended.active, record.currency.scale),
      replayed: false,
    },
    [{ kind: 'resolve', resolution: ended.resolution, wallet: ended.wallet }],
  );
}
