import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { idOf, openWorld } from './world.ts';

const HOUR = 3_600_000;

describe.each(engines)('repeating a request on $name', (engine) => {
  it('case 7: a second cancel without a key is refused with the first reversal', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '10' });
    const first = await shop.run('cancelTransaction', { transactionId: earned.id });
    const reversedAt = at();
    pass(HOUR);

    const second = await shop.refused(walletId, 'cancelTransaction', { transactionId: earned.id });

    expect(second).toMatchObject({
      __typename: 'AlreadyReversedError',
      reversal: { id: idOf(first['reversal']), type: 'CANCEL', amount: '10.00' },
      reversedBy: 'CANCEL',
      reversedAt,
    });
  });

  it('case 7: a second cancel with the same key gets the first answer again', async () => {
    const { shop, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '10' });
    const input = { transactionId: earned.id, reason: 'mistyped', idempotencyKey: 'k-1' };
    const first = await shop.run('cancelTransaction', input);
    pass(HOUR);
    const before = await shop.picture(walletId);

    const second = await shop.run('cancelTransaction', input);

    expect(first).toMatchObject({ __typename: 'CancelTransactionSuccess', replayed: false });
    expect(second).toEqual({ ...first, replayed: true });
    expect(await shop.picture(walletId)).toEqual(before);
  });

  it('case 7: what was posted meanwhile does not change the first answer', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const accrual = { walletId, amount: '10', idempotencyKey: 'k-1' };
    const first = await shop.run('accruePoints', accrual);
    await shop.post('accruePoints', { walletId, amount: '5' });

    const second = await shop.run('accruePoints', { ...accrual, externalReference: null });

    expect(second).toMatchObject({
      __typename: 'AccruePointsSuccess',
      transaction: { id: idOf(first['transaction']) },
      balance: '10.00',
      replayed: true,
    });
    expect(await shop.balances(walletId)).toMatchObject({ active: '15.00' });
  });

  it('case 8: the same key with another transaction is a conflict', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const one = await shop.post('accruePoints', { walletId, amount: '10' });
    const two = await shop.post('accruePoints', { walletId, amount: '20' });
    const idempotencyKey = 'k-1';
    await shop.run('cancelTransaction', { transactionId: one.id, idempotencyKey });

    const reply = await shop.refused(walletId, 'cancelTransaction', {
      transactionId: two.id,
      idempotencyKey,
    });

    expect(reply).toMatchObject({ __typename: 'IdempotencyConflictError', idempotencyKey });
  });

  it('case 8: the same key with another mutation is a conflict', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const idempotencyKey = 'k-1';
    const input = { walletId, amount: '10', idempotencyKey };
    await shop.post('accruePoints', input);

    const other = await shop.refused(walletId, 'postAdhocReward', input);
    const own = await shop.run('accruePoints', input);

    expect(other).toMatchObject({ __typename: 'IdempotencyConflictError', idempotencyKey });
    expect(own).toMatchObject({ __typename: 'AccruePointsSuccess', replayed: true });
  });

  it('case 9: a refusal stays the answer of its key when funds have arrived', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    await shop.post('redeemPoints', { walletId, amount: '80' });
    const input = { transactionId: earned.id, idempotencyKey: 'k-1' };
    const first = await shop.refused(walletId, 'cancelTransaction', input);
    await shop.post('accruePoints', { walletId, amount: '500' });

    const repeated = await shop.refused(walletId, 'cancelTransaction', input);
    const anew = await shop.run('cancelTransaction', { ...input, idempotencyKey: 'k-2' });

    const short = { required: '100.00', available: '20.00', shortfall: '80.00' };
    expect(first).toMatchObject({ __typename: 'InsufficientBalanceError', ...short });
    expect(repeated).toEqual(first);
    expect(anew).toMatchObject({
      __typename: 'CancelTransactionSuccess',
      balance: '420.00',
      replayed: false,
    });
  });

  it('case 9: a refusal of the input alone stays the answer of its key', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const input = { walletId, amount: '10', effectiveAt: at(HOUR), idempotencyKey: 'k-1' };
    const first = await shop.refused(walletId, 'accruePoints', input);
    pass(2 * HOUR);

    const repeated = await shop.refused(walletId, 'accruePoints', input);

    expect(first).toMatchObject({ __typename: 'InvalidInputError', field: 'effectiveAt' });
    expect(repeated).toEqual(first);
  });

  it('case 7: a success stays the answer of its key once its expiry has passed', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    const input = { walletId, amount: '10', expiresAt: at(HOUR), idempotencyKey: 'k-1' };
    const first = await shop.run('issueGiftBalance', input);
    pass(2 * HOUR);

    const repeated = await shop.run('issueGiftBalance', input);

    expect(first).toMatchObject({ __typename: 'IssueGiftBalanceSuccess', replayed: false });
    expect(repeated).toMatchObject({
      __typename: 'IssueGiftBalanceSuccess',
      transaction: { id: idOf(first['transaction']) },
      replayed: true,
    });
    expect(await shop.balances(walletId)).toMatchObject({ total: '10.00', expired: '10.00' });
  });

  it.each([
    ['', 'is blank'],
    ['  ', 'is blank'],
    ['k'.repeat(256), 'is longer than 255 characters'],
    ['k\n1', 'is not made of printable ASCII characters without blanks around them'],
  ])('case 62: the key %j is refused', async (idempotencyKey, reason) => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '10' });

    const reply = await shop.refused(walletId, 'cancelTransaction', {
      transactionId: earned.id,
      idempotencyKey,
    });

    const field = 'idempotencyKey';
    expect(reply).toMatchObject({ __typename: 'InvalidInputError', field, reason });
  });

  it('case 62: a key of 255 characters is taken', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const input = { walletId, amount: '10', idempotencyKey: 'k'.repeat(255) };

    const [first, second] = [
      await shop.run('accruePoints', input),
      await shop.run('accruePoints', input),
    ];

    expect([first['replayed'], second['replayed']]).toEqual([false, true]);
    expect(await shop.balances(walletId)).toMatchObject({ active: '10.00' });
  });
});
