import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Pool } from 'pg';
import { readConfig } from '../../../src/config.ts';
import { createIds } from '../../../src/ids.ts';
import { createLedger } from '../../../src/ledger/ledger.ts';
import { StoreUnavailableError } from '../../../src/ledger/store.ts';
import { openStore } from '../../../src/store/open.ts';
import type { OpenStore } from '../../../src/store/open-store.ts';
import type { Load } from '../connections.ts';
import { CALLER } from '../ledger-file.ts';

// A process that undoes transactions in one of three ways, a round whenever it is sent one. It
// ends with the process that started it.

/** Connections that the rival's function is called over, and lanes of one command at a time. */
const LANES = 10;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

export type Way = 'GROUPS' | 'SINGLES' | 'FUNCTION';

/** What is to be undone, so many at a time. */
export interface Task {
  readonly ids: readonly string[];
  readonly inFlight: number;
}

/** What undoing them took. */
export interface Done extends Load {
  /** How often a command was told to come again: too many conflicts, and nothing was written. */
  readonly turnedAway: number;
}

/** Undoes one transaction under an idempotency key; returns the name of the answer. */
type Undo = (id: string, key: string) => Promise<string>;

const { answers } = readConfig({}).security;
const newId = createIds();

function undoIn(store: OpenStore): Undo {
  const ledger = createLedger({ store, now: Date.now, newId });
  return async (transactionId, idempotencyKey) => {
    const request = { transactionId, idempotencyKey };
    return (await ledger.execute(CALLER, 'cancelTransaction', request)).__typename;
  };
}

const ways: Readonly<Record<Way, (url: string) => Promise<Undo>>> = {
  GROUPS: async (url) => undoIn(await openStore(url, answers)),
  /** A store has one group under way at a time: with one command in it, that is the group. */
  async SINGLES(url) {
    const free: Undo[] = [];
    for (let i = 0; i < LANES; i += 1) free.push(undoIn(await openStore(url, answers)));
    const waiting: ((lane: Undo) => void)[] = [];
    return async (id, key) => {
      const lane = free.pop() ?? (await new Promise<Undo>((resolve) => void waiting.push(resolve)));
      try {
        return await lane(id, key);
      } finally {
        const next = waiting.shift();
        if (next) next(lane);
        else free.push(lane);
      }
    };
  },
  async FUNCTION(url) {
    const pool = new Pool({ connectionString: url, max: LANES });
    await pool.query(readFileSync(new URL('./cancel-transaction.sql', import.meta.url), 'utf8'));
    const text = 'select cancel_transaction($1, $2, $3, $4, $5, $6) as outcome';
    const { merchantId, actor } = CALLER;
    const keptDays = answers.retentionMs / MINUTE_MS / DAY_MINUTES;
    return async (id, key) => {
      const values = [merchantId, actor, id, key, newId(), keptDays];
      const { rows } = await pool.query<{ outcome: string }>({ name: 'cancel', text, values });
      const outcome = JSON.parse(rows[0]?.outcome ?? '') as { __typename: string };
      return outcome.__typename;
    };
  },
};

async function carryOut(undo: Undo, { ids, inFlight }: Task): Promise<Done> {
  const latenciesMs: number[] = [];
  let turnedAway = 0;
  const untilDone = async (id: string): Promise<string> => {
    for (const key = randomUUID(); ; turnedAway += 1) {
      try {
        return await undo(id, key);
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
      }
    }
  };
  const queue = ids.values();
  const work = async (): Promise<void> => {
    for (const id of queue) {
      const sent = performance.now();
      const outcome = await untilDone(id);
      latenciesMs.push(performance.now() - sent);
      if (outcome !== 'CancelTransactionSuccess') throw new Error(`the answer was ${outcome}`);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: inFlight }, work));
  return { elapsedMs: performance.now() - started, latenciesMs, turnedAway };
}

async function answer(task: Task): Promise<void> {
  process.send?.(await carryOut(undo, task));
}

const [, , way, url] = process.argv;
process.once('disconnect', () => process.exit());
const undo = await ways[way as Way](url ?? '');
process.on('message', (task: Task) => void answer(task));
process.send?.('ready');
