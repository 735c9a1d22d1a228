import { setImmediate as immediate } from 'node:timers/promises';
import { Client, Names } from './client.ts';
import type { Difference } from './difference.ts';
import { type ModelEngine, onSqlite } from './engines.ts';
import { LaneRun } from './lane-run.ts';
import { laneOf, START } from './lanes.ts';
import type { Operation } from './operation.ts';
import { type Plant, type ServedWorld, serveWorld } from './served-world.ts';

export interface Comparison {
  /** SQLite unless given. */
  readonly on?: ModelEngine | undefined;
  readonly plant?: Plant | undefined;
}

/**
 * Sends operations over HTTP to a new world, those of a round from all lanes at once, until an
 * answer or, between two rounds, a wallet differs from what the models of the lanes say.
 */
export async function compare(
  operations: readonly Operation[],
  { on = onSqlite, plant }: Comparison = {},
): Promise<Difference | null> {
  const lanes = [...new Set(operations.map(({ lane }) => lane))].map(laneOf);
  const merchantIds = [...new Set(lanes.map((lane) => lane.merchantId))];
  const world = await serveWorld(merchantIds, on, plant ?? null);
  const clients: Client[] = [];
  try {
    const names = new Names();
    const runs = lanes.map((lane) => {
      const client = new Client(world.urls, world.keyOf(lane.merchantId));
      clients.push(client);
      return new LaneRun(lane, client, names);
    });
    await Promise.all(runs.map((run) => run.open()));
    const found =
      (await playRounds(world, runs, operations)) ??
      (await first(runs, (run) => run.differsAtEnd()));
    if (found) return { ...found, defects: world.defects };
    const breaches = await world.breaches();
    const end = { lane: -1, round: operations.at(-1)?.round ?? 0, operationId: null };
    return breaches.length === 0
      ? null
      : { ...end, what: 'verify', expected: [], actual: breaches };
  } finally {
    for (const client of clients) client.close();
    await world.close();
  }
}

async function playRounds(
  world: ServedWorld,
  runs: readonly LaneRun[],
  operations: readonly Operation[],
): Promise<Difference | null> {
  for (const round of Map.groupBy(operations, (one) => one.round).values()) {
    await world.turn(round[0]?.at ?? START);
    const found = await first(runs, (run) => run.play(round));
    if (found) return found;
  }
  return null;
}

/** All lanes at once; the first lane's difference, if there are several. */
async function first(
  runs: readonly LaneRun[],
  act: (run: LaneRun) => Promise<Difference | null>,
): Promise<Difference | null> {
  const found = await Promise.all(runs.map(act));
  await immediate();
  return found.find((one) => one !== null) ?? null;
}
