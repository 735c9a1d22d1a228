import DataLoader from 'dataloader';
import { type SQL, sql } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import type { Session } from './connection.ts';
import {
  type PreparedSelect,
  prepareText,
  type RowOf,
  type Select,
  type Values,
} from './select.ts';

/** Writes statements without a connection. */
export const write = new QueryBuilder();

export type ColumnType = 'text' | 'uuid' | 'bigint' | 'smallint' | 'integer' | 'boolean' | 'bytea';

/** A parameter of a prepared statement, with its type. */
export function given(name: string, type: ColumnType | `${ColumnType}[]`): SQL {
  return sql`${sql.placeholder(name)}::${sql.raw(type)}`;
}

/** Which of the questions a row answers: they are numbered from 1 on. */
interface Placed {
  readonly place: number;
}

/**
 * Writes a question: a select whose conditions compare with the columns of `wanted`. It is asked
 * for many at a time, one array parameter a column; the rows of each come in the select's order.
 * The OFFSET keeps the planner from taking the two apart: what is asked is looked up by key, one
 * after the other, however small it takes a table for.
 */
export function prepareQuestion<Q extends Select>(
  columns: Readonly<Record<string, ColumnType>>,
  query: Q,
): PreparedSelect<RowOf<Q> & Placed> {
  const names = [...Object.keys(columns).map(snakeCase), 'place'];
  const arrays = Object.entries(columns).map(([name, type]) => given(name, `${type}[]`));
  const text = sql`select wanted.place, found.*
    from unnest(${sql.join(arrays, sql`, `)})
      with ordinality as wanted(${sql.raw(names.join(', '))})
    cross join lateral (${query} offset 0) as found`;
  const fields = { place: sql<number>`wanted.place`.mapWith(Number), ...query._.selectedFields };
  return prepareText<RowOf<Q> & Placed>(text, fields);
}

export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Questions that one statement takes at most. */
const QUESTIONS_MAX = 1_000;

/** Asks a question; those that many commands ask at the same time become one statement. */
export type Ask<Key, Row> = (key: Key) => Promise<readonly Row[]>;

/**
 * Gathers what commands of a group ask, each for itself, into one statement: the commands go
 * through their facts side by side, and the database is asked once a step, not once a command.
 */
export function gather<Key extends Values, Row extends Placed>(
  session: Session,
  statement: PreparedSelect<Row>,
  names: readonly (keyof Key & string)[],
  constants: Values = {},
): Ask<Key, Row> {
  const loader = new DataLoader<Key, readonly Row[]>(
    async (keys) => {
      const values: Record<string, unknown> = { ...constants };
      for (const name of names) values[name] = keys.map((key) => key[name]);
      const rows = Map.groupBy(await statement(session, values), (row) => row.place);
      return keys.map((_key, i) => rows.get(i + 1) ?? []);
    },
    { cache: false, maxBatchSize: QUESTIONS_MAX },
  );
  return (key) => loader.load(key);
}
