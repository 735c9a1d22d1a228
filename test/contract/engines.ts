import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A store engine as the contract suite sees it: a place for a new ledger, and its removal. */
export interface Engine {
  readonly name: string;
  /** Makes room for one empty ledger. */
  provide(): { readonly databasePath: string; remove(): void };
}

/** Every engine that the whole suite runs on. */
export const engines: readonly Engine[] = [
  {
    name: 'SQLite',
    provide() {
      const folder = mkdtempSync(join(tmpdir(), 'storno-'));
      return {
        databasePath: join(folder, 'ledger.db'),
        remove: () => rmSync(folder, { recursive: true, force: true }),
      };
    },
  },
];
