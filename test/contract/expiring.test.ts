import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { type Client, DAY, openWorld } from './world.ts';

async function expiring(shop: Client, id: string, from: string, to: string): Promise<string> {
  const data = await shop.query(
    `query ($id: ID!, $period: LedgerPeriod!) {
      wallet(id: $id) { expiring: expiringPoints(period: $period) } }`,
    { id, period: { from, to } },
  );
  return (data['wallet'] as { expiring: string }).expiring;
}

describe.each(engines)('expiringPoints on $name', (engine) => {
  it.each([
    ['from the expiry up to a millisecond later', 0, 1, '10.00'],
    ['up to the expiry', -DAY, 0, '0.00'],
    ['from a millisecond after the expiry', 1, DAY, '0.00'],
    ['around both expiries', -DAY, DAY + 1, '30.00'],
    ['up to the second expiry', -DAY, DAY, '10.00'],
    ['of no length', 0, 0, '0.00'],
    ['that ends before it begins', DAY, -DAY, '0.00'],
    ['of all time', -400 * DAY, 400 * DAY, '30.00'],
  ])('counts what expires in a period %s', async (_, from, to, amount) => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const end = 40 * DAY;
    await shop.post('accruePoints', { walletId, amount: '10', expiresAt: at(end) });
    await shop.post('accruePoints', { walletId, amount: '20', expiresAt: at(end + DAY) });
    await shop.post('accruePoints', { walletId, amount: '40' });

    expect(await expiring(shop, walletId, at(end + from), at(end + to))).toBe(amount);
  });

  it('counts what is left of them, held and not yet active too', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const period = [at(), at(10 * DAY)] as const;
    const left = () => expiring(shop, walletId, ...period);
    await shop.post('accruePoints', { walletId, amount: '10', expiresAt: at(5 * DAY) });
    const life = { activatesAt: at(2 * DAY), expiresAt: at(8 * DAY) };
    const later = await shop.post('accruePoints', { walletId, amount: '40', ...life });
    const promise = { walletId, amount: '7', temporary: true, expiresAt: at(5 * DAY) };
    await shop.post('accruePoints', promise);
    const seen = [await left()];

    const spent = await shop.post('redeemPoints', { walletId, amount: '4' });
    seen.push(await left());
    const hold = { walletId, amount: '5', temporary: true };
    const held = await shop.post('redeemPoints', hold);
    seen.push(await left());
    await shop.post('commitTransaction', { transactionId: held.id });
    seen.push(await left());
    await shop.run('cancelTransaction', { transactionId: spent.id });
    seen.push(await left());
    await shop.run('cancelTransaction', { transactionId: later.id });
    seen.push(await left());
    pass(6 * DAY);
    seen.push(await left());

    const [all, afterSpending, whileHeld, committed] = ['50.00', '46.00', '46.00', '41.00'];
    const [restored, cancelled, expired] = ['45.00', '5.00', '5.00'];
    const expected = [all, afterSpending, whileHeld, committed, restored, cancelled, expired];
    expect(seen).toEqual(expected);
    expect(await shop.balances(walletId)).toMatchObject({ active: '0.00', expired: '5.00' });
  });

  it('counts gifts of a money wallet, and none of its money', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '50' });
    await shop.post('issueGiftBalance', { walletId, amount: '10', expiresAt: at(DAY) });
    await shop.post('issueGiftBalance', { walletId, amount: '20' });
    await shop.post('recordPurchase', { walletId, amount: '4', externalReference: 'order-1' });

    const end = '+275760-09-13T00:00:00.000Z';
    expect(await expiring(shop, walletId, at(), end)).toBe('6.00');
  });

  it('never counts more than the balance that depreciation left', async () => {
    const { shop, at, pass } = await openWorld(engine, {
      depreciations: [{ basis: 'PER_TRANSACTION', intervalDays: 30, percentage: 100_000n }],
    });
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100', expiresAt: at(45 * DAY) });
    pass(30 * DAY);
    expect(await shop.balances(walletId)).toMatchObject({ active: '90.00' });

    expect(await expiring(shop, walletId, at(), at(30 * DAY))).toBe('90.00');
  });

  it('case 59: is of a wallet that another merchant does not see', async () => {
    const { shop, at, merchant } = await openWorld(engine);
    const other = await merchant('other');
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '10', expiresAt: at(DAY) });

    const seen = await other.query(
      `query ($id: ID!, $period: LedgerPeriod!) {
        wallet(id: $id) { expiringPoints(period: $period) } }`,
      { id: walletId, period: { from: at(), to: at(2 * DAY) } },
    );

    expect(seen).toEqual({ wallet: null });
  });
});
