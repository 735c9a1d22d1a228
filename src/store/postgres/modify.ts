import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Session } from './connection.ts';
import { type ColumnType, given, snakeCase } from './gather.ts';

type Columns = Readonly<Record<string, ColumnType>>;
type RowsOf<C extends Columns> = readonly { readonly [Name in keyof C]: unknown }[];

/** Changes or removes rows by one statement, however many they are. */
type PreparedModify<C extends Columns> = (session: Session, rows: RowsOf<C>) => Promise<void>;

const dialect = new PgDialect();

/** Updates the row that each given row names; `match` compares `t`, the row, with `given`. */
export function prepareUpdate<K extends Columns, C extends Columns>(
  table: string,
  key: K,
  columns: C,
  match: string,
): PreparedModify<K & C> {
  const set = Object.keys(columns).map((name) => {
    const column = snakeCase(name);
    return `${column} = given.${column}`;
  });
  return prepareModify(
    `update "${table}" as t set ${set.join(', ')} from`,
    { ...key, ...columns },
    match,
  );
}

/** Deletes the rows that each given row names. */
export function prepareDelete<C extends Columns>(
  table: string,
  columns: C,
  match: string,
): PreparedModify<C> {
  return prepareModify(`delete from "${table}" as t using`, columns, match);
}

function prepareModify<C extends Columns>(
  head: string,
  columns: C,
  match: string,
): PreparedModify<C> {
  const names = Object.keys(columns);
  const arrays = Object.entries(columns).map(([name, type]) => given(name, `${type}[]`));
  const { sql: text } = dialect.sqlToQuery(
    sql`${sql.raw(head)} unnest(${sql.join(arrays, sql`, `)})
      as given(${sql.raw(names.map(snakeCase).join(', '))}) where ${sql.raw(match)}`,
  );
  return async (session, rows) => {
    if (rows.length === 0) return;
    const values = names.map((name) => rows.map((row) => row[name] ?? null));
    await session.query(text, values);
  };
}
