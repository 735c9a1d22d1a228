/** A source of chance that gives the same again for the same seed. */
export interface Chance {
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  /** Whether something that happens this often, 0 to 1, happens now. */
  happens(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
}

/** mulberry32: 32 bits of state, small, and good enough to choose test inputs. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    between,
    happens: (probability) => next() < probability,
    pick(from) {
      const index = between(0, from.length - 1);
      const picked = from[index];
      if (picked === undefined && index >= from.length) throw new Error('nothing to pick from');
      return picked as (typeof from)[number];
    },
  };
}

/** A number from the environment, for longer campaigns and for repeating one. */
export function numberFrom(variable: string, byDefault: number): number {
  const text = process.env[variable];
  if (text === undefined || text === '') return byDefault;
  const value = Number(text);
  if (!Number.isInteger(value)) throw new Error(`${variable} is no whole number: ${text}`);
  return value;
}
