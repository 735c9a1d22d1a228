import { describe, expect, it } from 'vitest';
import { breachesOf } from '../faults/ledger-file.ts';
import { numberFrom } from '../faults/seeded.ts';
import { compare } from './compare.ts';
import { generate } from './generate.ts';
import { plantedFaults } from './planted-faults.ts';
import { report } from './shorten.ts';

/** More for a longer campaign: STORNO_MODEL_OPERATIONS=200000 npx vitest run … model */
const OPERATIONS = numberFrom('STORNO_MODEL_OPERATIONS', 5_000);
const SEED = numberFrom('STORNO_MODEL_SEED', 20_260_115);
const OPERATIONS_A_SECOND = 50;

describe('the ledger over SQLite', () => {
  it(
    `case 47, case 50: agrees with an independent model over ${OPERATIONS} operations`,
    async () => {
      const operations = generate(SEED, OPERATIONS);
      const difference = await compare(operations, undefined, ({ path }) => {
        const breaches = breachesOf(path);
        return breaches.length === 0 ? null : { what: 'verify', expected: [], actual: breaches };
      });
      expect(difference && (await report(SEED, operations, difference))).toBeNull();
    },
    (OPERATIONS / OPERATIONS_A_SECOND) * 1_000,
  );
});

describe('the comparison notices', () => {
  it.each(Object.entries(plantedFaults))('that %s', async (_, plant) => {
    const operations = generate(SEED + 1, 600);
    const difference = await compare(operations, plant);
    expect(difference).not.toBeNull();
    // And it is the plant that it notices: without it all is well up to there.
    expect(await compare(operations.slice(0, (difference?.index ?? 0) + 1))).toBeNull();
  });
});
