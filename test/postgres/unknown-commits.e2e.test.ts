import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Engine } from '../contract/engine.ts';
import { postgres } from '../contract/engine-postgres.ts';
import { type Client, idOf, openWorld } from '../contract/world.ts';
import { type Fate, openCommitProxy } from './commit-proxy.ts';

const { STORNO_TEST_SERVER: server } = process.env;
const FATES: readonly Fate[] = ['carried out', 'lost', 'late'];

/** A world whose server reaches its database by way of a proxy. */
async function openBehindProxy(url: string) {
  const proxy = await openCommitProxy(url);
  onTestFinished(() => proxy[Symbol.asyncDispose]());
  const engine = postgres(url);
  onTestFinished(() => engine.stop?.());
  const behind: Engine = {
    name: engine.name,
    async provide() {
      const place = await engine.provide();
      return { ...place, database: proxy.addressOf(place.database) };
    },
  };
  const { shop } = await openWorld(behind);
  const walletId = await shop.wallet('ann', 'stars');
  return { proxy, shop, walletId };
}

const CANCEL = `mutation ($input: CancelTransactionInput!) { cancelTransaction(input: $input) {
  __typename } }`;

async function historyOf(shop: Client, walletId: string): Promise<number> {
  const { wallet } = await shop.query(
    'query ($id: ID!) { wallet(id: $id) { history(first: 100) { edges { node { id } } } } }',
    { id: walletId },
  );
  return (wallet as { history: { edges: unknown[] } }).history.edges.length;
}

describe.runIf(server)('a commit whose answer is lost, on PostgreSQL', () => {
  it.each(FATES)('is found out by the key of the command: %s', async (fate) => {
    const { proxy, shop, walletId } = await openBehindProxy(server ?? '');
    const met = proxy.breakNextCommit(fate);
    const input = { walletId, amount: '5.00', idempotencyKey: 'key' };
    const reply = await shop.run('accruePoints', input);
    await met;
    expect(reply).toMatchObject({ __typename: 'AccruePointsSuccess', balance: '5.00' });
    const again = await shop.run('accruePoints', input);
    expect(again).toMatchObject({
      replayed: true,
      transaction: { id: idOf(reply['transaction']) },
    });
    expect(await historyOf(shop, walletId)).toBe(1);
  });

  it.each(FATES)('is found out for each command of a group by itself: %s', async (fate) => {
    const { proxy, shop, walletId } = await openBehindProxy(server ?? '');
    const others = await Promise.all(['bob', 'cid', 'dot'].map((id) => shop.wallet(id, 'stars')));
    const met = proxy.breakNextCommit(fate);
    const inputs = [walletId, ...others].flatMap((id) =>
      ['1.00', '2.00'].map((amount) => ({
        walletId: id,
        amount,
        idempotencyKey: `${id} ${amount}`,
      })),
    );
    const replies = await Promise.all(inputs.map((input) => shop.run('accruePoints', input)));
    await met;
    for (const [n, reply] of replies.entries()) {
      expect(reply.__typename).toBe('AccruePointsSuccess');
      const again = await shop.run('accruePoints', inputs[n] ?? {});
      expect(idOf(again['transaction'])).toBe(idOf(reply['transaction']));
    }
    for (const id of [walletId, ...others]) {
      expect(await shop.balances(id)).toMatchObject({ total: '3.00' });
      expect(await historyOf(shop, id)).toBe(2);
    }
  });

  it.each([
    ['carried out', 'AlreadyReversedError'],
    ['lost', 'CancelTransactionSuccess'],
  ] as const)(
    'is told to whoever sent no key, and a repeat does no harm: %s',
    async (fate, repeated) => {
      const { proxy, shop, walletId } = await openBehindProxy(server ?? '');
      const { id: transactionId } = await shop.post('accruePoints', { walletId, amount: '5.00' });
      const met = proxy.breakNextCommit(fate);
      const { status, text } = await shop.send(CANCEL, { input: { transactionId } });
      await met;
      expect(status).toBe(503);
      expect(JSON.parse(text)).toMatchObject({
        data: { cancelTransaction: null },
        errors: [{ path: ['cancelTransaction'], extensions: { code: 'COMMIT_UNKNOWN' } }],
      });
      const again = await shop.run('cancelTransaction', { transactionId });
      expect(again.__typename).toBe(repeated);
      expect(await shop.balances(walletId)).toMatchObject({ total: '0.00' });
    },
  );

  it('does not keep what comes after from being carried out', async () => {
    const { proxy, shop, walletId } = await openBehindProxy(server ?? '');
    const met = proxy.breakNextCommit('late');
    const late = shop.run('accruePoints', { walletId, amount: '1.00', idempotencyKey: 'late' });
    await sleep(100);
    const next = shop.run('accruePoints', { walletId, amount: '2.00', idempotencyKey: 'next' });
    await Promise.all([late, next, met]);
    expect(await shop.balances(walletId)).toMatchObject({ total: '3.00' });
    expect(await historyOf(shop, walletId)).toBe(2);
  });
});
