import type { Entry, EntryPurpose, LedgerAccount } from '../entry.ts';
import type { LotId, LotMovement } from '../lot.ts';
import type { Minor } from '../money.ts';

/** The part of a transaction's amount that is undone: from, up to, and what the whole of it is. */
export interface Slice {
  readonly from: Minor;
  readonly to: Minor;
  readonly whole: Minor;
}

/** All of a transaction. */
export const WHOLE: Slice = { from: 0n, to: 1n, whole: 1n };

/** What a slice means for one part of a transaction in one wallet. */
export interface Share {
  readonly purpose: EntryPurpose;
  readonly counter: Exclude<LedgerAccount, 'WALLET'>;
  /** The share of the recorded entry, with its sign. */
  readonly amount: Minor;
  /** Where the share lies within the recorded entry's absolute amount. */
  readonly from: Minor;
  readonly to: Minor;
}

/**
 * Cuts the entries of a wallet. The parts of a purchase grow with the amount that is undone: gift,
 * fee and cashback in proportion, rounded down; money is the rest, so that gift and money make up
 * exactly what is undone, and the shares of refunds that follow one another add up exactly.
 */
export function sharesOf(
  walletId: string,
  entries: readonly Entry[],
  purposes: readonly EntryPurpose[],
  slice: Slice,
): Share[] {
  const own = entries.filter((e) => e.walletId === walletId && purposes.includes(e.purpose));
  const gift = magnitude(own.find((e) => e.purpose === 'GIFT')?.amount ?? 0n);
  return own.map((entry) => {
    const size = magnitude(entry.amount);
    const reach = (upTo: Minor) => {
      if (upTo === slice.whole) return size;
      const inProportion = (total: Minor) => (total * upTo) / slice.whole;
      return entry.purpose === 'PRINCIPAL' ? upTo - inProportion(gift) : inProportion(size);
    };
    const from = reach(slice.from);
    const to = reach(slice.to);
    const amount = entry.amount < 0n ? from - to : to - from;
    return { purpose: entry.purpose, counter: counterOf(entries, entry), amount, from, to };
  });
}

/** The pieces of the lots' movements that lie within a share of their part. */
export function slicesOfMovements(
  movements: readonly LotMovement[],
  share: Share,
): { lotId: LotId; amount: Minor }[] {
  const pieces: { lotId: LotId; amount: Minor }[] = [];
  let end = 0n;
  for (const movement of movements) {
    if (movement.purpose !== share.purpose || movement.amount > 0n) continue;
    const start = end;
    end -= movement.amount;
    const from = start > share.from ? start : share.from;
    const to = end < share.to ? end : share.to;
    if (to > from) pieces.push({ lotId: movement.lotId, amount: to - from });
  }
  return pieces;
}

function magnitude(amount: Minor): Minor {
  return amount < 0n ? -amount : amount;
}

function counterOf(entries: readonly Entry[], entry: Entry): Exclude<LedgerAccount, 'WALLET'> {
  for (const other of entries) {
    if (other.account !== 'WALLET' && other.purpose === entry.purpose) return other.account;
  }
  throw new Error(`the ${entry.purpose} entry has no counterpart`);
}
