import type { AnswerLimits } from '../../ledger/store.ts';
import type { OpenStore } from '../open-store.ts';
import { type Database, openPool } from './connection.ts';
import { GroupCommit, GroupPreview } from './group-commit.ts';
import { createImports } from './imports.ts';
import { createMerchants } from './merchants.ts';
import { createReads } from './reads.ts';
import { secretOf } from './secrets.ts';
import { createWriter } from './writer.ts';

/**
 * Opens a ledger in a database that speaks PostgreSQL, creating its tables and bringing them up to
 * date first. Any number of processes, on any machines, may open it.
 */
export async function openPostgresStore(
  database: Database | string,
  limits: AnswerLimits | null = null,
): Promise<OpenStore> {
  const opened = typeof database === 'string' ? openPool(database) : database;
  try {
    await opened.migrate();
    return await createStore(opened, limits);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function createStore(database: Database, limits: AnswerLimits | null): Promise<OpenStore> {
  const writer = createWriter(database, limits);
  const groups = new GroupCommit(database, writer);
  const previews = new GroupPreview(database);
  return {
    ...createReads(database),
    merchants: createMerchants(database),
    imports: createImports(database, writer),
    cursorKey: await secretOf(database, 'cursor'),
    commit: (envelope) => groups.submit(envelope),
    preview: (envelope) => previews.submit(envelope),
    isReady: () => isWritable(database),
    async close() {
      await groups.close();
      await previews.close();
      await database.close();
    },
  };
}

/** Asks for what only a server that takes writes says yes to: a standby says no. */
async function isWritable(database: Database): Promise<boolean> {
  try {
    const rows = await database.session((session) =>
      session.query("select current_setting('transaction_read_only')", []),
    );
    return rows[0]?.[0] === 'off';
  } catch {
    return false;
  }
}
