import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import type { Finding } from '../../src/ledger/store.ts';
import { openStore } from '../../src/store/open.ts';
import type { Database, Session } from '../../src/store/postgres/connection.ts';
import * as merchantSchema from '../../src/store/postgres/merchant-schema.ts';
import * as requestSchema from '../../src/store/postgres/request-schema.ts';
import * as schema from '../../src/store/postgres/schema.ts';
import { readyForAll, verifyLedger } from '../../src/store/postgres/verify.ts';
import { reportAll } from '../../src/store/verification.ts';
import type { Engine } from './engine.ts';
import { pglite } from './engine-pglite.ts';
import {
  type Column,
  type EditedEngine,
  keyOf,
  type OpenBooks,
  type Place,
  type Row,
  type Table,
  tableOf,
  type Value,
  whereKey,
} from './verify-edits.ts';
import { writeBooks } from './verify-ledger.ts';

const tables = Object.values({ ...schema, ...requestSchema, ...merchantSchema })
  .filter((value) => is(value, PgTable))
  .map((value) => tableOf(getTableConfig(value)));

/** Within the process every look takes its time, so that it is a sample there. */
export function editedPostgres(engine: Engine): EditedEngine {
  const isSample = engine.name === pglite.name;
  return {
    name: engine.name,
    tables,
    unprotected: {},
    rowsEdited: isSample ? 1 : 3,
    droppedOneIn: isSample ? 8 : 1,
    async open() {
      const place = await engine.provide();
      const { database, postgres, openStore: open = openStore } = place;
      if (!postgres) throw new Error(`${engine.name} does not speak PostgreSQL`);
      const store = await open(database);
      await writeBooks(store);
      await store.close();
      return OpenTables.open(postgres, () => place.remove());
    },
  };
}

/** The unique indexes that are no primary keys. */
const UNIQUE = `select quote_ident(i.relname) from pg_index x
  join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
  join pg_namespace n on n.oid = t.relnamespace
  where x.indisunique and not x.indisprimary and n.nspname = current_schema()
    and t.relname <> '__drizzle_migrations'`;
/** What PostgreSQL says of a value that a column does not take: the classes 22 and 23. */
const REFUSED = /^2[23]/;

/** Every edit is made on one connection, and undone when it was looked for. */
class OpenTables implements OpenBooks {
  private readonly session: Session;
  private readonly end: () => Promise<void>;

  private constructor(session: Session, end: () => Promise<void>) {
    this.session = session;
    this.end = end;
  }

  /** Keeps a session to itself, in one transaction that never commits. */
  static async open(database: Database, remove: () => Promise<void>): Promise<OpenTables> {
    const closed = Promise.withResolvers<void>();
    const opened = Promise.withResolvers<Session>();
    const held = database.session(async (session) => {
      await readyForAll(session);
      await session.query('begin', []);
      await session.query('set local session_replication_role = replica', []);
      for (const [name] of await session.query(UNIQUE, [])) {
        await session.query(`drop index ${String(name)}`, []);
      }
      opened.resolve(session);
      await closed.promise;
      await session.query('rollback', []);
    });
    held.catch(opened.reject);
    return new OpenTables(await opened.promise, async () => {
      closed.resolve();
      await held;
      await remove();
    });
  }

  close(): Promise<void> {
    return this.end();
  }

  async verify() {
    const findings: Finding[] = [];
    const verified = await reportAll(verifyLedger(this.session), (found) => {
      findings.push(found);
    });
    return { findings, verified };
  }

  async rowsOf({ name, columns }: Table): Promise<Row[]> {
    const list = columns.map((column) => `"${column.name}"`).join(', ');
    const rows = await this.session.query(`select ${list} from "${name}"`, []);
    return rows.map((row) =>
      Object.fromEntries(columns.map((column, i) => [column.name, valueOf(row[i], column)])),
    );
  }

  edit(table: Table, row: Row, column: string, value: Value): Promise<Finding[] | null> {
    const mark = markOf(table);
    const statement = `update "${table.name}" set "${column}" = ${mark(column, 0)}
      where ${whereKey(table, (key, i) => mark(key, i + 1))}`;
    return this.findAfter(statement, [value, ...keyOf(table, row)]);
  }

