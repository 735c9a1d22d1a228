import { afterAll, beforeAll } from 'vitest';
import type { Engine } from './engine.ts';
import { pglite } from './engine-pglite.ts';
import { postgres } from './engine-postgres.ts';
import { sqlite } from './engine-sqlite.ts';

const { STORNO_TEST_SERVER: server } = process.env;

/** Every engine that the whole suite runs on: a real server where there is one. */
export const engines: readonly Engine[] = server ? [postgres(server)] : [sqlite, pglite];

beforeAll(async () => {
  for (const engine of engines) await engine.start?.();
});

afterAll(async () => {
  for (const engine of engines) await engine.stop?.();
});
