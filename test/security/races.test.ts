import { describe, expect, it } from 'vitest';
import { engines } from '../contract/engines.ts';
import type { Reply } from '../contract/world.ts';
import { openPlace, type Place } from './place.ts';
import { ROWS } from './rows.ts';

const ROUNDS = 8;
const BOTH = { rollbackFee: true, rollbackCashback: true };

/** The names of two answers that were asked for at the same moment. */
async function atOnce(one: () => Promise<Reply>, other: () => Promise<Reply>): Promise<string[]> {
  const replies = await Promise.all([one(), other()]);
  return replies.map((reply) => reply.__typename);
}

async function funded(place: Place, currency: 'stars' | 'GBP') {
  const walletId = await place.shop.wallet('ann', currency);
  const mutation = currency === 'stars' ? 'accruePoints' : 'topUpWallet';
  await place.shop.post(mutation, { walletId, amount: '1000' });
  return walletId;
}

describe.each(engines)(`against ${ROWS.races} on $name`, { timeout: 60_000 }, (engine) => {
  it('two cancels: one is granted, the other sees its reversal', async () => {
    const place = await openPlace({}, engine);
    const walletId = await funded(place, 'stars');
    for (let n = 0; n < ROUNDS; n += 1) {
      const { id } = await place.shop.post('accruePoints', { walletId, amount: '5' });
      const cancel = () => place.shop.run('cancelTransaction', { transactionId: id });
      expect((await atOnce(cancel, cancel)).toSorted()).toEqual([
        'AlreadyReversedError',
        'CancelTransactionSuccess',
      ]);
    }
    expect(await place.shop.balances(walletId)).toMatchObject({ total: '1000.00' });
  });

  it('a cancel and a commit of one hold: one is granted', async () => {
    const place = await openPlace({}, engine);
    const walletId = await funded(place, 'stars');
    let committed = 0;
    for (let n = 0; n < ROUNDS; n += 1) {
      const hold = { walletId, amount: '5', temporary: true };
      const { id } = await place.shop.post('redeemPoints', hold);
      const cancel = () => place.shop.run('cancelTransaction', { transactionId: id });
      const commit = () => place.shop.run('commitTransaction', { transactionId: id });
      const [first, second] =
        n % 2 ? await atOnce(cancel, commit) : (await atOnce(commit, cancel)).toReversed();
      const won = second === 'CommitTransactionSuccess';
      if (won) committed += 1;
      expect([first, second]).toEqual(
        won
          ? ['HoldCommittedError', 'CommitTransactionSuccess']
          : ['CancelTransactionSuccess', 'AlreadyReversedError'],
      );
    }
    const left = `${1_000 - 5 * committed}.00`;
    expect(await place.shop.balances(walletId)).toMatchObject({ total: left, held: '0.00' });
  });

  it('a cancel and the expiry of one hold: the clock decides, once', async () => {
    const place = await openPlace({}, engine);
    const walletId = await funded(place, 'stars');
    const hold = { walletId, amount: '5', temporary: true, timeoutSeconds: 60 };
    const { id } = await place.shop.post('redeemPoints', hold);
    place.pass(60_000);
    const cancel = () => place.shop.run('cancelTransaction', { transactionId: id });
    // Something else in the wallet notices the timeout at the same moment.
    const spend = () => place.shop.run('redeemPoints', { walletId, amount: '1000' });
    expect(await atOnce(cancel, spend)).toEqual(['HoldExpiredError', 'RedeemPointsSuccess']);
    expect(await place.shop.balances(walletId)).toMatchObject({ total: '0.00', held: '0.00' });
  });

  it('a cancel and a refund of one purchase: one is granted', async () => {
    const place = await openPlace({}, engine);
    const walletId = await funded(place, 'GBP');
    let refunded = 0;
    for (let n = 0; n < ROUNDS; n += 1) {
      const externalReference = `order-${n}`;
      await place.shop.post('recordPurchase', { walletId, amount: '5', externalReference });
      const named = { externalReference, ...BOTH };
      const cancel = () => place.shop.run('cancelPurchase', named);
      const refund = () => place.shop.run('refundPurchase', { ...named, amount: '2' });
      const [first, second] =
        n % 2 ? await atOnce(cancel, refund) : (await atOnce(refund, cancel)).toReversed();
      const won = second === 'RefundPurchaseSuccess';
      if (won) refunded += 1;
      expect([first, second]).toEqual(
        won
          ? ['PurchaseRefundedError', 'RefundPurchaseSuccess']
          : ['CancelPurchaseSuccess', 'AlreadyReversedError'],
      );
    }
    const left = `${1_000 - 3 * refunded}.00`;
    expect(await place.shop.balances(walletId)).toMatchObject({ total: left });
  });

  it('two refunds of the whole rest: one is granted', async () => {
    const place = await openPlace({}, engine);
    const walletId = await funded(place, 'GBP');
    const order = { externalReference: 'order', ...BOTH };
    await place.shop.post('recordPurchase', { walletId, amount: '5', externalReference: 'order' });
    const refund = () => place.shop.run('refundPurchase', { ...order, amount: '3' });
    expect((await atOnce(refund, refund)).toSorted()).toEqual([
      'RefundExceedsPurchaseError',
      'RefundPurchaseSuccess',
    ]);
    expect(await place.shop.balances(walletId)).toMatchObject({ total: '998.00' });
  });
});
