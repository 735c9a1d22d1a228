/** Minor units of a currency: an integer, in the range of a signed 64-bit column. */
export type Minor = bigint;

/** An exact decimal as text, such as "399.50": how amounts cross the border of the ledger. */
export type Decimal = string;

export type CurrencyKind = 'POINTS' | 'MONEY';

/** A unit of account of a merchant; `scale` digits stand behind the point (0 to `SCALE_MAX`). */
export interface Currency {
  readonly code: string;
  readonly scale: number;
  readonly kind: CurrencyKind;
}

/** The largest amount and the largest balance: 2^63 - 1 minor units. */
export const MINOR_MAX: Minor = 9_223_372_036_854_775_807n;
export const SCALE_MAX = 6;
/** No decimal longer than this is parsed: 19 digits, a point, a minus. */
export const DECIMAL_LENGTH_MAX = 21;

const DECIMAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/** Either the minor units, or why the text is none. */
export type ParsedDecimal =
  | { readonly minor: Minor; readonly reason?: never }
  | { readonly minor?: never; readonly reason: string };

/**
 * Reads an exact decimal. Refused: anything but digits, a point and a leading minus (so no "1e3",
 * "0x10", "NaN", "+1", " 1", "01", "1."), minus zero, more digits behind the point than the
 * currency has, and what does not fit into 64 bits.
 */
export function parseDecimal(text: Decimal, scale: number): ParsedDecimal {
  if (text.length > DECIMAL_LENGTH_MAX) return { reason: 'has too many digits' };
  const match = DECIMAL.exec(text);
  if (!match) return { reason: 'is not a plain decimal such as "12.50"' };
  const [, minus, whole = '', fraction = ''] = match;
  if (fraction.length > scale) return { reason: `has more than ${scale} digits behind the point` };
  const magnitude = BigInt(whole + fraction.padEnd(scale, '0'));
  if (magnitude > MINOR_MAX) return { reason: 'does not fit into 64 bits' };
  if (minus && magnitude === 0n) return { reason: 'is minus zero' };
  return { minor: minus ? -magnitude : magnitude };
}

/** Writes minor units as a decimal with exactly `scale` digits behind the point. */
export function formatDecimal(minor: Minor, scale: number): Decimal {
  if (scale === 0) return minor.toString();
  const negative = minor < 0n;
  const digits = (negative ? -minor : minor).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Digits that a percentage may have behind the point. */
export const PERCENTAGE_SCALE = 4;
const PERCENTAGE_WHOLE = 100n * 10n ** BigInt(PERCENTAGE_SCALE);

/** A percentage of an amount, rounded down to the minor unit. `percentage` is at scale 4. */
export function percentageOf(minor: Minor, percentage: Minor): Minor {
  return (minor * percentage) / PERCENTAGE_WHOLE;
}

/**
 * The share of `total` that belongs to the slice from `from` to `to` of `whole`. Shares of slices
 * that follow one another add up exactly to the share of them all, however they are cut.
 */
export function shareOf(total: Minor, from: Minor, to: Minor, whole: Minor): Minor {
  return (total * to) / whole - (total * from) / whole;
}

export function minorMin(a: Minor, b: Minor): Minor {
  return a < b ? a : b;
}

export function sum(amounts: Iterable<Minor>): Minor {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}
