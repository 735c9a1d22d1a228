import { describe, expect, it } from 'vitest';
import { breachesOf } from '../faults/ledger-file.ts';
import { numberFrom } from '../faults/seeded.ts';
import { compare } from './compare.ts';
import { generate } from './generate.ts';
import { report } from './shorten.ts';

const SEED = numberFrom('STORNO_MODEL_SEED', 20_260_115);
/** More for a longer campaign: `STORNO_MODEL_OPERATIONS=200000 npm run test:model`. */
const OPERATIONS = numberFrom('STORNO_MODEL_OPERATIONS', 20_000);
/** A campaign of more goes through several ledgers, each with a seed of its own. */
const OPERATIONS_A_LEDGER = 20_000;
const OPERATIONS_A_SECOND = 50;

const ledgers = Array.from({ length: Math.ceil(OPERATIONS / OPERATIONS_A_LEDGER) }, (_, n) => ({
  seed: SEED + n,
  operations: Math.min(OPERATIONS_A_LEDGER, OPERATIONS - n * OPERATIONS_A_LEDGER),
}));

describe('the ledger over HTTP', () => {
  it.each(ledgers)(
    'cases 47, 48, 50, 53, 59: agrees with a model, $operations operations of seed $seed',
    async ({ seed, operations: count }) => {
      const operations = generate(seed, count);
      const difference = await compare(operations, { breachesOf });
      expect(difference && (await report(seed, operations, difference))).toBeNull();
    },
    60_000 + (OPERATIONS_A_LEDGER / OPERATIONS_A_SECOND) * 1_000,
  );
});
