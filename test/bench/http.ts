import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPostgres, LEFT_OUT } from '../postgres/installed.ts';
import { type Server, startServer } from './child.ts';
import { requestOf } from './connections.ts';
import { NAIVE, startDrizzle } from './drizzle-rival.ts';
import type { Figures } from './goals.ts';
import type { Verification } from './ledger-file.ts';
import type { Findings, Setting } from './part.ts';
import { POSTGRAPHILE, startPostgraphile } from './postgraphile-rival.ts';
import { cpuMsOf } from './proc.ts';
import { whole } from './report.ts';
import { installRivals, type Rival } from './rivals.ts';
import type { SeededLedger } from './seeded-ledger.ts';
import {
  type Measured,
  measureInTurn,
  named,
  type Side,
  sidesSection,
  speedOf,
  WARM_UP_ROUNDS,
} from './sides.ts';
import { median } from './statistics.ts';
import { startStorno } from './storno-server.ts';
import { type KindName, postTargets } from './targets.ts';
import { type Undoing, undoing } from './undoing.ts';

const CONNECTIONS = 64;
const CONNECTIONS_WIDE = 512;
/** So many that a round takes a side a second, more or less. */
const NOTHINGS_A_ROUND = 10_000;
const REVERSALS_A_ROUND = 5_000;
const NAIVE_A_ROUND = 500;
const POSTGRAPHILE_A_ROUND = 1_000;
const NOTHING = 'stock Apollo, a mutation that does nothing';
const STOCK = fileURLToPath(new URL('./stock-apollo.ts', import.meta.url));

interface Task extends Undoing {
  readonly kind: KindName;
}

const CANCEL = 'cancelTransaction';
const CANCEL_WIDE = `${CANCEL}, ${CONNECTIONS_WIDE} connections`;
const others = ['voidTransaction', 'deleteTransaction', 'cancelPurchase'] as const;
const tasks: readonly Task[] = [
  ...([CANCEL, 'cancelTransaction, with objects', ...others] as const).map((kind) => {
    return { name: kind, kind, connections: CONNECTIONS, aRound: REVERSALS_A_ROUND };
  }),
  {
    name: CANCEL_WIDE,
    kind: CANCEL,
    connections: CONNECTIONS_WIDE,
    aRound: REVERSALS_A_ROUND,
  },
];

/**
 * Undoes over HTTP, beside the floor, which is a mutation that does nothing through Apollo as it
 * comes, and beside what a team would put together instead.
 */
export async function measureHttp(setting: Setting): Promise<Findings> {
  const { folder, rounds, program } = setting;
  const ledger = await setting.largeLedger();
  const count = WARM_UP_ROUNDS + rounds;
  const wanted = tasks.map(({ kind, aRound }) => ({ kind, count: aRound * count }));
  const reversals = await postTargets(ledger, wanted);
  const { rivals, leftOut } = await startRivals(setting, ledger.transactions);
  const servers: Server[] = [];
  try {
    const stock = await startServer([STOCK], {}, join(folder, 'stock.log'));
    servers.push(stock);
    const storno = await startStorno(program, `file:${ledger.path}`, join(folder, 'storno.log'));
    servers.push(storno);
    const sides = [
      nothing(stock),
      ...tasks.flatMap((task, i) => {
        const reversal = reversals[i];
        return reversal ? [undoing(storno, ledger.apiKey, reversal, task)] : [];
      }),
      ...rivals.map(({ side }) => side),
    ];
    const measured = await measureInTurn(sides, rounds);
    for (const server of [...servers, ...rivals]) await server.stop();
    const verified: Record<string, Verification> = {};
    for (const rival of rivals) verified[rival.side.name] = await rival.verify();
    return { ...tell(measured, ledger, leftOut), raw: measured, verified };
  } finally {
    for (const server of [...servers, ...rivals]) await server.stop();
  }
}

async function startRivals({ folder, rounds }: Setting, transactions: number) {
  const rivals: Rival[] = [];
  const lacking = installRivals();
  if (lacking !== null) return { rivals, leftOut: [`the rivals were left out: ${lacking}`] };
  const task = { connections: CONNECTIONS, rounds };
  rivals.push(await startDrizzle(folder, transactions, { ...task, aRound: NAIVE_A_ROUND }));
  if (findPostgres() === null) return { rivals, leftOut: [`PostGraphile: ${LEFT_OUT}`] };
  const postgraphile = { ...task, aRound: POSTGRAPHILE_A_ROUND };
  rivals.push(await startPostgraphile(folder, transactions, postgraphile));
  return { rivals, leftOut: [] };
}

function nothing({ url: address, pid }: Server): Side {
  const url = new URL(address);
  const request = requestOf(url, {}, JSON.stringify({ query: 'mutation { doNothing }' }));
  const requests = Array.from({ length: NOTHINGS_A_ROUND }, () => request);
  return {
    name: NOTHING,
    url,
    connections: CONNECTIONS,
    requestsOf: () => requests,
    isGood: (body) => body.includes('{"doNothing":true}'),
    cpuMs: () => cpuMsOf(pid),
  };
}

function tell(
  measured: readonly Measured[],
  { transactions, origin }: SeededLedger,
  leftOut: readonly string[],
): Pick<Findings, 'sections' | 'figures'> {
  const floor = named(measured, NOTHING);
  const cancel = named(measured, CANCEL);
  const title = `http: durable, with idempotency keys, ${CONNECTIONS} connections, or as said`;
  return {
    sections: [
      sidesSection(title, measured, { 'against Apollo': floor, 'against cancel': cancel }, [
        `in a ledger of ${whole(transactions)} transactions, ${origin}`,
        ...leftOut,
      ]),
    ],
    figures: figuresOf(measured, floor, cancel),
  };
}

function figuresOf(measured: readonly Measured[], floor: Measured, cancel: Measured): Figures {
  const against = (name: string, other: Measured): number =>
    speedOf(named(measured, name)) / speedOf(other);
  const timesRival = (name: string): number | null => {
    const rival = measured.find((side) => side.name === name);
    return rival ? speedOf(cancel) / speedOf(rival) : null;
  };
  const [naive, postgraphile] = [timesRival(NAIVE), timesRival(POSTGRAPHILE)];
  return {
    cancel: against(CANCEL, floor),
    cancelWide: against(CANCEL_WIDE, floor),
    ...(naive === null ? {} : { naive }),
    ...(postgraphile === null ? {} : { postgraphile }),
    cancelP99: median(cancel.rounds.map(({ p99Ms }) => p99Ms)),
    ...Object.fromEntries(others.map((name) => [name, against(name, cancel)])),
  };
}
