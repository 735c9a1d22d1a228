import { type Expected, minorOf, type Shortfall, textOf } from './operation.ts';
import { answer, insufficient } from './reference-answer.ts';
import type { Books } from './reference-books.ts';
import { isUndoing, type ModelTransaction } from './reference-journal.ts';
import { type Undoing, type Undone, undo } from './reference-reversal.ts';
import type { Move, Part } from './reference-wallet.ts';

export const POINTS_TYPES = [
  'ACCRUAL',
  'REDEMPTION',
  'FINALIZE',
  'ADJUSTMENT',
  'ADHOC_REWARD',
  'ADHOC_REDEEM',
];
export const DELETABLE_TYPES = [...POINTS_TYPES, 'TOP_UP', 'GIFT'];
const WHOLE = { from: 0n, to: 1n, whole: 1n };

export const missing = (transactionId: string | null, externalReference: string | null): Expected =>
  answer('TransactionNotFoundError', { transactionId, externalReference });

export function itselfUndoes(target: ModelTransaction): Expected | null {
  if (!isUndoing(target)) return null;
  return answer('ReversalNotReversibleError', { reversesId: target.main?.id });
}

/** The mutation that does undo such a transaction. */
function whatUndoes(target: ModelTransaction): string | null {
  if (POINTS_TYPES.includes(target.type)) return 'cancelTransaction';
  if (target.type === 'PURCHASE') return 'cancelPurchase';
  return isUndoing(target) ? null : 'deleteTransaction';
}

export function wrongType(
  target: ModelTransaction,
  allowed: readonly string[],
  holds: boolean,
): Expected | null {
  const { type, hold } = target;
  if (allowed.includes(type) && (holds || !hold)) return null;
  return answer('TransactionTypeNotAllowedError', {
    type,
    allowedTypes: allowed,
    use: whatUndoes(target),
  });
}

/** What happened to each lot, by its id. */
export function effectsOf(moves: readonly Move[], target: ModelTransaction, at: number) {
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

export interface Asked {
  readonly name: string;
  readonly type: string;
  readonly parts: readonly Part[];
  readonly reference: string | null;
  readonly effectiveAt?: number | null;
  readonly onShortfall: Shortfall;
  readonly slice?: Pick<Undoing, 'from' | 'to' | 'whole'>;
}

type Tried = { readonly refused: Expected } | { readonly done: Undone; takeBack(): void };

/** Undoes, and can have it not been. */
export function attempt(books: Books, target: ModelTransaction, asked: Asked): Tried {
  const { wallet } = target;
  const before = wallet.lots.map((lot) => lot.remaining);
  const { total } = wallet;
  const takeBack = () => {
    for (const [n, lot] of wallet.lots.entries()) lot.remaining = before[n] ?? 0n;
    wallet.total = total;
    wallet.undoing = null;
  };
  const onShortfall = asked.onShortfall ?? books.policies.onShortfall;
  const slice = asked.slice ?? WHOLE;
  if (asked.type !== 'REFUND') wallet.undoing = { id: target.id, kind: asked.type };
  const done = undo(target, { parts: asked.parts, ...slice, onShortfall, at: books.now });
  if (done.shortfall === 0n || onShortfall !== 'REJECT') return { done, takeBack };
  takeBack();
  return { refused: insufficient(done.required, done.shortfall) };
}

export function settle(
  books: Books,
  id: string,
  target: ModelTransaction,
  asked: Asked,
  done: Undone,
): Expected {
  const { wallet } = target;
  const { name, type, reference, effectiveAt = null } = asked;
  const { bookings, moves } = done;
  const main = bookings.filter(({ part }) => part === 'PRINCIPAL' || part === 'GIFT');
  const amount = main.reduce((sum, b) => sum + (b.amount < 0n ? -b.amount : b.amount), 0n);
  const recorded = { type, amount, reference, effectiveAt, bookings, moves, main: target };
  const reversal = books.record(id, wallet, recorded);
  if (type === 'REFUND') target.refunded += minorOf(textOf(amount));
  else target.end = { kind: type, by: reversal, at: books.now };
  wallet.undoing = null;
  return answer(name, {
    undoneId: target.id,
    reversalId: id,
    balance: textOf(reversal.balanceAfter),
    lots: effectsOf(moves, target, books.now),
    shortfall: textOf(done.shortfall),
    replayed: false,
  });
}
