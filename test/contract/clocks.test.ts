import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { DAY, idOf, openWorld } from './world.ts';

const MINUTE = 60_000;

describe.each(engines)('a clock that goes back on $name', (engine) => {
  it.each(['cancelTransaction', 'commitTransaction', 'rollbackTransaction'])(
    'case 4: does not let %s end a hold that its timeout has ended',
    async (mutation) => {
      const { shop, pass } = await openWorld(engine);
      const walletId = await shop.wallet('ann', 'stars');
      await shop.post('accruePoints', { walletId, amount: '100' });
      const hold = { walletId, amount: '40', temporary: true, timeoutSeconds: 60 };
      const held = await shop.post('redeemPoints', hold);
      pass(MINUTE);
      await shop.post('redeemPoints', { walletId, amount: '100' });
      pass(-1);

      const reply = await shop.refused(walletId, mutation, { transactionId: held.id });

      expect(reply).toMatchObject({ __typename: 'HoldExpiredError' });
      expect(await shop.balances(walletId)).toMatchObject({ total: '0.00', held: '0.00' });
    },
  );

  it('does not bring expired points back to life', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '8', expiresAt: at(DAY) });
    pass(DAY);
    await shop.post('accruePoints', { walletId, amount: '1' });
    pass(-1);

    const balances = await shop.balances(walletId);
    const reply = await shop.refused(walletId, 'redeemPoints', { walletId, amount: '2' });

    expect(balances).toMatchObject({ total: '9.00', active: '1.00', expired: '8.00' });
    expect(reply).toMatchObject({ __typename: 'InsufficientBalanceError', available: '1.00' });
  });
});

describe.each(engines)('the end of time on $name', (engine) => {
  it('case 62: points that would outlive it are refused, or never expire', async () => {
    const { shop } = await openWorld(engine, { pointsLifetimeDays: 365 });
    const walletId = await shop.wallet('ann', 'stars');
    const activatesAt = '+275760-09-12T00:00:00.000Z';

    const { text } = await shop.send(
      `mutation ($input: AccruePointsInput!) { accruePoints(input: $input) { __typename
        ... on AccruePointsSuccess { transaction { lots { expiresAt } } } } }`,
      { input: { walletId, amount: '1', activatesAt } },
    );

    expect(JSON.parse(text)).not.toHaveProperty('errors');
  });
});

describe.each(engines)('requests at the same time on $name', (engine) => {
  it('case 10: of ten cancels one is granted and nine see the first reversal', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    const { id } = await shop.post('accruePoints', { walletId, amount: '5' });
    const cancel = () => shop.run('cancelTransaction', { transactionId: id });

    const replies = await Promise.all(Array.from({ length: 10 }, cancel));

    const granted = replies.filter(({ __typename }) => __typename === 'CancelTransactionSuccess');
    const refused = replies.filter(({ __typename }) => __typename === 'AlreadyReversedError');
    expect([granted.length, refused.length]).toEqual([1, 9]);
    const reversals = replies.map((reply) => idOf(reply['reversal']));
    expect(new Set(reversals).size).toBe(1);
    expect(await shop.balances(walletId)).toMatchObject({ total: '100.00', active: '100.00' });
  });

  it('case 10: of ten with one key one is granted and nine are its answer again', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const input = { walletId, amount: '5', idempotencyKey: 'k-1' };
    const accrue = () => shop.run('accruePoints', input);

    const replies = await Promise.all(Array.from({ length: 10 }, accrue));

    expect(replies.filter((reply) => reply['replayed'] === false)).toHaveLength(1);
    expect(replies.filter((reply) => reply['replayed'] === true)).toHaveLength(9);
    expect(new Set(replies.map((reply) => idOf(reply['transaction']))).size).toBe(1);
    expect(await shop.balances(walletId)).toMatchObject({ total: '5.00' });
  });

  it('case 10: what is there once is spent once', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '30' });
    const redeem = () => shop.run('redeemPoints', { walletId, amount: '10' });

    const replies = await Promise.all(Array.from({ length: 8 }, redeem));

    const names = replies.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'RedeemPointsSuccess')).toHaveLength(3);
    expect(names.filter((name) => name === 'InsufficientBalanceError')).toHaveLength(5);
    expect(await shop.balances(walletId)).toMatchObject({ total: '0.00', debt: '0.00' });
  });
});
