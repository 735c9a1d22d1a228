import { type Context, type Decision, grant, refuse } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { checkAllNamed, checkIdentifier, checkText, named, type Optional } from '../input.ts';
import type { Kind } from '../kind.ts';
import type { Program, ShortfallPolicy } from '../program.ts';
import { duplicateReference } from '../reference.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { DAY_MS, type Instant } from '../time.ts';
import type { TransactionRecord, VoidChannel } from '../transaction.ts';
import { momentIn } from '../wallet.ts';
import { refuseAnyClosed } from '../wallet-refusals.ts';
import { reverse } from './reverse.ts';
import { WHOLE } from './slice.ts';
import { type ReversalSuccess, reversalSuccess } from './success.ts';
import {
  drawnBack,
  notFound,
  refuseReversed,
  refuseType,
  shortfallPolicy,
  walletOf,
} from './target.ts';

export interface VoidTransaction {
  readonly memberId: string;
  readonly originalTransactionId: string;
  /** The VOID transaction's own. */
  readonly externalReference?: Optional<string>;
  readonly channel?: Optional<VoidChannel>;
  readonly onShortfall?: Optional<ShortfallPolicy>;
  readonly reason?: Optional<string>;
}

export interface VoidTransactionSuccess extends ReversalSuccess<'VoidTransactionSuccess'> {
  readonly transactionId: string;
  readonly message: string;
}

export type VoidTransactionOutcome =
  | VoidTransactionSuccess
  | Refusal<
      | 'MissingIdentifierError'
      | 'InvalidInputError'
      | 'TransactionNotFoundError'
      | 'VoidNotSupportedError'
      | 'TransactionOwnedByAnotherMemberError'
      | 'AlreadyReversedError'
      | 'TransactionTypeNotAllowedError'
      | 'AdjustmentPeriodExceededError'
      | 'WalletClosedError'
      | 'InsufficientBalanceError'
      | 'DuplicateExternalReferenceError'
    >;

/** ES Loyalty, *Void Transaction*: an ad hoc reward or redemption of one member. */
export const voidTransaction = {
  refuses: [
    'MissingIdentifierError',
    'InvalidInputError',
    'TransactionNotFoundError',
    'VoidNotSupportedError',
    'TransactionOwnedByAnotherMemberError',
    'AlreadyReversedError',
    'TransactionTypeNotAllowedError',
    'AdjustmentPeriodExceededError',
    'WalletClosedError',
    'InsufficientBalanceError',
    'DuplicateExternalReferenceError',
  ],
  check: ({ memberId, originalTransactionId, externalReference, reason }) =>
    checkAllNamed({ originalTransactionId, memberId }) ??
    checkIdentifier('memberId', memberId) ??
    checkIdentifier('originalTransactionId', originalTransactionId) ??
    checkIdentifier('externalReference', named(externalReference)) ??
    checkText('reason', reason),
  needs: (input) => ({
    transaction: { id: input.originalTransactionId, externalReference: null },
    draw: drawnBack,
    reference: named(input.externalReference),
  }),
  decide,
} as const satisfies Kind<VoidTransaction, VoidTransactionOutcome>;

function decide(
  facts: Facts,
  input: VoidTransaction,
  context: Context,
): Decision<VoidTransactionOutcome> {
  const target = facts.byId;
  if (!target) return refuse(notFound({ transactionId: input.originalTransactionId }));
  const { record } = target;
  const wallet = walletOf(facts, target);
  const { voids } = wallet.program.policies;
  const refused =
    refuseSwitchedOff(wallet.program) ??
    refuseOtherMember(record, input.memberId) ??
    refuseReversed(record) ??
    refuseType(record, voids.voidableTypes, false) ??
    refuseLate(record, wallet.program, momentIn(wallet, context.at)) ??
    refuseAnyClosed(facts.wallets.values());
  if (refused) return refuse(refused);

  const done = reverse(
    facts,
    {
      target,
      type: 'VOID',
      purposes: ['PRINCIPAL', 'GIFT'],
      slice: WHOLE,
      onShortfall: shortfallPolicy(input, wallet.program),
      externalReference: named(input.externalReference),
      channel: input.channel ?? null,
      reason: input.reason ?? null,
      effectiveAt: context.at,
    },
    context,
  );
  if ('__typename' in done) return refuse(done);
  const duplicate = duplicateReference(facts);
  if (duplicate) return refuse(duplicate);
  return grant(
    {
      ...reversalSuccess('VoidTransactionSuccess', wallet.record, done),
      transactionId: done.content.id,
      message: `Transaction ${record.id} was voided.`,
    },
    [{ kind: 'record', transaction: done.content, wallets: done.wallets }],
  );
}

function refuseSwitchedOff(program: Program): Refusal<'VoidNotSupportedError'> | null {
  if (program.policies.voids.enabled) return null;
  return refusal('VoidNotSupportedError', 'The program does not support voids.', {
    programId: program.id,
  });
}

/** Says nothing of whose it is: the refusal repeats the caller's own words only. */
function refuseOtherMember(
  record: TransactionRecord,
  memberId: string,
): Refusal<'TransactionOwnedByAnotherMemberError'> | null {
  if (record.memberId === memberId) return null;
  return refusal('TransactionOwnedByAnotherMemberError', 'The transaction is of another member.', {
    memberId,
  });
}

/** The last moment of a program's adjustment period; null: it has no end. A day is 24 hours. */
export function voidDeadline(record: TransactionRecord, program: Program): Instant | null {
  const days = program.policies.voids.adjustmentPeriodDays;
  return days === null ? null : record.effectiveAt + days * DAY_MS;
}

/** ES Loyalty counts in days; the last millisecond still counts. */
function refuseLate(
  record: TransactionRecord,
  program: Program,
  at: Instant,
): Refusal<'AdjustmentPeriodExceededError'> | null {
  const { adjustmentPeriodDays } = program.policies.voids;
  const deadline = voidDeadline(record, program);
  if (deadline === null || adjustmentPeriodDays === null || at <= deadline) return null;
  return refusal(
    'AdjustmentPeriodExceededError',
    `A transaction can be voided for ${adjustmentPeriodDays} days.`,
    { adjustmentPeriodDays, deadline },
  );
}
