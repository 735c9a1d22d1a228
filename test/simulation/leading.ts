import { ratio, type Section, whole } from '../bench/report.ts';
import { type Event, eventsByMember } from './events.ts';
import type { Footprint, Role } from './footprint.ts';
import { valueOf } from './role-value.ts';
import { type Heat, heatOf, shardOf } from './spread.ts';

/** Hashes that are tried: with as many names as there are events one is as good as another. */
const SPREADS = 5;

/** What leads an index behind the merchant, and how even it is. */
export interface Leading {
  readonly role: Role;
  readonly indexes: number;
  readonly shards: number;
  readonly hashed: Heat;
  /** By ranges that were even after half of the events: the hottest of them in the other half. */
  readonly ranged: number;
}

/** How evenly the writes of the real events are spread, by what leads the indexes they go to. */
export function leadingColumns(
  events: readonly Event[],
  footprints: readonly Footprint[],
  shardCounts: readonly number[],
): Leading[] {
  const written = footprints.flatMap(({ places }) => places).filter(({ writes }) => writes);
  const roles: readonly Role[] = ['wallet', 'own id', 'own reference', 'idempotency key', 'moment'];
  const rank = new Map([...eventsByMember(events).keys()].map((member, i) => [member, i]));
  return roles.flatMap((role) => {
    const indexes = new Set(written.filter((place) => place.role === role).map(({ key }) => key));
    const load = role === 'own reference' ? events.filter(hasOwnReference) : events;
    const parts = Map.groupBy(load.entries(), ([number, event]) =>
      valueOf(role, { event, number, other: '' }),
    );
    const sizes = [...parts].map(([name, of]) => ({ name, size: of.length }));
    const placed = load.map((event, i) => placeInOrder(role, event, i, rank));
    return shardCounts.map((shards) => ({
      role,
      indexes: indexes.size,
      shards,
      hashed: heatOf(sizes, shards, SPREADS),
      ranged: heatOfRanges(placed, shards),
    }));
  });
}

function hasOwnReference({ op }: Event): boolean {
  return op === 'topUp' || op === 'purchase';
}

/** Ids are UUIDs of version 7, which sort by time, those of wallets by their opening. */
function placeInOrder(
  role: Role,
  { member, reference }: Event,
  number: number,
  rank: ReadonlyMap<string, number>,
): number | string {
  if (role === 'wallet') return rank.get(member) ?? 0;
  if (role === 'own reference') return reference;
  if (role === 'idempotency key') return shardOf(`key ${number}`, 2 ** 32, 0);
  return number;
}

/** Ranges are split by what they hold, here after half of the events. */
function heatOfRanges(placed: readonly (number | string)[], shards: number): number {
  const half = Math.floor(placed.length / 2);
  const stored = placed.slice(0, half).toSorted(compare);
  const ends = Array.from(
    { length: shards - 1 },
    (_, i) => stored[Math.floor(((i + 1) * half) / shards)] ?? 0,
  );
  const counts = Array.from({ length: shards }, () => 0);
  const rest = placed.slice(half);
  for (const at of rest) {
    const found = ends.findIndex((end) => compare(at, end) < 0);
    const range = found < 0 ? shards - 1 : found;
    counts[range] = (counts[range] ?? 0) + 1;
  }
  return (Math.max(...counts) / rest.length) * shards;
}

function compare(a: number | string, b: number | string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function leadingSection(leadings: readonly Leading[]): Section {
  return {
    title: 'the same shop: writes, by what leads an index behind the merchant',
    head: ['led by', 'indexes', 'shards', 'hash: hottest/fair', 'worst', 'ranges: hottest/fair'],
    rows: leadings.map((one) => [
      one.role,
      whole(one.indexes),
      whole(one.shards),
      ratio(one.hashed.middle),
      ratio(one.hashed.worst),
      ratio(one.ranged),
    ]),
    notes: [
      'ranges: split evenly by what the first half of the events stored; the load is the second',
    ],
  };
}
