import { describe, expect, it } from 'vitest';
import type { ShortfallPolicy } from '../../src/ledger/program.ts';
import { engines } from './engines.ts';
import { type Client, DAY, openWorld } from './world.ts';

/** A wallet that earned 100 and spent 80 of it. */
async function spentEarn(shop: Client) {
  const walletId = await shop.wallet('ann', 'stars');
  const earned = await shop.post('accruePoints', { walletId, amount: '100' });
  await shop.post('redeemPoints', { walletId, amount: '80' });
  return { walletId, transactionId: earned.id };
}

const nothing = { pending: '0.00', held: '0.00', expired: '0.00', gift: '0.00', derived: '0.00' };

/** By the input's word, and by the program's. */
const ways = (onShortfall: ShortfallPolicy) => [
  { says: 'the input', policies: {}, onShortfall },
  { says: 'the program', policies: { onShortfall }, onShortfall: null },
];

describe.each(engines)('cancelling 100 of which 80 are spent on $name', (engine) => {
  it.each([...ways('REJECT'), { says: 'nobody', policies: {}, onShortfall: null }])(
    'case 11: is refused under REJECT, which $says says',
    async ({ policies, onShortfall }) => {
      const { shop } = await openWorld(engine, policies);
      const { walletId, transactionId } = await spentEarn(shop);

      const reply = await shop.refused(walletId, 'cancelTransaction', {
        transactionId,
        onShortfall,
      });

      expect(reply).toMatchObject({
        __typename: 'InsufficientBalanceError',
        required: '100.00',
        available: '20.00',
        shortfall: '80.00',
      });
    },
  );

  it.each(ways('WITHIN_BALANCE'))(
    'case 11: takes 20 back under WITHIN_BALANCE, which $says says',
    async ({ policies, onShortfall }) => {
      const { shop } = await openWorld(engine, policies);
      const { walletId, transactionId } = await spentEarn(shop);

      const reply = await shop.run('cancelTransaction', { transactionId, onShortfall });

      expect(reply).toMatchObject({
        __typename: 'CancelTransactionSuccess',
        transaction: { id: transactionId, status: 'CANCELLED' },
        reversal: { type: 'CANCEL', amount: '20.00' },
        balance: '0.00',
        shortfall: '80.00',
        lots: [{ lotId: `${transactionId}.0`, clawedBack: '20.00', restored: '0.00' }],
      });
      const zero = { total: '0.00', active: '0.00', debt: '0.00' };
      expect(await shop.balances(walletId)).toEqual({ ...zero, ...nothing });
    },
  );

  it.each(ways('ALLOW_NEGATIVE'))(
    'case 11: owes 80 under ALLOW_NEGATIVE, which $says says',
    async ({ policies, onShortfall }) => {
      const { shop } = await openWorld(engine, policies);
      const { walletId, transactionId } = await spentEarn(shop);

      const reply = await shop.run('cancelTransaction', { transactionId, onShortfall });

      expect(reply).toMatchObject({
        __typename: 'CancelTransactionSuccess',
        reversal: { type: 'CANCEL', amount: '100.00' },
        balance: '0.00',
        shortfall: '80.00',
        lots: [{ lotId: `${transactionId}.0`, clawedBack: '20.00', restored: '0.00' }],
      });
      const owing = { total: '-80.00', active: '0.00', debt: '80.00' };
      expect(await shop.balances(walletId)).toEqual({ ...owing, ...nothing });
    },
  );

  it('case 11: the word of the input counts before the word of the program', async () => {
    const { shop } = await openWorld(engine, { onShortfall: 'ALLOW_NEGATIVE' });
    const { walletId, transactionId } = await spentEarn(shop);

    const onShortfall = 'REJECT';
    const reply = await shop.refused(walletId, 'cancelTransaction', { transactionId, onShortfall });

    expect(reply).toMatchObject({ __typename: 'InsufficientBalanceError', shortfall: '80.00' });
  });

  it('case 11: takes its own lot first, then the others in draw order', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earn = (amount: string, days: number) =>
      shop.post('accruePoints', { walletId, amount, expiresAt: at(days * DAY) });
    const own = await earn('100', 10);
    await shop.post('redeemPoints', { walletId, amount: '40' });
    const [last, next] = [await earn('30', 30), await earn('15', 5)];

    const reply = await shop.run('cancelTransaction', { transactionId: own.id });

    expect(reply).toMatchObject({
      balance: '5.00',
      shortfall: '0.00',
      lots: [
        { lotId: `${own.id}.0`, clawedBack: '60.00' },
        { lotId: `${next.id}.0`, clawedBack: '15.00' },
        { lotId: `${last.id}.0`, clawedBack: '25.00' },
      ],
    });
  });

  it('case 11: leaves what a hold has reserved', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    await shop.post('redeemPoints', { walletId, amount: '30', temporary: true });

    const reply = await shop.refused(walletId, 'cancelTransaction', { transactionId: earned.id });

    expect(reply).toMatchObject({ required: '100.00', available: '70.00', shortfall: '30.00' });
  });

  it('case 12: the next accrual of 100 pays the debt of 80 first', async () => {
    const { shop } = await openWorld(engine, { onShortfall: 'ALLOW_NEGATIVE' });
    const { walletId, transactionId } = await spentEarn(shop);
    await shop.run('cancelTransaction', { transactionId });

    const reply = await shop.run('accruePoints', { walletId, amount: '100' });

    expect(reply).toMatchObject({
      __typename: 'AccruePointsSuccess',
      transaction: { amount: '100.00', lots: [{ granted: '100.00', remaining: '20.00' }] },
      balance: '20.00',
    });
    const paid = { total: '20.00', active: '20.00', debt: '0.00' };
    expect(await shop.balances(walletId)).toEqual({ ...paid, ...nothing });
  });

  it('case 12: accruals that are smaller than the debt pay it one after another', async () => {
    const { shop } = await openWorld(engine, { onShortfall: 'ALLOW_NEGATIVE' });
    const { walletId, transactionId } = await spentEarn(shop);
    await shop.run('cancelTransaction', { transactionId });

    const debts = [];
    for (const amount of ['30', '50', '0.01']) {
      await shop.post('accruePoints', { walletId, amount });
      debts.push(await shop.balances(walletId));
    }

    expect(debts).toMatchObject([
      { total: '-50.00', active: '0.00', debt: '50.00' },
      { total: '0.00', active: '0.00', debt: '0.00' },
      { total: '0.01', active: '0.01', debt: '0.00' },
    ]);
  });

  it('case 12: what a cancelled redemption gives back pays the debt first', async () => {
    const { shop } = await openWorld(engine, { onShortfall: 'ALLOW_NEGATIVE' });
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    const spent = await shop.post('redeemPoints', { walletId, amount: '80' });
    await shop.run('cancelTransaction', { transactionId: earned.id });

    const reply = await shop.run('cancelTransaction', { transactionId: spent.id });

    expect(reply).toMatchObject({ __typename: 'CancelTransactionSuccess', balance: '0.00' });
    const even = { total: '0.00', active: '0.00', debt: '0.00' };
    expect(await shop.balances(walletId)).toEqual({ ...even, ...nothing });
  });
});
