/** A moment: milliseconds since 1970-01-01T00:00:00Z, an integer. */
export type Instant = number;

/** A day of the four APIs is 24 hours, whatever the calendar says. */
export const DAY_MS = 86_400_000;
export const SECOND_MS = 1_000;

/** The last moment that a JavaScript date can name; the bound of every instant. */
export const INSTANT_MAX: Instant = 8_640_000_000_000_000;

/** The earlier of two moments, where null means never. */
export function earlier(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null) return b;
  if (b === null) return a;
  return Math.min(a, b);
}
