import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Finding } from '../../src/ledger/store.ts';
import { uuidOfBytes } from '../../src/store/sqlite/columns.ts';
import * as merchantSchema from '../../src/store/sqlite/merchant-schema.ts';
import * as schema from '../../src/store/sqlite/schema.ts';
import { verifyFile } from '../../src/store/sqlite/verify.ts';

export type Value = bigint | string | Buffer | null;
export type Row = Readonly<Record<string, Value>>;
export type Column = ReturnType<typeof getTableConfig>['columns'][number];

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The columns of the primary key. */
  readonly keys: readonly string[];
}

/** Every table of the schema. */
export const tables: readonly Table[] = Object.values({ ...schema, ...merchantSchema })
  .filter((value) => is(value, SQLiteTable))
  .map((value) => getTableConfig(value))
  .map(({ name, columns, primaryKeys }) => {
    const own = columns.filter((column) => column.primary);
    const keys = [...own, ...primaryKeys.flatMap((key) => key.columns)].map((key) => key.name);
    return { name, columns, keys };
  });

/** What a finding has to name: one of these wallets and, unless null, one of these transactions. */
interface Place {
  readonly walletIds: readonly (string | null)[];
  readonly transactionIds: readonly (string | null)[] | null;
}

export function names(findings: readonly Finding[], place: Place): boolean {
  const { walletIds, transactionIds } = place;
  return findings.some(
    ({ walletId, transactionId }) =>
      walletIds.includes(walletId) && (transactionIds?.includes(transactionId) ?? true),
  );
}

/** A ledger's file without what stands in an editor's way: triggers and unique indexes. */
export class OpenBooks {
  private readonly folder: string;
  private readonly client: Database.Database;

  constructor(folder: string, ledgerFile: string) {
    this.folder = folder;
    const file = join(folder, 'unguarded.db');
    copyFileSync(ledgerFile, file);
    this.client = openFile(file);
    const guards = this.client
      .prepare(`select type, name from sqlite_master
        where type = 'trigger' or type = 'index' and sql like 'CREATE UNIQUE%'`)
      .all() as { type: string; name: string }[];
    for (const { type, name } of guards) this.client.exec(`drop ${type} "${name}"`);
  }

  close(): void {
    this.client.close();
  }

  rowsOf(table: Table): Row[] {
    return this.client.prepare(`select * from "${table.name}"`).all() as Row[];
  }

  /** What verify finds once a row of a copy has another value; null where SQLite refuses it. */
  edit(table: Table, row: Row, column: string, value: Value): Finding[] | null {
    const statement = `update "${table.name}" set "${column}" = ? where ${whereKey(table)}`;
    return this.findAfter(statement, [value, ...keyOf(table, row)]);
  }

  drop(table: Table, row: Row): Finding[] {
    const statement = `delete from "${table.name}" where ${whereKey(table)}`;
    return this.findAfter(statement, keyOf(table, row)) ?? [];
  }

  /** Adds the same row once more, under the next key that is free. */
  copy(table: Table, row: Row): Finding[] {
    const marks = table.columns.map(() => '?').join(', ');
    const last = table.keys.at(-1) ?? '';
    const taken = new Set(this.rowsOf(table).map((other) => keyOf(table, other).join(':')));
    const copied = { ...row };
    while (taken.has(keyOf(table, copied).join(':'))) {
      copied[last] = (copied[last] as bigint) + 1n;
    }
    const statement = `insert into "${table.name}" values (${marks})`;
    return this.findAfter(statement, Object.values(copied)) ?? [];
  }

  placeOf({ name }: Table, row: Row): Place {
    const { pk = null } = row;
    if (name === 'wallet') return { walletIds: [idOf(row)], transactionIds: null };
    if (['merchant', 'program', 'member', 'currency'].includes(name)) {
      const walletIds = this.idsOf(`select id from wallet where ${name}_pk = ?`, pk);
      return { walletIds, transactionIds: null };
    }
    const transactionPk = name === 'transaction' ? pk : (row['transaction_pk'] ?? null);
    const transactions = `"transaction" t join wallet w on w.pk = t.wallet_pk where t.pk = ?`;
    return {
      walletIds: this.idsOf(`select w.id from ${transactions}`, transactionPk),
      transactionIds: this.idsOf(`select t.id from ${transactions}`, transactionPk),
    };
  }

  /** A row that was given another id is found under that one. */
  placeAfterEdit(table: Table, row: Row, column: string, value: Value): Place {
    const place = this.placeOf(table, row);
    if (column !== 'id' || !Buffer.isBuffer(value)) return place;
    const id = uuidOfBytes(value);
    return table.name === 'wallet'
      ? { ...place, walletIds: [id] }
      : { ...place, transactionIds: [id] };
  }

  /** What is gone cannot be named by its id. */
  placeAfterDrop(table: Table, row: Row): Place {
    const place = this.placeOf(table, row);
    if (table.name === 'wallet') return { ...place, walletIds: [null] };
    return table.name === 'transaction' ? { ...place, transactionIds: [null] } : place;
  }

  private idsOf(query: string, value: Value): string[] {
    const ids = this.client.prepare(query).pluck().all(value) as Buffer[];
    return ids.map(uuidOfBytes);
  }

  private findAfter(statement: string, values: readonly Value[]): Finding[] | null {
    const file = join(this.folder, 'edited.db');
    copyFileSync(this.client.name, file);
    const client = openFile(file);
    try {
      client.prepare(statement).run(...values);
    } catch (error) {
      if (error instanceof Database.SqliteError && /CONSTRAINT/.test(error.code)) return null;
      throw error;
    } finally {
      client.close();
    }
    return [...verifyFile(file)];
  }
}

function openFile(file: string): Database.Database {
  const client = new Database(file);
  client.pragma('journal_mode = DELETE');
  client.pragma('synchronous = OFF');
  client.pragma('foreign_keys = OFF');
  client.defaultSafeIntegers(true);
  return client;
}

function idOf({ id }: Row): string {
  if (!Buffer.isBuffer(id)) throw new Error('the row has no id');
  return uuidOfBytes(id);
}

function whereKey(table: Table): string {
  return table.keys.map((key) => `"${key}" = ?`).join(' and ');
}

function keyOf(table: Table, row: Row): Value[] {
  return table.keys.map((key) => row[key] ?? null);
}

/** For the message of a test that fails. */
export function show(row: Row): string {
  return JSON.stringify(row, (_key, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
}
