import { describe, expect, it } from 'vitest';
import { engines } from '../contract/engines.ts';
import { openWorld } from '../contract/world.ts';

const MOST = '92233720368547758.07';

/** The largest balance is 2^63 - 1 minor units; beyond it everything is refused, never a defect. */
describe.each(engines)('a wallet with the largest balance there is, on $name', (engine) => {
  it.each([
    ['redeemPoints', 'stars'],
    ['postAdhocRedemption', 'stars'],
  ] as const)('case 46: %s takes from it', async (mutation, currency) => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', currency);
    await shop.post('accruePoints', { walletId, amount: MOST });
    const reply = await shop.run(mutation, { walletId, amount: '5.00' });
    expect(reply).toMatchObject({ balance: '92233720368547753.07' });
  });

  it('case 46: a purchase takes from it', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: MOST });
    const input = { walletId, amount: MOST, externalReference: 'order' };
    expect(await shop.run('recordPurchase', input)).toMatchObject({ balance: '0.00' });
  });

  it('case 46: a promise that no longer fits is refused at its commit', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const promise = { walletId, amount: MOST, temporary: true };
    const { id: transactionId } = await shop.post('accruePoints', promise);
    await shop.post('accruePoints', { walletId, amount: '5.00' });
    const reply = await shop.run('commitTransaction', { transactionId });
    expect(reply.__typename).toBe('InvalidInputError');
    expect(await shop.balances(walletId)).toMatchObject({ total: '5.00' });
  });

  it('case 46: a redemption whose value no longer fits back is refused', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '92233720368547700.00' });
    const { id: transactionId } = await shop.post('redeemPoints', { walletId, amount: '99.00' });
    await shop.post('accruePoints', { walletId, amount: '99.00' });
    const reply = await shop.run('cancelTransaction', { transactionId });
    expect(reply.__typename).toBe('InvalidInputError');
    const balances = await shop.balances(walletId);
    expect(balances).toMatchObject({ total: '92233720368547700.00', debt: '0.00' });
  });

  it('case 46: a debt that goes beyond it is refused', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      earned.push((await shop.post('accruePoints', { walletId, amount: MOST })).id);
      const half = { walletId, amount: '46116860184273879.03' };
      await shop.post('redeemPoints', half);
      await shop.post('redeemPoints', { ...half, amount: '46116860184273879.04' });
    }
    const replies = [];
    for (const transactionId of earned) {
      const input = { transactionId, onShortfall: 'ALLOW_NEGATIVE' };
      replies.push((await shop.run('cancelTransaction', input)).__typename);
    }
    expect(replies).toEqual(['CancelTransactionSuccess', 'InvalidInputError']);
  });
});
