import { sendAll } from './connections.ts';
import { ratio, type Section, whole } from './report.ts';
import { median, quantile } from './statistics.ts';

/** Rounds that do not count: it takes a server some ten thousand requests to come to its speed. */
export const WARM_UP_ROUNDS = 2;

/** What is sent to one server, a round's worth at a time. */
export interface Side {
  readonly name: string;
  readonly url: URL;
  readonly connections: number;
  readonly requestsOf: (round: number) => readonly Buffer[];
  readonly isGood: (body: string) => boolean;
  /** CPU that its processes have used so far, milliseconds; null: the system does not tell. */
  readonly cpuMs: () => number | null;
}

interface Round {
  readonly requestsASecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU a request, of the server's processes and of this one, which shares the machine. */
  readonly serverMicros: number | null;
  readonly clientMicros: number;
}

export interface Measured {
  readonly name: string;
  readonly rounds: readonly Round[];
}

/**
 * Every side once in every round, so that whatever else the machine does meets all of them; every
 * other round backwards, so that none always comes after the same one.
 */
export async function measureInTurn(
  sides: readonly Side[],
  rounds: number,
): Promise<readonly Measured[]> {
  const pairs = sides.map((side) => ({ side, measured: [] as Round[] }));
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1) {
    for (const { side, measured } of round % 2 === 0 ? pairs : pairs.toReversed()) {
      const found = await measureRound(side, round);
      if (round >= WARM_UP_ROUNDS) measured.push(found);
    }
  }
  return pairs.map(({ side: { name }, measured }) => ({ name, rounds: measured }));
}

async function measureRound(side: Side, round: number): Promise<Round> {
  const { url, connections, requestsOf, isGood, cpuMs } = side;
  const requests = requestsOf(round);
  const [serverBefore, clientBefore] = [cpuMs(), process.cpuUsage()];
  const { elapsedMs, latenciesMs } = await sendAll(url, requests, connections, isGood);
  const [serverAfter, { user, system }] = [cpuMs(), process.cpuUsage(clientBefore)];
  const count = latenciesMs.length;
  const isTold = serverBefore !== null && serverAfter !== null;
  return {
    requestsASecond: (count / elapsedMs) * 1_000,
    p50Ms: median(latenciesMs),
    p99Ms: quantile(latenciesMs, 0.99),
    serverMicros: isTold ? ((serverAfter - serverBefore) * 1_000) / count : null,
    clientMicros: (user + system) / count,
  };
}

/** The median of a side's rounds. */
export function speedOf({ rounds }: Measured): number {
  return median(rounds.map(({ requestsASecond }) => requestsASecond));
}

function serverMicrosOf({ rounds }: Measured): number | null {
  const told = rounds.flatMap(({ serverMicros }) => serverMicros ?? []);
  return told.length > 0 ? median(told) : null;
}

export function named(measured: readonly Measured[], name: string): Measured {
  const found = measured.find((side) => side.name === name);
  if (!found) throw new Error(`${name} was not measured`);
  return found;
}

/** A table with a column for each side that all are compared with. */
export function sidesSection(
  title: string,
  measured: readonly Measured[],
  against: Readonly<Record<string, Measured>>,
  notes: readonly string[],
): Section {
  const columns = Object.entries(against);
  const rounds = measured[0]?.rounds.length ?? 0;
  return {
    title,
    head: [
      '',
      'requests/s',
      'p50 ms',
      'p99 ms',
      'CPU µs',
      'client µs',
      ...columns.map(([name]) => name),
    ],
    rows: measured.map((side) => {
      const serverMicros = serverMicrosOf(side);
      return [
        side.name,
        whole(speedOf(side)),
        median(side.rounds.map(({ p50Ms }) => p50Ms)).toFixed(1),
        median(side.rounds.map(({ p99Ms }) => p99Ms)).toFixed(1),
        serverMicros === null ? 'unknown' : whole(serverMicros),
        whole(median(side.rounds.map(({ clientMicros }) => clientMicros))),
        ...columns.map(([, other]) => ratio(speedOf(side) / speedOf(other))),
      ];
    }),
    notes: [
      `medians of ${rounds} rounds, all sides in turn; CPU a request, of the server's processes`,
      ...notes,
    ],
  };
}
