import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { requestOf, sendAll } from '../connections.ts';
import type { Setting } from '../part.ts';
import { startStorno } from '../storno-server.ts';
import type { Seeded, Target } from './copies.ts';
import type { Done, Way } from './undo.ts';
import { Undoer } from './undoer.ts';

/** Reversals under way at a time, over all processes of a side. */
export const IN_FLIGHT = 64;
const QUERY = `mutation CancelTransaction($input: CancelTransactionInput!) {
  cancelTransaction(input: $input) { __typename
    ... on CancelTransactionSuccess { balance shortfall replayed }
    ... on LedgerError { message } } }`;

/** Something that undoes transactions, on a copy of the ledger of its own. */
export interface Side {
  readonly name: string;
  readonly url: string;
  /** Of a round's targets, how large a part it undoes: a slow one fewer. */
  readonly part: number;
  /** The processes in front of the database. */
  readonly pids: readonly number[];
  undo(targets: readonly Target[]): Promise<Done>;
  stop(): Promise<void>;
}

type Start = (seeded: Seeded, setting: Setting) => Promise<Side>;

/** The one that the others are measured against. */
export const RIVAL = 'PL/pgSQL function, READ COMMITTED, a pool of 10';

export const starts: readonly Start[] = [
  byProcesses(RIVAL, 'FUNCTION', [() => true]),
  byProcesses('Storno, through the store port', 'GROUPS', [() => true]),
  overHttp,
  byProcesses('Storno, one command a transaction, 10 lanes', 'SINGLES', [() => true], 1 / 8),
  byProcesses('Storno, 2 processes, half of the wallets each', 'GROUPS', [isEven, isOdd]),
  byProcesses('Storno, 2 processes, the same wallets', 'GROUPS', [isFirst, isSecond]),
];

type Share = (target: Target, place: number) => boolean;

function isEven({ wallet }: Target): boolean {
  return wallet % 2 === 0;
}

function isOdd({ wallet }: Target): boolean {
  return wallet % 2 === 1;
}

function isFirst(_target: Target, place: number): boolean {
  return place % 2 === 0;
}

function isSecond(_target: Target, place: number): boolean {
  return place % 2 === 1;
}

/** Undoes in as many processes as there are shares. */
function byProcesses(name: string, way: Way, shares: readonly Share[], part = 1): Start {
  return async (seeded) => {
    const url = await seeded.copy();
    const undoers: Undoer[] = [];
    const stop = async () => {
      for (const undoer of undoers) await undoer.stop();
    };
    try {
      for (const _share of shares) undoers.push(await Undoer.start(way, url));
    } catch (error) {
      await stop();
      throw error;
    }
    const inFlight = IN_FLIGHT / shares.length;
    return {
      name,
      url,
      part,
      pids: undoers.map(({ pid }) => pid),
      async undo(targets) {
        const tasks = shares.map((isOwn) => targets.filter(isOwn).map(({ id }) => id));
        const loads = await Promise.all(
          undoers.map((undoer, i) => undoer.undo({ ids: tasks[i] ?? [], inFlight })),
        );
        return {
          elapsedMs: Math.max(...loads.map(({ elapsedMs }) => elapsedMs)),
          latenciesMs: loads.flatMap(({ latenciesMs }) => latenciesMs),
          turnedAway: loads.reduce((sum, { turnedAway }) => sum + turnedAway, 0),
        };
      },
      stop,
    };
  };
}

async function overHttp(seeded: Seeded, { folder, program }: Setting): Promise<Side> {
  const name = `Storno, over HTTP, ${IN_FLIGHT} connections`;
  const database = await seeded.copy();
  const server = await startStorno(program, database, join(folder, 'storno-postgres.log'));
  const url = new URL('/graphql', server.url);
  const headers = { authorization: `Bearer ${seeded.apiKey}` };
  const requestFor = ({ id: transactionId }: Target): Buffer => {
    const input = { transactionId, idempotencyKey: randomUUID() };
    return requestOf(url, headers, JSON.stringify({ query: QUERY, variables: { input } }));
  };
  return {
    name,
    url: database,
    part: 1,
    pids: [server.pid],
    async undo(targets) {
      const load = await sendAll(url, targets.map(requestFor), IN_FLIGHT, isUndone);
      return { ...load, turnedAway: 0 };
    },
    stop: () => server.stop(),
  };
}

function isUndone(body: string): boolean {
  return body.includes('CancelTransactionSuccess') && body.includes('"replayed":false');
}
