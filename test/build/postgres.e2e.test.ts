import { expect, it, onTestFinished } from 'vitest';
import { Client } from '../contract/world.ts';
import { launchServer } from '../faults/server-process.ts';
import { createDatabase, dropDatabase } from '../postgres/ledger.ts';
import { buildElsewhere, setUpShop } from './built-program.ts';

const { STORNO_TEST_SERVER: server } = process.env;

it.runIf(server)('what npm run build makes serves and verifies a PostgreSQL ledger', async () => {
  const built = await buildElsewhere();
  onTestFinished(() => built.remove());
  const database = await createDatabase(server ?? '');
  onTestFinished(() => dropDatabase(database));
  const key = setUpShop(built, database);
  await using subgraph = await launchServer(database, { main: built.main });
  const till = new Client(subgraph.url, key, 'shop');
  const walletId = await till.wallet('ann', 'stars');
  const { id } = await till.post('accruePoints', { walletId, amount: '5.00' });
  const cancelled = await till.run('cancelTransaction', { transactionId: id });
  expect(cancelled).toMatchObject({ balance: '0.00' });
  expect(await subgraph.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(built.storno(database, 'verify')).toContain('nothing wrong: 1 wallet');
});
