import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { type Client, openWorld } from './world.ts';

const both = { rollbackFee: true, rollbackCashback: true };

/** Everything that a merchant does under names that another merchant uses as well. */
async function trade(client: Client, amount: string) {
  const points = await client.wallet('ann', 'stars');
  const money = await client.wallet('ann', 'GBP');
  const accrual = { walletId: points, amount, externalReference: 'e-1', idempotencyKey: 'k-1' };
  const earned = await client.post('accruePoints', accrual);
  await client.post('topUpWallet', { walletId: money, amount, externalReference: 't-1' });
  const purchase = { walletId: money, amount: '1', externalReference: 'order-1' };
  const bought = await client.post('recordPurchase', { ...purchase, idempotencyKey: 'k-2' });
  return { points, money, earned, bought };
}

describe.each(engines)('two merchants on $name', (engine) => {
  it('case 59: use the same ids, references and keys without meeting', async () => {
    const { shop, merchant } = await openWorld(engine);
    const rival = await merchant('rival');
    const [own, other] = [await trade(shop, '10'), await trade(rival, '70')];
    const cancel = { externalReference: 'e-1', idempotencyKey: 'k-3' };

    const cancelled = await shop.run('cancelTransaction', cancel);
    const refunded = await rival.run('cancelPurchase', {
      externalReference: 'order-1',
      idempotencyKey: 'k-3',
      ...both,
    });

    expect(cancelled).toMatchObject({
      __typename: 'CancelTransactionSuccess',
      transaction: { id: own.earned.id },
      balance: '0.00',
      replayed: false,
    });
    expect(refunded).toMatchObject({
      __typename: 'CancelPurchaseSuccess',
      transaction: { id: other.bought.id },
      balance: '70.00',
      replayed: false,
    });
    expect(await shop.balances(own.money)).toMatchObject({ total: '9.00' });
    expect(await rival.balances(other.points)).toMatchObject({ total: '70.00' });
  });

  it('case 59: a reference is looked up among the own transactions only', async () => {
    const { shop, merchant } = await openWorld(engine);
    const rival = await merchant('rival');
    const { points } = await trade(shop, '10');

    const reply = await rival.run('cancelTransaction', { externalReference: 'e-1' });
    const purchase = await rival.run('cancelPurchase', { externalReference: 'order-1', ...both });

    const __typename = 'TransactionNotFoundError';
    expect(reply).toMatchObject({ __typename, externalReference: 'e-1' });
    expect(purchase).toMatchObject({ __typename, externalReference: 'order-1' });
    expect(await shop.balances(points)).toMatchObject({ total: '10.00' });
  });

  it('case 59: the wallets of one are unknown to the other', async () => {
    const { shop, merchant } = await openWorld(engine);
    const rival = await merchant('rival');
    const { points, earned } = await trade(shop, '10');
    const before = await shop.picture(points);

    const replies = [
      await rival.run('accruePoints', { walletId: points, amount: '1' }),
      await rival.run('redeemPoints', { walletId: points, amount: '1' }),
      await rival.run('closeWallet', { walletId: points }),
      await rival.run('cancelTransaction', { transactionId: earned.id }),
      await rival.run('voidTransaction', { memberId: 'ann', originalTransactionId: earned.id }),
      await rival.run('deleteTransaction', {
        merchantId: 'shop',
        programId: 'club',
        memberCode: 'ann',
        transactionId: earned.id,
      }),
    ];

    const noWallet = { __typename: 'WalletNotFoundError', walletId: points };
    const nothing = { __typename: 'TransactionNotFoundError', transactionId: earned.id };
    expect(replies).toMatchObject([noWallet, noWallet, noWallet, nothing, nothing, nothing]);
    expect(await shop.picture(points)).toEqual(before);
  });

  it("case 59: see the same null for the other's and for what never was", async () => {
    const { shop, merchant, program } = await openWorld(engine);
    const rival = await merchant('rival');
    await program('shop', 'own-program');
    const { points, earned } = await trade(shop, '10');
    const lookUp = `query ($wallet: ID!, $transaction: ID!) {
      wallet(id: $wallet) { id } transaction(id: $transaction) { id }
      byReference: transaction(externalReference: "e-1") { id }
      member(id: "ann") { id } byCode: member(code: "ann") { id }
      program(id: "own-program") { id } }`;
    const [wallet, transaction] = [points, earned.id];
    const none = '019bc000-0000-7000-8000-000000000000';

    const own = await shop.query(lookUp, { wallet, transaction });
    const others = await rival.send(lookUp, { wallet, transaction });
    const unknown = await rival.send(lookUp, { wallet: none, transaction: none });

    expect(own).toEqual({
      wallet: { id: wallet },
      transaction: { id: transaction },
      byReference: { id: transaction },
      member: { id: 'ann' },
      byCode: { id: 'ann' },
      program: { id: 'own-program' },
    });
    expect(JSON.parse(others.text)).toEqual({
      data: {
        wallet: null,
        transaction: null,
        byReference: null,
        member: null,
        byCode: null,
        program: null,
      },
    });
    expect(others).toEqual(unknown);
  });
});
