import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Pool, type PoolClient } from 'pg';
import { CommitUnknownError, StoreUnavailableError } from '../../ledger/store.ts';

/** One connection, for as long as somebody has it. */
export interface Session {
  /** Runs a statement, prepared when the connection first sees it; every row is a list. */
  query(text: string, values: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
}

/** A database that speaks PostgreSQL: connections to it, and its tables. */
export interface Database {
  /** Runs some work on a connection of its own. */
  session<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Brings the tables up to date, creating them where there are none. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/** Connections of one process: one writes, the others read. */
const CONNECTIONS_MAX = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** A statement is by key and takes a millisecond; whatever takes this long is stuck. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** The server ends a transaction whose process died without a word, and with it its locks. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;
/** Two processes that start together may both find the same migration missing; one is told. */
const MIGRATION_TRIES = 5;
const MIGRATION_PAUSE_MS = 200;

export const MIGRATIONS = fileURLToPath(new URL('../../../drizzle/postgres', import.meta.url));

/**
 * Every look-up is by key. Where a table is small, the planner would rather read all of it, and
 * SERIALIZABLE then takes every other command for a conflict. An engine that does not know a
 * setting goes without it.
 */
export const SETTINGS: readonly string[] = [
  'set enable_seqscan = off',
  'set enable_hashjoin = off',
  'set enable_mergejoin = off',
  'set enable_material = off',
  // Tables are joined in the order written: what is asked for first, then by key from there.
  'set join_collapse_limit = 1',
  'set from_collapse_limit = 1',
  // What a statement is for never changes with its values, so that it is planned once.
  'set plan_cache_mode = force_generic_plan',
  // What is switched off above counts as very dear, and what is dear would be compiled every time.
  'set jit = off',
];

/** Opens connections to a server as they are needed. */
export function openPool(url: string): Database {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    application_name: 'storno',
    keepAlive: true,
    // What is asked side by side goes out in one packet, and is answered in one.
    pipeline: true,
  });
  // A connection that breaks while nobody uses it is replaced; one in use tells its user.
  pool.on('error', ignore);
  pool.on('connect', (client) => {
    client.on('error', ignore);
  });
  const uses = new WeakMap<PoolClient, number>();
  return {
    async session(work) {
      const client = await pool.connect().catch((error: unknown) => {
        throw told(error);
      });
      try {
        const before = uses.get(client) ?? 0;
        if (before === 0) await trySettings(client, SETTINGS);
        else if (isReplanned(before)) await trySettings(client, [DISCARD_PLANS]);
        uses.set(client, before + 1);
        const result = await work(sessionOf(client));
        client.release();
        return result;
      } catch (error) {
        // Whatever state the connection is in, nobody else gets it.
        client.release(true);
        throw told(error);
      }
    },
    migrate: () => migrateWith(() => migrate(drizzle(pool), { migrationsFolder: MIGRATIONS })),
    close: () => pool.end(),
  };
}

function ignore(): void {}

/** What is no fault of the program is told as such; a commit that may have happened is not that. */
function told(error: unknown): unknown {
  if (error instanceof CommitUnknownError || !isUnavailable(error)) return error;
  return new StoreUnavailableError('the database is not available', { cause: error });
}

/** Sets what an engine knows of these; what it does not know makes it slower and not wrong. */
async function trySettings(client: PoolClient, settings: readonly string[]): Promise<void> {
  for (const setting of settings) {
    try {
      await client.query(setting);
    } catch (error) {
      if (isUnavailable(error)) throw error;
    }
  }
}

/**
 * A plan is made for the tables as they are, and kept. While a ledger grows from nothing, what was
 * a good plan soon reads whole tables: plans are made anew after 4, 16, 64, … uses of a connection.
 */
const DISCARD_PLANS = 'discard plans';
const REPLANNED_AFTER_MAX = 1_024;

function isReplanned(uses: number): boolean {
  return Number.isInteger(Math.log2(uses) / 2) || uses % REPLANNED_AFTER_MAX === 0;
}

function sessionOf(client: PoolClient): Session {
  return {
    async query(text, values) {
      const query = { name: nameOf(text), text, values: [...values], rowMode: 'array' as const };
      return (await client.query<unknown[]>(query)).rows;
    },
  };
}

const names = new Map<string, string>();

/** A statement's name on the server: there are as many as the program has texts. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = hash('sha256', text).slice(0, 32);
  names.set(text, name);
  return name;
}

/** Runs a migration again where another process was at it. */
export async function migrateWith(run: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await run();
      return;
    } catch (error) {
      if (tries === MIGRATION_TRIES || isUnavailable(error)) throw error;
      await sleep(MIGRATION_PAUSE_MS * tries);
    }
  }
}

type Isolation = 'serializable' | 'repeatable read, read only';

/** Runs some work in one transaction of the database. */
export async function inTransaction<T>(
  session: Session,
  isolation: Isolation,
  work: () => Promise<T>,
): Promise<T> {
  await session.query(`begin isolation level ${isolation}`, []);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    if (!isUnavailable(error)) await session.query('rollback', []);
    throw error;
  }
  try {
    await session.query('commit', []);
  } catch (error) {
    // Where nothing was written, nothing can have happened.
    if (isUnavailable(error) && isolation === 'serializable') {
      throw new CommitUnknownError('the commit was not answered', { cause: error });
    }
    throw error;
  }
  return result;
}

/** Reads one consistent view, in as many statements as it takes. */
export function inSnapshot<T>(
  database: Database,
  read: (session: Session) => Promise<T>,
): Promise<T> {
  return database.session((session) =>
    inTransaction(session, 'repeatable read, read only', () => read(session)),
  );
}

/** serialization_failure, deadlock_detected. */
const CONFLICT = new Set(['40001', '40P01']);
const UNIQUE_VIOLATION = '23505';

/** Whether another process came between: the same work may go through when it is done again. */
export function isConflict(error: unknown): boolean {
  // Under SERIALIZABLE a key that a concurrent transaction took shows as a violation, too.
  const code = codeOf(error);
  return code !== null && (CONFLICT.has(code) || code === UNIQUE_VIOLATION);
}

/**
 * connection_exception, insufficient_resources, operator_intervention (a statement that was stuck
 * among it), lock_not_available, and what CockroachDB says of a commit whose answer was lost; and
 * the errors of sockets.
 */
const UNAVAILABLE = /^(08|53|57|55P03$|40003$|E[A-Z]+$|25006$)/;
const LOST = /terminated|timeout exceeded|not queryable|closed/i;

/** Whether the database could not be reached or could not work, through no fault of the command. */
export function isUnavailable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (UNAVAILABLE.test(codeOf(cause) ?? '')) return true;
    if (codeOf(cause) === null && LOST.test(cause.message)) return true;
  }
  return false;
}

function codeOf(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return null;
}
