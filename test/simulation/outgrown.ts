import { ratio, type Section, whole } from '../bench/report.ts';
import type { Spreading } from './by-merchant.ts';
import { busiest, type Event, eventsByMember } from './events.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** What the real shop asks of a ledger, and how much larger a merchant outgrows one server. */
export interface Outgrown {
  readonly serverASecond: number;
  readonly averageASecond: number;
  readonly hourASecond: number;
  readonly minuteASecond: number;
  readonly members: number;
  /** How many times the real shop one server takes in the shop's busiest minute. */
  readonly timesTheShop: number;
  /** What the shop's largest member is of all its events. */
  readonly largestMember: number;
}

export function outgrown(events: readonly Event[], serverASecond: number): Outgrown {
  // All top-ups stand at the first moment of the file: nobody did them at once.
  const lived = events.filter(({ op }) => op !== 'topUp');
  const byMember = eventsByMember(lived);
  const spanMs = (lived.at(-1)?.at ?? 0) - (lived[0]?.at ?? 0);
  const minuteASecond = (busiest(lived, MINUTE_MS) / MINUTE_MS) * SECOND_MS;
  return {
    serverASecond,
    averageASecond: (lived.length / spanMs) * SECOND_MS,
    hourASecond: (busiest(lived, HOUR_MS) / HOUR_MS) * SECOND_MS,
    minuteASecond,
    members: byMember.size,
    timesTheShop: serverASecond / minuteASecond,
    largestMember: Math.max(...byMember.values()) / lived.length,
  };
}

export function outgrownSection(found: Outgrown, spreadings: readonly Spreading[]): Section {
  const { serverASecond, timesTheShop, members, largestMember } = found;
  return {
    title: `when a merchant outgrows a shard that takes ${whole(serverASecond)} commands a second`,
    head: ['shards', 'commands/s with merchants as the real members', 'with Zipf', 'if even'],
    rows: [...Map.groupBy(spreadings, ({ shards }) => shards)].map(([shards, of]) => [
      whole(shards),
      ...of.map(({ heat }) => whole((serverASecond * shards) / heat.middle)),
      whole(serverASecond * shards),
    ]),
    notes: [
      `the real shop: ${ratio(found.averageASecond)} events a second on average, ` +
        `${ratio(found.hourASecond)} in its busiest hour, ` +
        `${ratio(found.minuteASecond)} in its busiest minute`,
      `so that a merchant outgrows one shard at ${whole(timesTheShop)} times this shop, ` +
        `${whole(timesTheShop * members)} members who do as these do`,
      `a wallet is never split: its largest member has ${(largestMember * 100).toFixed(1)} % of ` +
        `the events, and by wallets this merchant fills ${whole(1 / largestMember)} shards at most`,
    ],
  };
}
