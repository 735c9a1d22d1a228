import type { Shortfall } from './operation.ts';
import type { Booking, ModelTransaction } from './reference-journal.ts';
import type { Kind, ModelLot, Move, Part } from './reference-wallet.ts';

export interface Undoing {
  readonly parts: readonly Part[];
  /** Which part of the whole amount: all of a transaction is 0 to 1 of 1. */
  readonly from: bigint;
  readonly to: bigint;
  readonly whole: bigint;
  readonly onShortfall: Exclude<Shortfall, null>;
  readonly at: number;
}

export interface Undone {
  readonly bookings: readonly Booking[];
  readonly moves: readonly Move[];
  readonly required: bigint;
  readonly shortfall: bigint;
}

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** Up to which unit of a booked part an undoing of so much of the whole reaches. */
function reach(target: ModelTransaction, booking: Booking, upTo: bigint, whole: bigint): bigint {
  const all = size(booking.amount);
  if (upTo === whole) return all;
  if (booking.part !== 'PRINCIPAL') return (all * upTo) / whole;
  const gift = target.bookings.find((other) => other.part === 'GIFT');
  return upTo - (size(gift?.amount ?? 0n) * upTo) / whole;
}

/** Unit by unit, from which lots a part was paid: those between two units. */
function payersOf(target: ModelTransaction, part: Part, from: bigint, to: bigint) {
  const pieces: { lot: ModelLot; amount: bigint }[] = [];
  let unit = 0n;
  for (const move of target.moves) {
    if (move.part !== part || move.amount >= 0n) continue;
    const [first, last] = [unit, unit - move.amount];
    unit = last;
    const [begin, end] = [first > from ? first : from, last < to ? last : to];
    if (begin < end) pieces.push({ lot: move.lot, amount: end - begin });
  }
  return pieces;
}

/** Undoes a transaction in its wallet, where lots change at once: whoever refuses restores them. */
export function undo(target: ModelTransaction, asked: Undoing): Undone {
  const { wallet } = target;
  const { at, whole, onShortfall } = asked;
  const shares = target.bookings
    .filter((booking) => asked.parts.includes(booking.part))
    .map((booking) => ({
      booking,
      from: reach(target, booking, asked.from, whole),
      to: reach(target, booking, asked.to, whole),
    }));
  const bookings: Booking[] = [];
  const moves: Move[] = [];
  for (const { booking, from, to } of shares.filter((share) => share.booking.amount < 0n)) {
    wallet.total += to - from;
    bookings.push({ part: booking.part, amount: to - from });
    for (const { lot, amount } of payersOf(target, booking.part, from, to)) {
      lot.remaining += amount;
      moves.push({ lot, amount, part: booking.part });
    }
  }
  const givenBack = moves.map((move) => move.lot);
  let [required, shortfall] = [0n, 0n];
  for (const { booking, from, to } of shares.filter((share) => share.booking.amount > 0n)) {
    const wanted = to - from;
    const taken = takeBack(target, booking.part, wanted, at);
    const got = -taken.reduce((sum, move) => sum + move.amount, 0n);
    const booked = onShortfall === 'ALLOW_NEGATIVE' ? wanted : got;
    wallet.total -= booked;
    bookings.push({ part: booking.part, amount: -booked });
    moves.push(...taken);
    required += wanted;
    shortfall += wanted - got;
  }
  moves.push(...wallet.payDebt(givenBack, at));
  return { bookings, moves, required, shortfall };
}

/** From the granted lots first, whatever time made of them, then from what can be spent. */
function takeBack(target: ModelTransaction, part: Part, amount: bigint, at: number): Move[] {
  const { wallet } = target;
  const moves: Move[] = [];
  const left = () => moves.reduce((rest, move) => rest + move.amount, amount);
  for (const lot of target.lots) moves.push(...wallet.take(lot, left(), at, part));
  const kinds: Kind[] = part === 'GIFT' ? ['GIFT'] : ['MONEY', 'POINTS'];
  moves.push(...wallet.draw(left(), at, kinds, part));
  return moves;
}
