import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';

export type Db = BetterSQLite3Database & { $client: Database.Database };

/** How long SQLite itself waits for a lock; short, because it blocks the event loop meanwhile. */
const BUSY_TIMEOUT_MS = 20;
/** Before serving, nothing else waits for the event loop. */
const MIGRATION_TIMEOUT_MS = 10_000;
/** Two processes that start together may both find the same migration missing; one is told. */
const MIGRATION_TRIES = 3;
/** Pages of WAL before a checkpoint, 64 MB: half the bytes written of the default 1,000. */
const CHECKPOINT_PAGES = 32_000;
/**
 * Of a new file. A reversal changes a row or two on each of some five pages that lie anywhere, and
 * all of a page is written for them: in pages of 4 KiB, twice as much.
 */
const PAGE_BYTES = 2_048;
const SYNCHRONOUS_FULL = 2n;
/**
 * What a connection keeps of the file, in KiB: the upper levels of every index, of which SQLite's
 * own 2 MB hold a part. More does not pay: in a file of less than 1 GiB, after an index's pages
 * were balanced, a commit goes through all that is kept, a tenth of a millisecond for 4,000 pages.
 */
const CACHE_KIB = 8_192;

const MIGRATIONS = fileURLToPath(new URL('../../../drizzle/sqlite', import.meta.url));

/** Brings a database file up to date, creating it where there is none. */
export function migrateFile(file: string): void {
  const client = new Database(file, { timeout: MIGRATION_TIMEOUT_MS });
  try {
    client.pragma(`page_size = ${PAGE_BYTES}`);
    client.pragma('journal_mode = WAL');
    for (let tries = 1; ; tries += 1) {
      try {
        migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
        return;
      } catch (error) {
        if (tries === MIGRATION_TRIES) throw error;
      }
    }
  } finally {
    client.close();
  }
}

/** Opens the one connection that writes, durable: a commit returns when it is on the disk. */
export function openWriter(file: string): Db {
  const db = open(file);
  const { $client: client } = db;
  try {
    // Nobody waits for the event loop yet: another process may hold the lock for a while.
    client.pragma(`busy_timeout = ${MIGRATION_TIMEOUT_MS}`);
    client.pragma('journal_mode = WAL');
    client.pragma('synchronous = FULL');
    client.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    client.pragma('foreign_keys = ON');
    checkDurability(client);
    client.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    return db;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Opens a connection that sees what is committed and can write nothing. */
export function openReader(file: string): Db {
  return open(file, true);
}

function open(file: string, readonly = false): Db {
  const client = new Database(file, { timeout: BUSY_TIMEOUT_MS, readonly });
  client.defaultSafeIntegers(true);
  client.pragma(`cache_size = -${CACHE_KIB}`);
  return drizzle(client);
}

/**
 * In WAL mode the library falls to NORMAL at the first write, whatever the pragma said right after
 * opening; and at NORMAL a power cut loses acknowledged commits. So it is read back after a write.
 */
function checkDurability(client: Database.Database): void {
  client.exec('BEGIN IMMEDIATE; PRAGMA user_version = 1; COMMIT');
  if (client.pragma('synchronous', { simple: true }) !== SYNCHRONOUS_FULL) {
    client.pragma('synchronous = FULL');
  }
  const synchronous = client.pragma('synchronous', { simple: true });
  const journal = client.pragma('journal_mode', { simple: true });
  if (synchronous !== SYNCHRONOUS_FULL || journal !== 'wal') {
    throw new Error(`not durable: journal ${String(journal)}, synchronous ${String(synchronous)}`);
  }
}

/** Whether another process holds the lock: worth another try. */
export function isBusy(error: unknown): boolean {
  return codeOf(error)?.startsWith('SQLITE_BUSY') ?? false;
}

const UNAVAILABLE = /^SQLITE_(BUSY|FULL|IOERR|READONLY|CANTOPEN|LOCKED)/;

/** Whether the file could not be written, through no fault of the command. */
export function isUnavailable(error: unknown): boolean {
  return UNAVAILABLE.test(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Database.SqliteError) return cause.code;
  }
  return null;
}
