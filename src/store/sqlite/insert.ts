import { getTableColumns, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteInsertValue, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { compileNulls, compileValues } from './compile.ts';
import type { Db } from './connection.ts';

/** A row to insert; without a key of its own it gets the next one. */
export type Row<T extends SQLiteTable> = Omit<T['$inferInsert'], 'pk'> & { readonly pk?: number };

/**
 * Rows that one statement inserts at most. SQLite copies each page that such a statement changes,
 * so as to take it back alone: in memory, as long as the copies of so few rows fit there.
 */
const ROWS_MAX = 8;
/** Columns that can be told by the bits of a number, and all of those bits. */
const NULLABLE_MAX = 30;
const NULLS_ALL = 2 ** NULLABLE_MAX - 1;
/** Statements that are kept for a table; beyond it, no more are made to leave columns out. */
const STATEMENTS_MAX = 128;

interface Insertion<T extends SQLiteTable> {
  run(rows: readonly Row<T>[]): { readonly lastInsertRowid: number | bigint };
}

/**
 * Prepares the insertion of so many whole rows; a column that they leave out is null. The columns
 * that all of them leave out may be told, by bits over the nullable ones: then nothing is bound for
 * them, because to bind a null takes as long as a text.
 *
 * Drizzle writes the statements and encodes the values; the values are bound here, because looking
 * for placeholders among twenty parameters costs more than the insertion itself.
 */
function prepareRows<T extends SQLiteTable>(
  db: Db,
  table: T,
  { count, nulls }: { readonly count: number; readonly nulls: number },
): Insertion<T> {
  const leftOut = new Set(nullableOf(table).filter((_, i) => (nulls & (1 << i)) !== 0));
  const columns = columnsOf(table).filter(([name]) => !leftOut.has(name));
  // Every column by its own name: a row of the table, with a placeholder for each value.
  const placeholders = Object.fromEntries(
    columns.map(([name]) => [name, sql.placeholder(name)]),
  ) as SQLiteInsertValue<T>;
  const rows = Array.from({ length: count }, () => placeholders);
  const statement = db.$client.prepare(db.insert(table).values(rows).toSQL().sql);
  // One value for each column, each encoded as Drizzle says.
  const addValues = compileValues(
    columns.map(([name, column]) => [name, (value) => column.mapToDriverValue(value)]),
  );
  return {
    run(given) {
      const values: unknown[] = [];
      for (const row of given) addValues(row, values);
      return statement.run(...values);
    },
  };
}

function columnsOf(table: SQLiteTable): [string, SQLiteColumn][] {
  return Object.entries(getTableColumns(table));
}

/** What rows may leave out, a key that SQLite is to assign included: as many as there are bits. */
function nullableOf(table: SQLiteTable): string[] {
  const nullable = columnsOf(table).filter(([, { notNull, primary }]) => !notNull || primary);
  return nullable.map(([name]) => name).slice(0, NULLABLE_MAX);
}

/** Inserts one row. Returns its key. */
export function prepareInsert<T extends SQLiteTable>(db: Db, table: T): (row: Row<T>) => number {
  const insertion = prepareRows(db, table, { count: 1, nulls: 0 });
  return (row) => Number(insertion.run([row]).lastInsertRowid);
}

/** Inserts rows by as few statements as it takes; each is prepared when it first comes. */
export function prepareInsertAll<T extends SQLiteTable>(
  db: Db,
  table: T,
): (rows: readonly Row<T>[]) => void {
  const nullsOf = compileNulls(nullableOf(table));
  const insertions = new Map<string, Insertion<T>>();
  const insertionFor = (count: number, nulls: number): Insertion<T> => {
    const name = `${count}/${nulls}`;
    const known = insertions.get(name);
    if (known) return known;
    if (nulls !== 0 && insertions.size >= STATEMENTS_MAX) return insertionFor(count, 0);
    const made = prepareRows(db, table, { count, nulls });
    insertions.set(name, made);
    return made;
  };
  return (rows) => {
    for (let from = 0; from < rows.length; from += ROWS_MAX) {
      const some = rows.slice(from, from + ROWS_MAX);
      const nulls = some.reduce((all, row) => all & nullsOf(row), NULLS_ALL);
      insertionFor(some.length, nulls).run(some);
    }
  };
}
