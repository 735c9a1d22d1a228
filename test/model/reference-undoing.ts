import { type Expected, type Inputs, minorOf, type Shortfall, textOf } from './operation.ts';
import { answer, insufficient } from './reference-answer.ts';
import type { Books } from './reference-books.ts';
import { closed, committed, ended, named, release, timedOut } from './reference-holds.ts';
import { isUndoing, type ModelTransaction } from './reference-journal.ts';
import { ADJUSTMENT_PERIOD_DAYS, DAY_MS, VOIDABLE_TYPES } from './reference-policies.ts';
import { type Undoing, type Undone, undo } from './reference-reversal.ts';
import type { Move, Part } from './reference-wallet.ts';

const POINTS_TYPES = ['ACCRUAL', 'REDEMPTION', 'FINALIZE', 'ADJUSTMENT', ...VOIDABLE_TYPES];
const DELETABLE_TYPES = [...POINTS_TYPES, 'TOP_UP', 'GIFT'];
const WHOLE = { from: 0n, to: 1n, whole: 1n };

const missing = (transactionId: string | null, externalReference: string | null): Expected =>
  answer('TransactionNotFoundError', { transactionId, externalReference });

function itselfUndoes(target: ModelTransaction): Expected | null {
  if (!isUndoing(target)) return null;
  return answer('ReversalNotReversibleError', { reversesId: target.main?.id });
}

/** The mutation that does undo such a transaction. */
function whatUndoes(target: ModelTransaction): string | null {
  if (POINTS_TYPES.includes(target.type)) return 'cancelTransaction';
  if (target.type === 'PURCHASE') return 'cancelPurchase';
  return isUndoing(target) ? null : 'deleteTransaction';
}

function wrongType(target: ModelTransaction, allowed: string[], holds: boolean): Expected | null {
  const { type, hold } = target;
  if (allowed.includes(type) && (holds || !hold)) return null;
  return answer('TransactionTypeNotAllowedError', {
    type,
    use: whatUndoes(target),
  });
}

/** What happened to each lot, by its id. */
function effectsOf(moves: readonly Move[], target: ModelTransaction, at: number) {
  const lots = [...new Set(moves.map((move) => move.lot))];
  return lots.map((lot) => {
    const amounts = moves.filter((move) => move.lot === lot).map((move) => move.amount);
    const back = amounts.filter((n) => n > 0n).reduce((a, b) => a + b, 0n);
    const taken = amounts.filter((n) => n < 0n).reduce((a, b) => a - b, 0n);
    const late = target.wallet.isExpired(lot, at);
    return {
      lotId: lot.id,
      restored: textOf(late ? 0n : back),
      expiredAmount: textOf(late ? back : 0n),
      clawedBack: textOf(taken),
    };
  });
}

interface Asked {
  readonly name: string;
  readonly type: string;
  readonly parts: readonly Part[];
  readonly reference: string | null;
  readonly onShortfall: Shortfall;
  readonly slice?: Pick<Undoing, 'from' | 'to' | 'whole'>;
}

type Tried = { readonly refused: Expected } | { readonly done: Undone; takeBack(): void };

/** Undoes, and can have it not been. */
function attempt(books: Books, target: ModelTransaction, asked: Asked): Tried {
  const { wallet } = target;
  const before = wallet.lots.map((lot) => lot.remaining);
  const { total } = wallet;
  const takeBack = () => {
    for (const [n, lot] of wallet.lots.entries()) lot.remaining = before[n] ?? 0n;
    wallet.total = total;
  };
  const onShortfall = asked.onShortfall ?? 'REJECT';
  const slice = asked.slice ?? WHOLE;
  const done = undo(target, { parts: asked.parts, ...slice, onShortfall, at: books.now });
  if (done.shortfall === 0n || onShortfall !== 'REJECT') return { done, takeBack };
  takeBack();
  return { refused: insufficient(done.required, done.shortfall) };
}

function settle(
  books: Books,
  id: string,
  target: ModelTransaction,
  asked: Asked,
  done: Undone,
): Expected {
  const { wallet } = target;
  const { name, type, reference } = asked;
  const { bookings, moves } = done;
  const main = bookings.filter(({ part }) => part === 'PRINCIPAL' || part === 'GIFT');
  const amount = main.reduce((sum, b) => sum + (b.amount < 0n ? -b.amount : b.amount), 0n);
  const recorded = { type, amount, reference, bookings, moves, main: target };
  const reversal = books.record(id, wallet, recorded);
  if (type === 'REFUND') target.refunded += minorOf(textOf(amount));
  else target.end = { kind: type, by: reversal };
  return answer(name, {
    undoneId: target.id,
    reversalId: id,
    balance: textOf(reversal.balanceAfter),
    lots: effectsOf(moves, target, books.now),
    shortfall: textOf(done.shortfall),
    replayed: false,
  });
}

