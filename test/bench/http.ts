import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from './child.ts';
import { type Load, requestOf, sendAll } from './connections.ts';
import { createLedgerFile, type LedgerFile } from './ledger-file.ts';
import { ratio, type Section, whole } from './report.ts';
import { median, quantile } from './statistics.ts';
import { postTargets, type Reversal } from './targets.ts';

const CONNECTIONS = 64;
const REVERSALS_A_ROUND = 2_500;
const NOTHINGS_A_ROUND = 10_000;
/** Rounds that do not count: it takes a server some ten thousand requests to come to its speed. */
const WARM_UP_ROUNDS = 2;
const NOTHING = 'stock Apollo, a mutation that does nothing';
/** One caller asks as fast as it can. */
const UNLIMITED = { STORNO_REQUESTS_PER_MINUTE: 'off' };
const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const STOCK = fileURLToPath(new URL('./stock-apollo.ts', import.meta.url));

/** What is sent to one server, a round's worth at a time. */
interface Side {
  readonly name: string;
  readonly url: URL;
  readonly requestsOf: (round: number) => Buffer[];
  readonly isGood: (body: string) => boolean;
}

interface Round {
  readonly requestsASecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Measured {
  readonly name: string;
  readonly rounds: readonly Round[];
}

/** Undoes over HTTP, beside the floor: a mutation that does nothing, through Apollo as it comes. */
export async function measureHttp(
  folder: string,
  rounds: number,
): Promise<{ file: LedgerFile; http: readonly Measured[] }> {
  const file = await createLedgerFile(folder, 'http');
  const reversals = await postTargets(file, REVERSALS_A_ROUND * (WARM_UP_ROUNDS + rounds));
  await file.store.close();
  const env = { PORT: '0', HOST: '127.0.0.1', DATABASE_URL: `file:${file.path}`, ...UNLIMITED };
  const storno = await startServer([MAIN], env, join(folder, 'storno.log'));
  try {
    const stock = await startServer([STOCK], {}, join(folder, 'stock.log'));
    try {
      const sides = [
        nothing(new URL(stock.url)),
        ...reversals.map((reversal) =>
          undoing(new URL('/graphql', storno.url), file.apiKey, reversal),
        ),
      ];
      return { file, http: await measureSides(sides, rounds) };
    } finally {
      await stock.stop();
    }
  } finally {
    await storno.stop();
  }
}

function nothing(url: URL): Side {
  const request = requestOf(url, {}, JSON.stringify({ query: 'mutation { doNothing }' }));
  const requests = Array.from({ length: NOTHINGS_A_ROUND }, () => request);
  return { name: NOTHING, url, requestsOf: () => requests, isGood: isNothing };
}

const isNothing = (body: string): boolean => body.includes('{"doNothing":true}');
const isUndone = (body: string): boolean =>
  body.includes('Success"') && body.includes('"replayed":false');

function undoing(url: URL, apiKey: string, { name, query, inputs }: Reversal): Side {
  const headers = { authorization: `Bearer ${apiKey}` };
  return {
    name,
    url,
    requestsOf: (round) =>
      inputs
        .slice(round * REVERSALS_A_ROUND, (round + 1) * REVERSALS_A_ROUND)
        .map((input) => requestOf(url, headers, JSON.stringify({ query, variables: { input } }))),
    isGood: isUndone,
  };
}

async function measureSides(sides: readonly Side[], rounds: number): Promise<Measured[]> {
  const measured = sides.map(({ name }) => ({ name, rounds: [] as Round[] }));
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1) {
    for (const [i, { url, requestsOf, isGood }] of sides.entries()) {
      const load = await sendAll(url, requestsOf(round), CONNECTIONS, isGood);
      if (round >= WARM_UP_ROUNDS) measured[i]?.rounds.push(roundOf(load));
    }
  }
  return measured;
}

function roundOf({ elapsedMs, latenciesMs }: Load): Round {
  return {
    requestsASecond: (latenciesMs.length / elapsedMs) * 1_000,
    p50Ms: median(latenciesMs),
    p99Ms: quantile(latenciesMs, 0.99),
  };
}

export function httpSection(http: readonly Measured[]): Section {
  const speedOf = (side: Measured | undefined): number =>
    median((side?.rounds ?? []).map(({ requestsASecond }) => requestsASecond));
  const [floor, cancel] = [speedOf(http[0]), speedOf(http[1])];
  return {
    title: `http: durable, with idempotency keys, over ${CONNECTIONS} connections`,
    head: ['', 'requests/s', 'p50 ms', 'p99 ms', 'against Apollo', 'against cancel'],
    rows: http.map((side) => [
      side.name,
      whole(speedOf(side)),
      median(side.rounds.map(({ p50Ms }) => p50Ms)).toFixed(1),
      median(side.rounds.map(({ p99Ms }) => p99Ms)).toFixed(1),
      ratio(speedOf(side) / floor),
      side === http[0] ? '' : ratio(speedOf(side) / cancel),
    ]),
    notes: [`medians of ${http[0]?.rounds.length ?? 0} rounds, all sides in turn`],
  };
}
