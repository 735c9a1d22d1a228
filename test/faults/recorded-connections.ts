import type Database from 'better-sqlite3';

/** A connection that the code under test opened, and what it executed. */
export interface RecordedConnection {
  readonly client: Database.Database;
  readonly readonly: boolean;
  /** The statements, with their values, in order. */
  readonly statements: string[];
}

/** All connections of this test file, in the order in which they were opened. */
export const connections: RecordedConnection[] = [];

/**
 * Stands in for better-sqlite3 and does the same, but lets a test see the connections that a store
 * opens for itself. For `vi.mock`, whose factory runs before the imports of its file.
 */
export async function recordingDriver(importOriginal: () => Promise<unknown>) {
  const { default: Original } = (await importOriginal()) as { default: typeof Database };
  class Recording extends Original {
    constructor(file: string, options: Database.Options = {}) {
      const statements: string[] = [];
      const verbose = (text?: unknown): void => {
        statements.push(String(text));
      };
      super(file, { ...options, verbose });
      connections.push({ client: this, readonly: options.readonly === true, statements });
    }
  }
  return { default: Recording };
}
