import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { DAY, type Input, openWorld } from './world.ts';

const named = (transactionId: string, more: Input = {}): Input => ({
  merchantId: 'shop',
  programId: 'club',
  memberCode: 'ann',
  transactionId,
  ...more,
});
const acknowledgeDependents = true;

describe.each(engines)('deleting what later debits used on $name', (engine) => {
  it('case 31: is refused with those debits and the balance it would leave', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    await shop.post('accruePoints', { walletId, amount: '10' });
    const one = await shop.post('redeemPoints', { walletId, amount: '30' });
    const two = await shop.post('postAdhocReward', { walletId, amount: '-45.50' });

    const reply = await shop.refused(walletId, 'deleteTransaction', named(earned.id));

    expect(reply).toMatchObject({
      __typename: 'DependentTransactionsError',
      dependents: [{ id: one.id }, { id: two.id }],
      projectedBalance: '-65.50',
    });
  });

  it('case 31: is granted once acknowledged, with a debt if need be', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    await shop.post('accruePoints', { walletId, amount: '10' });
    await shop.post('redeemPoints', { walletId, amount: '80' });

    const input = named(earned.id, { acknowledgeDependents });
    const reply = await shop.run('deleteTransaction', input);

    expect(reply).toMatchObject({
      __typename: 'DeleteTransactionSuccess',
      reversal: { amount: '100.00' },
      balance: '0.00',
      shortfall: '70.00',
    });
    const owing = { total: '-70.00', active: '0.00', debt: '70.00' };
    expect(await shop.balances(walletId)).toMatchObject(owing);
  });

  it('case 31: without a debt where other points cover it', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    await shop.post('accruePoints', { walletId, amount: '200' });
    await shop.post('redeemPoints', { walletId, amount: '80' });

    const refused = await shop.refused(walletId, 'deleteTransaction', named(earned.id));
    const input = named(earned.id, { acknowledgeDependents });
    const granted = await shop.run('deleteTransaction', input);

    expect(refused).toMatchObject({ projectedBalance: '120.00' });
    expect(granted).toMatchObject({ balance: '120.00', shortfall: '0.00' });
  });

  it('case 31: the order of drawing decides what depends on what', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const unused = await shop.post('accruePoints', { walletId, amount: '100' });
    const expiresAt = at(DAY);
    const used = await shop.post('accruePoints', { walletId, amount: '10', expiresAt });
    const spent = await shop.post('redeemPoints', { walletId, amount: '10' });

    const refused = await shop.refused(walletId, 'deleteTransaction', named(used.id));
    const granted = await shop.run('deleteTransaction', named(unused.id));

    expect(refused).toMatchObject({
      __typename: 'DependentTransactionsError',
      dependents: [{ id: spent.id }],
      projectedBalance: '90.00',
    });
    expect(granted).toMatchObject({ __typename: 'DeleteTransactionSuccess', balance: '0.00' });
  });

  it('case 31: a debit that was undone depends on nothing any more', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    const spent = await shop.post('redeemPoints', { walletId, amount: '80' });
    await shop.run('cancelTransaction', { transactionId: spent.id });

    const reply = await shop.run('deleteTransaction', named(earned.id));

    expect(reply).toMatchObject({
      __typename: 'DeleteTransactionSuccess',
      balance: '0.00',
      shortfall: '0.00',
    });
  });

  it('case 31: a hold depends on what it has reserved, until it ends', async () => {
    const { shop, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    const hold = { walletId, amount: '80', temporary: true, timeoutSeconds: 60 };
    const held = await shop.post('redeemPoints', hold);

    const refused = await shop.refused(walletId, 'deleteTransaction', named(earned.id));
    pass(60_000);
    const granted = await shop.run('deleteTransaction', named(earned.id));

    expect(refused).toMatchObject({
      __typename: 'DependentTransactionsError',
      dependents: [{ id: held.id }],
    });
    expect(granted).toMatchObject({ __typename: 'DeleteTransactionSuccess', shortfall: '0.00' });
  });

  it('case 31: a purchase depends on the money that it was paid with', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    const paidIn = await shop.post('topUpWallet', { walletId, amount: '100' });
    const purchase = { walletId, amount: '60', externalReference: 'order-1' };
    const bought = await shop.post('recordPurchase', purchase);

    const reply = await shop.refused(walletId, 'deleteTransaction', named(paidIn.id));

    expect(reply).toMatchObject({
      __typename: 'DependentTransactionsError',
      dependents: [{ id: bought.id }],
      projectedBalance: '-60.00',
    });
  });

  it('case 31: a spent gift is owed, and its projected balance counts the debt once', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '100' });
    const gift = await shop.post('issueGiftBalance', { walletId, amount: '40' });
    const purchase = { walletId, amount: '40', externalReference: 'order-1' };
    const bought = await shop.post('recordPurchase', purchase);
    expect(bought).toMatchObject({ giftAmount: '40.00', balanceAfter: '100.00' });

    const refused = await shop.refused(walletId, 'deleteTransaction', named(gift.id));
    await shop.run('deleteTransaction', named(gift.id, { acknowledgeDependents }));

    expect(refused).toMatchObject({
      __typename: 'DependentTransactionsError',
      dependents: [{ id: bought.id }],
      projectedBalance: '60.00',
    });
    expect(await shop.balances(walletId)).toMatchObject({ total: '60.00' });
  });

  it('case 31: a cancel that took points from it depends on it', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    const expiresAt = at(DAY);
    const other = await shop.post('accruePoints', { walletId, amount: '50', expiresAt });
    await shop.post('redeemPoints', { walletId, amount: '50' });
    await shop.run('cancelTransaction', { transactionId: other.id });
    expect(await shop.transaction(earned.id)).toMatchObject({ lots: [{ remaining: '50.00' }] });

    const reply = await shop.refused(walletId, 'deleteTransaction', named(earned.id));

    expect(reply).toMatchObject({
      __typename: 'DependentTransactionsError',
      projectedBalance: '-50.00',
    });
  });
});
