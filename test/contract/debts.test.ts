import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { type Client, DAY, type Json, openWorld } from './world.ts';

/** The schema's sentence: total = active + pending + held + expired, and less by what is owed. */
function addsUp(balances: { readonly [name: string]: Json }): boolean {
  const minor = (name: string) => BigInt(JSON.stringify(balances[name]).replaceAll(/[".]/g, ''));
  const parts = minor('active') + minor('pending') + minor('held') + minor('expired');
  return minor('total') === parts - minor('debt') && minor('gift') <= minor('active');
}

/** Owes 80 in points: earned 100, spent 80, had the 100 taken back. */
async function owe80(shop: Client, walletId: string): Promise<void> {
  const earned = await shop.post('accruePoints', { walletId, amount: '100' });
  await shop.post('redeemPoints', { walletId, amount: '80' });
  const transactionId = earned.id;
  await shop.run('cancelTransaction', { transactionId, onShortfall: 'ALLOW_NEGATIVE' });
}

describe.each(engines)('a wallet in debt on $name', (engine) => {
  it('case 12: its balances add up while points are pending and once they activate', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const activatesAt = at(DAY);
    await shop.post('accruePoints', { walletId, amount: '100', activatesAt });
    await owe80(shop, walletId);
    const pending = await shop.balances(walletId);
    pass(DAY);

    const active = await shop.balances(walletId);

    expect(pending).toMatchObject({ total: '20.00', active: '0.00', pending: '100.00' });
    expect(pending).toSatisfy(addsUp);
    expect(active).toMatchObject({ total: '20.00', active: '100.00', debt: '80.00' });
    expect(active).toSatisfy(addsUp);
  });

  it('case 12: its balances add up when a hold is released', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    const temporary = true;
    const held = await shop.post('redeemPoints', { walletId, amount: '30', temporary });
    const onShortfall = 'ALLOW_NEGATIVE';
    await shop.run('cancelTransaction', { transactionId: earned.id, onShortfall });
    const owing = await shop.balances(walletId);

    const reply = await shop.run('rollbackTransaction', { transactionId: held.id });

    expect(owing).toMatchObject({ total: '0.00', held: '30.00', debt: '30.00' });
    expect(owing).toSatisfy(addsUp);
    expect(reply).toMatchObject({ __typename: 'RollbackTransactionSuccess', balance: '30.00' });
    expect(await shop.balances(walletId)).toSatisfy(addsUp);
  });

  it('case 12: its balances add up where it has a gift, which pays no debt', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    const paidIn = await shop.post('topUpWallet', { walletId, amount: '15' });
    const purchase = { walletId, amount: '15', externalReference: 'order-1' };
    await shop.post('recordPurchase', purchase);
    await shop.run('deleteTransaction', {
      merchantId: 'shop',
      programId: 'club',
      memberCode: 'ann',
      transactionId: paidIn.id,
      acknowledgeDependents: true,
    });
    expect(await shop.balances(walletId)).toMatchObject({ total: '-15.00', debt: '15.00' });

    await shop.post('issueGiftBalance', { walletId, amount: '40' });

    const balances = await shop.balances(walletId);
    expect(balances).toMatchObject({ total: '25.00', gift: '40.00' });
    expect(balances).toSatisfy(addsUp);
  });

  it('case 14: value that expired on the way back does not pay what is owed', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const expiresAt = at(DAY);
    await shop.post('accruePoints', { walletId, amount: '30', expiresAt });
    const spent = await shop.post('redeemPoints', { walletId, amount: '30' });
    await owe80(shop, walletId);
    pass(DAY);

    const reply = await shop.run('cancelTransaction', { transactionId: spent.id });

    expect(reply).toMatchObject({
      balance: '0.00',
      lots: [{ restored: '0.00', expiredAmount: '30.00', clawedBack: '0.00' }],
    });
    expect(await shop.balances(walletId)).toMatchObject({
      total: '-50.00',
      expired: '30.00',
      debt: '80.00',
    });
  });
});
