import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { DAY, idOf, openWorld } from './world.ts';

describe.each(engines)('cancelTransaction on $name', (engine) => {
  it('case 1: takes the posted accrual of 100.50 back from an active 500.00', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '399.50' });
    const earned = await shop.post('accruePoints', { walletId, amount: '100.50' });
    expect(await shop.balances(walletId)).toMatchObject({ active: '500.00' });

    const reply = await shop.run('cancelTransaction', { transactionId: earned.id });

    expect(reply).toMatchObject({
      __typename: 'CancelTransactionSuccess',
      transaction: { id: earned.id, status: 'CANCELLED' },
      reversal: { type: 'CANCEL', amount: '100.50', mainTransaction: { id: earned.id } },
      balance: '399.50',
      shortfall: '0.00',
      replayed: false,
    });
  });

  it('case 1: books the opposite of every entry, and names the lot it took back', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100.50' });

    const reply = await shop.run('cancelTransaction', { transactionId: earned.id });

    expect(earned['entries']).toEqual([
      { account: 'WALLET', amount: '100.50', purpose: 'PRINCIPAL' },
      { account: 'ISSUER', amount: '-100.50', purpose: 'PRINCIPAL' },
    ]);
    expect(reply['reversal']).toMatchObject({
      entries: [
        { account: 'WALLET', amount: '-100.50', purpose: 'PRINCIPAL' },
        { account: 'ISSUER', amount: '100.50', purpose: 'PRINCIPAL' },
      ],
    });
    expect(reply['lots']).toMatchObject([
      { restored: '0.00', expiredAmount: '0.00', clawedBack: '100.50' },
    ]);
    expect(await shop.balances(walletId)).toMatchObject({ total: '0.00', active: '0.00' });
  });

  it.each([
    {},
    { transactionId: '' },
    { externalReference: ' \t' },
    { transactionId: '  ', externalReference: '' },
    { transactionId: null, externalReference: null },
  ])('case 6: is refused where no identifier names anything: %j', async (input) => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '10' });

    const reply = await shop.refused(walletId, 'cancelTransaction', input);

    expect(reply).toMatchObject({
      __typename: 'MissingIdentifierError',
      fields: ['transactionId', 'externalReference'],
    });
  });

  it('case 6: is granted where both identifiers agree, or one is blank', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earn = (externalReference: string) =>
      shop.post('accruePoints', { walletId, amount: '10', externalReference });
    const [both, onlyId, onlyReference] = [await earn('e-1'), await earn('e-2'), await earn('e-3')];

    const replies = [
      await shop.run('cancelTransaction', { transactionId: both.id, externalReference: 'e-1' }),
      await shop.run('cancelTransaction', { transactionId: onlyId.id, externalReference: ' ' }),
      await shop.run('cancelTransaction', { transactionId: '', externalReference: 'e-3' }),
    ];

    expect(replies).toMatchObject([
      { transaction: { id: both.id, status: 'CANCELLED' }, balance: '20.00' },
      { transaction: { id: onlyId.id, status: 'CANCELLED' }, balance: '10.00' },
      { transaction: { id: onlyReference.id, status: 'CANCELLED' }, balance: '0.00' },
    ]);
  });

  it('case 6: is refused where the identifiers disagree', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const one = await shop.post('accruePoints', {
      walletId,
      amount: '1',
      externalReference: 'e-1',
    });
    await shop.post('accruePoints', { walletId, amount: '2', externalReference: 'e-2' });

    const reply = await shop.refused(walletId, 'cancelTransaction', {
      transactionId: one.id,
      externalReference: 'e-2',
    });

    expect(reply).toMatchObject({
      __typename: 'IdentifierMismatchError',
      transactionId: one.id,
      externalReference: 'e-2',
    });
  });

  it('case 13: gives what a redemption drew back to the lots it came from', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const [soon, later] = [at(10 * DAY), at(20 * DAY)];
    const b = await shop.post('accruePoints', { walletId, amount: '100', expiresAt: later });
    const a = await shop.post('accruePoints', { walletId, amount: '30', expiresAt: soon });
    const spent = await shop.post('redeemPoints', { walletId, amount: '50' });
    expect(await shop.transaction(a.id)).toMatchObject({ lots: [{ remaining: '0.00' }] });
    expect(await shop.transaction(b.id)).toMatchObject({ lots: [{ remaining: '80.00' }] });

    const reply = await shop.run('cancelTransaction', { transactionId: spent.id });

    const none = { expiredAmount: '0.00', clawedBack: '0.00' };
    expect(reply).toMatchObject({
      __typename: 'CancelTransactionSuccess',
      reversal: { type: 'CANCEL', amount: '50.00' },
      balance: '130.00',
      lots: [
        { lotId: `${a.id}.0`, restored: '30.00', ...none },
        { lotId: `${b.id}.0`, restored: '20.00', ...none },
      ],
    });
    const [lotA, lotB] = [
      { remaining: '30.00', expiresAt: soon },
      { remaining: '100.00', expiresAt: later },
    ];
    expect(await shop.transaction(a.id)).toMatchObject({ lots: [lotA] });
    expect(await shop.transaction(b.id)).toMatchObject({ lots: [lotB] });
  });

  it('case 14: restores what has expired meanwhile as expired, and says so', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const life = (days: number) => ({ walletId, expiresAt: at(days * DAY) });
    const a = await shop.post('accruePoints', { amount: '30', ...life(10) });
    const b = await shop.post('accruePoints', { amount: '20', ...life(20) });
    const spent = await shop.post('redeemPoints', { walletId, amount: '50' });
    pass(10 * DAY);

    const reply = await shop.run('cancelTransaction', { transactionId: spent.id });

    expect(reply).toMatchObject({
      __typename: 'CancelTransactionSuccess',
      balance: '20.00',
      lots: [
        { lotId: `${a.id}.0`, restored: '0.00', expiredAmount: '30.00', clawedBack: '0.00' },
        { lotId: `${b.id}.0`, restored: '20.00', expiredAmount: '0.00', clawedBack: '0.00' },
      ],
    });
    expect(await shop.balances(walletId)).toMatchObject({
      total: '50.00',
      active: '20.00',
      expired: '30.00',
    });
    const tooMuch = await shop.refused(walletId, 'redeemPoints', { walletId, amount: '20.01' });
    expect(tooMuch).toMatchObject({ available: '20.00', shortfall: '0.01' });
  });

  it('case 15: of an accrual not yet activated lowers the total and not the active', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '10' });
    const activatesAt = at(5 * DAY);
    const later = await shop.post('accruePoints', { walletId, amount: '40', activatesAt });
    const before = await shop.balances(walletId);
    expect(before).toMatchObject({ total: '50.00', active: '10.00', pending: '40.00' });

    const reply = await shop.run('cancelTransaction', { transactionId: later.id });

    expect(reply).toMatchObject({
      reversal: { amount: '40.00' },
      balance: '10.00',
      shortfall: '0.00',
    });
    const after = { total: '10.00', active: '10.00', pending: '0.00', debt: '0.00' };
    expect(await shop.balances(walletId)).toMatchObject(after);
    pass(5 * DAY);
    expect(await shop.balances(walletId)).toMatchObject(after);
  });

  it('case 17: of a purchase is refused and says what to use', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '50' });
    const purchase = { walletId, amount: '20', externalReference: 'order-1' };
    const { id } = await shop.post('recordPurchase', purchase);

    const byId = await shop.refused(walletId, 'cancelTransaction', { transactionId: id });
    const byReference = await shop.refused(walletId, 'cancelTransaction', {
      externalReference: 'order-1',
    });

    const points = ['ACCRUAL', 'REDEMPTION', 'FINALIZE', 'ADJUSTMENT'];
    expect(byId).toMatchObject({
      __typename: 'TransactionTypeNotAllowedError',
      type: 'PURCHASE',
      allowedTypes: [...points, 'ADHOC_REWARD', 'ADHOC_REDEEM'],
      use: 'cancelPurchase',
    });
    expect(byReference).toEqual(byId);
  });

  it('case 18: of a cancel is refused with the transaction that it undid', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '5' });
    const cancelled = await shop.run('cancelTransaction', { transactionId: earned.id });

    const reply = await shop.refused(walletId, 'cancelTransaction', {
      transactionId: idOf(cancelled['reversal']),
    });

    expect(reply).toMatchObject({
      __typename: 'ReversalNotReversibleError',
      reverses: { id: earned.id, status: 'CANCELLED' },
    });
  });
});
