import { type Expected, type Inputs, textOf } from './operation.ts';
import { answer } from './reference-answer.ts';
import type { Books } from './reference-books.ts';
import { closed, committed, ended, named, release, timedOut } from './reference-holds.ts';
import type { ModelTransaction } from './reference-journal.ts';
import { DAY_MS } from './reference-policies.ts';
import {
  type Asked,
  attempt,
  DELETABLE_TYPES,
  effectsOf,
  itselfUndoes,
  missing,
  POINTS_TYPES,
  settle,
  wrongType,
} from './reference-undoing.ts';

const invalidMoment = answer('InvalidInputError', { field: 'effectiveAt' });

/** An undoing cannot count from before what it undoes, nor that of a hold from any moment. */
function tooEarly({ effectiveAt }: Inputs['cancelTransaction'], target: ModelTransaction): boolean {
  return effectiveAt !== null && (target.hold !== null || effectiveAt < target.effectiveAt);
}

export function cancel(books: Books, id: string, input: Inputs['cancelTransaction']): Expected {
  if (input.effectiveAt !== null && input.effectiveAt > books.now) return invalidMoment;
  const target = named(books, input);
  if ('__typename' in target) return target;
  const refused =
    itselfUndoes(target) ??
    wrongType(target, POINTS_TYPES, true) ??
    ended(target) ??
    committed(target) ??
    timedOut(target, books.now) ??
    closed(target) ??
    (tooEarly(input, target) ? invalidMoment : null);
  if (refused) return refused;
  const name = 'CancelTransactionSuccess';
  if (target.hold) {
    const { reserved } = target.hold;
    release(target, 'CANCEL', books.now);
    const freed = reserved.map((piece) => ({ ...piece, part: 'PRINCIPAL' as const }));
    const { active } = target.wallet.sums(books.now);
    const same = { undoneId: target.id, reversalId: null, shortfall: '0.00', replayed: false };
    const lots = effectsOf(freed, target, books.now);
    return answer(name, { ...same, balance: textOf(active), lots });
  }
  const asked: Asked = {
    name,
    type: 'CANCEL',
    parts: ['PRINCIPAL'],
    reference: target.reference,
    effectiveAt: input.effectiveAt,
    onShortfall: input.onShortfall,
  };
  const tried = attempt(books, target, asked);
  return 'refused' in tried ? tried.refused : settle(books, id, target, asked, tried.done);
}

export function deadlineOf({ effectiveAt }: ModelTransaction, days: number | null): number | null {
  return days === null ? null : effectiveAt + days * DAY_MS;
}

export function voidOne(books: Books, id: string, input: Inputs['voidTransaction']): Expected {
  const { originalTransactionId, memberId, externalReference: reference, onShortfall } = input;
  const target = books.journal.find(originalTransactionId);
  if (!target) return missing(originalTransactionId, null);
  const { voids, voidableTypes, adjustmentPeriodDays: days } = books.policies;
  if (!voids) return answer('VoidNotSupportedError', { programId: 'club' });
  if (target.wallet.memberId !== memberId) {
    return answer('TransactionOwnedByAnotherMemberError', { memberId });
  }
  const deadline = deadlineOf(target, days);
  const late = () =>
    deadline !== null && books.now > deadline
      ? answer('AdjustmentPeriodExceededError', { adjustmentPeriodDays: days, deadline })
      : null;
  const refused =
    ended(target) ?? wrongType(target, voidableTypes, false) ?? late() ?? closed(target);
  if (refused) return refused;
  const name = 'VoidTransactionSuccess';
  const asked: Asked = { name, type: 'VOID', parts: ['PRINCIPAL'], reference, onShortfall };
  const tried = attempt(books, target, asked);
  if ('refused' in tried) return tried.refused;
  const holder = books.journal.owner(reference);
  if (holder) {
    tried.takeBack();
    return answer('DuplicateExternalReferenceError', { existingId: holder.id });
  }
  return { ...settle(books, id, target, asked, tried.done), transactionId: id };
}

export function remove(books: Books, id: string, input: Inputs['deleteTransaction']): Expected {
  const target = books.journal.find(input.transactionId);
  if (!target || input.merchantId !== books.merchantId) return missing(input.transactionId, null);
  if (input.programId !== 'club') {
    return answer('ProgramMismatchError', { programId: input.programId });
  }
  if (input.memberCode !== target.wallet.memberId)
    return answer('MemberMismatchError', { memberCode: input.memberCode });
  const refused =
    itselfUndoes(target) ?? ended(target) ?? wrongType(target, DELETABLE_TYPES, false);
  if (refused) return refused;
  const dependentIds = books.journal.dependentsOn(target, books.now);
  const asked: Asked = {
    name: 'DeleteTransactionSuccess',
    type: 'DELETE',
    parts: ['PRINCIPAL', 'GIFT'],
    reference: null,
    onShortfall: 'ALLOW_NEGATIVE',
  };
  const tried = attempt(books, target, asked);
  if ('refused' in tried) throw new Error('a delete meets no shortfall');
  const { active, debt } = target.wallet.sums(books.now);
  const dependent = dependentIds.length > 0 && !input.acknowledgeDependents;
  const refusedLate = dependent
    ? answer('DependentTransactionsError', {
        dependentIds,
        projectedBalance: textOf(active - debt),
      })
    : closed(target);
  if (!refusedLate) return settle(books, id, target, asked, tried.done);
  tried.takeBack();
  return refusedLate;
}
