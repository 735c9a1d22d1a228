import type { ImportStore, Store } from '../../ledger/store.ts';
import type { MerchantStore } from '../../merchant/store.ts';
import { migrateFile, openReader, openWriter } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { prepareImports } from './imports.ts';
import { prepareMerchants } from './merchants.ts';
import { prepareReads } from './reads.ts';
import { secretOf } from './secrets.ts';
import { createPreview, createWriter } from './writer.ts';

/** A ledger in one file, for one machine: any number of processes there may open it. */
export interface SqliteStore extends Store {
  readonly merchants: MerchantStore;
  readonly imports: ImportStore;
  /** Signs cursors; the same for every process that opens the file. */
  readonly cursorKey: Buffer;
}

/** Opens a database file, creating it and bringing it up to date first. */
export function openSqliteStore(file: string): SqliteStore {
  migrateFile(file);
  const writing = openWriter(file);
  const reading = openReader(file);
  const writer = createWriter(writing);
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

  /** Takes the write lock and gives it back: a full or read-only disk shows here. */
  function isWritable(): boolean {
    try {
      writing.$client.exec('BEGIN IMMEDIATE; ROLLBACK');
      return true;
    } catch {
      return false;
    }
  }
}
