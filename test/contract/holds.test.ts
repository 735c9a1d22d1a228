import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { DAY, idOf, openWorld } from './world.ts';

const MINUTE = 60_000;

describe.each(engines)('cancelling a temporary transaction on $name', (engine) => {
  it('case 2: an accrual never becomes active, and posts nothing', async () => {
    const { shop, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '50' });
    const promise = { walletId, amount: '100', temporary: true, timeoutSeconds: 60 };
    const promised = await shop.post('accruePoints', promise);
    const before = await shop.balances(walletId);
    expect(before).toMatchObject({ total: '50.00', active: '50.00', pending: '0.00' });
    expect(promised).toMatchObject({ status: 'PENDING', temporary: true, entries: [], lots: [] });

    const reply = await shop.run('cancelTransaction', { transactionId: promised.id });

    expect(reply).toMatchObject({
      __typename: 'CancelTransactionSuccess',
      transaction: { id: promised.id, status: 'CANCELLED', reversal: null },
      reversal: null,
      balance: '50.00',
      shortfall: '0.00',
      lots: [],
      replayed: false,
    });
    const transactionId = promised.id;
    const committed = await shop.refused(walletId, 'commitTransaction', { transactionId });
    expect(committed).toMatchObject({ __typename: 'AlreadyReversedError', reversedBy: 'CANCEL' });
    pass(DAY);
    expect(await shop.balances(walletId)).toEqual(before);
    expect(await shop.transaction(promised.id)).toMatchObject({ status: 'CANCELLED' });
  });

  it('case 3: a redemption frees exactly the lots it held', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const life = (days: number) => ({ walletId, expiresAt: at(days * DAY) });
    const a = await shop.post('accruePoints', { amount: '30', ...life(10) });
    const b = await shop.post('accruePoints', { amount: '100', ...life(20) });
    const hold = (amount: string) =>
      shop.post('redeemPoints', { walletId, amount, temporary: true });
    const [first, second] = [await hold('20'), await hold('35')];
    expect(await shop.balances(walletId)).toMatchObject({ held: '55.00', active: '75.00' });
    expect(await shop.transaction(a.id)).toMatchObject({ lots: [{ held: '30.00' }] });
    expect(await shop.transaction(b.id)).toMatchObject({ lots: [{ held: '25.00' }] });

    const reply = await shop.run('cancelTransaction', { transactionId: second.id });

    expect(reply).toMatchObject({
      __typename: 'CancelTransactionSuccess',
      reversal: null,
      balance: '110.00',
      lots: [
        { lotId: `${a.id}.0`, restored: '10.00', expiredAmount: '0.00', clawedBack: '0.00' },
        { lotId: `${b.id}.0`, restored: '25.00', expiredAmount: '0.00', clawedBack: '0.00' },
      ],
    });
    expect(await shop.transaction(a.id)).toMatchObject({
      lots: [{ remaining: '30.00', held: '20.00' }],
    });
    expect(await shop.transaction(b.id)).toMatchObject({
      lots: [{ remaining: '100.00', held: '0.00' }],
    });
    expect(await shop.balances(walletId)).toMatchObject({ total: '130.00', held: '20.00' });
    expect(await shop.transaction(first.id)).toMatchObject({ status: 'PENDING' });
  });

  it('case 3: what has expired while it was held is reported as expired', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const a = await shop.post('accruePoints', { walletId, amount: '30', expiresAt: at(MINUTE) });
    const held = await shop.post('redeemPoints', { walletId, amount: '10', temporary: true });
    pass(MINUTE);
    const waiting = { total: '30.00', active: '0.00', held: '10.00', expired: '20.00' };
    expect(await shop.balances(walletId)).toMatchObject(waiting);

    const reply = await shop.run('cancelTransaction', { transactionId: held.id });

    expect(reply).toMatchObject({
      balance: '0.00',
      lots: [{ lotId: `${a.id}.0`, restored: '0.00', expiredAmount: '10.00', clawedBack: '0.00' }],
    });
    const ended = { total: '30.00', active: '0.00', held: '0.00', expired: '30.00' };
    expect(await shop.balances(walletId)).toMatchObject(ended);
  });

  it('case 4: one second after its timeout is too late, and it was released once', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    const hold = { walletId, amount: '40', temporary: true, timeoutSeconds: 60 };
    const held = await shop.post('redeemPoints', hold);
    const expiredAt = at(MINUTE);
    pass(MINUTE + 1_000);
    const before = await shop.balances(walletId);
    expect(before).toMatchObject({ total: '100.00', active: '100.00', held: '0.00' });

    const reply = await shop.refused(walletId, 'cancelTransaction', { transactionId: held.id });

    expect(reply).toMatchObject({ __typename: 'HoldExpiredError', expiredAt });
    expect(await shop.transaction(held.id)).toMatchObject({ status: 'EXPIRED' });
    await shop.post('redeemPoints', { walletId, amount: '70' });
    const spent = { total: '30.00', active: '30.00', held: '0.00' };
    expect(await shop.balances(walletId)).toMatchObject(spent);
    expect(await shop.transaction(earned.id)).toMatchObject({
      lots: [{ remaining: '30.00', held: '0.00' }],
    });
    const again = await shop.refused(walletId, 'cancelTransaction', { transactionId: held.id });
    expect(again).toMatchObject({ __typename: 'HoldExpiredError', expiredAt });
  });

  it.each([
    { offset: -1, says: 'CancelTransactionSuccess' },
    { offset: 0, says: 'HoldExpiredError' },
  ])('case 4: $offset ms from the timeout it answers $says', async ({ offset, says }) => {
    const { shop, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    const hold = { walletId, amount: '40', temporary: true, timeoutSeconds: 60 };
    const held = await shop.post('redeemPoints', hold);
    pass(MINUTE + offset);

    const reply = await shop.run('cancelTransaction', { transactionId: held.id });

    expect(reply.__typename).toBe(says);
    expect(await shop.balances(walletId)).toMatchObject({ active: '100.00', held: '0.00' });
  });

  it('case 4: a promise that timed out is too late as well', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const promise = { walletId, amount: '100', temporary: true, timeoutSeconds: 60 };
    const promised = await shop.post('accruePoints', promise);
    const expiredAt = at(MINUTE);
    pass(MINUTE + 1_000);

    const reply = await shop.refused(walletId, 'cancelTransaction', { transactionId: promised.id });

    expect(reply).toMatchObject({ __typename: 'HoldExpiredError', expiredAt });
    expect(await shop.balances(walletId)).toMatchObject({ total: '0.00', pending: '0.00' });
  });

  it('case 5: after a commit the old id is refused, the reference is not', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const promise = { walletId, amount: '100', temporary: true, externalReference: 'e-1' };
    const promised = await shop.post('accruePoints', promise);
    const committed = await shop.run('commitTransaction', { transactionId: promised.id });
    const successor = idOf(committed['transaction']);
    expect(committed).toMatchObject({
      __typename: 'CommitTransactionSuccess',
      transaction: {
        type: 'ACCRUAL',
        status: 'POSTED',
        temporary: false,
        externalReference: 'e-1',
        mainTransaction: { id: promised.id },
      },
      committed: { id: promised.id, status: 'COMMITTED', successor: { id: successor } },
      balance: '100.00',
    });
    expect(successor).not.toBe(promised.id);

    const transactionId = promised.id;
    const byId = await shop.refused(walletId, 'cancelTransaction', { transactionId });
    const byReference = await shop.run('cancelTransaction', { externalReference: 'e-1' });

    expect(byId).toMatchObject({ __typename: 'HoldCommittedError', successor: { id: successor } });
    expect(byReference).toMatchObject({
      __typename: 'CancelTransactionSuccess',
      transaction: { id: successor, status: 'CANCELLED' },
      reversal: { amount: '100.00', mainTransaction: { id: successor } },
      balance: '0.00',
    });
  });
});
