import { describe, expect, it } from 'vitest';
import type { Engine } from '../contract/engine.ts';
import { engines } from '../contract/engines.ts';
import { openWorld } from '../contract/world.ts';
import { breachesAt } from './breaches.ts';
import { createLedgerFile } from './ledger-file.ts';
import { accrue, describeRaces, expectOneSuccess, type Pair } from './races.ts';
import { startServer } from './server-process.ts';

const HISTORY = `query ($id: ID!) { wallet(id: $id) {
  history(first: 100, filter: { types: [CANCEL] }) { edges { node { id } } } } }`;

/** Two processes that serve one file. */
async function openPair(): Promise<Pair> {
  const ledger = await createLedgerFile();
  const servers = await Promise.all([startServer(ledger.path), startServer(ledger.path)]);
  const [one, other] = [ledger.client(servers[0].url), ledger.client(servers[1].url)];
  return { ledger, one, other, walletId: await one.wallet('ann', 'stars') };
}

describe.each(engines)('one process on $name', (engine) => {
  it('case 10: two cancels at once of each of 50 transactions', async () => {
    const place = await engine.provide();
    const here: Engine = { name: engine.name, provide: async () => place };
    const { shop } = await openWorld(here);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '7.00' });
    const ids = await accrue([shop], walletId, 50);

    const pairs = ids.map((transactionId) =>
      Promise.all([1, 2].map(() => shop.run('cancelTransaction', { transactionId }))),
    );
    for (const [n, replies] of (await Promise.all(pairs)).entries()) {
      expectOneSuccess(replies, ids[n] ?? '');
    }

    expect(await shop.balances(walletId)).toMatchObject({ total: '7.00', active: '7.00' });
    const { wallet } = await shop.query(HISTORY, { id: walletId });
    expect((wallet as { history: { edges: unknown[] } }).history.edges).toHaveLength(50);
    expect(await breachesAt(place)).toEqual([]);
  });
});

describeRaces('SQLite file', openPair);
