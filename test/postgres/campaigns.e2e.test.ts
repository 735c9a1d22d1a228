import { describe, expect, it } from 'vitest';
import { findPostgres } from './installed.ts';
import { survive } from './outages.ts';
import { racePairs } from './pairs.ts';

const SEED = 20_260_116;
const TIMEOUT_MS = 300_000;

// Short runs of what `npm run test:pairs` and `npm run test:outages` do at length.
describe.runIf(findPostgres())('processes on one PostgreSQL of their own', () => {
  it(
    'case 10: two that cancel each of 300 transactions at the same moment',
    async () => {
      const { rollbacks } = await racePairs(300);
      // Otherwise the two never met: which of them wins is the machine's affair.
      expect(rollbacks).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  it(
    'case 51: a killed database and a killed subgraph, twice each, lose nothing',
    async () => {
      const { commands, answered, cutOff } = await survive(4, SEED);
      // Otherwise nobody noticed that anything was killed, or there was nothing to lose.
      expect(cutOff).toBeGreaterThan(0);
      expect(commands).toBeGreaterThan(20);
      expect(answered).toBeGreaterThan(20);
    },
    TIMEOUT_MS,
  );
});
