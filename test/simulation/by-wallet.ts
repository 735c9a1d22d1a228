import { ratio, type Section } from '../bench/report.ts';
import { percent } from './by-merchant.ts';
import { type Event, eventsByMember, OPERATION_OF } from './events.ts';
import { type Footprint, isWallet, type Place, type Role } from './footprint.ts';
import { MERCHANT } from './operations.ts';
import { type Happened, valueOf } from './role-value.ts';
import { shardOf } from './spread.ts';

/** Programs and currencies are few and never change: every shard has a copy of them. */
const COPIED: ReadonlySet<Role> = new Set(['program', 'currency']);
/** Of the purchases, how many stand for the targets of what is not in the data. */
const SAMPLED_ONE_IN = 10;
/** From one other member of a household to the next. */
const STRIDE = 7;

/** Whether equal keys of different tables are kept on one shard, or each index splits by itself. */
const PLACEMENTS = ['together', 'apart'] as const;
type Placement = (typeof PLACEMENTS)[number];

/** How operations of a kind fare among so many shards. */
export interface Crossing {
  readonly operation: string;
  readonly placement: Placement;
  readonly shards: number;
  readonly count: number;
  /** The part of them that touches more than one shard. */
  readonly crossing: number;
  /** Shards that one touches, and that one writes to, on average. */
  readonly touched: number;
  readonly written: number;
  /** Those of the keys that a wallet leads. */
  readonly wallets: number;
}

/** Spreads one merchant, the real shop, by a hash of merchant and second column of each key. */
export function spreadByWallet(
  events: readonly Event[],
  footprints: readonly Footprint[],
  shardCounts: readonly number[],
): Crossing[] {
  const members = [...eventsByMember(events).keys()];
  return footprints.flatMap(({ operation, places }) => {
    const happened = eventsOf(operation, events).map((event, number): Happened => {
      const other = members[(number * STRIDE + 1) % members.length] ?? '';
      return { event, number, other };
    });
    const placed = places.filter(({ role }) => !COPIED.has(role));
    return PLACEMENTS.flatMap((placement) =>
      shardCounts.map((shards) => {
        const spread = { placement, shards };
        const counts = happened.map((one) => countsOf(placed, one, spread));
        const count = counts.length;
        const mean = (of: (one: Counts) => number): number =>
          counts.reduce((sum, one) => sum + of(one), 0) / count;
        return {
          operation,
          ...spread,
          count,
          crossing: mean(({ touched }) => (touched > 1 ? 1 : 0)),
          touched: mean(({ touched }) => touched),
          written: mean(({ written }) => written),
          wallets: mean(({ wallets }) => wallets),
        };
      }),
    );
  });
}

/** Shards of one operation. */
type Counts = Pick<Crossing, 'touched' | 'written' | 'wallets'>;

function countsOf(
  places: readonly Place[],
  happened: Happened,
  { placement, shards }: Pick<Crossing, 'placement' | 'shards'>,
): Counts {
  const shardsOf = (some: readonly Place[]): number =>
    new Set(
      some.map(({ key, role }) => {
        const name = `${MERCHANT} ${valueOf(role, happened)}`;
        return shardOf(placement === 'together' ? name : `${key} ${name}`, shards, 0);
      }),
    ).size;
  return {
    touched: shardsOf(places),
    written: shardsOf(places.filter(({ writes }) => writes)),
    wallets: shardsOf(places.filter(({ role }) => isWallet(role))),
  };
}

/** The events that ask for an operation; for what the data does not have, purchases stand in. */
function eventsOf(operation: string, events: readonly Event[]): Event[] {
  const own = events.filter(({ op }) => OPERATION_OF[op] === operation);
  if (own.length > 0) return own;
  return events.filter(({ op }, i) => op === 'purchase' && i % SAMPLED_ONE_IN === 0);
}

export function byWalletSection(crossings: readonly Crossing[]): Section {
  const shardCounts = [...new Set(crossings.map(({ shards }) => shards))];
  const most = shardCounts.at(-1) ?? 0;
  const kinds = [...Map.groupBy(crossings, ({ operation }) => operation)];
  const shardsOf = (of: readonly Crossing[], wanted: Placement, part: 'touched' | 'written') =>
    ratio(of.find(({ placement, shards }) => placement === wanted && shards === most)?.[part] ?? 0);
  return {
    title:
      'by merchant and wallet: a hash of the first two columns of every key; one merchant, the ' +
      'real shop',
    head: [
      '',
      ...shardCounts.map((shards) => `across ${shards}`),
      'wallets’ own',
      'together: touched',
      'written',
      'apart: touched',
      'written',
    ],
    rows: kinds.map(([operation, of]) => [
      operation,
      ...of.filter(({ placement }) => placement === 'together').map((one) => percent(one.crossing)),
      ratio(
        of.find(({ placement, shards }) => placement === 'together' && shards === most)?.wallets ??
          0,
      ),
      ...PLACEMENTS.flatMap((placement) => [
        shardsOf(of, placement, 'touched'),
        shardsOf(of, placement, 'written'),
      ]),
    ]),
    notes: [
      'together: equal keys of all tables are on one shard; apart: every index is split by ' +
        'itself, as CockroachDB and YugabyteDB do',
      'across: the part of operations on more than one shard, together; the others: shards an ' +
        `operation, on average, of ${most}; wallets’ own: of the keys that a wallet leads`,
      'programs and currencies count nowhere: every shard has a copy of them',
    ],
  };
}
