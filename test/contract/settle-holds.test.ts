import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { type Client, DAY, idOf, openWorld } from './world.ts';

const MINUTE = 60_000;

async function heldPoints(shop: Client) {
  const walletId = await shop.wallet('ann', 'stars');
  await shop.post('accruePoints', { walletId, amount: '100' });
  const hold = { walletId, amount: '40', temporary: true, timeoutSeconds: 60 };
  const held = await shop.post('redeemPoints', { ...hold, externalReference: 'hold-1' });
  return { walletId, transactionId: held.id };
}

describe.each(engines)('ending a hold on $name', (engine) => {
  it('a committed redemption takes what it held', async () => {
    const { shop } = await openWorld(engine);
    const { walletId, transactionId } = await heldPoints(shop);

    const reply = await shop.run('commitTransaction', { transactionId, reason: 'delivered' });

    expect(reply).toMatchObject({
      __typename: 'CommitTransactionSuccess',
      transaction: {
        type: 'REDEMPTION',
        status: 'POSTED',
        amount: '40.00',
        reason: 'delivered',
        mainTransaction: { id: transactionId },
      },
      committed: { id: transactionId, status: 'COMMITTED' },
      balance: '60.00',
      replayed: false,
    });
    const balances = { total: '60.00', active: '60.00', held: '0.00' };
    expect(await shop.balances(walletId)).toMatchObject(balances);
  });

  it('a committed redemption takes what it held from a lot that has expired since', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '30', expiresAt: at(MINUTE) });
    const held = await shop.post('redeemPoints', { walletId, amount: '10', temporary: true });
    pass(MINUTE);

    const reply = await shop.run('commitTransaction', { transactionId: held.id });

    expect(reply).toMatchObject({ __typename: 'CommitTransactionSuccess', balance: '0.00' });
    const balances = { total: '20.00', held: '0.00', expired: '20.00', debt: '0.00' };
    expect(await shop.balances(walletId)).toMatchObject(balances);
  });

  it('a committed accrual lives from the commit on, for as long as the program says', async () => {
    const { shop, at, pass } = await openWorld(engine, { pointsLifetimeDays: 10 });
    const walletId = await shop.wallet('ann', 'stars');
    const promised = await shop.post('accruePoints', { walletId, amount: '7', temporary: true });
    pass(MINUTE);

    const reply = await shop.run('commitTransaction', { transactionId: promised.id });

    expect(reply['transaction']).toMatchObject({
      effectiveAt: at(),
      lots: [{ activatesAt: at(), expiresAt: at(10 * DAY), remaining: '7.00' }],
    });
  });

  it('a committed accrual keeps the life that it was promised', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const life = { activatesAt: at(DAY), expiresAt: at(5 * DAY) };
    const promise = { walletId, amount: '7', temporary: true, ...life };
    const promised = await shop.post('accruePoints', promise);

    const reply = await shop.run('commitTransaction', { transactionId: promised.id });

    expect(reply).toMatchObject({ balance: '0.00', transaction: { lots: [life] } });
    expect(await shop.balances(walletId)).toMatchObject({ total: '7.00', pending: '7.00' });
  });

  it('a rolled back redemption is as if it had never been', async () => {
    const { shop } = await openWorld(engine);
    const { walletId, transactionId } = await heldPoints(shop);
    const again = { externalReference: 'hold-1' };

    const reply = await shop.run('rollbackTransaction', again);

    expect(reply).toMatchObject({
      __typename: 'RollbackTransactionSuccess',
      transaction: { id: transactionId, status: 'ROLLED_BACK', entries: [] },
      balance: '100.00',
      replayed: false,
    });
    const balances = { total: '100.00', active: '100.00', held: '0.00' };
    expect(await shop.balances(walletId)).toMatchObject(balances);
    expect(await shop.refused(walletId, 'cancelTransaction', again)).toMatchObject({
      __typename: 'AlreadyReversedError',
      reversal: null,
      reversedBy: 'ROLLBACK',
    });
  });

  it('a hold lasts as long as the program says unless the call says otherwise', async () => {
    const { shop, pass } = await openWorld(engine, { holdTimeoutSeconds: 120 });
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    const hold = { walletId, amount: '10', temporary: true };
    await shop.post('redeemPoints', hold);
    await shop.post('redeemPoints', { ...hold, timeoutSeconds: 60 });
    const held = [];

    for (const step of [0, MINUTE - 1, 1, MINUTE - 1, 1]) {
      pass(step);
      held.push((await shop.balances(walletId))['held']);
    }

    expect(held).toEqual(['20.00', '20.00', '10.00', '10.00', '0.00']);
  });
});

