import { describe, expect, it } from 'vitest';
import { POLICIES_DEFAULT } from '../../src/ledger/program.ts';
import { engines } from './engines.ts';
import { DAY, idOf, openWorld } from './world.ts';

const { voids } = POLICIES_DEFAULT;
const memberId = 'ann';

describe.each(engines)('voidTransaction on $name', (engine) => {
  it.each([
    { mutation: 'postAdhocReward', type: 'ADHOC_REWARD', posted: '130.00' },
    { mutation: 'postAdhocRedemption', type: 'ADHOC_REDEEM', posted: '70.00' },
  ])('case 19: undoes an $type with a new VOID transaction and a message', async (row) => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet(memberId, 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    const original = await shop.post(row.mutation, { walletId, amount: '30' });
    expect(await shop.balances(walletId)).toMatchObject({ active: row.posted });

    const reply = await shop.run('voidTransaction', {
      memberId,
      originalTransactionId: original.id,
      externalReference: 'void-1',
      channel: 'POS',
      reason: 'wrong customer',
    });

    expect(reply).toMatchObject({
      __typename: 'VoidTransactionSuccess',
      transaction: { id: original.id, type: row.type, status: 'VOIDED' },
      reversal: {
        type: 'VOID',
        amount: '30.00',
        externalReference: 'void-1',
        channel: 'POS',
        reason: 'wrong customer',
        mainTransaction: { id: original.id },
      },
      balance: '100.00',
      shortfall: '0.00',
      replayed: false,
    });
    expect(reply['transactionId']).toBe(idOf(reply['reversal']));
    expect(reply['transactionId']).not.toBe(original.id);
    expect(reply['message']).toMatch(/\w/);
    expect(await shop.balances(walletId)).toMatchObject({ total: '100.00', active: '100.00' });
  });

  it('case 20: of a FINALIZE is refused with its type and the allowed ones', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet(memberId, 'stars');
    const { id } = await shop.post('accruePoints', { walletId, amount: '100', type: 'FINALIZE' });
    const input = { memberId, originalTransactionId: id };

    const reply = await shop.refused(walletId, 'voidTransaction', input);

    expect(reply).toMatchObject({
      __typename: 'TransactionTypeNotAllowedError',
      type: 'FINALIZE',
      allowedTypes: ['ADHOC_REWARD', 'ADHOC_REDEEM'],
    });
  });

  it('case 20: goes by the list of the program, whatever it is', async () => {
    const only = { ...voids, voidableTypes: ['FINALIZE', 'ADJUSTMENT'] as const };
    const { shop } = await openWorld(engine, { voids: only });
    const walletId = await shop.wallet(memberId, 'stars');
    const reward = await shop.post('postAdhocReward', { walletId, amount: '5' });
    const order = await shop.post('accruePoints', { walletId, amount: '3', type: 'FINALIZE' });
    const undo = (originalTransactionId: string) => ({ memberId, originalTransactionId });

    const refused = await shop.refused(walletId, 'voidTransaction', undo(reward.id));
    const granted = await shop.run('voidTransaction', undo(order.id));

    expect(refused).toMatchObject({
      __typename: 'TransactionTypeNotAllowedError',
      type: 'ADHOC_REWARD',
      allowedTypes: ['FINALIZE', 'ADJUSTMENT'],
    });
    expect(granted).toMatchObject({ __typename: 'VoidTransactionSuccess', balance: '5.00' });
  });

  it.each([
    { mutation: 'topUpWallet', type: 'TOP_UP' as const },
    { mutation: 'issueGiftBalance', type: 'GIFT' as const },
  ])('case 20: takes back a $type where the program lists it', async ({ mutation, type }) => {
    const { shop } = await openWorld(engine, { voids: { ...voids, voidableTypes: [type] } });
    const walletId = await shop.wallet(memberId, 'GBP');
    const { id } = await shop.post(mutation, { walletId, amount: '30' });

    const reply = await shop.run('voidTransaction', { memberId, originalTransactionId: id });

    expect(reply).toMatchObject({
      __typename: 'VoidTransactionSuccess',
      reversal: { type: 'VOID', amount: '30.00' },
      balance: '0.00',
    });
    expect(await shop.balances(walletId)).toMatchObject({ total: '0.00', gift: '0.00' });
  });

  it('case 21: of a reward of -50 gives 50 back to the lot that it took them from', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet(memberId, 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '80' });
    const negative = await shop.post('postAdhocReward', { walletId, amount: '-50' });
    expect(negative).toMatchObject({ amount: '-50.00', balanceAfter: '30.00' });

    const input = { memberId, originalTransactionId: negative.id };
    const reply = await shop.run('voidTransaction', input);

    expect(reply).toMatchObject({
      __typename: 'VoidTransactionSuccess',
      balance: '80.00',
      lots: [{ lotId: `${earned.id}.0`, restored: '50.00', clawedBack: '0.00' }],
    });
  });

  it('case 22: of another member is refused, and nothing else is said about it', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet(memberId, 'stars');
    await shop.wallet('bob', 'stars');
    const { id } = await shop.post('postAdhocReward', { walletId, amount: '50' });
    const undo = (who: string) => ({ memberId: who, originalTransactionId: id });

    const known = await shop.refused(walletId, 'voidTransaction', undo('bob'));
    const unknown = await shop.refused(walletId, 'voidTransaction', undo('nobody'));

    const { message } = known;
    const __typename = 'TransactionOwnedByAnotherMemberError';
    expect(known).toEqual({ __typename, message, memberId: 'bob' });
    expect(unknown).toEqual({ __typename, message, memberId: 'nobody' });
    expect(message).not.toMatch(/ann|50|ADHOC/);
  });

  it('case 23: of what was voided is refused with the void', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet(memberId, 'stars');
    const { id } = await shop.post('postAdhocReward', { walletId, amount: '50' });
    const input = { memberId, originalTransactionId: id };
    const first = await shop.run('voidTransaction', input);
    const reversedAt = at();
    pass(DAY);

    const reply = await shop.refused(walletId, 'voidTransaction', input);

    expect(reply).toMatchObject({
      __typename: 'AlreadyReversedError',
      reversal: { id: first['transactionId'], type: 'VOID' },
      reversedBy: 'VOID',
      reversedAt,
    });
  });

  it('case 23: of what was cancelled is refused with the cancel', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet(memberId, 'stars');
    const { id } = await shop.post('postAdhocReward', { walletId, amount: '50' });
    const cancelled = await shop.run('cancelTransaction', { transactionId: id });
    const input = { memberId, originalTransactionId: id };

    const reply = await shop.refused(walletId, 'voidTransaction', input);

    expect(reply).toMatchObject({
      __typename: 'AlreadyReversedError',
      reversal: { id: idOf(cancelled['reversal']), type: 'CANCEL' },
      reversedBy: 'CANCEL',
    });
  });

  it('case 24: is granted exactly at the deadline', async () => {
    const { shop, pass } = await openWorld(engine, {
      voids: { ...voids, adjustmentPeriodDays: 30 },
    });
    const walletId = await shop.wallet(memberId, 'stars');
    const { id } = await shop.post('postAdhocReward', { walletId, amount: '50' });
    pass(30 * DAY);

    const reply = await shop.run('voidTransaction', { memberId, originalTransactionId: id });

    expect(reply).toMatchObject({ __typename: 'VoidTransactionSuccess', balance: '0.00' });
  });

  it('case 24: is refused a millisecond after the deadline', async () => {
    const policies = { voids: { ...voids, adjustmentPeriodDays: 30 } };
    const { shop, at, pass } = await openWorld(engine, policies);
    const walletId = await shop.wallet(memberId, 'stars');
    const { id } = await shop.post('postAdhocReward', { walletId, amount: '50' });
    const deadline = at(30 * DAY);
    pass(30 * DAY + 1);
    const input = { memberId, originalTransactionId: id };

    const reply = await shop.refused(walletId, 'voidTransaction', input);

    expect(reply).toMatchObject({
      __typename: 'AdjustmentPeriodExceededError',
      adjustmentPeriodDays: 30,
      deadline,
    });
  });
});
