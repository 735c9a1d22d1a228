import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { DAY, type Input, idOf, openWorld } from './world.ts';

const UNKNOWN = '019bc000-0000-7000-8000-000000000000';

const postings = [
  { mutation: 'accruePoints', currency: 'stars', other: 'GBP' },
  { mutation: 'redeemPoints', currency: 'stars', other: 'GBP' },
  { mutation: 'postAdhocReward', currency: 'stars', other: 'GBP' },
  { mutation: 'postAdhocRedemption', currency: 'stars', other: 'GBP' },
  { mutation: 'topUpWallet', currency: 'GBP', other: 'stars' },
  { mutation: 'issueGiftBalance', currency: 'GBP', other: 'stars' },
  { mutation: 'recordPurchase', currency: 'GBP', other: 'stars' },
] as const;

const input = (walletId: string) => ({ walletId, amount: '1', externalReference: 'r-1' });
const fund = { stars: 'accruePoints', GBP: 'topUpWallet' } as const;

const outOfBounds: readonly Input[] = [
  { walletId: '' },
  { walletId: ' ' },
  { walletId: `w${'1'.repeat(255)}` },
  { walletId: 'w\u0000' },
  { externalReference: 'r'.repeat(256) },
  { externalReference: 'r\n1' },
  { externalReference: ' r-1' },
  { externalReference: 'réf' },
  { reason: 'r'.repeat(1_001) },
  { reason: 'r\u0000' },
  { reason: '\ud800' },
  { idempotencyKey: '' },
];

