import type { AnswerLimits } from '../../ledger/store.ts';
import type { OpenStore } from '../open-store.ts';
import { migrateFile, openReader, openWriter } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { prepareImports } from './imports.ts';
import { prepareMerchants } from './merchants.ts';
import { prepareReads } from './reads.ts';
import { secretOf } from './secrets.ts';
import { createPreview, createWriter } from './writer.ts';
import { WriterThread } from './writer-thread.ts';

export interface SqliteStoreOptions {
  /**
   * Whether commands are written in a thread of their own, so that reads and requests do not wait
   * for the disk. It is for what serves many at a time; it takes a while to start.
   */
  readonly writerThread?: boolean;
}

/**
 * Opens a ledger in one file, for one machine, creating it and bringing it up to date first. Any
 * number of processes there may open it. Without limits the answers to keyed requests are kept for
 * ever, however many there are.
 */
export function openSqliteStore(
  file: string,
  limits: AnswerLimits | null = null,
  { writerThread = false }: SqliteStoreOptions = {},
): OpenStore {
  migrateFile(file);
  const writing = openWriter(file);
  const reading = openReader(file);
  // What is not needed is not prepared: a server starts in the time that its statements take.
  const writer = once(() => createWriter(writing, limits));
  const commits = writerThread ? new WriterThread({ file, limits }) : new GroupCommit(writer());
  const preview = once(() => createPreview(reading));
  return {
    ...prepareReads(reading),
    merchants: prepareMerchants(writing),
    imports: prepareImports(writing, writer),
    cursorKey: secretOf(writing, 'cursor'),
    commit: (envelope) => commits.submit(envelope),
    preview: async (envelope) => preview()(envelope),
    isReady: () => commits.isReady(),
    async close() {
      await commits.close();
      reading.$client.close();
      writing.$client.close();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