describe.each(engines)('ending a hold is refused on $name', (engine) => {
  describe.each(['commitTransaction', 'rollbackTransaction'])('%s', (mutation) => {
    it.each([{}, { transactionId: ' ', externalReference: '' }])(
      'without a name: %j',
      async (input) => {
        const { shop } = await openWorld(engine);
        const { walletId } = await heldPoints(shop);

        const reply = await shop.refused(walletId, mutation, input);

        const fields = ['transactionId', 'externalReference'];
        expect(reply).toMatchObject({ __typename: 'MissingIdentifierError', fields });
      },
    );

    it('where nothing has that name', async () => {
      const { shop } = await openWorld(engine);
      const { walletId } = await heldPoints(shop);

      const reply = await shop.refused(walletId, mutation, { externalReference: 'hold-2' });

      const named = { transactionId: null, externalReference: 'hold-2' };
      expect(reply).toMatchObject({ __typename: 'TransactionNotFoundError', ...named });
    });

    it('where the two names disagree', async () => {
      const { shop } = await openWorld(engine);
      const { walletId, transactionId } = await heldPoints(shop);
      await shop.post('redeemPoints', { walletId, amount: '1', externalReference: 'other' });
      const input = { transactionId, externalReference: 'other' };

      const reply = await shop.refused(walletId, mutation, input);

      expect(reply).toMatchObject({ __typename: 'IdentifierMismatchError', ...input });
    });

    it('for a full transaction', async () => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', 'stars');
      const { id } = await shop.post('accruePoints', { walletId, amount: '1' });

      const reply = await shop.refused(walletId, mutation, { transactionId: id });

      expect(reply).toMatchObject({ __typename: 'NotTemporaryError', transaction: { id } });
    });

    it('once it was rolled back', async () => {
      const { shop, at } = await openWorld(engine);
      const { walletId, transactionId } = await heldPoints(shop);
      await shop.run('rollbackTransaction', { transactionId });

      const reply = await shop.refused(walletId, mutation, { transactionId });

      const ended = { reversal: null, reversedBy: 'ROLLBACK', reversedAt: at() };
      expect(reply).toMatchObject({ __typename: 'AlreadyReversedError', ...ended });
    });

    it('once it was committed, by either name', async () => {
      const { shop } = await openWorld(engine);
      const { walletId, transactionId } = await heldPoints(shop);
      const committed = await shop.run('commitTransaction', { transactionId });
      const successor = { id: idOf(committed['transaction']) };

      const byId = await shop.refused(walletId, mutation, { transactionId });
      const byReference = await shop.refused(walletId, mutation, { externalReference: 'hold-1' });

      expect(byId).toMatchObject({ __typename: 'HoldCommittedError', successor });
      expect(byReference).toMatchObject({ __typename: 'HoldCommittedError', successor });
    });

    it('from its timeout on', async () => {
      const { shop, at, pass } = await openWorld(engine);
      const { walletId, transactionId } = await heldPoints(shop);
      const expiredAt = at(MINUTE);
      pass(MINUTE);

      const reply = await shop.refused(walletId, mutation, { transactionId });

      expect(reply).toMatchObject({ __typename: 'HoldExpiredError', expiredAt });
    });

    it('once the wallet is closed', async () => {
      const { shop, at } = await openWorld(engine);
      const { walletId, transactionId } = await heldPoints(shop);
      await shop.run('closeWallet', { walletId });

      const reply = await shop.refused(walletId, mutation, { transactionId });

      expect(reply).toMatchObject({ __typename: 'WalletClosedError', closedAt: at() });
    });
  });
});
