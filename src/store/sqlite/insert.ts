import { getTableColumns, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteInsertValue, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './connection.ts';

type Row<T extends SQLiteTable> = Omit<T['$inferInsert'], 'pk'>;

/** Rows that one statement inserts at most. */
const ROWS_MAX = 16;

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
  const write = (count: number) => {
    const rows = Array.from({ length: count }, () => placeholders);
    return db.$client.prepare(db.insert(table).values(rows).toSQL().sql);
  };
  /** Adds the values of a row to those that a statement is given. */
  const add = (row: Row<T>, to: unknown[]): void => {
    const given: Readonly<Record<string, unknown>> = row;
    for (const [name, column] of columns) {
      const value = given[name] ?? null;
      to.push(value === null ? null : column.mapToDriverValue(value));
    }
  };
  return { write, add };
}

/** Inserts one row. Returns its key: `pk` is null then, which SQLite assigns. */
export function prepareInsert<T extends SQLiteTable>(db: Db, table: T): (row: Row<T>) => number {
  const { write, add } = prepareRows(db, table);
  const statement = write(1);
  return (row) => {
    const values: unknown[] = [];
    add(row, values);
    return Number(statement.run(values).lastInsertRowid);
  };
}

/** Inserts rows by as few statements as it takes; each length is prepared when it first comes. */
export function prepareInsertAll<T extends SQLiteTable>(
  db: Db,
  table: T,
): (rows: readonly Row<T>[]) => void {
  const { write, add } = prepareRows(db, table);
  const statements = new Map<number, ReturnType<typeof write>>();
  return (rows) => {
    for (let from = 0; from < rows.length; from += ROWS_MAX) {
      const some = rows.slice(from, from + ROWS_MAX);
      const statement = statements.get(some.length) ?? write(some.length);
      statements.set(some.length, statement);
      const values: unknown[] = [];
      for (const row of some) add(row, values);
      statement.run(values);
    }
  };
}
