import { afterAll, describe, expect, it } from 'vitest';
import { play } from './campaign.ts';
import { onPglite, onSqlite } from './engines.ts';

// Longer campaigns, and those of a real server: `npm run test:model`.
const SEED = 20_260_115;
const TIMEOUT_MS = 600_000;

describe('the ledger over HTTP', () => {
  afterAll(() => onPglite.engine.stop?.());

  it.each([
    { on: onSqlite, name: onSqlite.engine.name, operations: 6_000 },
    { on: onPglite, name: onPglite.engine.name, operations: 800 },
  ])(
    'cases 47, 48, 50, 53, 59: agrees with a model for $operations operations, on $name',
    async ({ on, operations }) => {
      expect(await play({ seed: SEED, operations }, on)).toBeNull();
    },
    TIMEOUT_MS,
  );
});
