import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import {
  type Column,
  type EditedEngine,
  names,
  type OpenBooks,
  type Row,
  show,
  type Table,
  type Value,
} from './verify-edits.ts';
import { editedPostgres } from './verify-edits-postgres.ts';
import { editedSqlite } from './verify-edits-sqlite.ts';
import { WRITTEN } from './verify-ledger.ts';

/** Tables that are no part of the ledger: what they say moved no value. */
const UNPROTECTED_TABLES: Readonly<Record<string, string>> = {
  api_key: 'credentials are checked when they are used',
  secret: 'a key of the server for what it hands out',
  idempotency: 'first answers are kept for repeats; what was done is in the ledger',
  import_progress: 'a place in a file',
};

/** Columns of the ledger that nothing else says again. */
const UNPROTECTED_COLUMNS: Readonly<Record<string, string>> = {
  'wallet.suspended_at': 'a switch that is thrown both ways, and moves no value',
  'merchant.name': 'a label',
  'merchant.created_at': 'the ledger does not depend on it',
  'program.name': 'a label',
  'program.policies': 'govern what is new; what was recorded does not depend on them',
};

/** Set-up may add rows to these at any time. */
const SET_UP = new Set(['merchant', 'program', 'currency']);

const editedEngines: readonly EditedEngine[] = engines.map((engine) =>
  engine.name === editedSqlite.name ? editedSqlite : editedPostgres(engine),
);

/** So many rows that stand far apart, from one place on and round again. */
function someOf(rows: readonly Row[], count: number, from: number): Row[] {
  const step = Math.max(1, Math.floor(rows.length / count));
  return rows.filter((_row, at) => (at + from) % step === 0).slice(0, count);
}

/** Other values that a column could have. */
function othersThan(value: Value, column: Column): Value[] {
  const nothing = column.notNull || value === null ? [] : [null];
  if (column.enumValues) {
    return [...nothing, ...column.enumValues.filter((other) => other !== value)];
  }
  if (typeof value === 'bigint') {
    const others = [value + 1n, value - 1n, -value, value + 2n ** 62n];
    return [...nothing, ...others.filter((other) => other !== value)];
  }
  if (typeof value === 'boolean') return [...nothing, !value];
  if (Buffer.isBuffer(value)) {
    return [...nothing, Buffer.concat([Buffer.of((value[0] ?? 0) ^ 1), value.subarray(1)])];
  }
  const type = column.getSQLType();
  if (type === 'uuid') return [...nothing, value === NOBODY ? NOBODY.replace('0', '1') : NOBODY];
  if (typeof value === 'string') return [...nothing, `${value}x`, ''];
  return ['integer', 'bigint'].includes(type) ? [0n, 1n, 987_654_321n] : ['', 'x'];
}

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe.each(editedEngines)('case 52: verify on $name', (engine) => {
  const { tables, unprotected, rowsEdited, droppedOneIn } = engine;
  const ledgerTables = tables.filter(({ name }) => !(name in UNPROTECTED_TABLES));
  const columns = ledgerTables
    .flatMap((table) =>
      table.columns.map((column) => ({ table, column, name: `${table.name}.${column.name}` })),
    )
    .filter(({ name }) => !(name in UNPROTECTED_COLUMNS || name in unprotected))
    .map((edited, place) => ({ ...edited, place }));
  const dropped = async (table: Table) => {
    const rows = await books.rowsOf(table);
    return someOf(rows, Math.ceil(rows.length / droppedOneIn), 0);
  };
  let books: OpenBooks;

  beforeAll(async () => {
    books = await engine.open();
  });

  afterAll(() => books.close());

  it('finds nothing wrong with a ledger that has a row of every kind', async () => {
    expect(await books.verify()).toEqual({ findings: [], verified: WRITTEN });
    const counts = ledgerTables.map(async (table) => [
      table.name,
      (await books.rowsOf(table)).length,
    ]);
    expect(await Promise.all(counts)).not.toContainEqual([expect.any(String), 0]);
  });

  it('knows what it does not protect', () => {
    const known = new Set([
      ...tables.map(({ name }) => name),
      ...tables.flatMap((table) => table.columns.map(({ name }) => `${table.name}.${name}`)),
    ]);
    const listed = [UNPROTECTED_TABLES, UNPROTECTED_COLUMNS, unprotected].flatMap(Object.keys);
    expect(listed.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(columns)('finds any edit of $name, and where', async ({ table, column, place: from }) => {
    const missed: string[] = [];
    let edits = 0;
    for (const row of someOf(await books.rowsOf(table), rowsEdited, from)) {
      for (const value of othersThan(row[column.name] ?? null, column)) {
        const findings = await books.edit(table, row, column.name, value);
        if (findings === null) continue;
        edits += 1;
        const place = await books.placeAfterEdit(table, row, column.name, value);
        if (names(findings, place)) continue;
        missed.push(`${show(row)}, ${String(value)}: ${JSON.stringify(findings)}`);
      }
    }
    expect(missed).toEqual([]);
    expect(edits).toBeGreaterThan(0);
  });

  it.each(ledgerTables)('finds any row dropped from $name, and where', async (table) => {
    const missed: string[] = [];
    for (const row of await dropped(table)) {
      const findings = await books.drop(table, row);
      if (names(findings, await books.placeAfterDrop(table, row))) continue;
      missed.push(`${show(row)}: ${JSON.stringify(findings)}`);
    }
    expect(missed).toEqual([]);
  });

  it.each(ledgerTables.filter(({ name }) => !SET_UP.has(name)))(
    'finds any row slipped into $name',
    async (table) => {
      const missed: string[] = [];
      for (const row of await dropped(table)) {
        if ((await books.copy(table, row)).length === 0) missed.push(show(row));
      }
      expect(missed).toEqual([]);
    },
  );
});
