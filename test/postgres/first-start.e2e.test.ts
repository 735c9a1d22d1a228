import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { setUpMerchant } from '../contract/set-up.ts';
import { Client } from '../contract/world.ts';
import { launchServer, type ServerProcess } from '../faults/server-process.ts';
import { createDatabase, dropDatabase } from './ledger.ts';

const { STORNO_TEST_SERVER: server } = process.env;
const PROCESSES = 3;

async function launch(database: string): Promise<ServerProcess> {
  const subgraph = await launchServer(database);
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  return subgraph;
}

describe.runIf(server)('processes that start at once on an empty PostgreSQL database', () => {
  it('all come up, and serve the same ledger', async () => {
    const database = await createDatabase(server ?? '');
    onTestFinished(() => dropDatabase(database));
    const starting = Array.from({ length: PROCESSES }, () => launch(database));
    const subgraphs = await Promise.all(starting);
    const store = await openStore(database);
    const key = await setUpMerchant(store.merchants, 'shop', {}, Date.now());
    await store.close();
    const clients = subgraphs.map(({ url }) => new Client(url, key, 'shop'));
    const walletId = (await clients[0]?.wallet('ann', 'stars')) ?? '';
    for (const client of clients) await client.post('accruePoints', { walletId, amount: '1.00' });
    for (const client of clients) {
      expect(await client.balances(walletId)).toMatchObject({ total: `${PROCESSES}.00` });
    }
  });
});
