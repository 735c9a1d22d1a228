import type { AnswerLimits } from '../../ledger/store.ts';
import type { OpenStore } from '../open-store.ts';
import { migrateFile, openReader, openWriter } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { prepareImports } from './imports.ts';
import { prepareMerchants } from './merchants.ts';
import { prepareReads } from './reads.ts';
import { secretOf } from './secrets.ts';
import { createPreview, createWriter } from './writer.ts';

/**
 * Opens a ledger in one file, for one machine, creating it and bringing it up to date first. Any
 * number of processes there may open it. Without limits the answers
 * to keyed requests are kept for ever, however many there are.
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
   * Takes the write lock and gives it back; where the disk failed a command before, writes a page as
   * well, so that the store is not ready until the disk is.
   */
  function isWritable(): boolean {
    const { $client: client } = writing;
    try {
      client.exec('BEGIN IMMEDIATE');
      if (groups.hasFailed) client.pragma('user_version = 1');
      client.exec('COMMIT');
      return true;
    } catch {
      if (client.inTransaction) client.exec('ROLLBACK');
      return false;
    }
  }
}
