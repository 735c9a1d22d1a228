import { Column, is, Placeholder, SQL } from 'drizzle-orm';
import { type Convert, compileParameters, compileRow } from './compile.ts';
import type { Db } from './connection.ts';

/** A Drizzle select with its columns named one by one, none within another. */
export interface Select extends PromiseLike<readonly unknown[]> {
  readonly _: { readonly selectedFields: Readonly<Record<string, unknown>> };
  toSQL(): { readonly sql: string; readonly params: readonly unknown[] };
}

type RowOf<Q extends Select> = Awaited<Q>[number];
export type Values = Readonly<Record<string, unknown>>;

/** A select that was prepared once. */
export interface PreparedSelect<Row> {
  get(values: Values): Row | undefined;
  all(values: Values): Row[];
  /** Row by row, however many there are. */
  each(values: Values): Generator<Row, void>;
}

/**
 * Prepares a select on the path of commands and reads. Drizzle writes the statement and decodes
 * the columns; the rows are put together here, because finding out for every value of every row
 * again how it is decoded costs as much as reading it.
 */
export function prepareSelect<Q extends Select>(db: Db, query: Q): PreparedSelect<RowOf<Q>> {
  const { sql: text, params } = query.toSQL();
  const statement = db.$client.prepare(text).raw();
  const bind = prepareBind(params);
  const fields = Object.entries(query._.selectedFields);
  // The columns are the query's, each decoded as Drizzle says.
  const read = compileRow(fields.map(([name, field]) => [name, decoderOf(field)])) as (
    raw: readonly unknown[],
  ) => RowOf<Q>;
  return {
    get(values) {
      const raw = statement.get(...bind(values));
      return Array.isArray(raw) ? read(raw) : undefined;
    },
    all: (values) => statement.all(...bind(values)).map((raw) => read(raw as unknown[])),
    *each(values) {
      for (const raw of statement.iterate(...bind(values))) yield read(raw as unknown[]);
    },
  };
}

/** How the values of a statement are put in its order: by name, but for those that stand fixed. */
export function prepareBind(params: readonly unknown[]): (values: Values) => unknown[] {
  const parameters = params.map((param): [string, Convert] => {
    if (!is(param, Placeholder)) return ['', () => param];
    const { name } = param;
    const given: Convert = (value) => {
      if (value === undefined) throw new Error(`no value for the parameter ${name}`);
      return value;
    };
    return [name, given];
  });
  return compileParameters(parameters) as (values: Values) => unknown[];
}

function decoderOf(field: unknown): Convert {
  if (is(field, Column)) return (value) => field.mapFromDriverValue(value);
  if (!is(field, SQL)) throw new Error('a select names its columns one by one');
  const { decoder } = field as SQL & {
    readonly decoder: { mapFromDriverValue(value: unknown): unknown };
  };
  return (value) => decoder.mapFromDriverValue(value);
}
