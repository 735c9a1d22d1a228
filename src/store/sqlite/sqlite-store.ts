import type { AnswerLimits } from '../../ledger/store.ts';
import type { OpenStore } from '../open-store.ts';
import { migrateFile, openReader, openWriter } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { prepareImports } from './imports.ts';
import { prepareMerchants } from './merchants.ts';
import { prepareReads } from './reads.ts';
import { secretOf } from './secrets.ts';
import { createPreview, createWriter } from './writer.ts';

/** For how long a store is not ready after its disk failed a command. */
const MISTRUST_MS = 3_000;

/**
 * Opens a ledger in one file, for one machine, creating it and bringing it up to date first. Any
 * number of processes there may open it. Without limits the answers to keyed requests are kept for
 * ever, however many there are.
 */
export function openSqliteStore(file: string, limits: AnswerLimits | null = null): OpenStore {
  migrateFile(file);
  const writing = openWriter(file);
  const reading = openReader(file);
  const writer = createWriter(writing, limits);
  const groups = new GroupCommit(writer);
  const preview = createPreview(reading);
  return {
    ...prepareReads(reading),
    merchants: prepareMerchants(writing),
    imports: prepareImports(writing, writer),
    cursorKey: secretOf(writing, 'cursor'),
    commit: (envelope) => groups.submit(envelope),
    preview: async (envelope) => preview(envelope),
    isReady: async () => isWritable(),
    async close() {
      await groups.close();
      reading.$client.close();
      writing.$client.close();
    },
  };

  /**
   * Takes the write lock and gives it back. Where the disk failed a command, it is not trusted for
   * a while, and then only if it takes a page: there may be room for that and not for a command.
   */
  function isWritable(): boolean {
    const { $client: client } = writing;
    const { failedSinceMs } = groups;
    if (failedSinceMs !== null && failedSinceMs < MISTRUST_MS) return false;
    try {
      client.exec('BEGIN IMMEDIATE');
      if (failedSinceMs !== null) client.pragma('user_version = 1');
      client.exec('COMMIT');
      return true;
    } catch {
      if (client.inTransaction) client.exec('ROLLBACK');
      return false;
    }
  }
}
