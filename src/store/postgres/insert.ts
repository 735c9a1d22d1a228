import { getTableColumns, sql } from 'drizzle-orm';
import { getTableConfig, PgDialect, type PgTable } from 'drizzle-orm/pg-core';
import type { Session } from './connection.ts';

export type NewRow<T extends PgTable> = T['$inferInsert'];

/** Inserts rows by one statement, however many they are. */
export type PreparedInsert<T extends PgTable> = (
  session: Session,
  rows: readonly NewRow<T>[],
) => Promise<void>;

const dialect = new PgDialect();

/** Writes an insertion of whole rows, an array a column; what a row leaves out is null. */
export function prepareInsert<T extends PgTable>(table: T): PreparedInsert<T> {
  const columns = Object.entries(getTableColumns(table));
  const names = columns.map(([, column]) => sql.identifier(column.name));
  const arrays = columns.map(
    ([name, column]) => sql`${sql.placeholder(name)}::${sql.raw(column.getSQLType())}[]`,
  );
  const text = dialect.sqlToQuery(
    sql`insert into ${sql.identifier(getTableConfig(table).name)} (${sql.join(names, sql`, `)})
      select * from unnest(${sql.join(arrays, sql`, `)})`,
  ).sql;
  return async (session, rows) => {
    if (rows.length === 0) return;
    const values = columns.map(([name, column]) => {
      const texts = rows.map((row) => {
        const given: Readonly<Record<string, unknown>> = row;
        const value = given[name] ?? null;
        return value === null ? 'NULL' : elementOf(column.mapToDriverValue(value));
      });
      return `{${texts.join(',')}}`;
    });
    await session.query(text, values);
  };
}

/** Numbers, UUIDs and most words stand in an array as they are. */
const PLAIN = /^(?!null$)[\w-]+$/i;

/** A value as an element of an array: the driver would quote and search every one of them. */
function elementOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  const text = String(value);
  return PLAIN.test(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
