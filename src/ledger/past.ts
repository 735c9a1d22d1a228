import { type Lot, phaseOf } from './lot.ts';
import type { Minor } from './money.ts';
import type { Instant } from './time.ts';
import type { Balances } from './wallet.ts';

/** A wallet's journal up to a moment: what had taken effect by then, whenever it was recorded. */
export interface PastFacts {
  /** The sum of the wallet's entries. */
  readonly total: Minor;
  /** Its lots, with what remained of them and what holds that were open then had reserved. */
  readonly lots: readonly Lot[];
}

/** The balances at a moment that lies before the wallet's last change. */
export function balancesAt({ total, lots }: PastFacts, at: Instant): Balances {
  let [active, pending, held, expired, gift, remaining] = [0n, 0n, 0n, 0n, 0n, 0n];
  for (const lot of lots) {
    const phase = phaseOf(lot, at);
    const rest = lot.remaining - lot.held;
    held += lot.held;
    remaining += lot.remaining;
    if (phase === 'PENDING') pending += rest;
    else if (phase === 'EXPIRED') expired += rest;
    else active += rest;
    if (phase === 'USABLE' && lot.kind === 'GIFT') gift += rest;
  }
  return { total, active, pending, held, expired, debt: remaining - total, gift };
}
