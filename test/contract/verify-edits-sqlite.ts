import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Finding } from '../../src/ledger/store.ts';
import { verifyStore } from '../../src/store/open.ts';
import { uuidOfBytes } from '../../src/store/sqlite/columns.ts';
import * as historySchema from '../../src/store/sqlite/history-schema.ts';
import * as merchantSchema from '../../src/store/sqlite/merchant-schema.ts';
import * as schema from '../../src/store/sqlite/schema.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import {
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

export const editedSqlite: EditedEngine = {
  name: 'SQLite',
  tables: Object.values({ ...schema, ...historySchema, ...merchantSchema })
    .filter((value) => is(value, SQLiteTable))
    .map((value) => tableOf(getTableConfig(value))),
  unprotected: { 'wallet_link.pk': 'only the order counts, and the hashes say that' },
  rowsEdited: 3,
  droppedOneIn: 1,
  async open() {
    const folder = mkdtempSync(join(tmpdir(), 'storno-verify-'));
    const file = join(folder, 'ledger.db');
    const store = openSqliteStore(file);
    await writeBooks(store);
    // Closed, the file is whole without a WAL.
    await store.close();
    return new OpenFile(folder, file);
  },
};

/** Every edit is made in a copy of the file. */
class OpenFile implements OpenBooks {
  private readonly folder: string;
  private readonly file: string;
  private readonly client: Database.Database;

  constructor(folder: string, ledgerFile: string) {
    this.folder = folder;
    this.file = ledgerFile;
    const file = join(folder, 'unguarded.db');
    copyFileSync(ledgerFile, file);
    this.client = openFile(file);
    const guards = this.client
      .prepare(`select type, name from sqlite_master
        where type = 'trigger' or type = 'index' and sql like 'CREATE UNIQUE%'`)
      .all() as { type: string; name: string }[];
    for (const { type, name } of guards) this.client.exec(`drop ${type} "${name}"`);
  }

  async close(): Promise<void> {
    this.client.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async verify() {
    return findingsOf(this.file);
  }

  async rowsOf(table: Table): Promise<Row[]> {
    return this.client.prepare(`select * from "${table.name}"`).all() as Row[];
  }

  async edit(table: Table, row: Row, column: string, value: Value): Promise<Finding[] | null> {
    const where = whereKey(table, () => '?');
    const statement = `update "${table.name}" set "${column}" = ? where ${where}`;
    return this.findAfter(statement, [value, ...keyOf(table, row)]);
  }

  async drop(table: Table, row: Row): Promise<Finding[]> {
    const statement = `delete from "${table.name}" where ${whereKey(table, () => '?')}`;
    return (await this.findAfter(statement, keyOf(table, row))) ?? [];
  }

  async copy(table: Table, row: Row): Promise<Finding[]> {
    const marks = table.columns.map(() => '?').join(', ');
    const last = table.keys.at(-1) ?? '';
    const taken = new Set((await this.rowsOf(table)).map((other) => keyOf(table, other).join(':')));
    const copied = { ...row };
    while (taken.has(keyOf(table, copied).join(':'))) {
      copied[last] = (copied[last] as bigint) + 1n;
    }
    const statement = `insert into "${table.name}" values (${marks})`;
    return (await this.findAfter(statement, Object.values(copied))) ?? [];
  }

  async placeOf({ name }: Table, row: Row): Promise<Place> {
    const { pk = null } = row;
    if (name === 'wallet') return { walletIds: [idOf(row)], transactionIds: null };
    if (['merchant', 'program', 'member', 'currency'].includes(name)) {
      const walletIds = this.idsOf(`select id from wallet where ${name}_pk = ?`, pk);
      return { walletIds, transactionIds: null };
    }
    const transactionPk = name === 'transaction' ? pk : (row['transaction_pk'] ?? null);
    const transactions = `"transaction" t join wallet w on w.pk = t.wallet_pk where t.pk = ?`;
    // A household's transaction is in the chains of several wallets.
    const isLinked = name === 'wallet_link' || name === 'older_history';
    const linked = isLinked ? (row['wallet_pk'] ?? null) : null;
    return {
      walletIds: [
        ...this.idsOf(`select w.id from ${transactions}`, transactionPk),
        ...this.idsOf('select id from wallet where pk = ?', linked),
      ],
      transactionIds: this.idsOf(`select t.id from ${transactions}`, transactionPk),
    };
  }

  async placeAfterEdit(table: Table, row: Row, column: string, value: Value): Promise<Place> {
    const place = await this.placeOf(table, row);
    if (column !== 'id' || !Buffer.isBuffer(value)) return place;
    const id = uuidOfBytes(value);
    return table.name === 'wallet'
      ? { ...place, walletIds: [id] }
      : { ...place, transactionIds: [id] };
  }

  /** What is gone cannot be named by its id. */
  async placeAfterDrop(table: Table, row: Row): Promise<Place> {
    const place = await this.placeOf(table, row);
    if (table.name === 'wallet') return { ...place, walletIds: [null] };
    return table.name === 'transaction' ? { ...place, transactionIds: [null] } : place;
  }

  private idsOf(query: string, value: Value): string[] {
    const ids = this.client.prepare(query).pluck().all(value) as Buffer[];
    return ids.map(uuidOfBytes);
  }

  private async findAfter(statement: string, values: readonly Value[]): Promise<Finding[] | null> {
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
    return (await findingsOf(file)).findings;
  }
}

async function findingsOf(file: string) {
  const findings: Finding[] = [];
  const verified = await verifyStore(file, (finding) => {
    findings.push(finding);
  });
  return { findings, verified };
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
