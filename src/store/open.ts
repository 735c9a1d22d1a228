import type { AnswerLimits, Finding } from '../ledger/store.ts';
import type { OpenStore } from './open-store.ts';
import { openSqliteStore, type SqliteStoreOptions } from './sqlite/sqlite-store.ts';
import { verifyFile } from './sqlite/verify.ts';
import { reportAll, type Verified } from './verification.ts';

const SERVER = /^postgres(ql)?:\/\//;

/** Whether an address names a database server rather than a file. */
export function isServer(database: string): boolean {
  return SERVER.test(database);
}

/** An address to show: without the password that it may hold. */
export function labelOf(database: string): string {
  if (!isServer(database)) return database;
  const { protocol, host, pathname } = new URL(database);
  return `${protocol}//${host}${pathname}`;
}

/**
 * Opens the ledger at an address, `postgres://…` or the path of a file, creating it and bringing
 * it up to date first. Without limits the answers to keyed requests are kept for ever, however
 * many there are. The engine for servers is loaded when it is asked for; the options are of files.
 */
export async function openStore(
  database: string,
  limits: AnswerLimits | null = null,
  options: SqliteStoreOptions = {},
): Promise<OpenStore> {
  if (!isServer(database)) return openSqliteStore(database, limits, options);
  const { openPostgresStore } = await import('./postgres/postgres-store.ts');
  return openPostgresStore(database, limits);
}

/**
 * Checks all of the ledger at an address, on one consistent view while others go on writing, and
 * reports what it finds wrong as it finds it. Nothing is created and nothing brought up to date.
 */
export async function verifyStore(
  database: string,
  report: (finding: Finding) => void,
): Promise<Verified> {
  if (isServer(database)) {
    const { verifyServer } = await import('./postgres/verify.ts');
    return verifyServer(database, report);
  }
  return reportAll(verifyFile(database), report);
}
