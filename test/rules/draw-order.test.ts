import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byDrawOrder, type Lot } from '../../src/ledger/lot.ts';

/** The same order, as numbers to compare one by one. */
function rank({ kind, expiresAt, activatesAt, sequence }: Lot): number[] {
  const end = expiresAt ?? Number.MAX_SAFE_INTEGER;
  return [kind === 'GIFT' ? 0 : 1, end, activatesAt, sequence];
}

describe('the order of drawing', () => {
  const moment = fc.integer({ min: 0, max: 5 });
  const lots = fc.uniqueArray(
    fc.record({
      id: fc.constant('lot.0'),
      walletId: fc.constant('wallet'),
      kind: fc.constantFrom('GIFT', 'MONEY', 'POINTS'),
      granted: fc.constant(1n),
      activatesAt: moment,
      expiresAt: fc.option(moment),
      remaining: fc.constant(1n),
      held: fc.constant(0n),
      sequence: fc.integer({ min: 0, max: 1_000 }),
    }),
    { selector: (lot) => lot.sequence },
  );

  it('is gifts first, soonest to expire first, then oldest, whatever they came in', () => {
    fc.assert(
      fc.property(lots, (unsorted: Lot[]) => {
        const sorted = unsorted.toSorted(byDrawOrder);
        for (const [n, later] of sorted.entries()) {
          const lot = sorted[n - 1];
          if (!lot) continue;
          const [a, b] = [rank(lot), rank(later)];
          const differ = a.findIndex((place, at) => place !== b[at]);
          expect((a[differ] ?? 0) < (b[differ] ?? 0)).toBe(true);
        }
        expect(unsorted.toReversed().toSorted(byDrawOrder)).toEqual(sorted);
      }),
    );
  });
});
