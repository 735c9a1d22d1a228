import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { type Client, openWorld } from './world.ts';

/** Ann's and Ben's wallets, with 100.00 each, and how they share: 70 to 30. */
async function household(shop: Client) {
  const ann = await shop.wallet('ann', 'stars');
  const ben = await shop.wallet('ben', 'stars');
  await shop.post('accruePoints', { walletId: ann, amount: '100' });
  await shop.post('accruePoints', { walletId: ben, amount: '100' });
  const shares = [
    { walletId: ann, weight: 70 },
    { walletId: ben, weight: 30 },
  ];
  return { ann, ben, shares };
}

describe.each(engines)('a redemption shared by a household on $name', (engine) => {
  it('case 26: is voided for all by the recorded shares, one card suspended since', async () => {
    const { shop } = await openWorld(engine);
    const { ann, ben, shares } = await household(shop);
    const redeemed = await shop.post('postAdhocRedemption', {
      walletId: ann,
      amount: '33.33',
      shares,
    });
    expect(await shop.balances(ann)).toMatchObject({ active: '76.67' });
    expect(await shop.balances(ben)).toMatchObject({ active: '90.00' });
    await shop.run('suspendWallet', { walletId: ben, reason: 'Lost card' });

    const reply = await shop.run('voidTransaction', {
      memberId: 'ann',
      originalTransactionId: redeemed.id,
    });

    expect(reply).toMatchObject({ __typename: 'VoidTransactionSuccess', balance: '100.00' });
    expect(await shop.balances(ann)).toMatchObject({ active: '100.00' });
    expect(await shop.balances(ben)).toMatchObject({ active: '100.00' });
  });

  it('case 26: gives an odd cent to the same member every time', async () => {
    const { shop } = await openWorld(engine);
    const { ann, ben, shares } = await household(shop);
    const even = shares.map(({ walletId }) => ({ walletId, weight: 1 }));

    const seen = [];
    for (let time = 0; time < 3; time += 1) {
      const shared = { walletId: ann, amount: '0.01', shares: even };
      const { id } = await shop.post('postAdhocRedemption', shared);
      const left = [await shop.balances(ann), await shop.balances(ben)].map((b) => b['active']);
      await shop.run('voidTransaction', { memberId: 'ann', originalTransactionId: id });
      const back = [await shop.balances(ann), await shop.balances(ben)].map((b) => b['active']);
      seen.push({ left, back });
    }

    const [first] = seen;
    expect(first).toEqual({ left: ['100.00', '99.99'], back: ['100.00', '100.00'] });
    expect(seen).toEqual([first, first, first]);
  });

  it('case 26: is refused whole where one has too little, is closed or unknown', async () => {
    const { shop } = await openWorld(engine);
    const { ann, ben, shares } = await household(shop);
    const shared = { walletId: ann, amount: '50', shares };
    const unknown = '00000000-0000-7000-8000-000000000000';

    const short = await shop.refused(ben, 'postAdhocRedemption', { ...shared, amount: '180' });
    const alone = { ...shared, shares: shares.slice(0, 1) };
    const nobody = { ...shared, shares: [...shares, { walletId: unknown, weight: 1 }] };

    expect(short).toMatchObject({
      __typename: 'InsufficientBalanceError',
      required: '126.00',
      available: '100.00',
    });
    expect(await shop.run('postAdhocRedemption', alone)).toMatchObject({
      __typename: 'InvalidInputError',
      field: 'shares',
    });
    expect(await shop.run('postAdhocRedemption', nobody)).toMatchObject({
      __typename: 'WalletNotFoundError',
      walletId: unknown,
    });
    await shop.run('closeWallet', { walletId: ben });
    expect(await shop.run('postAdhocRedemption', shared)).toMatchObject({
      __typename: 'WalletClosedError',
    });
    expect(await shop.balances(ann)).toMatchObject({ active: '100.00' });
  });

  it('shows in both histories; a closed card keeps it from being undone', async () => {
    const { shop } = await openWorld(engine);
    const { ann, ben, shares } = await household(shop);
    const { id } = await shop.post('postAdhocRedemption', { walletId: ann, amount: '10', shares });
    await shop.run('closeWallet', { walletId: ben });

    const reply = await shop.run('voidTransaction', { memberId: 'ann', originalTransactionId: id });
    const data = await shop.query(
      `query ($id: ID!) { wallet(id: $id) { history(first: 1) {
        edges { node { id amount entries { amount wallet { id } } } } } } }`,
      { id: ben },
    );

    expect(reply).toMatchObject({ __typename: 'WalletClosedError' });
    expect(data['wallet']).toMatchObject({
      history: {
        edges: [
          {
            node: {
              id,
              amount: '10.00',
              entries: [
                { amount: '-7.00', wallet: { id: ann } },
                { amount: '7.00', wallet: null },
                { amount: '-3.00', wallet: { id: ben } },
                { amount: '3.00', wallet: null },
              ],
            },
          },
        ],
      },
    });
  });
});

describe.each(engines)('a suspended wallet on $name', (engine) => {
  it('gives nothing and takes everything, until it is resumed', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });

    expect(await shop.run('resumeWallet', { walletId })).toMatchObject({
      __typename: 'WalletNotSuspendedError',
      walletId,
    });
    expect(await shop.run('suspendWallet', { walletId })).toMatchObject({
      __typename: 'SuspendWalletSuccess',
      wallet: { status: 'SUSPENDED' },
    });
    expect(await shop.run('suspendWallet', { walletId })).toMatchObject({
      __typename: 'WalletSuspendedError',
    });
    for (const [mutation, more] of [
      ['redeemPoints', {}],
      ['redeemPoints', { temporary: true }],
      ['postAdhocRedemption', {}],
      ['postAdhocReward', { amount: '-1' }],
    ] as const) {
      const reply = await shop.run(mutation, { walletId, amount: '1', ...more });
      expect(reply).toMatchObject({ __typename: 'WalletSuspendedError' });
    }
    await shop.post('accruePoints', { walletId, amount: '1' });
    expect(await shop.run('resumeWallet', { walletId })).toMatchObject({
      __typename: 'ResumeWalletSuccess',
      wallet: { status: 'OPEN', balances: { active: '101.00' } },
    });
    await shop.post('redeemPoints', { walletId, amount: '101' });
  });
});
