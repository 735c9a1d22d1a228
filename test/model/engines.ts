import type { Engine } from '../contract/engine.ts';
import { pglite } from '../contract/engine-pglite.ts';
import { postgres } from '../contract/engine-postgres.ts';
import { sqlite } from '../contract/engine-sqlite.ts';

/** A store engine that is compared with the model. */
export interface ModelEngine {
  readonly engine: Engine;
  /** How many processes serve one ledger; one is the test's own. */
  readonly processes: number;
}

export const onSqlite: ModelEngine = { engine: sqlite, processes: 1 };
export const onPglite: ModelEngine = { engine: pglite, processes: 1 };

/** Two processes, each of which gets every other request. */
export function onPostgres(server: string): ModelEngine {
  return { engine: postgres(server), processes: 2 };
}
