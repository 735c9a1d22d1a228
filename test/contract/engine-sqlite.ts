import { hash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from './engine.ts';

/** A file of its own for every ledger. */
export const sqlite: Engine = {
  name: 'SQLite',
  async provide() {
    const folder = mkdtempSync(join(tmpdir(), 'storno-'));
    const database = join(folder, 'ledger.db');
    return {
      database,
      digest: async () => hash('sha256', Buffer.concat([database, `${database}-wal`].map(bytesOf))),
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

function bytesOf(file: string): Buffer {
  return existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
}
