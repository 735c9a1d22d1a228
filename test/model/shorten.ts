import { inspect } from 'node:util';
import { type Comparison, compare } from './compare.ts';
import type { Difference } from './difference.ts';
import type { Operation } from './operation.ts';

const PATIENCE_MS = 60_000;
/** A difference of concurrency may need several tries to show again. */
const TRIES = 3;

/** Operations that differ, and how. */
export interface Shortened {
  readonly operations: readonly Operation[];
  readonly difference: Difference;
}

/** Up to the operation that differs, or to the end of the round after which a wallet does. */
export function upTo(operations: readonly Operation[], found: Difference): Operation[] {
  const { round, operationId, lane } = found;
  const last = operations.findIndex(({ id }) => id === operationId);
  const late = (one: Operation, n: number) => one.lane === lane && operationId !== null && n > last;
  return operations.filter((one, n) => one.round <= round && !late(one, n));
}

/** Leaves out what the difference does not need, as long as there is patience. */
export async function shorten(
  operations: readonly Operation[],
  found: Difference,
  comparison: Comparison,
): Promise<Shortened> {
  const until = performance.now() + PATIENCE_MS;
  let shortest: Shortened = { operations: upTo(operations, found), difference: found };
  const shorter = async (tried: readonly Operation[]): Promise<boolean> => {
    if (tried.length === 0 || tried.length === shortest.operations.length) return false;
    for (let n = 0; n < TRIES && performance.now() < until; n += 1) {
      const difference = await compare(tried, comparison);
      if (difference) {
        shortest = { operations: upTo(tried, difference), difference };
        return true;
      }
      // One lane's requests come one after another: the same happens every time.
      if (new Set(tried.map(({ lane }) => lane)).size === 1) return false;
    }
    return false;
  };
  await shorter(shortest.operations.filter(({ lane }) => lane === found.lane));
  for (const other of new Set(shortest.operations.map(({ lane }) => lane))) {
    await shorter(shortest.operations.filter(({ lane }) => lane !== other));
  }
  const { length } = shortest.operations;
  for (let size = Math.ceil(length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let to = shortest.operations.length; to > 0; to -= size) {
      const { operations: all } = shortest;
      await shorter([...all.slice(0, Math.max(0, to - size)), ...all.slice(to)]);
    }
  }
  return shortest;
}

function show(value: unknown): string {
  return inspect(value, { depth: 8, breakLength: 120, maxArrayLength: 40 });
}

function told({ lane, at, id, twinId, command }: Operation): string {
  const twin = twinId === null ? '' : ' twice at once';
  return `lane ${lane}, ${new Date(at).toISOString()}, ${id}${twin}: ${show(command)}`;
}

const SHOWN = 25;

/** Tells a difference: the seed to repeat it with, and as few operations as were found. */
export async function report(
  seed: number,
  operations: readonly Operation[],
  found: Difference,
  comparison: Comparison = {},
): Promise<string> {
  const shortest = await shorten(operations, found, comparison);
  const { what, expected, actual } = shortest.difference;
  const { lane, operationId, defects = [] } = found;
  const round = Number.isFinite(found.round) ? `round ${found.round}` : 'the end';
  return [
    `seed ${seed}, lane ${lane}, ${round}, operation ${operationId}: ${found.what}`,
    `to see it again: STORNO_MODEL_SEED=${seed} STORNO_MODEL_OPERATIONS=${operations.length}`,
    `expected ${show(found.expected)}`,
    `actual ${show(found.actual)}`,
    ...defects,
    `with ${shortest.operations.length} operations: ${what}`,
    ...shortest.operations.slice(-SHOWN).map(told),
    `expected ${show(expected)}`,
    `actual ${show(actual)}`,
  ].join('\n');
}
