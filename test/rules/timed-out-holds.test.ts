import { describe, expect, it } from 'vitest';
import { engines } from '../contract/engines.ts';
import { openWorld } from '../contract/world.ts';

/** Invariant 5: a hold ends at its timeout, whether or not anything was written since. */
describe.each(engines)('a hold that timed out, nothing having swept, on $name', (engine) => {
  async function openPlace() {
    const { shop, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const { id: earnedId } = await shop.post('accruePoints', { walletId, amount: '100.00' });
    const hold = { walletId, amount: '40.00', temporary: true, timeoutSeconds: 60 };
    await shop.post('redeemPoints', hold);
    return { shop, pass, walletId, earnedId };
  }

  it('case 31: is no dependent of what it had reserved', async () => {
    const { shop, pass, earnedId } = await openPlace();
    const named = { merchantId: 'shop', programId: 'club', memberCode: 'ann' };
    const input = { ...named, transactionId: earnedId };
    pass(59_999);
    const before = await shop.preview('deleteTransaction', input);
    expect(before.__typename).toBe('DependentTransactionsError');
    pass(1);
    const reply = await shop.run('deleteTransaction', input);
    expect(reply).toMatchObject({ __typename: 'DeleteTransactionSuccess', shortfall: '0.00' });
  });

  it('case 4: holds nothing of a lot', async () => {
    const { shop, pass, walletId } = await openPlace();
    const held = async () => {
      const data = await shop.query(
        'query ($id: ID!) { wallet(id: $id) { lots { edges { node { held } } } } }',
        { id: walletId },
      );
      return data['wallet'];
    };
    pass(59_999);
    expect(await held()).toEqual({ lots: { edges: [{ node: { held: '40.00' } }] } });
    pass(1);
    expect(await shop.balances(walletId)).toMatchObject({ held: '0.00', active: '100.00' });
    expect(await held()).toEqual({ lots: { edges: [{ node: { held: '0.00' } }] } });
  });
});
