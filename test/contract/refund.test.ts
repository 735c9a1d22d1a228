import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { type Client, type Input, type Json, openWorld } from './world.ts';

const both = { rollbackFee: true, rollbackCashback: true };
const externalReference = 'order-1';

async function purchase(shop: Client, more: Input = {}) {
  const walletId = await shop.wallet('ann', 'GBP');
  await shop.post('topUpWallet', { walletId, amount: '200' });
  const input = { walletId, amount: '100', externalReference, ...more };
  const { id } = await shop.post('recordPurchase', input);
  return { walletId, id };
}

const refund = (amount: string, flags = both) => ({ externalReference, amount, ...flags });

function minor(decimal: Json | undefined): bigint {
  if (typeof decimal !== 'string') throw new Error('not a decimal');
  return BigInt(decimal.replace('.', ''));
}

/** The sum of one amount over several refunds, in minor units. */
function sumOf(refunds: readonly Json[], field: string): bigint {
  const amounts = refunds.map((each) => minor((each as { [name: string]: Json })[field]));
  return amounts.reduce((total, amount) => total + amount, 0n);
}

describe.each(engines)('purchases and refunds on $name', (engine) => {
  it('case 41: without fee and cashback both flags are granted, with zeros', async () => {
    const { shop } = await openWorld(engine);
    await purchase(shop);

    const reply = await shop.run('cancelPurchase', { externalReference, ...both });

    expect(reply).toMatchObject({
      __typename: 'CancelPurchaseSuccess',
      reversal: {
        amount: '100.00',
        giftAmount: '0.00',
        feeAmount: '0.00',
        cashbackAmount: '0.00',
        usedGiftBalances: [],
      },
      balance: '200.00',
      shortfall: '0.00',
    });
  });

  it('case 42: after a partial refund a cancel is refused with what is left', async () => {
    const { shop } = await openWorld(engine);
    const { walletId } = await purchase(shop);
    await shop.run('refundPurchase', refund('30'));
    await shop.run('refundPurchase', refund('0.01'));

    const reply = await shop.refused(walletId, 'cancelPurchase', { externalReference, ...both });

    expect(reply).toMatchObject({
      __typename: 'PurchaseRefundedError',
      refunded: '30.01',
      remaining: '69.99',
    });
  });

  it('case 42: after a full refund nothing is left, to cancel or to refund', async () => {
    const { shop } = await openWorld(engine);
    const { walletId } = await purchase(shop);
    const whole = await shop.run('refundPurchase', refund('100'));

    const cancel = await shop.refused(walletId, 'cancelPurchase', { externalReference, ...both });
    const more = await shop.refused(walletId, 'refundPurchase', refund('0.01'));

    expect(whole).toMatchObject({ remaining: '0.00', balance: '200.00' });
    const spent = { refunded: '100.00', remaining: '0.00' };
    expect(cancel).toMatchObject({ __typename: 'PurchaseRefundedError', ...spent });
    expect(more).toMatchObject({ __typename: 'RefundExceedsPurchaseError', ...spent });
  });

  it('case 43: three times 33.33 of 100.00 leave 0.01, and all parts add up', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '200' });
    await shop.post('issueGiftBalance', { walletId, amount: '40' });
    const charges = { fee: { amount: '2' }, cashback: { amount: '5' } };
    await shop.post('recordPurchase', { walletId, amount: '100', externalReference, ...charges });
    const replies = [];

    for (const amount of ['33.33', '33.33', '33.33', '0.01']) {
      replies.push(await shop.run('refundPurchase', refund(amount)));
    }

    const remaining = ['66.67', '33.34', '0.01', '0.00'];
    expect(replies).toMatchObject(
      remaining.map((left) => ({ __typename: 'RefundPurchaseSuccess', remaining: left })),
    );
    const refunds = replies.map((reply) => reply['refund'] ?? null);
    expect(sumOf(refunds, 'amount')).toBe(100_00n);
    expect(sumOf(refunds, 'giftAmount')).toBe(40_00n);
    expect(sumOf(refunds, 'feeAmount')).toBe(2_00n);
    expect(sumOf(refunds, 'cashbackAmount')).toBe(5_00n);
    const balances = { total: '240.00', active: '240.00', gift: '40.00', debt: '0.00' };
    expect(await shop.balances(walletId)).toMatchObject(balances);
  });

  it('case 43: each part is in proportion, to the minor unit', async () => {
    const { shop } = await openWorld(engine);
    const charges = { fee: { amount: '2' }, cashback: { amount: '5' } };
    const { walletId, id } = await purchase(shop, charges);

    const reply = await shop.run('refundPurchase', refund('50'));

    expect(reply).toMatchObject({
      __typename: 'RefundPurchaseSuccess',
      transaction: { id, status: 'POSTED', reversal: null },
      refund: {
        type: 'REFUND',
        amount: '50.00',
        feeAmount: '1.00',
        cashbackAmount: '2.50',
        externalReference,
        mainTransaction: { id },
      },
      balance: '151.50',
      remaining: '50.00',
      shortfall: '0.00',
      replayed: false,
    });
    expect(await shop.balances(walletId)).toMatchObject({ total: '151.50' });
  });

  it('case 43: leaves fee and cashback alone unless asked', async () => {
    const { shop } = await openWorld(engine);
    const charges = { fee: { amount: '2' }, cashback: { amount: '5' } };
    await purchase(shop, charges);
    const flags = { rollbackFee: false, rollbackCashback: false };

    const reply = await shop.run('refundPurchase', refund('50', flags));

    const parts = { amount: '50.00', feeAmount: '0.00', cashbackAmount: '0.00' };
    expect(reply).toMatchObject({ refund: parts, balance: '153.00' });
  });

  it('case 43: more than is left is refused with what is left', async () => {
    const { shop } = await openWorld(engine);
    const { walletId } = await purchase(shop);
    await shop.run('refundPurchase', refund('99.99'));

    const reply = await shop.refused(walletId, 'refundPurchase', refund('0.02'));

    expect(reply).toMatchObject({
      __typename: 'RefundExceedsPurchaseError',
      refunded: '99.99',
      remaining: '0.01',
    });
  });

  it('case 43: a refund is not undone itself', async () => {
    const { shop } = await openWorld(engine);
    const { walletId, id } = await purchase(shop);
    const reply = await shop.run('refundPurchase', refund('10'));
    const transactionId = (reply['refund'] as { id: string }).id;

    const refused = await shop.refused(walletId, 'cancelTransaction', { transactionId });

    expect(refused).toMatchObject({ __typename: 'ReversalNotReversibleError', reverses: { id } });
  });

  it.each(['0', '-1', '1.005', ''])('case 46: a refund of %j is refused', async (amount) => {
    const { shop } = await openWorld(engine);
    const { walletId } = await purchase(shop);

    const reply = await shop.refused(walletId, 'refundPurchase', refund(amount));

    expect(reply).toMatchObject({ __typename: 'InvalidInputError', field: 'amount' });
  });

  it('case 45: in a closed wallet neither is cancelled nor refunded', async () => {
    const { shop, at } = await openWorld(engine);
    const { walletId } = await purchase(shop);
    const closedAt = at();
    await shop.run('closeWallet', { walletId });

    const cancelled = await shop.refused(walletId, 'cancelPurchase', {
      externalReference,
      ...both,
    });
    const refunded = await shop.refused(walletId, 'refundPurchase', refund('10'));

    expect(cancelled).toMatchObject({ __typename: 'WalletClosedError', closedAt });
    expect(refunded).toEqual(cancelled);
  });

  it.each(['cancelPurchase', 'refundPurchase'])(
    'case 36: %s finds purchases only',
    async (mutation) => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', 'GBP');
      const topUp = { walletId, amount: '5', externalReference: 'paid-in' };
      await shop.post('topUpWallet', topUp);
      const amount = mutation === 'refundPurchase' ? { amount: '1' } : {};
      const name = (reference: string) => ({ externalReference: reference, ...amount, ...both });

      const replies = [
        await shop.refused(walletId, mutation, name('paid-in')),
        await shop.refused(walletId, mutation, name('unheard-of')),
        await shop.refused(walletId, mutation, name(' ')),
      ];

      const __typename = 'TransactionNotFoundError';
      expect(replies).toMatchObject([
        { __typename, transactionId: null, externalReference: 'paid-in' },
        { __typename, transactionId: null, externalReference: 'unheard-of' },
        { __typename: 'MissingIdentifierError', fields: ['externalReference'] },
      ]);
    },
  );
});
