import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { openWorld } from './world.ts';

describe.each(engines)('cancelTransaction on $name', (engine) => {
  it('case 1: takes the posted accrual of 100.50 back from an active 500.00', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '399.50' });
    const earned = await shop.post('accruePoints', { walletId, amount: '100.50' });
    expect(await shop.balances(walletId)).toMatchObject({ active: '500.00' });

    const reply = await shop.run('cancelTransaction', { transactionId: earned.id });

    expect(reply).toMatchObject({
      __typename: 'CancelTransactionSuccess',
      transaction: { id: earned.id, status: 'CANCELLED' },
      reversal: { type: 'CANCEL', amount: '100.50', mainTransaction: { id: earned.id } },
      balance: '399.50',
      shortfall: '0.00',
      replayed: false,
    });
  });
});
