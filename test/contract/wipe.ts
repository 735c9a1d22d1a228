import type { Session } from '../../src/store/postgres/connection.ts';

const TABLES = `select quote_ident(tablename) from pg_tables
  where schemaname = current_schema() and tablename <> '__drizzle_migrations'`;

/**
 * Empties every table that a session sees: much faster than making a ledger anew. It takes a
 * superuser, since what is append-only refuses everybody else.
 */
export async function wipe(session: Session): Promise<void> {
  const tables = await session.query(TABLES, []);
  const deletions = tables.map(([name], n) => `gone_${n} as (delete from ${String(name)})`);
  await session.query('set session_replication_role = replica', []);
  await session.query(`with ${deletions.join(', ')} select 1`, []);
  await session.query('set session_replication_role = origin', []);
}
