import { afterAll, describe, expect, it } from 'vitest';
import { play } from './campaign.ts';
import { onPostgres } from './engines.ts';

const { STORNO_TEST_SERVER: server } = process.env;
const SEED = 20_260_117;
const OPERATIONS = 1_500;
const TIMEOUT_MS = 600_000;

describe.runIf(server)('the ledger over HTTP, in two processes on PostgreSQL', () => {
  const on = onPostgres(server ?? '');
  afterAll(() => on.engine.stop?.());

  it(
    `cases 10, 47, 48, 50, 53, 59: agrees with a model for ${OPERATIONS} operations`,
    async () => {
      expect(await play({ seed: SEED, operations: OPERATIONS }, on)).toBeNull();
    },
    TIMEOUT_MS,
  );
});
