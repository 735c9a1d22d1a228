import { Column, is, Placeholder, SQL, type SQLWrapper } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Session } from './connection.ts';

/** A Drizzle select with its columns named one by one, none within another. */
export interface Select extends SQLWrapper {
  readonly _: {
    readonly selectedFields: Readonly<Record<string, unknown>>;
    readonly result: readonly unknown[];
  };
}

export type RowOf<Q extends Select> = Q['_']['result'][number];
export type Values = Readonly<Record<string, unknown>>;

/** A select whose text was written once; each connection prepares it when it first sees it. */
export type PreparedSelect<Row> = (session: Session, values: Values) => Promise<Row[]>;

/** Writes a select once. */
export function prepareSelect<Q extends Select>(query: Q): PreparedSelect<RowOf<Q>> {
  return prepareText<RowOf<Q>>(query.getSQL(), query._.selectedFields);
}

const dialect = new PgDialect();

/**
 * Writes a statement whose columns are these fields, in their order. Drizzle writes the statement
 * and decodes the columns; the rows are put together here, because finding out for every value of
 * every row again how it is decoded costs as much as reading it.
 */
export function prepareText<Row>(
  query: SQL,
  fields: Readonly<Record<string, unknown>>,
): PreparedSelect<Row> {
  const { sql: text, params } = dialect.sqlToQuery(query);
  const names = params.map((param) => (is(param, Placeholder) ? param.name : null));
  const columns = Object.entries(fields).map(([name, field]) => [name, decoderOf(field)] as const);
  const bind = (values: Values): unknown[] =>
    names.map((name, i) => {
      if (name === null) return params[i];
      if (name in values) return values[name];
      throw new Error(`no value for the parameter ${name}`);
    });
  const read = (raw: readonly unknown[]): Row => {
    const row: Record<string, unknown> = {};
    for (const [i, [name, decode]] of columns.entries()) {
      const value = raw[i] ?? null;
      row[name] = value === null ? null : decode(value);
    }
    return row as Row;
  };
  return async (session, values) => (await session.query(text, bind(values))).map(read);
}

function decoderOf(field: unknown): (value: unknown) => unknown {
  if (is(field, Column)) return (value) => field.mapFromDriverValue(value);
  if (!is(field, SQL)) throw new Error('a select names its columns one by one');
  const { decoder } = field as SQL & {
    readonly decoder: { mapFromDriverValue(value: unknown): unknown };
  };
  return (value) => decoder.mapFromDriverValue(value);
}