export function cancel(books: Books, id: string, input: Inputs['cancelTransaction']): Expected {
  const target = named(books, input);
  if ('__typename' in target) return target;
  const refused =
    itselfUndoes(target) ??
    wrongType(target, POINTS_TYPES, true) ??
    ended(target) ??
    committed(target) ??
    timedOut(target, books.now) ??
    closed(target);
  if (refused) return refused;
  const name = 'CancelTransactionSuccess';
  if (target.hold) {
    const { reserved } = target.hold;
    release(target, 'CANCEL');
    const freed = reserved.map((piece) => ({ ...piece, part: 'PRINCIPAL' as const }));
    const { active } = target.wallet.sums(books.now);
    const same = { undoneId: target.id, reversalId: null, shortfall: '0.00', replayed: false };
    const lots = effectsOf(freed, target, books.now);
    return answer(name, { ...same, balance: textOf(active), lots });
  }
  const [{ onShortfall }, { reference }] = [input, target];
  const asked: Asked = { name, type: 'CANCEL', parts: ['PRINCIPAL'], reference, onShortfall };
  const tried = attempt(books, target, asked);
  return 'refused' in tried ? tried.refused : settle(books, id, target, asked, tried.done);
}

export function voidOne(books: Books, id: string, input: Inputs['voidTransaction']): Expected {
  const { originalTransactionId, memberId, externalReference: reference, onShortfall } = input;
  const target = books.journal.find(originalTransactionId);
  if (!target) return missing(originalTransactionId, null);
  if (target.wallet.memberId !== memberId) {
    return answer('TransactionOwnedByAnotherMemberError', { memberId });
  }
  const deadline = target.effectiveAt + ADJUSTMENT_PERIOD_DAYS * DAY_MS;
  const late = () =>
    books.now > deadline ? answer('AdjustmentPeriodExceededError', { deadline }) : null;
  const refused =
    ended(target) ?? wrongType(target, VOIDABLE_TYPES, false) ?? late() ?? closed(target);
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
  if (!target || input.merchantId !== 'shop') return missing(input.transactionId, null);
  if (input.programId !== 'club') {
    return answer('ProgramMismatchError', { programId: input.programId });
  }
  if (input.memberCode !== target.wallet.memberId) return answer('MemberMismatchError');
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

function partsOf(input: Inputs['cancelPurchase']): Part[] {
  const { rollbackFee, rollbackCashback } = input;
  const parts: Part[] = ['PRINCIPAL', 'GIFT'];
  if (rollbackFee) parts.push('FEE');
  if (rollbackCashback) parts.push('CASHBACK');
  return parts;
}

function purchaseOf(books: Books, reference: string): ModelTransaction | Expected {
  const found = books.journal.meant(reference);
  return found?.type === 'PURCHASE' ? found : missing(null, reference);
}

export function cancelPurchase(
  books: Books,
  id: string,
  input: Inputs['cancelPurchase'],
): Expected {
  const { externalReference: reference, onShortfall } = input;
  const target = purchaseOf(books, reference);
  if ('__typename' in target) return target;
  const { refunded, amount } = target;
  const data = { refunded: textOf(refunded), remaining: textOf(amount - refunded) };
  const partly = refunded === 0n ? null : answer('PurchaseRefundedError', data);
  const refused = ended(target) ?? partly ?? closed(target);
  if (refused) return refused;
  const name = 'CancelPurchaseSuccess';
  const asked: Asked = { name, type: 'CANCEL', parts: partsOf(input), reference, onShortfall };
  const tried = attempt(books, target, asked);
  return 'refused' in tried ? tried.refused : settle(books, id, target, asked, tried.done);
}

export function refund(books: Books, id: string, input: Inputs['refundPurchase']): Expected {
  const { externalReference: reference, onShortfall } = input;
  const target = purchaseOf(books, reference);
  if ('__typename' in target) return target;
  const { refunded, amount: whole } = target;
  const to = refunded + minorOf(input.amount);
  const data = { refunded: textOf(refunded), remaining: textOf(whole - refunded) };
  const tooMuch = to > whole ? answer('RefundExceedsPurchaseError', data) : null;
  const refused = ended(target) ?? tooMuch ?? closed(target);
  if (refused) return refused;
  const slice = { from: refunded, to, whole };
  const name = 'RefundPurchaseSuccess';
  const asked: Asked = {
    name,
    type: 'REFUND',
    parts: partsOf(input),
    reference,
    onShortfall,
    slice,
  };
  const tried = attempt(books, target, asked);
  if ('refused' in tried) return tried.refused;
  const expected = settle(books, id, target, asked, tried.done);
  return { ...expected, remaining: textOf(whole - to) };
}
