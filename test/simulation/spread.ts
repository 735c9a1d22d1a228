import { median } from '../bench/statistics.ts';
import { chanceOf } from '../faults/seeded.ts';

const HASHES = 2 ** 32;
/** Hashes that an average is taken over: one alone may be lucky. */
export const SPREADS = 100;

/** Where a name lives among so many shards: each has an equal range of a hash, as Citus does it. */
export function shardOf(name: string, shards: number, spread: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(spread + 1, 0x9e3779b1);
  for (let i = 0; i < name.length; i += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  }
  // The last bits of FNV-1a are good, the first ones are not: they are mixed once more.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return Math.floor((((hash ^ (hash >>> 16)) >>> 0) / HASHES) * shards);
}

/** A part of the work, and how much of it there is. */
export interface Part {
  readonly name: string;
  readonly size: number;
}

/** How much of all the work each shard has; they add up to 1. */
export function sharesOf(parts: readonly Part[], shards: number, spread: number): number[] {
  const sums = Array.from({ length: shards }, () => 0);
  let all = 0;
  for (const { name, size } of parts) {
    const shard = shardOf(name, shards, spread);
    sums[shard] = (sums[shard] ?? 0) + size;
    all += size;
  }
  return sums.map((sum) => sum / all);
}

/** The hottest shard's share, against the fair one: 1 is even. */
export interface Heat {
  readonly middle: number;
  readonly worst: number;
}

export function heatOf(parts: readonly Part[], shards: number, spreads = SPREADS): Heat {
  const heats = Array.from({ length: spreads }, (_, spread) =>
    Math.max(...sharesOf(parts, shards, spread).map((share) => share * shards)),
  );
  return { middle: median(heats), worst: Math.max(...heats) };
}

/** As many parts as these, and as much in all; the k-th has a k-th of what the first has. */
export function zipf({ length: count, sum }: { length: number; sum: number }): Part[] {
  const weights = Array.from({ length: count }, (_, i) => 1 / (i + 1));
  const all = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight, i) => ({ name: `merchant-${i}`, size: (weight / all) * sum }));
}

/** What became of groups of commands that a process took as they came. */
export interface Groups {
  /** The part of the groups that are about more than one shard. */
  readonly crossing: number;
  readonly shards: number;
  readonly merchants: number;
}

const GROUPS = 1_000;

/** Draws groups of commands, each of a merchant as likely as the merchant is large. */
export function groupsOf(parts: readonly Part[], size: number, shards: number): Groups {
  const chance = chanceOf(4);
  const ends: number[] = [];
  let all = 0;
  for (const part of parts) {
    all += part.size;
    ends.push(all);
  }
  const draw = (): Part | undefined => {
    const at = (chance.between(0, HASHES - 1) / HASHES) * all;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return parts[low];
  };
  const found = { crossing: 0, shards: 0, merchants: 0 };
  for (let group = 0; group < GROUPS; group += 1) {
    const names = new Set(Array.from({ length: size }, () => draw()?.name ?? ''));
    const touched = new Set([...names].map((name) => shardOf(name, shards, 0))).size;
    found.crossing += touched > 1 ? 1 : 0;
    found.shards += touched;
    found.merchants += names.size;
  }
  return {
    crossing: found.crossing / GROUPS,
    shards: found.shards / GROUPS,
    merchants: found.merchants / GROUPS,
  };
}
