import type { Finding } from '../../ledger/store.ts';
import {
  type Database,
  inTransaction,
  isConflict,
  openPool,
  type Session,
} from '../postgres/connection.ts';
import { readyForAll } from '../postgres/verify.ts';
import { type Db, migrateFile, openReader } from '../sqlite/connection.ts';
import { verifyLedger } from '../sqlite/verify.ts';
import { reportAll, type Verified } from '../verification.ts';
import type { CopiedTable } from './copied-table.ts';
import { ledgerTables } from './ledger-tables.ts';
import { merchantTables } from './merchant-tables.ts';
import { proveCopy } from './proof.ts';

/** Follows a copy. */
export interface Watcher {
  /** Is told what is wrong with the file, and then what differs in the copy. */
  report(finding: Finding): void;
  /** Nothing is wrong with the file. */
  verified(verified: Verified): void;
  /** So many rows, of all tables, are copied of so many. */
  advance(rows: number, of: number): void;
  /** Everything is copied. */
  copied(): void;
}

/** What became of a copy. Where it was not `COPIED`, the database is as empty as it was. */
export type CopyOutcome =
  | {
      readonly name: 'COPIED';
      readonly verified: Verified;
      /** How many there are, by table. */
      readonly rows: ReadonlyMap<string, number>;
      /** Others wrote to the file meanwhile: what came after the snapshot is not in the copy. */
      readonly isBehind: boolean;
    }
  | { readonly name: 'SOURCE_WRONG' | 'COPY_DIFFERS'; readonly verified: Verified }
  | { readonly name: 'TARGET_TAKEN'; readonly table: string };

const tables: readonly CopiedTable[] = [...merchantTables, ...ledgerTables];

/**
 * Copies the ledger in a file to an empty database. The file is read as it is at one moment, while
 * others may go on writing to it, and has to verify. The copy is one transaction, which is proved
 * before it commits: whatever goes wrong, nothing of it is there, and it can be run again.
 */
export async function copyLedger(
  file: string,
  target: Database | string,
  watcher: Watcher,
): Promise<CopyOutcome> {
  migrateFile(file);
  const db = openReader(file);
  const database = typeof target === 'string' ? openPool(target) : target;
  try {
    db.$client.exec('BEGIN');
    const version = versionOf(db);
    const outcome = await copySnapshot(db, database, watcher);
    db.$client.exec('COMMIT');
    return outcome.name === 'COPIED'
      ? { ...outcome, isBehind: versionOf(db) !== version }
      : outcome;
  } finally {
    db.$client.close();
    await database.close();
  }
}

/** Changes when another connection has committed something; asking begins the snapshot. */
function versionOf({ $client: client }: Db): unknown {
  client.prepare('select count(*) from merchant').get();
  return client.pragma('data_version', { simple: true });
}

async function copySnapshot(db: Db, database: Database, watcher: Watcher): Promise<CopyOutcome> {
  await database.migrate();
  // Asked again within the transaction; but verifying a file for nothing would take its time.
  const table = await database.session(takenTable);
  if (table !== null) return { name: 'TARGET_TAKEN', table };
  const [verified, wrong] = await countAll(verifyLedger(db), watcher);
  if (wrong > 0) return { name: 'SOURCE_WRONG', verified };
  watcher.verified(verified);
  try {
    return await database.session(async (session) => {
      await readyForAll(session);
      return inTransaction(session, 'serializable', () => copyAll(db, session, watcher));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome;
    // Somebody else may have been faster, and so have been in the way.
    const taken = isConflict(error) ? await database.session(takenTable) : null;
    if (taken !== null) return { name: 'TARGET_TAKEN', table: taken };
    throw error;
  }
}

/** Takes a copy back: thrown within its transaction. */
class TakenBack extends Error {
  readonly outcome: CopyOutcome;

  constructor(outcome: CopyOutcome) {
    super(outcome.name);
    this.outcome = outcome;
  }
}

async function copyAll(db: Db, session: Session, watcher: Watcher): Promise<CopyOutcome> {
  const table = await takenTable(session);
  if (table !== null) throw new TakenBack({ name: 'TARGET_TAKEN', table });
  const rows = new Map(tables.map((one) => [one.name, one.count(db)]));
  const total = [...rows.values()].reduce((sum, count) => sum + count, 0);
  let read = 0;
  for (const one of tables) {
    await one.copy(db, session, (more) => {
      read += more;
      watcher.advance(read, total);
    });
  }
  watcher.copied();
  const [verified, differences] = await countAll(proveCopy(db, session, rows), watcher);
  if (differences > 0) throw new TakenBack({ name: 'COPY_DIFFERS', verified });
  return { name: 'COPIED', verified, rows, isBehind: false };
}

/** Reports all that is found. Returns how much was verified, and how much was found. */
async function countAll(
  verification: Parameters<typeof reportAll>[0],
  watcher: Watcher,
): Promise<readonly [Verified, number]> {
  let found = 0;
  const verified = await reportAll(verification, (finding) => {
    found += 1;
    watcher.report(finding);
  });
  return [verified, found];
}

/** A table of a database that has rows already; null: there is none. */
async function takenTable(session: Session): Promise<string | null> {
  for (const { name } of tables) {
    const rows = await session.query(`select 1 from "${name}" limit 1`, []);
    if (rows.length > 0) return name;
  }
  return null;
}
