import { type Db, openReader } from '../store/sqlite/connection.ts';
import { merchant } from '../store/sqlite/merchant-schema.ts';

// What the command line asks of a file, as it is, and nobody else does.

function read<T>(file: string, query: (db: Db) => T): T {
  const db = openReader(file);
  try {
    return query(db);
  } finally {
    db.$client.close();
  }
}

/** The ids of all merchants. */
export function merchantIds(file: string): string[] {
  return read(file, (db) => db.select({ id: merchant.id }).from(merchant).all()).map(
    ({ id }) => id,
  );
}

/** How many migrations a file has gone through; none where it is empty. */
export function migrationsDone(file: string): number {
  return read(file, ({ $client: client }) => {
    const journal = "select 1 from sqlite_master where name = '__drizzle_migrations'";
    if (!client.prepare(journal).get()) return 0;
    return Number(client.prepare('select count(*) from __drizzle_migrations').pluck().get());
  });
}
