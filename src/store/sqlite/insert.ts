import { getTableColumns, sql } from 'drizzle-orm';
import type { SQLiteInsertValue, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './connection.ts';

type Row<T extends SQLiteTable> = Omit<T['$inferInsert'], 'pk'>;

/**
 * Prepares, once, the insertion of whole rows. A column that a row leaves out is null; so is `pk`,
 * which SQLite then assigns. Returns the key of the new row.
 */
export function prepareInsert<T extends SQLiteTable>(db: Db, table: T): (row: Row<T>) => number {
  const names = Object.keys(getTableColumns(table));
  // Every column by its own name: a row of the table, with a placeholder for each value.
  const placeholders = Object.fromEntries(
    names.map((name) => [name, sql.placeholder(name)]),
  ) as SQLiteInsertValue<T>;
  const nothing = Object.fromEntries(names.map((name) => [name, null]));
  const statement = db.insert(table).values(placeholders).prepare();
  return (row) => Number(statement.run({ ...nothing, ...row }).lastInsertRowid);
}
