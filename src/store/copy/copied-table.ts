import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Session } from '../postgres/connection.ts';
import { type NewRow, prepareInsert } from '../postgres/insert.ts';
import type { Db } from '../sqlite/connection.ts';
import { prepareSelect, type Select } from '../sqlite/select.ts';

/** Rows in one statement. */
const BATCH_ROWS = 2_000;
/** Statements that are on their way to the server while it is at another: it never waits. */
const BATCHES_AHEAD = 1;

/** A table of a server, and what it is copied from; both engines call it by the same name. */
export interface CopiedTable {
  readonly name: string;
  /** How many rows a file has. */
  count(db: Db): number;
  /** Copies every row, and tells as it goes on how many it has read. */
  copy(db: Db, session: Session, advance: (rows: number) => void): Promise<void>;
}

/** A table that has a row for each that the select reads in a file. */
export function copied<T extends PgTable>(
  table: T,
  select: (db: Db) => Select & PromiseLike<readonly NewRow<T>[]>,
): CopiedTable {
  const { name } = getTableConfig(table);
  const insert = prepareInsert(table);
  return {
    name,
    count: (db) => Number(db.$client.prepare(`select count(*) from "${name}"`).pluck().get()),
    async copy(db, session, advance) {
      const underWay: Promise<void>[] = [];
      try {
        for (const rows of batches(prepareSelect(db, select(db)).each({}), BATCH_ROWS)) {
          underWay.push(insert(session, rows));
          advance(rows.length);
          if (underWay.length > BATCHES_AHEAD) await underWay.shift();
        }
        await Promise.all(underWay);
      } finally {
        await Promise.allSettled(underWay);
      }
    },
  };
}

/** Rows in groups of a size, but for the last one. */
export function* batches<Row>(rows: Iterable<Row>, size: number): Generator<readonly Row[], void> {
  let batch: Row[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
