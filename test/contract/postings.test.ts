import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { DAY, openWorld } from './world.ts';

/** What a transaction used of the gift balance that another one issued. */
const used = (id: string, amount: string) => ({ amount, giftBalance: { id: `${id}.0` } });

describe.each(engines)('postings on $name', (engine) => {
  it('accruePoints grants one lot, for as long as the program says', async () => {
    const { shop, at } = await openWorld(engine, { pointsLifetimeDays: 365 });
    const walletId = await shop.wallet('ann', 'stars');
    const words = { externalReference: 'e-1', reason: 'opening' };

    const reply = await shop.run('accruePoints', { walletId, amount: '12.50', ...words });

    expect(reply).toMatchObject({
      __typename: 'AccruePointsSuccess',
      transaction: {
        type: 'ACCRUAL',
        status: 'POSTED',
        temporary: false,
        amount: '12.50',
        ...words,
        recordedBy: 'till',
        effectiveAt: at(),
        lots: [{ granted: '12.50', activatesAt: at(), expiresAt: at(365 * DAY) }],
      },
      wallet: { id: walletId, balances: { total: '12.50', active: '12.50' } },
      balance: '12.50',
      replayed: false,
    });
  });

  it.each(['FINALIZE', 'ADJUSTMENT'])(
    'accruePoints and redeemPoints post the type %s',
    async (type) => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', 'stars');

      const granted = await shop.post('accruePoints', { walletId, amount: '5', type });
      const taken = await shop.post('redeemPoints', { walletId, amount: '2', type });

      expect([granted, taken]).toMatchObject([{ type }, { type }]);
      expect(await shop.balances(walletId)).toMatchObject({ active: '3.00' });
    },
  );

  it('redeemPoints draws what expires soonest, then what is oldest', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const oldest = await shop.post('accruePoints', { walletId, amount: '10' });
    pass(1);
    const newest = await shop.post('accruePoints', { walletId, amount: '10' });
    const life = { expiresAt: at(DAY) };
    const soonest = await shop.post('accruePoints', { walletId, amount: '10', ...life });

    const reply = await shop.run('redeemPoints', { walletId, amount: '15' });

    expect(reply).toMatchObject({
      __typename: 'RedeemPointsSuccess',
      transaction: { type: 'REDEMPTION', status: 'POSTED', amount: '15.00' },
      balance: '15.00',
    });
    const left = [];
    for (const { id } of [soonest, oldest, newest]) left.push(await shop.transaction(id));
    const remaining = ['0.00', '5.00', '10.00'];
    expect(left).toMatchObject(remaining.map((rest) => ({ lots: [{ remaining: rest }] })));
  });

  it('postAdhocReward grants points, and takes them where it is negative', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const life = { expiresAt: at(DAY) };

    const granted = await shop.run('postAdhocReward', { walletId, amount: '30', ...life });
    const taken = await shop.run('postAdhocReward', { walletId, amount: '-12.5' });

    expect(granted).toMatchObject({
      __typename: 'PostAdhocRewardSuccess',
      transaction: { type: 'ADHOC_REWARD', amount: '30.00', lots: [life] },
      balance: '30.00',
    });
    expect(taken).toMatchObject({
      transaction: { type: 'ADHOC_REWARD', amount: '-12.50', lots: [] },
      balance: '17.50',
    });
  });

  it('postAdhocRedemption takes points', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '30' });

    const reply = await shop.run('postAdhocRedemption', { walletId, amount: '30' });

    expect(reply).toMatchObject({
      __typename: 'PostAdhocRedemptionSuccess',
      transaction: { type: 'ADHOC_REDEEM', amount: '30.00', balanceAfter: '0.00' },
      balance: '0.00',
    });
  });

  it('topUpWallet adds money', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');

    const reply = await shop.run('topUpWallet', { walletId, amount: '99.99' });

    expect(reply).toMatchObject({
      __typename: 'TopUpWalletSuccess',
      transaction: { type: 'TOP_UP', amount: '99.99', lots: [{ expiresAt: null }] },
      balance: '99.99',
    });
  });

  it('issueGiftBalance adds a gift balance of its own', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    const expiresAt = at(DAY);

    const reply = await shop.run('issueGiftBalance', { walletId, amount: '25', expiresAt });

    const lot = { granted: '25.00', remaining: '25.00', held: '0.00', expiresAt };
    expect(reply).toMatchObject({
      __typename: 'IssueGiftBalanceSuccess',
      transaction: { type: 'GIFT', amount: '25.00', giftAmount: '25.00', giftBalance: '25.00' },
      giftBalance: { kind: 'GIFT', ...lot },
      balance: '25.00',
    });
    expect(await shop.balances(walletId)).toMatchObject({ active: '25.00', gift: '25.00' });
  });

  it('recordPurchase pays from gifts first, the soonest to expire before the others', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '50' });
    const gift = (days: number) => ({ walletId, amount: '10', expiresAt: at(days * DAY) });
    const later = await shop.post('issueGiftBalance', gift(20));
    const sooner = await shop.post('issueGiftBalance', gift(10));

    const purchase = { walletId, amount: '15', externalReference: 'order-1' };
    const small = await shop.post('recordPurchase', purchase);
    const large = await shop.post('recordPurchase', {
      ...purchase,
      amount: '30',
      externalReference: 'order-2',
    });

    expect(small).toMatchObject({
      type: 'PURCHASE',
      giftAmount: '15.00',
      usedGiftBalances: [used(sooner.id, '10.00'), used(later.id, '5.00')],
      balanceAfter: '55.00',
    });
    expect(large).toMatchObject({
      giftAmount: '5.00',
      usedGiftBalances: [used(later.id, '5.00')],
      entries: [
        { account: 'WALLET', amount: '-5.00', purpose: 'GIFT' },
        { account: 'SALES', amount: '5.00', purpose: 'GIFT' },
        { account: 'WALLET', amount: '-25.00', purpose: 'PRINCIPAL' },
        { account: 'SALES', amount: '25.00', purpose: 'PRINCIPAL' },
      ],
      balanceAfter: '25.00',
    });
  });

  it.each([
    { says: 'the program', asked: {}, fee: '0.30', cashback: '0.99' },
    { says: 'an amount', asked: { fee: { amount: '1' } }, fee: '1.00', cashback: '0.99' },
    {
      says: 'a percentage, rounded down',
      asked: { cashback: { percentage: '3.3333' } },
      fee: '0.30',
      cashback: '0.66',
    },
    {
      says: 'a waiver',
      asked: { fee: { amount: '0' }, cashback: { percentage: '0.00' } },
      fee: '0.00',
      cashback: '0.00',
    },
  ])('recordPurchase charges what $says says', async ({ asked, fee, cashback }) => {
    const policies = { fee: { amount: 30n }, cashback: { percentage: 50_000n } };
    const { shop } = await openWorld(engine, policies);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '50' });
    const purchase = { walletId, amount: '19.99', externalReference: 'order-1', ...asked };

    const bought = await shop.post('recordPurchase', purchase);

    expect(bought).toMatchObject({ amount: '19.99', feeAmount: fee, cashbackAmount: cashback });
  });

  it('a gift does not pay the fee', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('issueGiftBalance', { walletId, amount: '100' });
    const fee = { amount: '1' };
    const purchase = { walletId, amount: '10', externalReference: 'order-1', fee };

    const refused = await shop.refused(walletId, 'recordPurchase', purchase);
    await shop.post('topUpWallet', { walletId, amount: '1' });
    const granted = await shop.post('recordPurchase', purchase);

    expect(refused).toMatchObject({ __typename: 'InsufficientBalanceError', shortfall: '1.00' });
    expect(granted).toMatchObject({
      giftAmount: '10.00',
      feeAmount: '1.00',
      balanceAfter: '90.00',
    });
  });

  it('a posting can be back-dated, and lives from then on', async () => {
    const { shop, at } = await openWorld(engine, { pointsLifetimeDays: 10 });
    const walletId = await shop.wallet('ann', 'stars');
    const effectiveAt = at(-4 * DAY);
    const early = { walletId, amount: '5', effectiveAt };

    const reply = await shop.run('accruePoints', early);
    const gone = await shop.run('accruePoints', { ...early, effectiveAt: at(-10 * DAY) });

    const lots = [{ activatesAt: effectiveAt, expiresAt: at(6 * DAY) }];
    expect(reply['transaction']).toMatchObject({ effectiveAt, lots });
    expect(gone).toMatchObject({ balance: '5.00' });
    expect(await shop.balances(walletId)).toMatchObject({ total: '10.00', expired: '5.00' });
  });
});
