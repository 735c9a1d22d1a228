import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { type Client, DAY, idOf, openWorld } from './world.ts';

const both = { rollbackFee: true, rollbackCashback: true };
const externalReference = 'order-1';

/** 100 of money and a gift of 40, which expires in ten days, and a purchase of 100. */
async function giftPurchase(shop: Client, expiresAt: string) {
  const walletId = await shop.wallet('ann', 'GBP');
  await shop.post('topUpWallet', { walletId, amount: '100' });
  const gift = await shop.post('issueGiftBalance', { walletId, amount: '40', expiresAt });
  const bought = await shop.post('recordPurchase', { walletId, amount: '100', externalReference });
  return { walletId, giftId: `${gift.id}.0`, bought };
}

/** The Cancel record with all that Paywall returns. */
const CANCEL_RECORD = `mutation ($input: CancelPurchaseInput!) { cancelPurchase(input: $input) {
  ... on CancelPurchaseSuccess { reversal { id wallet { id } type amount giftAmount description
    externalReference createdAt updatedAt balanceAfter sourceWallet { id } giftBalance
    destinationWallet { id } mainTransaction { id } uniqueCode cashbackAmount
    usedGiftBalances { amount giftBalance { id } } } } } }`;

describe.each(engines)('cancelPurchase on $name', (engine) => {
  it('case 36: answers a CANCEL record with all that Paywall returns', async () => {
    const { shop, at } = await openWorld(engine);
    const { walletId, giftId, bought } = await giftPurchase(shop, at(10 * DAY));

    const data = await shop.query(CANCEL_RECORD, { input: { externalReference, ...both } });

    const { reversal } = data['cancelPurchase'] as { reversal: { uniqueCode: string } };
    const { uniqueCode, ...record } = reversal;
    expect(uniqueCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(record).toEqual({
      id: idOf(reversal),
      wallet: { id: walletId },
      type: 'CANCEL',
      amount: '100.00',
      giftAmount: '40.00',
      description: null,
      externalReference,
      createdAt: at(),
      updatedAt: at(),
      balanceAfter: '140.00',
      sourceWallet: null,
      destinationWallet: { id: walletId },
      giftBalance: '40.00',
      mainTransaction: { id: bought.id },
      usedGiftBalances: [{ amount: '40.00', giftBalance: { id: giftId } }],
      cashbackAmount: '0.00',
    });
    expect(await shop.transaction(bought.id)).toMatchObject({ status: 'CANCELLED' });
  });

  it('case 36: the reference goes on naming the purchase, and stays taken', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '100' });
    const input = { walletId, amount: '10', externalReference };
    const bought = await shop.post('recordPurchase', input);
    const before = await shop.refused(walletId, 'recordPurchase', input);
    await shop.run('cancelPurchase', { externalReference, ...both });

    const after = await shop.refused(walletId, 'recordPurchase', input);

    const __typename = 'DuplicateExternalReferenceError';
    expect(before).toMatchObject({ __typename, existing: { id: bought.id, status: 'POSTED' } });
    expect(after).toMatchObject({ __typename, existing: { id: bought.id, status: 'CANCELLED' } });
    const query = 'query ($r: String) { transaction(externalReference: $r) { id type } }';
    const found = await shop.query(query, { r: externalReference });
    expect(found).toEqual({ transaction: { id: bought.id, type: 'PURCHASE' } });
  });

  it('case 36: cancelled again, it is refused with the first cancel', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '100' });
    await shop.post('recordPurchase', { walletId, amount: '10', externalReference });
    const cancelled = await shop.run('cancelPurchase', { externalReference, ...both });

    const again = await shop.refused(walletId, 'cancelPurchase', { externalReference, ...both });
    const refund = { externalReference, amount: '1', ...both };
    const refunded = await shop.refused(walletId, 'refundPurchase', refund);

    const first = { reversal: { id: idOf(cancelled['reversal']) }, reversedBy: 'CANCEL' };
    expect(again).toMatchObject({ __typename: 'AlreadyReversedError', ...first });
    expect(refunded).toMatchObject({ __typename: 'AlreadyReversedError', ...first });
  });

  it('case 37: gives 40 to the gift and 60 to the money that paid 100', async () => {
    const { shop, at } = await openWorld(engine);
    const { walletId, giftId, bought } = await giftPurchase(shop, at(10 * DAY));
    expect(bought).toMatchObject({ amount: '100.00', giftAmount: '40.00', balanceAfter: '40.00' });
    expect(await shop.balances(walletId)).toMatchObject({ active: '40.00', gift: '0.00' });

    const reply = await shop.run('cancelPurchase', { externalReference, ...both });

    expect(reply).toMatchObject({
      __typename: 'CancelPurchaseSuccess',
      reversal: { amount: '100.00', giftAmount: '40.00', feeAmount: '0.00' },
      balance: '140.00',
      shortfall: '0.00',
    });
    expect(reply['lots']).toContainEqual({
      lotId: giftId,
      restored: '40.00',
      expiredAmount: '0.00',
      clawedBack: '0.00',
    });
    const balances = { total: '140.00', active: '140.00', gift: '40.00' };
    expect(await shop.balances(walletId)).toMatchObject(balances);
  });

  it('case 38: the gift having expired, 60 is usable and 40 is reported as expired', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const { walletId, giftId } = await giftPurchase(shop, at(10 * DAY));
    pass(10 * DAY);

    const reply = await shop.run('cancelPurchase', { externalReference, ...both });

    expect(reply).toMatchObject({
      __typename: 'CancelPurchaseSuccess',
      reversal: { amount: '100.00', giftAmount: '40.00', giftBalance: '0.00' },
      balance: '100.00',
    });
    expect(reply['lots']).toContainEqual({
      lotId: giftId,
      restored: '0.00',
      expiredAmount: '40.00',
      clawedBack: '0.00',
    });
    const balances = { total: '140.00', active: '100.00', gift: '0.00', expired: '40.00' };
    expect(await shop.balances(walletId)).toMatchObject(balances);
  });

  it.each([
    { rollbackFee: false, rollbackCashback: false, fee: '0.00', cashback: '0.00', left: '205.00' },
    { rollbackFee: true, rollbackCashback: false, fee: '2.00', cashback: '0.00', left: '207.00' },
    { rollbackFee: false, rollbackCashback: true, fee: '0.00', cashback: '5.00', left: '200.00' },
    { rollbackFee: true, rollbackCashback: true, fee: '2.00', cashback: '5.00', left: '202.00' },
  ])('case 39: fee back $rollbackFee, cashback back $rollbackCashback', async (row) => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '202' });
    const charges = { fee: { amount: '2' }, cashback: { amount: '5' } };
    const purchase = { walletId, amount: '100', externalReference, ...charges };
    const bought = await shop.post('recordPurchase', purchase);
    const recorded = { feeAmount: '2.00', cashbackAmount: '5.00', balanceAfter: '105.00' };
    expect(bought).toMatchObject(recorded);

    const { rollbackFee, rollbackCashback } = row;
    const input = { externalReference, rollbackFee, rollbackCashback };
    const reply = await shop.run('cancelPurchase', input);

    expect(reply).toMatchObject({
      __typename: 'CancelPurchaseSuccess',
      reversal: { amount: '100.00', feeAmount: row.fee, cashbackAmount: row.cashback },
      balance: row.left,
      shortfall: '0.00',
    });
    expect(await shop.balances(walletId)).toMatchObject({ total: row.left, active: row.left });
  });

  it('case 40: the refund covers the cashback that was spent, in one posting', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '102' });
    const charges = { fee: { amount: '2' }, cashback: { amount: '5' } };
    await shop.post('recordPurchase', { walletId, amount: '100', externalReference, ...charges });
    await shop.post('recordPurchase', { walletId, amount: '5', externalReference: 'order-2' });
    expect(await shop.balances(walletId)).toMatchObject({ total: '0.00', active: '0.00' });

    const reply = await shop.run('cancelPurchase', { externalReference, ...both });

    expect(reply).toMatchObject({
      __typename: 'CancelPurchaseSuccess',
      balance: '97.00',
      shortfall: '0.00',
    });
    const { entries } = reply['reversal'] as { entries: { account: string }[] };
    expect(entries.filter(({ account }) => account === 'WALLET')).toEqual([
      { account: 'WALLET', amount: '100.00', purpose: 'PRINCIPAL' },
      { account: 'WALLET', amount: '2.00', purpose: 'FEE' },
      { account: 'WALLET', amount: '-5.00', purpose: 'CASHBACK' },
    ]);
    expect(await shop.balances(walletId)).toMatchObject({ total: '97.00', debt: '0.00' });
  });

  it('case 40: what the refund does not cover is refused with the numbers', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '10' });
    const cashback = { amount: '50' };
    await shop.post('recordPurchase', { walletId, amount: '10', externalReference, cashback });
    await shop.post('recordPurchase', { walletId, amount: '45', externalReference: 'order-2' });

    const reply = await shop.refused(walletId, 'cancelPurchase', { externalReference, ...both });
    const kept = { externalReference, rollbackFee: true, rollbackCashback: false };
    const granted = await shop.run('cancelPurchase', kept);

    const short = { required: '50.00', available: '15.00', shortfall: '35.00' };
    expect(reply).toMatchObject({ __typename: 'InsufficientBalanceError', ...short });
    expect(granted).toMatchObject({ __typename: 'CancelPurchaseSuccess', balance: '15.00' });
  });
});
