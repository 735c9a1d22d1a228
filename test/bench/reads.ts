import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { type Server, startServer } from './child.ts';
import { type Load, sendAll } from './connections.ts';
import {
  isWhole,
  PAGE,
  postHistories,
  REFERENCES,
  type Reading,
  remember,
  requestsFor,
} from './pages.ts';
import type { Findings, Setting } from './part.ts';
import { cpuMsOf } from './proc.ts';
import { type Section, whole } from './report.ts';
import { type Measured, measureInTurn, named, type Side, sidesSection, speedOf } from './sides.ts';
import { median, quantile } from './statistics.ts';
import { startStorno } from './storno-server.ts';
import { postTargets } from './targets.ts';
import { graphqlOf, undoing } from './undoing.ts';

const CONNECTIONS = 16;
const READS_A_ROUND = 400;
const READERS = 4;
const WRITERS = 64;
const WRITES_A_ROUND = 5_000;
const APOLLO = fileURLToPath(new URL('./memory-apollo.ts', import.meta.url));
const MEMORY = 'from memory through stock Apollo';
const HISTORY = `a page of ${PAGE} rows of history with entries`;
const ENTITIES = `${REFERENCES} entities`;

/** Reads alone, beside the same from memory; then reads while others write at full speed. */
export async function measureReads(setting: Setting): Promise<Findings> {
  const { folder, rounds, program } = setting;
  const ledger = await setting.largeLedger();
  const reading = await postHistories(ledger);
  const count = WRITES_A_ROUND * (1 + rounds);
  const [cancels] = await postTargets(ledger, [{ kind: 'cancelTransaction', count }]);
  if (!cancels) throw new Error('nothing was posted');
  const servers: Server[] = [];
  try {
    const storno = await startStorno(program, `file:${ledger.path}`, join(folder, 'reads.log'));
    servers.push(storno);
    const headers = { authorization: `Bearer ${ledger.apiKey}` };
    const file = join(folder, 'remembered.json');
    const bodies = await askAll(graphqlOf(storno), headers, reading);
    writeFileSync(file, JSON.stringify(remember(bodies)));
    const apollo = await startServer([APOLLO, file], {}, join(folder, 'memory-apollo.log'));
    servers.push(apollo);
    checkSame(bodies, await askAll(new URL(apollo.url), {}, reading));
    const sides = [
      ...readingSides('', storno, graphqlOf(storno), headers, reading),
      ...readingSides(`, ${MEMORY}`, apollo, new URL(apollo.url), {}, reading),
    ];
    const measured = await measureInTurn(sides, rounds);
    const writes = undoing(storno, ledger.apiKey, cancels, {
      name: 'cancelTransaction',
      connections: WRITERS,
      aRound: WRITES_A_ROUND,
    });
    const { pages } = requestsFor(graphqlOf(storno), headers, reading);
    const beside: Beside[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const found = await readBeside(writes, round, pages);
      if (round > 0) beside.push(found);
    }
    return findingsOf(measured, beside);
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function askAll(url: URL, headers: Record<string, string>, reading: Reading) {
  const { pages, lists } = requestsFor(url, headers, reading);
  const bodies: string[] = [];
  await sendAll(url, [...pages, ...lists], 1, (body) => bodies.push(body) > 0 && isWhole(body));
  return bodies;
}

/** Whoever answered something else would not be comparable. */
function checkSame(bodies: readonly string[], others: readonly string[]): void {
  const different = bodies.findIndex(
    (body, i) => !isDeepStrictEqual(JSON.parse(body), JSON.parse(others[i] ?? 'null')),
  );
  if (different >= 0) throw new Error(`${bodies[different]} against ${others[different]}`);
}

function readingSides(
  suffix: string,
  { pid }: Server,
  url: URL,
  headers: Record<string, string>,
  reading: Reading,
): Side[] {
  const { pages, lists } = requestsFor(url, headers, reading);
  const side = (name: string, requests: readonly Buffer[]): Side => ({
    name: `${name}${suffix}`,
    url,
    connections: CONNECTIONS,
    requestsOf: () =>
      Array.from({ length: READS_A_ROUND }, (_, i) => requests[i % requests.length] as Buffer),
    isGood: isWhole,
    cpuMs: () => cpuMsOf(pid),
  });
  return [side(HISTORY, pages), side(ENTITIES, lists)];
}

/** Reads and writes at the same time. */
interface Beside {
  readonly readP50Ms: number;
  readonly readP99Ms: number;
  readonly readsASecond: number;
  readonly writesASecond: number;
}

async function readBeside(writes: Side, round: number, pages: readonly Buffer[]): Promise<Beside> {
  const ended = new AbortController();
  const untilWritten = function* () {
    while (!ended.signal.aborted) yield* pages;
  };
  const reading = sendAll(writes.url, untilWritten(), READERS, isWhole);
  let written: Load;
  try {
    written = await sendAll(writes.url, writes.requestsOf(round), WRITERS, writes.isGood);
  } finally {
    ended.abort();
  }
  const { latenciesMs, elapsedMs } = await reading;
  return {
    readP50Ms: median(latenciesMs),
    readP99Ms: quantile(latenciesMs, 0.99),
    readsASecond: (latenciesMs.length / elapsedMs) * 1_000,
    writesASecond: (written.latenciesMs.length / written.elapsedMs) * 1_000,
  };
}

function findingsOf(measured: readonly Measured[], beside: readonly Beside[]): Findings {
  const pairOf = (name: string): readonly [Measured, Measured] => [
    named(measured, name),
    named(measured, `${name}, ${MEMORY}`),
  ];
  const against = (name: string): number => {
    const [own, remembered] = pairOf(name);
    return speedOf(own) / speedOf(remembered);
  };
  const section = (name: string): Section => {
    const pair = pairOf(name);
    const title = `reads: ${name}, the same answers, ${CONNECTIONS} connections`;
    return sidesSection(title, pair, { 'against memory': pair[1] }, []);
  };
  return {
    sections: [section(HISTORY), section(ENTITIES), besideSection(beside)],
    figures: {
      history: against(HISTORY),
      entities: against(ENTITIES),
      readsBesideWrites: median(beside.map(({ readP99Ms }) => readP99Ms)),
    },
    raw: { measured, beside },
  };
}

function besideSection(beside: readonly Beside[]): Section {
  const middle = (of: (round: Beside) => number): number => median(beside.map(of));
  return {
    title: `reads beside writes: ${READERS} connections read pages, ${WRITERS} cancel`,
    head: ['', 'reads/s', 'p50 ms', 'p99 ms', 'writes/s'],
    rows: [
      [
        HISTORY,
        whole(middle(({ readsASecond }) => readsASecond)),
        middle(({ readP50Ms }) => readP50Ms).toFixed(1),
        middle(({ readP99Ms }) => readP99Ms).toFixed(1),
        whole(middle(({ writesASecond }) => writesASecond)),
      ],
    ],
    notes: [`medians of ${beside.length} rounds of ${whole(WRITES_A_ROUND)} cancels`],
  };
}
