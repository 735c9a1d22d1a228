import { describe, expect, it } from 'vitest';
import { engines } from '../contract/engines.ts';
import { DAY } from '../contract/world.ts';
import { openPlace } from './place.ts';
import { ROWS } from './rows.ts';

const HOUR = 3_600_000;
const YEAR = 365 * DAY;

describe.each(engines)(`against ${ROWS.wrongClocks} on $name`, { timeout: 60_000 }, (engine) => {
  it('a void is granted at the last moment and no later, wherever the clock was', async () => {
    const place = await openPlace({}, engine);
    await place.program('shop', 'week', {
      voids: { enabled: true, voidableTypes: ['ADHOC_REWARD'], adjustmentPeriodDays: 7 },
    });
    const walletId = await place.shop.wallet('ann', 'stars', 'week');
    const reward = () => place.shop.post('postAdhocReward', { walletId, amount: '5' });
    const undo = (originalTransactionId: string) =>
      place.shop.run('voidTransaction', { memberId: 'ann', originalTransactionId });
    const [one, other] = [await reward(), await reward()];
    place.pass(7 * DAY + 1);
    expect((await undo(one.id)).__typename).toBe('AdjustmentPeriodExceededError');
    // The clock is put right by an hour: then it is not too late yet, and then it is.
    place.pass(-HOUR);
    expect((await undo(one.id)).__typename).toBe('VoidTransactionSuccess');
    place.pass(HOUR - 1);
    expect((await undo(other.id)).__typename).toBe('VoidTransactionSuccess');
    expect((await undo(other.id)).__typename).toBe('AlreadyReversedError');
  });

  it('an hour back: a hold that has timed out is not granted again', async () => {
    const place = await openPlace({}, engine);
    const walletId = await place.shop.wallet('ann', 'stars');
    await place.shop.post('accruePoints', { walletId, amount: '10' });
    const hold = { walletId, amount: '10', temporary: true, timeoutSeconds: 600 };
    const { id } = await place.shop.post('redeemPoints', hold);
    place.pass(600_000);
    await place.shop.post('redeemPoints', { walletId, amount: '10' });
    place.pass(-HOUR);
    for (const mutation of ['commitTransaction', 'cancelTransaction', 'rollbackTransaction']) {
      const reply = await place.shop.run(mutation, { transactionId: id });
      expect([mutation, reply.__typename]).toEqual([mutation, 'HoldExpiredError']);
    }
    expect(await place.shop.balances(walletId)).toMatchObject({ total: '0.00', active: '0.00' });
  });

  it('a year ahead and back: answers go on, sums hold, keys are known', async () => {
    const place = await openPlace({}, engine);
    const walletId = await place.shop.wallet('ann', 'stars');
    const first = { walletId, amount: '5', idempotencyKey: 'first' };
    await place.shop.post('accruePoints', first);
    for (const step of [YEAR, -YEAR - HOUR, 2 * YEAR, -3 * YEAR, 3 * YEAR]) {
      place.pass(step);
      const reply = await place.shop.run('accruePoints', { walletId, amount: '1' });
      expect(reply.__typename).toBe('AccruePointsSuccess');
      const { id } = reply['transaction'] as { id: string };
      const undone = await place.shop.run('cancelTransaction', { transactionId: id });
      expect(undone.__typename).toBe('CancelTransactionSuccess');
      expect(await place.shop.run('accruePoints', first)).toMatchObject({ replayed: true });
      const picture = await place.ask('{ __typename }');
      expect(picture.status).toBe(200);
    }
    expect(await place.shop.balances(walletId)).toMatchObject({ total: '5.00', active: '5.00' });
  });

  it('a key is good to its last moment, and not a moment later', async () => {
    const place = await openPlace({}, engine);
    const { merchants } = place.served.store;
    const key = await place.keyFor('admin');
    const prefix = key.split('_')[1] ?? '';
    const record = await merchants.findApiKey(prefix);
    if (!record) throw new Error('the key is gone');
    const expiring = { ...record, prefix: 'a'.repeat(12), expiresAt: place.now() + HOUR };
    await merchants.createApiKey(expiring);
    const text = key.replace(prefix, expiring.prefix);
    const status = async () => (await place.ask('{ __typename }', {}, text)).status;
    place.pass(HOUR - 1);
    expect(await status()).toBe(200);
    place.pass(1);
    expect(await status()).toBe(401);
    place.pass(YEAR);
    expect(await status()).toBe(401);
  });
});
