import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { openWorld } from './world.ts';

const MAX = '92233720368547758.07';
const invalidAmount = { __typename: 'InvalidInputError', field: 'amount' };

describe.each(engines)('the largest balance on $name', (engine) => {
  it('case 46: an accrual that overflows it is refused', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: MAX });

    const reply = await shop.refused(walletId, 'accruePoints', { walletId, amount: '0.01' });

    expect(reply).toMatchObject(invalidAmount);
  });

  it('case 46: a redemption does not overflow it', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: MAX });

    const reply = await shop.run('redeemPoints', { walletId, amount: MAX });

    expect(reply).toMatchObject({ __typename: 'RedeemPointsSuccess', balance: '0.00' });
    expect(await shop.balances(walletId)).toMatchObject({ total: '0.00' });
  });

  it('case 46: a hold and an ad hoc redemption do not overflow it', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: MAX });
    const amount = '46116860184273879.04';

    const held = await shop.run('redeemPoints', { walletId, amount, temporary: true });
    const taken = await shop.run('postAdhocRedemption', { walletId, amount: '1.00' });

    expect(held).toMatchObject({ __typename: 'RedeemPointsSuccess' });
    expect(taken).toMatchObject({ __typename: 'PostAdhocRedemptionSuccess' });
  });

  it('case 46: a purchase does not overflow it', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: MAX });
    const cashback = { amount: '1.00' };
    const purchase = { walletId, amount: '5', externalReference: 'order-1', cashback };

    const reply = await shop.run('recordPurchase', purchase);

    const balance = '92233720368547754.07';
    expect(reply).toMatchObject({ __typename: 'RecordPurchaseSuccess', balance });
  });

  it('case 46: a cancel that would overflow it is refused', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '10' });
    const spent = await shop.post('redeemPoints', { walletId, amount: '10' });
    await shop.post('accruePoints', { walletId, amount: MAX });

    const reply = await shop.refused(walletId, 'cancelTransaction', { transactionId: spent.id });

    expect(reply).toMatchObject({ __typename: 'InvalidInputError' });
  });

  it('case 46: a cancelled purchase that would overflow it is refused', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '10' });
    await shop.post('recordPurchase', { walletId, amount: '10', externalReference: 'order-1' });
    await shop.post('topUpWallet', { walletId, amount: MAX });

    const reply = await shop.refused(walletId, 'cancelPurchase', {
      externalReference: 'order-1',
      rollbackFee: true,
      rollbackCashback: true,
    });

    expect(reply).toMatchObject({ __typename: 'InvalidInputError' });
  });

  it('case 46: a commit that would overflow it is refused', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const promised = await shop.post('accruePoints', { walletId, amount: '1', temporary: true });
    await shop.post('accruePoints', { walletId, amount: MAX });

    const reply = await shop.refused(walletId, 'commitTransaction', { transactionId: promised.id });

    expect(reply).toMatchObject({ __typename: 'InvalidInputError' });
  });

  it('case 46: debts that would overflow it downwards are refused', async () => {
    const { shop } = await openWorld(engine, { onShortfall: 'ALLOW_NEGATIVE' });
    const walletId = await shop.wallet('ann', 'stars');
    const half = '46116860184273879.03';
    const owe = async () => {
      const earned = await shop.post('accruePoints', { walletId, amount: half });
      await shop.post('redeemPoints', { walletId, amount: half });
      return earned.id;
    };
    const [first, second, third] = [await owe(), await owe(), await owe()];
    await shop.post('cancelTransaction', { transactionId: first });
    await shop.post('cancelTransaction', { transactionId: second });

    const reply = await shop.refused(walletId, 'cancelTransaction', { transactionId: third });

    expect(reply).toMatchObject({ __typename: 'InvalidInputError' });
  });
});
