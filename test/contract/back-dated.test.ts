import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { type Client, DAY, idOf, type Json, openWorld } from './world.ts';

interface Row {
  readonly id: string;
  readonly type: string;
  readonly effectiveAt: string;
  readonly createdAt: string;
  readonly reversal: Json;
}

async function history(shop: Client, id: string): Promise<Row[]> {
  const data = await shop.query(
    `query ($id: ID!) { wallet(id: $id) { history(first: 100) {
      edges { node { id type effectiveAt createdAt reversal { id } } } } } }`,
    { id },
  );
  const wallet = data['wallet'] as unknown as { history: { edges: { node: Row }[] } };
  return wallet.history.edges.map(({ node }) => node);
}

describe.each(engines)('back-dated cancels on $name', (engine) => {
  it('case 16: change what the balance was since the transaction, and not before', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '5' });
    pass(3 * DAY);
    const [start, before, effectiveAt] = [at(-3 * DAY), at(-2 * DAY - 1), at(-2 * DAY)];
    const earned = await shop.post('accruePoints', { walletId, amount: '100', effectiveAt });
    const recordedAt = at();
    expect(await shop.balanceAt(walletId, before)).toMatchObject({ total: '5.00' });
    expect(await shop.balanceAt(walletId, effectiveAt)).toMatchObject({ active: '105.00' });
    pass(DAY);

    const input = { transactionId: earned.id, effectiveAt };
    const reply = await shop.run('cancelTransaction', input);

    expect(reply).toMatchObject({
      __typename: 'CancelTransactionSuccess',
      balance: '5.00',
      reversal: { type: 'CANCEL', amount: '100.00', effectiveAt },
    });
    const five = { total: '5.00', active: '5.00', debt: '0.00' };
    for (const moment of [start, before, effectiveAt, recordedAt, at(), at(DAY)]) {
      expect(await shop.balanceAt(walletId, moment)).toMatchObject(five);
    }
    const [cancel, accrual] = await history(shop, walletId);
    expect(cancel).toMatchObject({ type: 'CANCEL', effectiveAt, createdAt: at() });
    expect(accrual).toMatchObject({ id: earned.id, effectiveAt, createdAt: recordedAt });
    expect(accrual?.reversal).toEqual({ id: idOf(reply['reversal']) });
  });

  it('case 16: count now unless dated, and anywhere between the transaction and now', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const [one, two] = [
      await shop.post('accruePoints', { walletId, amount: '1' }),
      await shop.post('accruePoints', { walletId, amount: '2' }),
    ];
    pass(4 * DAY);

    await shop.run('cancelTransaction', { transactionId: one.id });
    await shop.run('cancelTransaction', { transactionId: two.id, effectiveAt: at(-2 * DAY) });

    const days = [-4, -3, -2, -1, 0].map((day) => shop.balanceAt(walletId, at(day * DAY)));
    const totals = (await Promise.all(days)).map(({ total }) => total);
    expect(totals).toEqual(['3.00', '3.00', '1.00', '1.00', '0.00']);
    const yesterday = await shop.balanceAt(walletId, at(-1));
    expect(yesterday).toMatchObject({ total: '1.00', active: '1.00' });
  });

  it.each([
    ['a millisecond before the transaction', -DAY - 1],
    ['a millisecond in the future', 1],
    ['before 1970', -Date.UTC(2026, 0, 16, 9, 30) - 1],
  ])('case 16: are refused %s', async (_, moment) => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const { id: transactionId } = await shop.post('accruePoints', { walletId, amount: '1' });
    pass(DAY);
    const input = { transactionId, effectiveAt: at(moment) };

    const preview = await shop.preview('cancelTransaction', input);
    const reply = await shop.refused(walletId, 'cancelTransaction', input);

    expect(reply).toMatchObject({ __typename: 'InvalidInputError', field: 'effectiveAt' });
    expect(preview).toEqual(reply);
  });

  it('case 16: of a redemption restore lots as of then, though one expired since', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const [effectiveAt, expiresAt] = [at(), at(2 * DAY)];
    await shop.post('accruePoints', { walletId, amount: '30', expiresAt });
    await shop.post('accruePoints', { walletId, amount: '20' });
    const spent = await shop.post('redeemPoints', { walletId, amount: '40' });
    pass(3 * DAY);

    const input = { transactionId: spent.id, effectiveAt };
    const reply = await shop.run('cancelTransaction', input);

    expect(reply).toMatchObject({
      balance: '20.00',
      lots: [
        { restored: '0.00', expiredAmount: '30.00' },
        { restored: '10.00', expiredAmount: '0.00' },
      ],
    });
    const whole = { total: '50.00', active: '50.00', expired: '0.00' };
    const after = { total: '50.00', active: '20.00', expired: '30.00' };
    expect(await shop.balanceAt(walletId, effectiveAt)).toMatchObject(whole);
    expect(await shop.balanceAt(walletId, at(-DAY - 1))).toMatchObject(whole);
    expect(await shop.balanceAt(walletId, at(-DAY))).toMatchObject(after);
    expect(await shop.balances(walletId)).toMatchObject(after);
  });

  it('case 16: under a key replay the first answer, with its own moment', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const effectiveAt = at();
    const { id: transactionId } = await shop.post('accruePoints', { walletId, amount: '1' });
    pass(DAY);
    const input = { transactionId, effectiveAt, idempotencyKey: 'k-1' };

    const first = await shop.run('cancelTransaction', input);
    pass(DAY);
    const again = await shop.run('cancelTransaction', input);
    const other = await shop.run('cancelTransaction', { ...input, effectiveAt: at() });

    expect(again).toEqual({ ...first, replayed: true });
    expect(other).toMatchObject({ __typename: 'IdempotencyConflictError' });
  });

  it('case 16: of an earn that depreciated leave nothing of it at any time', async () => {
    const { shop, at, pass } = await openWorld(engine, {
      depreciations: [{ basis: 'PER_TRANSACTION', intervalDays: 30, percentage: 100_000n }],
    });
    const walletId = await shop.wallet('ann', 'stars');
    const effectiveAt = at();
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    pass(70 * DAY);
    expect(await shop.balances(walletId)).toMatchObject({ active: '81.00' });

    const input = { transactionId: earned.id, effectiveAt };
    const reply = await shop.run('cancelTransaction', input);

    expect(reply).toMatchObject({ balance: '0.00', shortfall: '0.00' });
    const nothing = { total: '0.00', active: '0.00', derived: '0.00', debt: '0.00' };
    for (const day of [-70, -40, -10, 0, 20]) {
      expect(await shop.balanceAt(walletId, at(day * DAY))).toMatchObject(nothing);
    }
  });
});

