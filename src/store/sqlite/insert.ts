import { getTableColumns, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteInsertValue, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { compileValues } from './compile.ts';
import type { Db } from './connection.ts';

/** A row to insert; without a key of its own it gets the next one. */
export type Row<T extends SQLiteTable> = Omit<T['$inferInsert'], 'pk'> & { readonly pk?: number };

/**
 * Rows that one statement inserts at most. SQLite copies each page that such a statement changes,
 * so as to take it back alone: in memory, as long as the copies of so few rows fit there.
 */
const ROWS_MAX = 8;

/**
 * Prepares the insertion of whole rows; a column that a row leaves out is null.
 *
 * Drizzle writes the statements and encodes the values; the values are bound here, because looking
 * for placeholders among twenty parameters costs more than the insertion itself.
 */
function prepareRows<T extends SQLiteTable>(db: Db, table: T) {
  const columns: [string, SQLiteColumn][] = Object.entries(getTableColumns(table));
  // Every column by its own name: a row of the table, with a placeholder for each value.
  const placeholders = Object.fromEntries(
    columns.map(([name]) => [name, sql.placeholder(name)]),
  ) as SQLiteInsertValue<T>;
  const statementFor = (count: number) => {
    const rows = Array.from({ length: count }, () => placeholders);
    return db.$client.prepare(db.insert(table).values(rows).toSQL().sql);
  };
  // One value for each column, each encoded as Drizzle says.
  const addValues = compileValues(
    columns.map(([name, column]) => [name, (value) => column.mapToDriverValue(value)]),
  );
  const valuesOf = (rows: readonly Row<T>[]): unknown[] => {
    const values: unknown[] = [];
    for (const row of rows) addValues(row, values);
    return values;
  };
  return { statementFor, valuesOf };
}

/** Inserts one row. Returns its key. */
export function prepareInsert<T extends SQLiteTable>(db: Db, table: T): (row: Row<T>) => number {
  const { statementFor, valuesOf } = prepareRows(db, table);
  const statement = statementFor(1);
  return (row) => Number(statement.run(...valuesOf([row])).lastInsertRowid);
}

/** Inserts rows by as few statements as it takes; each length is prepared when it first comes. */
export function prepareInsertAll<T extends SQLiteTable>(
  db: Db,
  table: T,
): (rows: readonly Row<T>[]) => void {
  const { statementFor, valuesOf } = prepareRows(db, table);
  const statements = new Map<number, ReturnType<typeof statementFor>>();
  return (rows) => {
    for (let from = 0; from < rows.length; from += ROWS_MAX) {
      const some = rows.slice(from, from + ROWS_MAX);
      const statement = statements.get(some.length) ?? statementFor(some.length);
      statements.set(some.length, statement);
      statement.run(...valuesOf(some));
    }
  };
}
