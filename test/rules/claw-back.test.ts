import { describe, expect, it } from 'vitest';
import { engines } from '../contract/engines.ts';
import { openWorld } from '../contract/world.ts';

describe.each(engines)('taking back what was earned, on $name', (engine) => {
  it.each([1, 3, 4, 5, 20, 70])(
    'case 11: reaches the balance however many lots it is spread over: %i',
    async (lots) => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', 'stars');
      const earned = await shop.post('accruePoints', { walletId, amount: '1000.00' });
      const spent = `${lots}.00`;
      await shop.post('redeemPoints', { walletId, amount: spent });
      for (let n = 0; n < lots; n += 1) {
        await shop.post('accruePoints', { walletId, amount: '1.00' });
      }
      expect(await shop.balances(walletId)).toMatchObject({ active: '1000.00' });
      const reply = await shop.run('cancelTransaction', { transactionId: earned.id });
      expect(reply).toMatchObject({
        __typename: 'CancelTransactionSuccess',
        balance: '0.00',
        shortfall: '0.00',
      });
    },
  );

  it('case 19: a void of a type that the program lists takes all of it back', async () => {
    const voids = { enabled: true, voidableTypes: ['GIFT'] as const, adjustmentPeriodDays: null };
    const { shop } = await openWorld(engine, { voids });
    const walletId = await shop.wallet('ann', 'GBP');
    const gift = await shop.post('issueGiftBalance', { walletId, amount: '100.00' });
    const input = { memberId: 'ann', originalTransactionId: gift.id };
    const reply = await shop.run('voidTransaction', input);
    expect(reply).toMatchObject({ __typename: 'VoidTransactionSuccess', balance: '0.00' });
    expect(await shop.balances(walletId)).toMatchObject({ total: '0.00', gift: '0.00' });
  });
});
