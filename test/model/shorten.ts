import { inspect } from 'node:util';
import { compare, type Difference } from './compare.ts';
import type { Operation } from './operation.ts';

const PATIENCE_MS = 20_000;

/** Leaves out what the difference does not need, as long as there is patience. */
async function shorten(operations: readonly Operation[]): Promise<readonly Operation[]> {
  const until = performance.now() + PATIENCE_MS;
  let shortest = operations;
  for (let size = Math.ceil(operations.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < shortest.length - 1; ) {
      if (performance.now() > until) return shortest;
      const tried = [...shortest.slice(0, from), ...shortest.slice(from + size)];
      const found = tried.length > 0 ? await compare(tried) : null;
      if (found) shortest = tried.slice(0, found.index + 1);
      else from += size;
    }
  }
  return shortest;
}

function show(value: unknown): string {
  return inspect(value, { depth: 8, breakLength: 120, maxArrayLength: 40 });
}

/** Tells a difference: the seed to repeat it with, and as few operations as were found. */
export async function report(
  seed: number,
  operations: readonly Operation[],
  difference: Difference,
): Promise<string> {
  const prefix = operations.slice(0, difference.index + 1);
  const shortest = await shorten(prefix);
  const last = (await compare(shortest)) ?? difference;
  return [
    `seed ${seed}, operation ${difference.index}: ${difference.what}`,
    `expected ${show(difference.expected)}`,
    `actual ${show(difference.actual)}`,
    `the same with ${shortest.length} operations: ${last.what}`,
    ...shortest.slice(-25).map(({ at, id, command }) => `${at} ${id.slice(-6)} ${show(command)}`),
    `expected ${show(last.expected)}`,
    `actual ${show(last.actual)}`,
  ].join('\n');
}
