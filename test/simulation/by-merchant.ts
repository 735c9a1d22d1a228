import { ratio, type Section, whole } from '../bench/report.ts';
import { type Event, eventsByMember } from './events.ts';
import type { Footprint } from './footprint.ts';
import { BESIDE_THE_LEDGER, type Key, keys } from './keys.ts';
import { groupsOf, type Heat, heatOf, type Part, SPREADS, zipf } from './spread.ts';

/** Commands that a process has under way, and would put into one transaction of the database. */
const GROUP = 64;

/** One way of drawing merchants, on one number of shards. */
export interface Spreading {
  readonly sizes: string;
  readonly shards: number;
  readonly merchants: number;
  readonly heat: Heat;
  readonly largest: number;
  /** The part of commands whose own keys are on more than one shard. */
  readonly commandsCrossing: number;
  readonly groupsCrossing: number;
  readonly groupShards: number;
  /** Commands that a transaction has where it takes those of one merchant only. */
  readonly oneMerchantGroup: number;
}

/** Keys that the merchant does not lead: their rows could not be placed with their merchant's. */
export function strayKeys(): Key[] {
  return keys.filter(
    ({ table, columns: [first] }) =>
      !BESIDE_THE_LEDGER.includes(table) && !(first === 'merchant_id' || isMerchantItself(table)),
  );
}

function isMerchantItself(table: string): boolean {
  return table === 'merchant';
}

/** Spreads merchants by a hash of their id: all that a merchant has is on one shard. */
export function spreadByMerchant(
  events: readonly Event[],
  footprints: readonly Footprint[],
  shardCounts: readonly number[],
): Spreading[] {
  const real = [...eventsByMember(events)].map(([name, size]) => ({ name, size }));
  const drawn: readonly (readonly [string, Part[]])[] = [
    ['as the real members', real],
    ['Zipf', zipf({ length: real.length, sum: events.length })],
  ];
  // A command is on one shard exactly if all it touches is of one merchant, which leads every key.
  const crossing = footprints.filter(({ merchants }) => merchants > 1).length;
  return drawn.flatMap(([sizes, parts]) =>
    shardCounts.map((shards) => {
      const groups = groupsOf(parts, GROUP, shards);
      const all = parts.reduce((sum, { size }) => sum + size, 0);
      return {
        sizes,
        shards,
        merchants: parts.length,
        heat: heatOf(parts, shards),
        largest: Math.max(...parts.map(({ size }) => size)) / all,
        commandsCrossing: crossing / footprints.length,
        groupsCrossing: groups.crossing,
        groupShards: groups.shards,
        oneMerchantGroup: GROUP / groups.merchants,
      };
    }),
  );
}

export function byMerchantSection(spreadings: readonly Spreading[]): Section {
  return {
    title: 'by merchant: a hash of merchant_id, as Citus spreads; every merchant is on one shard',
    head: [
      'sizes of merchants',
      'shards',
      'merchants',
      'largest',
      'hottest/fair',
      'worst',
      'commands across',
      `groups of ${GROUP} across`,
      'shards a group',
      'one merchant’s group',
    ],
    rows: spreadings.map((one) => [
      one.sizes,
      whole(one.shards),
      whole(one.merchants),
      percent(one.largest),
      ratio(one.heat.middle),
      ratio(one.heat.worst),
      percent(one.commandsCrossing),
      percent(one.groupsCrossing),
      one.groupShards.toFixed(1),
      one.oneMerchantGroup.toFixed(1),
    ]),
    notes: [
      `hottest/fair: the median of ${SPREADS} hashes, and the worst of them`,
      `${GROUP} commands of all merchants in one transaction cross shards although none of them ` +
        'does: where merchants are spread, a group must be of one merchant',
    ],
  };
}

export function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
