import { getTableColumns, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteInsertValue, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { compileValues } from './compile.ts';
import type { Db } from './connection.ts';

/** A row to insert; without a key of its own it gets the next one. */
export type Row<T extends SQLiteTable> = Omit<T['$inferInsert'], 'pk'> & { readonly pk?: number };

/**
 * Prepares the insertion of a whole row; a column that the row leaves out is null. Returns its key.
 * A statement is one row: for several, SQLite would copy every page before it changes it.
 *
 * Drizzle writes the statement and encodes the values; the values are bound here, because looking
 * for placeholders among twenty parameters costs more than the insertion itself.
 */
export function prepareInsert<T extends SQLiteTable>(db: Db, table: T): (row: Row<T>) => number {
  const columns: [string, SQLiteColumn][] = Object.entries(getTableColumns(table));
  // Every column by its own name: a row of the table, with a placeholder for each value.
  const placeholders = Object.fromEntries(
    columns.map(([name]) => [name, sql.placeholder(name)]),
  ) as SQLiteInsertValue<T>;
  const statement = db.$client.prepare(db.insert(table).values(placeholders).toSQL().sql);
  const valuesOf = compileValues<Row<T>>(
    columns.map(([name, column]) => [name, (value) => column.mapToDriverValue(value)]),
  );
  return (row) => Number(statement.run(valuesOf(row)).lastInsertRowid);
}
