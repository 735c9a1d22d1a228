import type { AnswerLimits } from '../ledger/store.ts';
import type { OpenStore } from './open-store.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';

const SERVER = /^postgres(ql)?:\/\//;

/** Whether an address names a database server rather than a file. */
export function isServer(database: string): boolean {
  return SERVER.test(database);
}

/**
 * Opens the ledger at an address, `postgres://…` or the path of a file, creating it and bringing
 * it up to date first. Without limits the answers to keyed requests are kept for ever, however
 * many there are. The engine for servers is loaded when it is asked for.
 */
export async function openStore(
  database: string,
  limits: AnswerLimits | null = null,
): Promise<OpenStore> {
  if (!isServer(database)) return openSqliteStore(database, limits);
  const { openPostgresStore } = await import('./postgres/postgres-store.ts');
  return openPostgresStore(database, limits);
}
