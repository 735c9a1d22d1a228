import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { DAY, openWorld, type World } from './world.ts';

/** A purchase of 100.00, of which 40.00 were paid by a gift balance that has expired since. */
async function expiredGift({ shop, at, pass }: World) {
  const walletId = await shop.wallet('ann', 'GBP');
  await shop.post('topUpWallet', { walletId, amount: '60' });
  const gift = await shop.post('issueGiftBalance', {
    walletId,
    amount: '40',
    expiresAt: at(DAY),
  });
  await shop.post('recordPurchase', { walletId, amount: '100', externalReference: 'order-1' });
  pass(DAY);
  return { walletId, lotId: `${gift.id}.0` };
}

const half = {
  externalReference: 'order-1',
  amount: '50',
  rollbackFee: false,
  rollbackCashback: false,
};

describe.each(engines)('a refund into an expired gift balance on $name', (engine) => {
  it('case 44: expires on the way where the program says so, and the answer says so', async () => {
    const world = await openWorld(engine, { onExpiredGift: 'EXPIRE' });
    const { walletId, lotId } = await expiredGift(world);

    const reply = await world.shop.run('refundPurchase', half);

    expect(reply).toMatchObject({
      __typename: 'RefundPurchaseSuccess',
      balance: '30.00',
      remaining: '50.00',
    });
    expect(reply['lots']).toContainEqual({
      lotId,
      restored: '0.00',
      expiredAmount: '20.00',
      clawedBack: '0.00',
    });
    expect(await world.shop.balances(walletId)).toMatchObject({
      active: '30.00',
      expired: '20.00',
    });
  });

  it('case 44: is refused where the program says so, and changes nothing', async () => {
    const world = await openWorld(engine, { onExpiredGift: 'REJECT' });
    const { walletId, lotId } = await expiredGift(world);

    const reply = await world.shop.run('refundPurchase', half);

    expect(reply).toMatchObject({
      __typename: 'GiftBalanceExpiredError',
      expiredAmount: '20.00',
      giftBalanceIds: [lotId],
    });
    expect(await world.shop.balances(walletId)).toMatchObject({ active: '0.00', total: '0.00' });
  });
});
