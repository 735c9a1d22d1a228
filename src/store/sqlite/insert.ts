import { getTableColumns, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteInsertValue, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './connection.ts';

type Row<T extends SQLiteTable> = Omit<T['$inferInsert'], 'pk'>;

/**
 * Prepares, once, the insertion of whole rows. A column that a row leaves out is null; so is `pk`,
 * which SQLite then assigns. Returns the key of the new row.
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
  return (row) => {
    const given: Readonly<Record<string, unknown>> = row;
    const values = columns.map(([name, column]) => {
      const value = given[name] ?? null;
      return value === null ? null : column.mapToDriverValue(value);
    });
    return Number(statement.run(values).lastInsertRowid);
  };
}
