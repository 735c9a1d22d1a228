import { deepEqual, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../contract/world.ts';
import { expectKeysFindOut, expectSums, expectWholeOrNothing } from '../faults/aftermath.ts';
import { Load, openWallets, type Wallets } from '../faults/load.ts';
import { type Chance, chanceOf } from '../faults/seeded.ts';
import { launchServer, type ServerProcess } from '../faults/server-process.ts';
import { createLedger, type ServedLedger } from './ledger.ts';
import { type PostgresServer, startPostgres } from './server.ts';
import { type LoadFigures, SteadyLoad } from './steady-load.ts';

/** What became of outages. */
export interface OutageFigures extends LoadFigures {
  readonly rounds: number;
  readonly seconds: number;
  /** Keyed commands, of which each is there once and has one answer. */
  readonly commands: number;
  /** The longest time from the start of the database until the subgraph was ready again. */
  readonly readyAfterMs: number;
}

/** A server is left alone for so long before it is killed. */
const UNDER_WAY_MS = { min: 100, max: 900 };
/** The database stays away for so long: some commands wait for it, others are turned away. */
const AWAY_MS = { min: 0, max: 8_000 };
const PATIENCE_MS = 60_000;
const ASKED_EVERY_MS = 20;

/** What a campaign has at hand. */
interface Place {
  readonly postgres: PostgresServer;
  readonly ledger: ServedLedger;
  readonly chance: Chance;
  readonly load: Load;
  readonly wallets: Wallets;
  subgraph: ServerProcess;
  client: Client;
}

/**
 * Kills a durable PostgreSQL and a subgraph process in turn, under load. Throws where something
 * that was acknowledged is lost, where something is there by half, or where an answer says what is
 * not so.
 */
export async function survive(rounds: number, seed: number): Promise<OutageFigures> {
  await using postgres = await startPostgres({ durable: true });
  const ledger = await createLedger(postgres.url);
  const chance = chanceOf(seed);
  const subgraph = await launchServer(ledger.url);
  const client = ledger.client(subgraph.url);
  const wallets = await openWallets(client);
  const load = new Load(chance, wallets);
  const place: Place = { postgres, ledger, chance, load, wallets, subgraph, client };
  try {
    return { rounds, ...(await play(place, rounds)) };
  } finally {
    await place.subgraph[Symbol.asyncDispose]();
  }
}

async function play(place: Place, rounds: number): Promise<Omit<OutageFigures, 'rounds'>> {
  const { ledger, load, wallets } = place;
  const steady = new SteadyLoad(load, () => place.client, wallets.stars[0] ?? '');
  const began = performance.now();
  let readyAfterMs = 0;
  let settled = 0;
  for (let round = 0; round < rounds; round += 1) {
    steady.start();
    await sleep(place.chance.between(UNDER_WAY_MS.min, UNDER_WAY_MS.max));
    if (round % 2 === 0) {
      readyAfterMs = Math.max(readyAfterMs, await killDatabase(place));
    } else await killSubgraph(place);
    ok(await steady.goesOn(PATIENCE_MS), 'a client is not answered any more');
    await steady.stop();
    deepEqual(steady.violations, []);
    const sent = load.sent.slice(settled);
    await expectWholeOrNothing(ledger, load.sent);
    await expectKeysFindOut(ledger, place.client, sent);
    settled = load.sent.length;
  }
  const seconds = (performance.now() - began) / 1_000;
  await expectKeysFindOut(ledger, place.client, load.sent);
  await expectSums(ledger, place.client, load, wallets);
  return { seconds, commands: load.sent.length, readyAfterMs, ...steady.figures };
}

/** Returns how long it took until the subgraph was ready again, in milliseconds. */
async function killDatabase({ postgres, subgraph, chance }: Place): Promise<number> {
  await postgres.crash();
  await untilReadiness(subgraph, 503);
  await sleep(chance.between(AWAY_MS.min, AWAY_MS.max));
  await postgres.restart();
  const back = performance.now();
  await untilReadiness(subgraph, 200);
  return performance.now() - back;
}

async function killSubgraph(place: Place): Promise<void> {
  const { ledger, load } = place;
  await place.subgraph.stop('SIGKILL');
  await untilNobodyIsConnected(ledger);
  await expectWholeOrNothing(ledger, load.sent);
  place.subgraph = await launchServer(ledger.url);
  place.client = ledger.client(place.subgraph.url);
}

async function untilReadiness({ url }: ServerProcess, status: number): Promise<void> {
  await until(async () => (await fetch(`${url}/health/ready`)).status === status);
}

/** What a killed process had begun, the server ends when it notices. */
async function untilNobodyIsConnected(ledger: ServedLedger): Promise<void> {
  const connected = `select count(*) from pg_stat_activity where application_name = 'storno'`;
  await until(async () => (await ledger.number(connected)) === 0);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const patience = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    ok(performance.now() < patience, 'it takes too long');
    await sleep(ASKED_EVERY_MS);
  }
}
