import type { Books } from './reference-books.ts';
import type { ModelTransaction } from './reference-journal.ts';
import type { ModelLot, ModelWallet, Sums } from './reference-wallet.ts';

const add = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);

/** A wallet's sums at a moment: what counted then, less what had expired. */
export function sumsThen(books: Books, wallet: ModelWallet, at: number): Sums {
  const counted = books.journal.all.filter((one) => one.wallet === wallet && one.effectiveAt <= at);
  const left = (lot: ModelLot): bigint => lot.granted + add(movesOf(counted, lot));
  const held = (lot: ModelLot): bigint => add(heldOf(counted, lot, at));
  const lots = counted.flatMap((one) => one.lots);
  const free = (wanted: (lot: ModelLot) => boolean): bigint =>
    add(lots.filter(wanted).map((lot) => left(lot) - held(lot)));
  const usable = (lot: ModelLot): boolean => wallet.isUsable(lot, at);
  const gifts = lots.filter((lot) => lot.kind === 'GIFT');
  const { lost } = wallet.derivedAt(at);
  const lostOf = (some: readonly ModelLot[]): bigint =>
    add(some.filter(usable).map((lot) => lost.get(lot) ?? 0n));
  const derived = lostOf(lots);
  const total = add(counted.flatMap((one) => one.bookings.map((booking) => booking.amount)));
  const debt = add(lots.map(left)) - total;
  return {
    total,
    // What paid a debt that, in effect, came only later was still there.
    active: free(usable) - derived + (debt < 0n ? -debt : 0n),
    pending: free((lot) => !wallet.isExpired(lot, at) && at < lot.activatesAt),
    held: add(lots.map(held)),
    expired: free((lot) => wallet.isExpired(lot, at)),
    debt: debt < 0n ? 0n : debt,
    gift: free((lot) => lot.kind === 'GIFT' && usable(lot)) - lostOf(gifts),
    derived,
  };
}

function movesOf(counted: readonly ModelTransaction[], lot: ModelLot): bigint[] {
  const moves = counted.flatMap((one) => one.moves);
  return moves.filter((move) => move.lot === lot).map((move) => move.amount);
}

function heldOf(counted: readonly ModelTransaction[], lot: ModelLot, at: number): bigint[] {
  return counted.flatMap(({ hold, end }) => {
    if (!hold || hold.timeoutAt <= at || (end && end.at <= at)) return [];
    return hold.reserved.filter((piece) => piece.lot === lot).map((piece) => piece.amount);
  });
}
