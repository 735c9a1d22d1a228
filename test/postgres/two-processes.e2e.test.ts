import { describe, onTestFinished } from 'vitest';
import { describeRaces, type Pair } from '../faults/races.ts';
import { launchServer } from '../faults/server-process.ts';
import { createLedger, dropDatabase } from './ledger.ts';

const { STORNO_TEST_SERVER: server } = process.env;

/** Two processes that serve one database. */
async function openPair(): Promise<Pair> {
  const ledger = await createLedger(server ?? '');
  onTestFinished(() => dropDatabase(ledger.url));
  const [one, other] = await Promise.all([launch(ledger.url), launch(ledger.url)]);
  const clients = [ledger.client(one.url), ledger.client(other.url)] as const;
  const walletId = await clients[0].wallet('ann', 'stars');
  return { ledger, one: clients[0], other: clients[1], walletId };
}

async function launch(database: string) {
  const subgraph = await launchServer(database);
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  return subgraph;
}

describe.runIf(server)('with a server', () => {
  describeRaces('PostgreSQL database', openPair);
});
