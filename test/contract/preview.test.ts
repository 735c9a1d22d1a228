import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { type Client, DAY, type Input, openWorld, type Reply } from './world.ts';

/** What a preview tells to the penny: the rest names what does not exist yet. */
function numbersOf({ __typename, balance, shortfall, lots }: Reply) {
  return { __typename, balance, shortfall, lots };
}

interface Story {
  readonly says: string;
  readonly mutation: string;
  readonly balance: string;
  readonly shortfall?: string;
  readonly prepare: (shop: Client, walletIds: readonly [string, string]) => Promise<Input>;
}

const both = { rollbackFee: true, rollbackCashback: true };

const stories: readonly Story[] = [
  {
    says: 'an accrual that is partly spent',
    mutation: 'cancelTransaction',
    balance: '0.00',
    shortfall: '30.00',
    prepare: async (shop, [walletId]) => {
      const { id } = await shop.post('accruePoints', { walletId, amount: '100' });
      await shop.post('redeemPoints', { walletId, amount: '50' });
      return { transactionId: id, onShortfall: 'WITHIN_BALANCE' };
    },
  },
  {
    says: 'a hold',
    mutation: 'cancelTransaction',
    balance: '20.00',
    prepare: async (shop, [walletId]) => {
      const hold = { walletId, amount: '15', temporary: true };
      return { transactionId: (await shop.post('redeemPoints', hold)).id };
    },
  },
  {
    says: 'an ad hoc redemption',
    mutation: 'voidTransaction',
    balance: '20.00',
    prepare: async (shop, [walletId]) => {
      const { id } = await shop.post('postAdhocRedemption', { walletId, amount: '15' });
      return { memberId: 'ann', originalTransactionId: id, externalReference: 'void-1' };
    },
  },
  {
    says: 'an earn with dependents',
    mutation: 'deleteTransaction',
    balance: '0.00',
    shortfall: '79.50',
    prepare: async (shop, [walletId]) => {
      const { id } = await shop.post('accruePoints', { walletId, amount: '99.50' });
      await shop.post('redeemPoints', { walletId, amount: '99.50' });
      const names = { merchantId: 'shop', programId: 'club', memberCode: 'ann' };
      return { ...names, transactionId: id, acknowledgeDependents: true };
    },
  },
  {
    says: 'a purchase with gift, fee and cashback',
    mutation: 'cancelPurchase',
    balance: '70.00',
    prepare: async (shop, [, walletId]) => {
      await shop.post('topUpWallet', { walletId, amount: '50' });
      await shop.post('issueGiftBalance', { walletId, amount: '20' });
      const charges = { fee: { percentage: '10' }, cashback: { amount: '0.33' } };
      const order = { walletId, amount: '33.33', externalReference: 'order-1' };
      await shop.post('recordPurchase', { ...order, ...charges });
      return { externalReference: 'order-1', ...both };
    },
  },
];

async function twoWallets(shop: Client): Promise<readonly [string, string]> {
  const points = await shop.wallet('ann', 'stars');
  await shop.post('accruePoints', { walletId: points, amount: '20' });
  return [points, await shop.wallet('ann', 'GBP')];
}

describe.each(engines)('previews on $name', (engine) => {
  it.each(stories)('case 50: $mutation of $says does what its preview said', async (story) => {
    const { shop } = await openWorld(engine);
    const walletIds = await twoWallets(shop);
    const input = await story.prepare(shop, walletIds);

    const preview = await shop.preview(story.mutation, input);
    const reply = await shop.run(story.mutation, input);

    const { balance, shortfall = '0.00' } = story;
    expect(reply).toMatchObject({ balance, shortfall });
    expect(reply.__typename).toMatch(/Success$/);
    expect(numbersOf(preview)).toEqual(numbersOf(reply));
  });

  it.each(stories)('case 50: a preview of $mutation of $says changes no byte', async (story) => {
    const { shop, digest, pass } = await openWorld(engine);
    const walletIds = await twoWallets(shop);
    const input = await story.prepare(shop, walletIds);
    const before = await digest();
    const picture = await shop.picture(walletIds[0]);

    await shop.preview(story.mutation, input);
    await shop.preview(story.mutation, { ...input, idempotencyKey: 'k-1' });
    pass(DAY);
    await shop.preview(story.mutation, input);
    pass(-DAY);

    expect(await digest()).toBe(before);
    expect(await shop.picture(walletIds[0])).toEqual(picture);
    await shop.run(story.mutation, input);
    expect(await digest()).not.toBe(before);
  });

  it('case 50: a preview takes no notice of the key', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '5' });
    const input = { transactionId: earned.id, idempotencyKey: 'k-1' };
    await shop.preview('cancelTransaction', input);
    await shop.run('cancelTransaction', input);

    const preview = await shop.preview('cancelTransaction', input);
    const replayed = await shop.run('cancelTransaction', input);

    expect(preview).toMatchObject({ __typename: 'AlreadyReversedError' });
    expect(replayed).toMatchObject({ __typename: 'CancelTransactionSuccess', replayed: true });
  });

  it('case 50: a refusal is previewed with all its data', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '5' });
    await shop.post('redeemPoints', { walletId, amount: '4.99' });
    const input = { transactionId: earned.id };

    const preview = await shop.preview('cancelTransaction', input);

    const short = { required: '5.00', available: '0.01', shortfall: '4.99' };
    expect(preview).toMatchObject({ __typename: 'InsufficientBalanceError', ...short });
    expect(preview).toEqual(await shop.refused(walletId, 'cancelTransaction', input));
  });
});
