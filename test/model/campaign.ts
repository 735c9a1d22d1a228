import { compare } from './compare.ts';
import type { ModelEngine } from './engines.ts';
import { generate } from './generate.ts';
import { report } from './shorten.ts';

/** A campaign of more goes through several ledgers, each with a seed of its own. */
const OPERATIONS_A_LEDGER = 20_000;

/** The operations of one ledger. */
export interface Part {
  readonly seed: number;
  readonly operations: number;
}

/** Splits a campaign into ledgers. */
export function partsOf(seed: number, operations: number): Part[] {
  return Array.from({ length: Math.ceil(operations / OPERATIONS_A_LEDGER) }, (_, n) => ({
    seed: seed + n,
    operations: Math.min(OPERATIONS_A_LEDGER, operations - n * OPERATIONS_A_LEDGER),
  }));
}

/** Compares one ledger with the model. Null: they agree; otherwise what differs, and how. */
export async function play({ seed, operations: count }: Part, on: ModelEngine) {
  const operations = generate(seed, count);
  const difference = await compare(operations, { on });
  return difference && report(seed, operations, difference, { on });
}
