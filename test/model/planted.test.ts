import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import { generate } from './generate.ts';
import type { Operation } from './operation.ts';
import { plantedFaults } from './planted-faults.ts';
import { plantedOddities } from './planted-oddities.ts';
import { shorten, upTo } from './shorten.ts';

const SEED = 20_260_116;
/** A planted fault shows within so many operations. */
const OPERATIONS = 4_000;
/** And with so few, once they are shortened. */
const FEW = 5;
const TIMEOUT_MS = 120_000;

describe('the comparison notices', () => {
  const operations = generate(SEED, OPERATIONS);
  /** Up to where the last of the plants was noticed. */
  let seen: readonly Operation[] = [];

  it.each(Object.entries({ ...plantedFaults, ...plantedOddities }))(
    '%s',
    async (_, plant) => {
      const difference = await compare(operations, { plant });
      expect(difference).not.toBeNull();
      const prefix = difference ? upTo(operations, difference) : [];
      if (prefix.length > seen.length) seen = prefix;
    },
    TIMEOUT_MS,
  );

  it('nothing where nothing was planted', { timeout: TIMEOUT_MS }, async () => {
    expect(await compare(seen)).toBeNull();
  });

  it.each(['lot not restored', 'fee kept', 'idempotency ignored'])(
    '%s, and tells it with a few operations',
    async (name) => {
      const plant = plantedFaults[name];
      const difference = await compare(operations, { plant });
      const shortest = difference && (await shorten(operations, difference, { plant }));
      expect(shortest?.operations.length).toBeLessThanOrEqual(FEW);
      expect(await compare(shortest?.operations ?? [], { plant })).not.toBeNull();
      expect(await compare(shortest?.operations ?? [])).toBeNull();
    },
    TIMEOUT_MS,
  );
});
