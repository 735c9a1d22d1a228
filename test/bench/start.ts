import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from './child.ts';
import { requestOf, sendAll } from './connections.ts';
import { verify } from './ledger-file.ts';
import { megabytes } from './memory.ts';
import type { Findings, Setting } from './part.ts';
import { cpuMsOf, residentBytesOf } from './proc.ts';
import { ratio, whole } from './report.ts';
import { seedLedger } from './seeded-ledger.ts';
import { median } from './statistics.ts';
import { environmentFor, type Program, sources } from './storno-server.ts';
import { graphqlOf } from './undoing.ts';

const TRANSACTIONS = 10_000;
const ROUNDS_MAX = 5;
/** Long enough for what a server does after its first answer to be over. */
const IDLE_MS = 1_000;
/** How often it is looked whether a server listens. */
const LOOK_EVERY_MS = 1;

interface Start {
  readonly firstAnswerMs: number;
  readonly cpuMs: number | null;
  readonly idleBytes: number | null;
}

/** From the start of a process to the first answer of what is built, and of the sources. */
export async function measureStart(setting: Setting): Promise<Findings> {
  const { folder, program } = setting;
  const rounds = Math.min(setting.rounds, ROUNDS_MAX);
  const { path, apiKey } = await seedLedger(folder, 'start', TRANSACTIONS);
  const programs = program.isBuilt ? [program, sources] : [sources];
  const measured = programs.map((started) => ({ program: started, starts: [] as Start[] }));
  // The first start finds nothing in the system's memory.
  for (let round = 0; round <= rounds; round += 1) {
    for (const { program: started, starts } of measured) {
      const found = await startOnce(started, path, apiKey);
      if (round > 0) starts.push(found);
    }
  }
  const medians = measured.map(({ starts }) => medianOf(starts));
  const ofSources = medians.at(-1) ?? Number.NaN;
  return {
    sections: [
      {
        title: `start: until the first answer, on a ledger of ${whole(TRANSACTIONS)} transactions`,
        head: ['', 'ms', 'CPU ms', 'idle MB', 'against sources'],
        rows: measured.map(({ program: { told }, starts }) => [
          told,
          whole(medianOf(starts)),
          middle(starts.map(({ cpuMs }) => cpuMs)),
          megabytes(medianOrNull(starts.map(({ idleBytes }) => idleBytes))),
          ratio(medianOf(starts) / ofSources),
        ]),
        notes: [
          `medians of ${rounds} starts in turn; the memory ${IDLE_MS / 1_000} s after the answer`,
          ...(program.isBuilt ? [] : ['not built: there is nothing to compare with']),
        ],
      },
    ],
    figures: program.isBuilt ? { start: (medians[0] ?? Number.NaN) / ofSources } : {},
    raw: measured.map(({ program: { told }, starts }) => ({ told, starts })),
    verified: { start: verify(path) },
  };
}

async function startOnce({ args }: Program, path: string, apiKey: string): Promise<Start> {
  const started = performance.now();
  const environment = environmentFor(`file:${path}`);
  const server = await startServer(args, environment, `${path}.log`, LOOK_EVERY_MS);
  try {
    const url = graphqlOf(server);
    const headers = { authorization: `Bearer ${apiKey}` };
    const request = requestOf(url, headers, JSON.stringify({ query: '{ __typename }' }));
    await sendAll(url, [request], 1, (body) => body.includes('"Query"'));
    const firstAnswerMs = performance.now() - started;
    const cpuMs = cpuMsOf(server.pid);
    await sleep(IDLE_MS);
    return { firstAnswerMs, cpuMs, idleBytes: residentBytesOf(server.pid) };
  } finally {
    await server.stop();
  }
}

function medianOf(starts: readonly Start[]): number {
  return median(starts.map(({ firstAnswerMs }) => firstAnswerMs));
}

function medianOrNull(values: readonly (number | null)[]): number | null {
  const told = values.flatMap((value) => value ?? []);
  return told.length > 0 ? median(told) : null;
}

function middle(values: readonly (number | null)[]): string {
  const found = medianOrNull(values);
  return found === null ? 'unknown' : whole(found);
}