describe.each(engines)('a posting is refused on $name', (engine) => {
  describe.each(postings)('$mutation', ({ mutation, currency, other }) => {
    it('to a wallet that never was', async () => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', currency);

      const replies = [
        await shop.refused(walletId, mutation, input(UNKNOWN)),
        await shop.refused(walletId, mutation, input('no-uuid')),
      ];

      const __typename = 'WalletNotFoundError';
      expect(replies).toMatchObject([
        { __typename, walletId: UNKNOWN },
        { __typename, walletId: 'no-uuid' },
      ]);
    });

    it('to a closed wallet', async () => {
      const { shop, at, pass } = await openWorld(engine);
      const walletId = await shop.wallet('ann', currency);
      await shop.post(fund[currency], { walletId, amount: '9' });
      const closedAt = at();
      await shop.run('closeWallet', { walletId });
      pass(DAY);

      const reply = await shop.refused(walletId, mutation, input(walletId));

      expect(reply).toMatchObject({ __typename: 'WalletClosedError', closedAt });
    });

    it('to a wallet of the other kind', async () => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', other);
      await shop.post(fund[other], { walletId, amount: '9' });

      const reply = await shop.refused(walletId, mutation, input(walletId));

      const [kind, allowedKind] = other === 'GBP' ? ['MONEY', 'POINTS'] : ['POINTS', 'MONEY'];
      expect(reply).toMatchObject({ __typename: 'WalletKindNotAllowedError', kind, allowedKind });
    });

    it('with the reference of another transaction of the merchant', async () => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', currency);
      await shop.post(fund[currency], { walletId, amount: '9' });
      const elsewhere = await shop.wallet('bob', 'stars');
      const { id } = await shop.post('accruePoints', input(elsewhere));

      const reply = await shop.refused(walletId, mutation, input(walletId));

      const existing = { id, externalReference: 'r-1' };
      expect(reply).toMatchObject({ __typename: 'DuplicateExternalReferenceError', existing });
    });

    it('with an identifier or a text out of its bounds', async () => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', currency);
      await shop.post(fund[currency], { walletId, amount: '9' });
      const before = await shop.picture(walletId);

      const replies = [];
      for (const wrong of outOfBounds) {
        replies.push(await shop.run(mutation, { ...input(walletId), ...wrong }));
      }

      const fields = outOfBounds.flatMap((wrong) => Object.keys(wrong));
      expect(replies).toMatchObject(
        fields.map((field) => ({ __typename: 'InvalidInputError', field })),
      );
      expect(await shop.picture(walletId)).toEqual(before);
    });
  });

  it.each(postings.filter(({ mutation }) => mutation !== 'issueGiftBalance'))(
    '$mutation a millisecond in the future',
    async ({ mutation, currency }) => {
      const { shop, at } = await openWorld(engine);
      const walletId = await shop.wallet('ann', currency);
      await shop.post(fund[currency], { walletId, amount: '9' });
      const posting = input(walletId);

      const reply = await shop.refused(walletId, mutation, { ...posting, effectiveAt: at(1) });
      const granted = await shop.run(mutation, { ...posting, effectiveAt: at() });

      expect(reply).toMatchObject({ __typename: 'InvalidInputError', field: 'effectiveAt' });
      expect(granted.__typename).toMatch(/Success$/);
    },
  );

  it.each([0, -1, 31_536_001, 2_147_483_647])('a hold of %d seconds', async (timeoutSeconds) => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '9' });
    const hold = { walletId, amount: '1', temporary: true, timeoutSeconds };

    const replies = [
      await shop.refused(walletId, 'accruePoints', hold),
      await shop.refused(walletId, 'redeemPoints', hold),
    ];

    const invalid = { __typename: 'InvalidInputError', field: 'timeoutSeconds' };
    expect(replies).toMatchObject([invalid, invalid]);
  });

  it.each([1, 31_536_000])('but not a hold of %d seconds', async (timeoutSeconds) => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const hold = { walletId, amount: '1', temporary: true, timeoutSeconds };

    const reply = await shop.run('accruePoints', hold);

    expect(reply).toMatchObject({ transaction: { status: 'PENDING' } });
  });

  it('points that would expire before they activate', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const accrual = { walletId, amount: '1', activatesAt: at(DAY) };

    const replies = [
      await shop.refused(walletId, 'accruePoints', { ...accrual, expiresAt: at(DAY) }),
      await shop.refused(walletId, 'postAdhocReward', { walletId, amount: '1', expiresAt: at() }),
    ];

    const invalid = { __typename: 'InvalidInputError', field: 'expiresAt' };
    expect(replies).toMatchObject([invalid, invalid]);
    expect(await shop.run('accruePoints', { ...accrual, expiresAt: at(DAY + 1) })).toMatchObject({
      __typename: 'AccruePointsSuccess',
    });
  });

  it.each([
    { mutation: 'redeemPoints', currency: 'stars', amount: '9.01' },
    { mutation: 'postAdhocRedemption', currency: 'stars', amount: '9.01' },
    { mutation: 'postAdhocReward', currency: 'stars', amount: '-9.01' },
    { mutation: 'recordPurchase', currency: 'GBP', amount: '9.01' },
  ] as const)('$mutation of more than there is', async ({ mutation, currency, amount }) => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', currency);
    await shop.post(fund[currency], { walletId, amount: '9' });

    const reply = await shop.refused(walletId, mutation, { ...input(walletId), amount });

    const short = { required: '9.01', available: '9.00', shortfall: '0.01' };
    expect(reply).toMatchObject({ __typename: 'InsufficientBalanceError', ...short });
  });

  it('what is pending, held or expired is not there', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '1', activatesAt: at(2 * DAY) });
    await shop.post('accruePoints', { walletId, amount: '2', expiresAt: at(DAY) });
    pass(DAY);
    await shop.post('accruePoints', { walletId, amount: '12' });
    await shop.post('redeemPoints', { walletId, amount: '4', temporary: true });

    const reply = await shop.refused(walletId, 'redeemPoints', { walletId, amount: '10' });

    const short = { required: '10.00', available: '8.00', shortfall: '2.00' };
    expect(reply).toMatchObject({ __typename: 'InsufficientBalanceError', ...short });
  });

  it('a purchase with a fee that names both an amount and a percentage, or neither', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '9' });
    const charge = (field: string, value: { [name: string]: string }) =>
      shop.refused(walletId, 'recordPurchase', { ...input(walletId), [field]: value });

    const replies = [
      await charge('fee', { amount: '1', percentage: '1' }),
      await charge('cashback', {}),
      await charge('fee', { amount: '-1' }),
      await charge('cashback', { percentage: '1.00001' }),
      await shop.refused(walletId, 'recordPurchase', { ...input(walletId), externalReference: '' }),
    ];

    const fields = ['fee', 'cashback', 'fee.amount', 'cashback.percentage', 'externalReference'];
    expect(replies).toMatchObject(
      fields.map((field) => ({ __typename: 'InvalidInputError', field })),
    );
  });

  it('a blank reference names nothing, so that two may be blank', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const blank = { walletId, amount: '1', externalReference: ' ' };

    const [first, second] = [
      await shop.run('accruePoints', blank),
      await shop.run('accruePoints', blank),
    ];

    expect(first['transaction']).toMatchObject({ externalReference: null });
    expect(idOf(second['transaction'])).not.toBe(idOf(first['transaction']));
  });
});
