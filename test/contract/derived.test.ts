import { describe, expect, it } from 'vitest';
import type { Policies } from '../../src/ledger/program.ts';
import { engines } from './engines.ts';
import { type Client, DAY, type Json, openWorld } from './world.ts';

/** 10 % of each earn every 30 days. */
const perEarn: Partial<Policies> = {
  depreciations: [{ basis: 'PER_TRANSACTION', intervalDays: 30, percentage: 100_000n }],
};
/** 20 % of everything after 30 days without activity, and every 30 days from then on. */
const inactivity: Partial<Policies> = {
  depreciations: [{ basis: 'LAST_TRANSACTION', intervalDays: 30, percentage: 200_000n }],
};
const fee: Partial<Policies> = { recurringFees: [{ intervalDays: 30, amount: 500n }] };

interface Row {
  readonly id: string;
  readonly type: string;
  readonly amount: string;
  readonly balanceAfter: string;
}

/** A wallet's history, newest first. */
async function history(shop: Client, id: string, more = ''): Promise<Row[]> {
  const data = await shop.query(
    `query ($id: ID!) { wallet(id: $id) { history(first: 100 ${more}) {
      edges { node { id type amount balanceAfter effectiveAt } } } } }`,
    { id },
  );
  const wallet = data['wallet'] as unknown as { history: { edges: { node: Row }[] } };
  return wallet.history.edges.map(({ node }) => node);
}

describe.each(engines)('derived rows on $name', (engine) => {
  it('show in the history at their due time and count in the balance', async () => {
    const { shop, pass } = await openWorld(engine, perEarn);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });

    pass(60 * DAY);

    expect(await shop.balances(walletId)).toMatchObject({
      total: '100.00',
      active: '81.00',
      derived: '19.00',
    });
    expect(await history(shop, walletId)).toMatchObject([
      { type: 'DEPRECIATION', amount: '9.00', balanceAfter: '81.00' },
      { type: 'DEPRECIATION', amount: '10.00', balanceAfter: '90.00' },
      { type: 'ACCRUAL', amount: '100.00' },
    ]);
  });

  it('cannot be spent', async () => {
    const { shop, pass } = await openWorld(engine, perEarn);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    pass(30 * DAY);

    const tooMuch = await shop.run('redeemPoints', { walletId, amount: '90.01' });
    const all = await shop.run('redeemPoints', { walletId, amount: '90' });

    expect(tooMuch).toMatchObject({ __typename: 'InsufficientBalanceError', available: '90.00' });
    expect(all).toMatchObject({ __typename: 'RedeemPointsSuccess', balance: '0.00' });
  });

  it('case 30: are refused by cancel and delete, and unknown to void', async () => {
    const { shop, pass } = await openWorld(engine, { ...perEarn, ...fee });
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    pass(30 * DAY);
    const rows = (await history(shop, walletId)).filter(({ type }) => type !== 'ACCRUAL');
    expect(rows.map(({ type }) => type)).toEqual(['RECURRING_FEE', 'DEPRECIATION']);

    for (const { id: transactionId, type: derivedKind } of rows) {
      const named = { merchantId: 'shop', programId: 'club', memberCode: 'ann', transactionId };
      const voided = { memberId: 'ann', originalTransactionId: transactionId };
      const refused = { __typename: 'DerivedTransactionError', derivedKind };
      expect(await shop.run('cancelTransaction', { transactionId })).toMatchObject(refused);
      expect(await shop.run('deleteTransaction', named)).toMatchObject(refused);
      expect(await shop.run('voidTransaction', voided)).toMatchObject({
        __typename: 'TransactionNotFoundError',
      });
    }
    expect(await shop.balances(walletId)).toMatchObject({ active: '85.00' });
  });

  it('case 32: end with the earn that they are of; nothing is subtracted twice', async () => {
    const { shop, pass } = await openWorld(engine, perEarn);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '50' });
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    pass(30 * DAY);
    expect(await shop.balances(walletId)).toMatchObject({ active: '135.00' });

    const reply = await shop.run('deleteTransaction', {
      merchantId: 'shop',
      programId: 'club',
      memberCode: 'ann',
      transactionId: earned.id,
    });

    expect(reply).toMatchObject({ __typename: 'DeleteTransactionSuccess', balance: '45.00' });
    expect(await shop.balances(walletId)).toMatchObject({ total: '50.00', debt: '0.00' });
    expect((await history(shop, walletId)).map(({ amount }) => amount)).toEqual(['5.00', '50.00']);
    pass(30 * DAY);
    expect(await shop.balances(walletId)).toMatchObject({ active: '40.50' });
  });

  it('case 33: come at once when the latest activity is deleted, as the preview said', async () => {
    const { shop, pass } = await openWorld(engine, inactivity);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    pass(20 * DAY);
    const latest = await shop.post('accruePoints', { walletId, amount: '10' });
    pass(15 * DAY);
    expect(await shop.balances(walletId)).toMatchObject({ active: '110.00' });
    const named: { [name: string]: Json } = {
      merchantId: 'shop',
      programId: 'club',
      memberCode: 'ann',
      transactionId: latest.id,
    };

    const preview = await shop.preview('deleteTransaction', named);
    const reply = await shop.run('deleteTransaction', named);

    expect(preview).toMatchObject({ __typename: 'DeleteTransactionSuccess', balance: '80.00' });
    expect(reply).toMatchObject({ __typename: 'DeleteTransactionSuccess', balance: '80.00' });
    expect(await shop.balances(walletId)).toMatchObject({ active: '80.00', derived: '20.00' });
  });

  it('apply one after another to what is left, fees last and never beyond it', async () => {
    const { shop, pass } = await openWorld(engine, {
      depreciations: [
        { basis: 'PER_TRANSACTION', intervalDays: 30, percentage: 100_000n },
        { basis: 'LAST_TRANSACTION', intervalDays: 30, percentage: 200_000n },
      ],
      recurringFees: [{ intervalDays: 30, amount: 5_000n }],
    });
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });

    pass(60 * DAY);

    const rows = await history(shop, walletId);
    // 100 - 10 - 18 - 50 = 22; then 22 - 2.20 - 3.96 = 15.84, which the fee takes.
    expect(rows.map(({ amount }) => amount)).toEqual([
      '15.84',
      '3.96',
      '2.20',
      '50.00',
      '18.00',
      '10.00',
      '100.00',
    ]);
    expect(await shop.balances(walletId)).toMatchObject({ active: '0.00' });
  });

  it('have ids that stay, page like the rest, and are found by them', async () => {
    const { shop, pass } = await openWorld(engine, perEarn);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    pass(90 * DAY);
    const [latest, ...rest] = await history(shop, walletId);
    pass(1);

    const oldest = await history(shop, walletId, ', filter: { types: [DEPRECIATION] }');
    const found = await shop.query('query ($id: ID!) { transaction(id: $id) { type amount } }', {
      id: latest?.id ?? null,
    });

    expect(oldest.map(({ id }) => id)).toEqual([latest, ...rest].slice(0, 3).map((row) => row?.id));
    expect(found['transaction']).toEqual({ type: 'DEPRECIATION', amount: '8.10' });
  });
});
