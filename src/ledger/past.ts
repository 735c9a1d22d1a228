import { type Lot, type LotId, phaseOf } from './lot.ts';
import type { Minor } from './money.ts';
import type { Instant } from './time.ts';
import type { Balances } from './wallet.ts';

/** A wallet's journal up to a moment: what had taken effect by then, whenever it was recorded. */
export interface PastFacts {
  /** The sum of the wallet's entries. */
  readonly total: Minor;
  /** Its lots, with what remained of them and what holds that were open then had reserved. */
  readonly lots: readonly Lot[];
  /** What derived rows had taken of them. */
  readonly lost: ReadonlyMap<LotId, Minor>;
}

/** The balances at a moment that lies before the wallet's last change. */
export function balancesAt({ total, lots, lost }: PastFacts, at: Instant): Balances {
  let [active, pending, held, expired, gift, derived, remaining] = [0n, 0n, 0n, 0n, 0n, 0n, 0n];
  for (const lot of lots) {
    const phase = phaseOf(lot, at);
    const rest = lot.remaining - lot.held;
    held += lot.held;
    remaining += lot.remaining;
    if (phase === 'PENDING') pending += rest;
    else if (phase === 'EXPIRED') expired += rest;
    else {
      const taken = lost.get(lot.id) ?? 0n;
      active += rest - taken;
      derived += taken;
      if (lot.kind === 'GIFT') gift += rest;
    }
  }
  const debt = remaining - total;
  // Value that paid a debt which, in effect, came only later: it was still there.
  if (debt < 0n)
    return { total, active: active - debt, pending, held, expired, debt: 0n, gift, derived };
  return { total, active, pending, held, expired, debt, gift, derived };
}