describe.each(engines)('back-dated postings on $name', (engine) => {
  it('case 48: count, and expire, from their own moment on', async () => {
    const { shop, at, pass } = await openWorld(engine, { pointsLifetimeDays: 2 });
    const walletId = await shop.wallet('ann', 'stars');
    pass(4 * DAY);
    const effectiveAt = at(-3 * DAY);

    const reply = await shop.run('accruePoints', { walletId, amount: '10', effectiveAt });

    expect(reply).toMatchObject({ balance: '0.00' });
    const days = [-4, -3, -2, -1, 0].map((day) => shop.balanceAt(walletId, at(day * DAY)));
    const balances = (await Promise.all(days)).map(({ active, expired }) => [active, expired]);
    const none = ['0.00', '0.00'];
    const gone = ['0.00', '10.00'];
    expect(balances).toEqual([none, ['10.00', '0.00'], ['10.00', '0.00'], gone, gone]);
  });

  it('case 48: lower the balance of a time at which their lot was not there yet', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    pass(2 * DAY);
    await shop.post('accruePoints', { walletId, amount: '10' });

    const effectiveAt = at(-DAY);
    await shop.post('redeemPoints', { walletId, amount: '4', effectiveAt });

    const then = { total: '-4.00', active: '0.00', debt: '4.00' };
    expect(await shop.balanceAt(walletId, effectiveAt)).toMatchObject(then);
    const now = { total: '6.00', active: '6.00', debt: '0.00' };
    expect(await shop.balanceAt(walletId, at())).toMatchObject(now);
  });

  it('case 48: leave no negative debt where they paid one that came later', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const effectiveAt = at();
    const { id } = await shop.post('accruePoints', { walletId, amount: '100' });
    await shop.post('redeemPoints', { walletId, amount: '80' });
    pass(DAY);
    await shop.run('cancelTransaction', { transactionId: id, onShortfall: 'ALLOW_NEGATIVE' });
    pass(DAY);
    await shop.post('accruePoints', { walletId, amount: '100', effectiveAt });

    const balances = await shop.balanceAt(walletId, effectiveAt);

    expect(balances).toMatchObject({ total: '120.00', active: '120.00', debt: '0.00' });
  });
});
