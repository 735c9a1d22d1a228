import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDecimal,
  MINOR_MAX,
  PERCENTAGE_SCALE,
  parseDecimal,
  percentageOf,
  SCALE_MAX,
  shareOf,
} from '../../src/ledger/money.ts';

const minor = fc.bigInt({ min: -MINOR_MAX, max: MINOR_MAX });
const positive = fc.bigInt({ min: 0n, max: MINOR_MAX });
const scale = fc.integer({ min: 0, max: SCALE_MAX });

describe('a decimal', () => {
  it('case 46: comes out as it went in, at every scale, over all of 64 bits', () => {
    fc.assert(
      fc.property(minor, scale, (amount, digits) => {
        const text = formatDecimal(amount, digits);
        expect(parseDecimal(text, digits)).toEqual({ minor: amount });
        expect(text.split('.')[1]?.length ?? 0).toBe(digits);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [9_007_199_254_740_993n, '90071992547409.93'],
    [MINOR_MAX, '92233720368547758.07'],
    [-MINOR_MAX, '-92233720368547758.07'],
    [5n, '0.05'],
    [-5n, '-0.05'],
    [0n, '0.00'],
  ])('case 46: %s minor units are %s', (amount, text) => {
    expect(formatDecimal(amount, 2)).toBe(text);
    expect(parseDecimal(text, 2)).toEqual({ minor: amount });
  });

  it('may leave digits behind the point out, and no others', () => {
    fc.assert(
      fc.property(minor, scale, scale, (amount, digits, more) => {
        const parsed = parseDecimal(formatDecimal(amount, digits), digits + more);
        const exact = amount * 10n ** BigInt(more);
        const fits = exact <= MINOR_MAX && exact >= -MINOR_MAX;
        expect(parsed.minor).toBe(fits ? exact : undefined);
      }),
    );
  });

  it.each([
    '1e3',
    '1E3',
    '0x10',
    '0b1',
    '0o7',
    'NaN',
    'Infinity',
    '-Infinity',
    '-0',
    '-0.00',
    '+1',
    ' 1',
    '1 ',
    '1\n',
    '\t1',
    '',
    ' ',
    '.',
    '-',
    '-.5',
    '.5',
    '1.',
    '01',
    '00',
    '--1',
    '1-',
    '1,50',
    '1_000',
    '1 000',
    '1.005',
    '1.2.3',
    '٣',
    '１',
    '1n',
    '1\u0000',
    '1\u200b',
    '½',
    '92233720368547758.08',
    '9223372036854775808',
    '-92233720368547758.08',
    '1'.repeat(40),
    `0.${'0'.repeat(40)}`,
    '9'.repeat(100_000),
  ])('case 46: %j is refused, and the refusal says why', (text) => {
    const { minor: none, reason } = parseDecimal(text, 2);
    expect(none).toBeUndefined();
    expect(reason).toMatch(/^(is|has|does) .+/);
  });

  it('is refused unless it has the one form', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 24 }), scale, (text, digits) => {
        const { minor: amount } = parseDecimal(text, digits);
        if (amount === undefined) return;
        const [whole, fraction = ''] = text.split('.');
        const padded = digits === 0 ? whole : `${whole}.${fraction.padEnd(digits, '0')}`;
        expect(formatDecimal(amount, digits)).toBe(padded);
      }),
    );
  });
});

describe('a share', () => {
  it('case 43: of slices in a row adds up to the whole, however they are cut', () => {
    const cuts = fc.array(positive, { maxLength: 12 });
    fc.assert(
      fc.property(positive, fc.bigInt({ min: 1n, max: MINOR_MAX }), cuts, (total, whole, raw) => {
        const inside = raw.map((cut) => cut % (whole + 1n));
        const places = [0n, ...inside.toSorted((a, b) => (a < b ? -1 : 1)), whole];
        const shares = places.slice(1).map((to, n) => shareOf(total, places[n] ?? 0n, to, whole));
        expect(shares.every((share) => share >= 0n)).toBe(true);
        expect(shares.reduce((a, b) => a + b, 0n)).toBe(total);
      }),
    );
  });

  it('is a percentage rounded down, and never more than the whole up to 100', () => {
    const percentage = fc.bigInt({ min: 0n, max: 100n * 10n ** BigInt(PERCENTAGE_SCALE) });
    fc.assert(
      fc.property(positive, percentage, (amount, rate) => {
        const part = percentageOf(amount, rate);
        const exact = amount * rate;
        expect(part * 1_000_000n <= exact && exact < (part + 1n) * 1_000_000n).toBe(true);
        expect(part <= amount).toBe(true);
      }),
    );
  });
});
