import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entry, leg } from '../../src/ledger/entry.ts';
import type { LotMovement, MovementPurpose } from '../../src/ledger/lot.ts';
import { type Share, sharesOf, slicesOfMovements, WHOLE } from '../../src/ledger/reversal/slice.ts';

const WALLET = 'wallet';
const PURPOSES = ['PRINCIPAL', 'GIFT', 'FEE', 'CASHBACK'] as const;

interface Purchase {
  readonly amount: bigint;
  readonly gift: bigint;
  readonly entries: readonly Entry[];
  readonly movements: readonly LotMovement[];
}

/** Splits an amount over lots, in as many pieces as there are cuts. */
function drawnFrom(purpose: MovementPurpose, amount: bigint, cuts: readonly bigint[]) {
  const places = [0n, ...cuts.map((cut) => cut % (amount + 1n)), amount];
  const sorted = places.toSorted((a, b) => (a < b ? -1 : 1));
  const pieces = sorted.slice(1).map((to, n) => to - (sorted[n] ?? 0n));
  return pieces
    .filter((piece) => piece > 0n)
    .map((piece, n): LotMovement => ({ lotId: `${purpose}.${n}`, amount: -piece, purpose }));
}

const size = fc.bigInt({ min: 1n, max: 10_000_000_000n });
const cuts = fc.array(size, { maxLength: 4 });

const purchases = fc
  .record({ amount: size, gift: size, fee: size, cashback: size, cuts })
  .map(({ amount, gift: raw, fee, cashback, cuts: places }): Purchase => {
    const gift = raw % (amount + 1n);
    return {
      amount,
      gift,
      entries: [
        ...leg(WALLET, 'SALES', 'GIFT', -gift),
        ...leg(WALLET, 'SALES', 'PRINCIPAL', gift - amount),
        ...leg(WALLET, 'FEE_REVENUE', 'FEE', -(fee % 1_000n)),
        ...leg(WALLET, 'CASHBACK_EXPENSE', 'CASHBACK', cashback % 1_000n),
      ],
      movements: [
        ...drawnFrom('GIFT', gift, places),
        ...drawnFrom('PRINCIPAL', amount - gift, places),
        ...drawnFrom('FEE', fee % 1_000n, places),
      ],
    };
  });

/** Refunds that follow one another, up to the whole. */
function refundsOf({ amount }: Purchase, raw: readonly bigint[]): [bigint, bigint][] {
  const inside = raw.map((cut) => cut % amount).filter((cut) => cut > 0n);
  const places = [...new Set([0n, ...inside, amount])].toSorted((a, b) => (a < b ? -1 : 1));
  return places.slice(1).map((to, n) => [places[n] ?? 0n, to]);
}

function sharesOfRefund(purchase: Purchase, [from, to]: readonly [bigint, bigint]): Share[] {
  return sharesOf(WALLET, purchase.entries, PURPOSES, { from, to, whole: purchase.amount });
}

const total = (shares: readonly Share[], purpose: string): bigint =>
  shares.filter((share) => share.purpose === purpose).reduce((sum, s) => sum + s.amount, 0n);

describe('the shares of refunds of one purchase', () => {
  it('case 43: are never of the other sign, and add up exactly to the whole', () => {
    fc.assert(
      fc.property(purchases, fc.array(size, { maxLength: 8 }), (purchase, raw) => {
        const all = refundsOf(purchase, raw).flatMap((refund) => sharesOfRefund(purchase, refund));
        for (const entry of purchase.entries.filter(({ walletId }) => walletId === WALLET)) {
          const shares = all.filter(({ purpose }) => purpose === entry.purpose);
          const wrong = shares.filter(
            ({ amount }) => amount !== 0n && amount > 0n !== entry.amount > 0n,
          );
          expect(wrong).toEqual([]);
          expect(total(all, entry.purpose)).toBe(entry.amount);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('case 43: give gift and money back that make up exactly what is refunded', () => {
    fc.assert(
      fc.property(purchases, fc.array(size, { maxLength: 8 }), (purchase, raw) => {
        for (const refund of refundsOf(purchase, raw)) {
          const shares = sharesOfRefund(purchase, refund);
          const given = -total(shares, 'GIFT') - total(shares, 'PRINCIPAL');
          expect(given).toBe(refund[1] - refund[0]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('invariant 3: give each lot back exactly what was drawn from it, never more', () => {
    fc.assert(
      fc.property(purchases, fc.array(size, { maxLength: 8 }), (purchase, raw) => {
        const back = new Map<string, bigint>();
        const drawn = new Map(purchase.movements.map((m) => [m.lotId, -m.amount]));
        for (const refund of refundsOf(purchase, raw)) {
          for (const share of sharesOfRefund(purchase, refund)) {
            const pieces = slicesOfMovements(purchase.movements, share);
            const sum = pieces.reduce((all, { amount }) => all + amount, 0n);
            expect(sum).toBe(share.amount < 0n ? -share.amount : 0n);
            for (const { lotId, amount } of pieces) {
              expect(amount > 0n).toBe(true);
              back.set(lotId, (back.get(lotId) ?? 0n) + amount);
              expect((back.get(lotId) ?? 0n) <= (drawn.get(lotId) ?? 0n)).toBe(true);
            }
          }
        }
        expect(back).toEqual(drawn);
      }),
      { numRuns: 500 },
    );
  });

  it('case 43: 33.33 three times of 100.00 leaves 0.01, and nothing is lost', () => {
    const entries = [
      ...leg(WALLET, 'SALES', 'GIFT', -40_00n),
      ...leg(WALLET, 'SALES', 'PRINCIPAL', -60_00n),
      ...leg(WALLET, 'FEE_REVENUE', 'FEE', -2_00n),
      ...leg(WALLET, 'CASHBACK_EXPENSE', 'CASHBACK', 5_00n),
    ];
    const slice = (from: bigint, to: bigint) =>
      sharesOf(WALLET, entries, PURPOSES, { from, to, whole: 100_00n }).map((s) => s.amount);
    expect(slice(0n, 33_33n)).toEqual([-13_33n, -20_00n, -66n, 1_66n]);
    expect(slice(33_33n, 66_66n)).toEqual([-13_33n, -20_00n, -67n, 1_67n]);
    expect(slice(66_66n, 99_99n)).toEqual([-13_33n, -20_00n, -66n, 1_66n]);
    expect(slice(99_99n, 100_00n)).toEqual([-1n, 0n, -1n, 1n]);
  });

  it('are, of a whole transaction, exactly what was booked and drawn', () => {
    fc.assert(
      fc.property(purchases, ({ entries, movements }) => {
        const shares = sharesOf(WALLET, entries, PURPOSES, WHOLE);
        const booked = entries.filter(({ walletId }) => walletId === WALLET);
        expect(shares.map((s) => s.amount)).toEqual(booked.map(({ amount }) => amount));
        const back = shares.flatMap((share) => slicesOfMovements(movements, share));
        const drawn = movements.map(({ lotId, amount }) => ({ lotId, amount: -amount }));
        expect(back).toEqual(drawn);
      }),
    );
  });
});
