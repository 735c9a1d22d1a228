import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyFile } from '../../src/store/sqlite/verify.ts';
import {
  type Column,
  names,
  OpenBooks,
  type Row,
  show,
  tables,
  type Value,
} from './verify-edits.ts';
import { type Books, writeBooks } from './verify-ledger.ts';

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
  'wallet_link.pk': 'only the order counts, and the hashes say that',
};

/** Set-up may add rows to these at any time. */
const SET_UP = new Set(['merchant', 'program', 'currency']);

/** Rows of a table in which each of its columns is edited; all of them are dropped and copied. */
const ROWS_EDITED = 3;

const ledgerTables = tables.filter(({ name }) => !(name in UNPROTECTED_TABLES));
const columns = ledgerTables
  .flatMap((table) =>
    table.columns.map((column) => ({ table, column, name: `${table.name}.${column.name}` })),
  )
  .filter(({ name }) => !(name in UNPROTECTED_COLUMNS));

let books: Books;
let open: OpenBooks;

beforeAll(async () => {
  books = await writeBooks();
  open = new OpenBooks(books.folder, books.file);
});

afterAll(() => {
  open.close();
  books.remove();
});

/** Rows that stand far apart. */
function someOf(rows: readonly Row[]): Row[] {
  const step = Math.max(1, Math.floor(rows.length / ROWS_EDITED));
  return rows.filter((_row, at) => at % step === 0);
}

/** Other values that a column could have. */
function othersThan(value: Value, column: Column): Value[] {
  const nothing = column.notNull || value === null ? [] : [null];
  if (column.enumValues) {
    const others = column.enumValues as readonly string[];
    return [...nothing, ...others.filter((other) => other !== value)];
  }
  if (typeof value === 'bigint') {
    const others = [value + 1n, value - 1n, -value, value + 2n ** 62n];
    return [...nothing, ...others.filter((other) => other !== value)];
  }
  if (typeof value === 'string') return [...nothing, `${value}x`, ''];
  if (Buffer.isBuffer(value)) {
    return [...nothing, Buffer.concat([Buffer.of((value[0] ?? 0) ^ 1), value.subarray(1)])];
  }
  return column.getSQLType() === 'integer' ? [0n, 1n, 987_654_321n] : ['', 'x'];
}

describe('case 52: verify', () => {
  it('finds nothing wrong with a ledger that has a row of every kind', () => {
    const findings = verifyFile(books.file);
    expect(findings.next()).toEqual({ done: true, value: { wallets: 9, transactions: 39 } });
    const empty = ledgerTables.filter((table) => open.rowsOf(table).length === 0);
    expect(empty).toEqual([]);
  });

  it('knows what it does not protect', () => {
    const known = new Set([
      ...tables.map(({ name }) => name),
      ...tables.flatMap((table) => table.columns.map(({ name }) => `${table.name}.${name}`)),
    ]);
    const listed = [...Object.keys(UNPROTECTED_TABLES), ...Object.keys(UNPROTECTED_COLUMNS)];
    expect(listed.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(columns)('finds any edit of $name, and where', ({ table, column }) => {
    const missed: string[] = [];
    let edited = 0;
    for (const row of someOf(open.rowsOf(table))) {
      for (const value of othersThan(row[column.name] ?? null, column)) {
        const findings = open.edit(table, row, column.name, value);
        if (findings === null) continue;
        edited += 1;
        const place = open.placeAfterEdit(table, row, column.name, value);
        if (names(findings, place)) continue;
        missed.push(`${show(row)}, ${String(value)}: ${JSON.stringify(findings)}`);
      }
    }
    expect(missed).toEqual([]);
    expect(edited).toBeGreaterThan(0);
  });

  it.each(ledgerTables)('finds any row dropped from $name, and where', (table) => {
    const missed: string[] = [];
    for (const row of open.rowsOf(table)) {
      const findings = open.drop(table, row);
      if (names(findings, open.placeAfterDrop(table, row))) continue;
      missed.push(`${show(row)}: ${JSON.stringify(findings)}`);
    }
    expect(missed).toEqual([]);
  });

  it.each(ledgerTables.filter(({ name }) => !SET_UP.has(name)))(
    'finds any row slipped into $name',
    (table) => {
      const missed = open.rowsOf(table).filter((row) => open.copy(table, row).length === 0);
      expect(missed.map(show)).toEqual([]);
    },
  );
});
