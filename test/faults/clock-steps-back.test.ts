import { describe, expect, it } from 'vitest';
import type { Engine } from '../contract/engine.ts';
import { engines } from '../contract/engines.ts';
import { openWorld } from '../contract/world.ts';
import { breachesAt } from './breaches.ts';

const TIMEOUT_SECONDS = 60;

/** Two holds, of which one has timed out and was seen to; then the clock steps back behind it. */
async function openPlace(engine: Engine) {
  const place = await engine.provide();
  const { shop, pass } = await openWorld({ name: engine.name, provide: async () => place });
  const walletId = await shop.wallet('ann', 'stars');
  await shop.post('accruePoints', { walletId, amount: '100.00' });
  const hold = { walletId, temporary: true };
  const short = { ...hold, amount: '40.00', timeoutSeconds: TIMEOUT_SECONDS };
  const long = { ...hold, amount: '60.00', timeoutSeconds: 10 * TIMEOUT_SECONDS };
  const { id: shortId } = await shop.post('redeemPoints', short);
  const { id: longId } = await shop.post('redeemPoints', long);
  pass(TIMEOUT_SECONDS * 1_000);
  await shop.post('accruePoints', { walletId, amount: '1.00' });
  pass(-1);
  return { shop, walletId, shortId, longId, place };
}

/** As after a correction by NTP, or in another process, or after a wait for the file. */
describe.each(engines)(
  'a command that is decided for a moment already past, on $name',
  (engine) => {
    it.each(['cancelTransaction', 'rollbackTransaction', 'commitTransaction'])(
      'case 4: %s releases no hold a second time',
      async (mutation) => {
        const { shop, walletId, shortId, longId, place } = await openPlace(engine);
        const reply = await shop.run(mutation, { transactionId: shortId });
        expect(reply.__typename).toBe('HoldExpiredError');
        const sums = { total: '101.00', active: '41.00', held: '60.00' };
        expect(await shop.balances(walletId)).toMatchObject(sums);
        const other = await shop.run('cancelTransaction', { transactionId: longId });
        expect(other).toMatchObject({ __typename: 'CancelTransactionSuccess', balance: '101.00' });
        expect(await breachesAt(place)).toEqual([]);
      },
    );
  },
);
