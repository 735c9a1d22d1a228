import { describe, expect, it } from 'vitest';
import { engines } from '../contract/engines.ts';
import { DAY, openWorld } from '../contract/world.ts';

/** A caller that lost an answer asks again whenever it is up again: days later, for all we know. */
describe.each(engines)('a keyed request that is sent again late, on $name', (engine) => {
  it.each([
    ['accruePoints', 'stars'],
    ['postAdhocReward', 'stars'],
    ['issueGiftBalance', 'GBP'],
  ] as const)(
    'case 7: %s gets its first answer, although it would be refused now',
    async (mutation, currency) => {
      const { shop, pass, now } = await openWorld(engine);
      const walletId = await shop.wallet('ann', currency);
      const expiresAt = new Date(now() + DAY).toISOString();
      const input = { walletId, amount: '10.00', expiresAt, idempotencyKey: 'key' };
      const { id } = await shop.post(mutation, input);
      pass(2 * DAY);

      const again = await shop.run(mutation, input);

      expect(again).toMatchObject({ transaction: { id }, replayed: true, balance: '10.00' });
    },
  );

  it('case 8: with input that would be refused now, the conflict comes first', async () => {
    const { shop, pass, now } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const input = { walletId, amount: '10.00', idempotencyKey: 'key' };
    await shop.post('accruePoints', input);
    const expiresAt = new Date(now() + DAY).toISOString();
    pass(2 * DAY);
    const other = await shop.run('accruePoints', { ...input, expiresAt });
    expect(other.__typename).toBe('IdempotencyConflictError');
  });

  it('case 9: what was refused before its time stays refused', async () => {
    const { shop, pass, now } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const effectiveAt = new Date(now() + DAY).toISOString();
    const input = { walletId, amount: '10.00', effectiveAt, idempotencyKey: 'key' };
    const first = await shop.run('accruePoints', input);
    expect(first).toMatchObject({ __typename: 'InvalidInputError', field: 'effectiveAt' });
    pass(2 * DAY);
    expect(await shop.run('accruePoints', input)).toEqual(first);
  });
});