  async drop(table: Table, row: Row): Promise<Finding[]> {
    const statement = `delete from "${table.name}" where ${whereKey(table, markOf(table))}`;
    return (await this.findAfter(statement, keyOf(table, row))) ?? [];
  }

  async copy(table: Table, row: Row): Promise<Finding[]> {
    const mark = markOf(table);
    const marks = table.columns.map((column, i) => mark(column.name, i)).join(', ');
    const list = table.columns.map((column) => `"${column.name}"`).join(', ');
    const last = table.keys.at(-1) ?? '';
    const taken = new Set((await this.rowsOf(table)).map((other) => keyOf(table, other).join(':')));
    const copied = { ...row };
    while (taken.has(keyOf(table, copied).join(':'))) {
      copied[last] = another(copied[last] ?? null);
    }
    const values = table.columns.map((column) => copied[column.name] ?? null);
    const statement = `insert into "${table.name}" (${list}) values (${marks})`;
    return (await this.findAfter(statement, values)) ?? [];
  }

  async placeOf({ name }: Table, row: Row): Promise<Place> {
    const { id = null, merchant_id: merchantId = null, wallet_id: walletId = null } = row;
    if (name === 'wallet') return { walletIds: [textOf(id)], transactionIds: null };
    const column = { merchant: 'merchant_id', program: 'program_id', member: 'member_id' }[name];
    if (column || name === 'currency') {
      const walletIds = await this.idsOf(
        `select id from wallet where merchant_id = $1 and ${column ?? 'currency_code'} = $2`,
        [merchantId ?? id, id ?? row['code'] ?? null],
      );
      return { walletIds, transactionIds: null };
    }
    const transactionId = name === 'transaction' ? id : (row['transaction_id'] ?? null);
    const home = `select wallet_id from "transaction" where merchant_id = $1 and id = $2`;
    return {
      walletIds: [textOf(walletId), ...(await this.idsOf(home, [merchantId, transactionId]))],
      transactionIds: [textOf(transactionId)],
    };
  }

  async placeAfterEdit(table: Table, row: Row, column: string, value: Value): Promise<Place> {
    const place = await this.placeOf(table, row);
    if (column !== 'id' || table.name !== 'wallet') return place;
    return { ...place, walletIds: [textOf(value)] };
  }

  /** Rows name each other by their ids, so that what is gone is named; all but an unused wallet. */
  async placeAfterDrop(table: Table, row: Row): Promise<Place> {
    const place = await this.placeOf(table, row);
    if (table.name !== 'wallet' || row['links'] !== 0n) return place;
    return { ...place, walletIds: [null] };
  }

  private async idsOf(query: string, values: readonly Value[]): Promise<string[]> {
    return (await this.session.query(query, values)).map(([id]) => String(id));
  }

  private async findAfter(statement: string, values: readonly Value[]): Promise<Finding[] | null> {
    await this.session.query('savepoint edit', []);
    try {
      await this.session.query(statement, values);
      return (await this.verify()).findings;
    } catch (error) {
      if (REFUSED.test(codeOf(error))) return null;
      throw error;
    } finally {
      await this.session.query('rollback to savepoint edit', []);
      await this.session.query('release savepoint edit', []);
    }
  }
}

/** A parameter of a statement, with its column's type. */
function markOf({ columns }: Table) {
  return (name: string, place: number) => {
    const column = columns.find((known) => known.name === name);
    return `$${place + 1}::${column?.getSQLType()}`;
  };
}

function valueOf(value: unknown, column: Column): Value {
  if (value === null || value === undefined) return null;
  const type = column.getSQLType();
  if (['bigint', 'integer', 'smallint'].includes(type)) return BigInt(value as string | number);
  return type === 'bytea' ? Buffer.from(value as Uint8Array) : (value as string | boolean);
}

/** Another value for the last column of a key. */
function another(value: Value): Value {
  if (typeof value === 'bigint') return value + 1n;
  const text = textOf(value);
  // Of a UUID the last digit, round and round.
  const digit = Number.parseInt(text.at(-1) ?? '', 16);
  return /^[0-9a-f-]{36}$/.test(text)
    ? `${text.slice(0, -1)}${((digit + 1) % 16).toString(16)}`
    : `${text}x`;
}

function textOf(value: Value): string {
  if (typeof value !== 'string') throw new Error('the row has no such id');
  return value;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
