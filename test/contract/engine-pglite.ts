import type { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import {
  type Database,
  MIGRATIONS,
  SETTINGS,
  type Session,
} from '../../src/store/postgres/connection.ts';
import { openPostgresStore } from '../../src/store/postgres/postgres-store.ts';
import { digestOf } from './digest.ts';
import type { Engine } from './engine.ts';
import { startPglite } from './pglite-copy.ts';
import { wipe } from './wipe.ts';

/** 64-bit integers and UUIDs as text, as the driver for servers hands them out. */
const INT8 = 20;
const parsers = { [INT8]: (text: string) => text };

/** The schema of the first ledger is there from the start. */
const FIRST = 'ledger_1';

let started: Promise<PGlite> | null = null;
let schemas = 0;
/** Ledgers that are empty again. */
const free: SchemaOfPglite[] = [];

/**
 * PostgreSQL within the process: one connection, so that sessions take turns; and a schema of its
 * own for every ledger, because it has one database.
 */
export const pglite: Engine = {
  name: 'PGlite',
  async start() {
    started ??= startPglite((lite) => new SchemaOfPglite(lite, FIRST).migrate());
    await started;
  },
  async provide() {
    await this.start?.();
    const database = free.pop() ?? (await another());
    return {
      database: `pglite:${database.schema}`,
      openStore: (_address, limits) => openPostgresStore(database, limits),
      postgres: database,
      digest: () => database.session(digestOf),
      async remove() {
        await database.session(wipe);
        free.push(database);
      },
    };
  },
  async stop() {
    await (await started)?.close();
  },
};

async function another(): Promise<SchemaOfPglite> {
  if (!started) throw new Error('PGlite was not started');
  schemas += 1;
  return new SchemaOfPglite(await started, `ledger_${schemas}`);
}

let turn: Promise<unknown> = Promise.resolve();

class SchemaOfPglite implements Database {
  readonly schema: string;
  private readonly lite: PGlite;

  constructor(lite: PGlite, schema: string) {
    this.lite = lite;
    this.schema = schema;
  }

  session<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return inTurn(async () => {
      await this.lite.exec([`set search_path to ${this.schema}`, ...SETTINGS].join('; '));
      return work({
        query: async (text, values) => {
          const options = { rowMode: 'array' as const, parsers };
          return (await this.lite.query<unknown[]>(text, [...values], options)).rows;
        },
      });
    });
  }

  async migrate(): Promise<void> {
    await inTurn(async () => {
      await this.lite.exec(`create schema if not exists ${this.schema}`);
      await this.lite.exec(`set search_path to ${this.schema}`);
      const at = { migrationsFolder: MIGRATIONS, migrationsSchema: this.schema };
      await migrate(drizzle(this.lite), at);
    });
  }

  async close(): Promise<void> {}
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work);
  turn = mine.catch(() => null);
  return mine;
}
