import { hash } from 'node:crypto';
import type { Session } from '../../src/store/postgres/connection.ts';

/** A hash over every row of every table that a session sees. */
export async function digestOf(session: Session): Promise<string> {
  const names = await session.query(
    'select tablename from pg_tables where schemaname = current_schema() order by tablename',
    [],
  );
  const tables: unknown[] = [];
  for (const [name] of names) {
    const rows = await session.query(
      `select md5(string_agg(t::text, '|' order by t::text)) from "${String(name)}" t`,
      [],
    );
    tables.push(name, rows);
  }
  return hash('sha256', JSON.stringify(tables));
}
