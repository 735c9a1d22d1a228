import { hash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open.ts';
import type { Engine, Place } from './engine.ts';

/** A file of its own for every ledger. The writer's thread would start longer than a test takes. */
export const sqlite: Engine = {
  name: 'SQLite',
  async provide() {
    return { ...newFile(), openStore: (database, limits) => openStore(database, limits) };
  },
};

/** The same as servers have it, with the writer in a thread. */
export const sqliteInThread: Engine = {
  name: 'SQLite, written in a thread',
  provide: async () => newFile(),
};

function newFile(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'storno-'));
  const database = join(folder, 'ledger.db');
  return {
    database,
    digest: async () => hash('sha256', Buffer.concat([database, `${database}-wal`].map(bytesOf))),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function bytesOf(file: string): Buffer {
  return existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
}
