import { describe, expect, it } from 'vitest';
import type { Client, Input, Json } from '../contract/world.ts';
import { openSupergraph, sayWhatIsLeftOut } from './local-supergraph.ts';
import { areServersInstalled, gatewayNames } from './servers.ts';

interface Wallets {
  readonly stars: string;
  readonly money: string;
}

interface Case {
  readonly says: string;
  readonly mutation: string;
  readonly prepare: (shop: Client, wallets: Wallets) => Promise<Input>;
  readonly answer: Readonly<Record<string, Json>>;
}

const purchase = { externalReference: 'order-1', rollbackFee: true, rollbackCashback: true };

const earn = (shop: Client, walletId: string, more: Input = {}) =>
  shop.post('accruePoints', { walletId, amount: '100', externalReference: 'earn-1', ...more });
const reward = (shop: Client, walletId: string) =>
  shop.post('postAdhocReward', { walletId, amount: '30' });
const wrongCard = ({ merchantId }: Client, transactionId: string): Input => ({
  merchantId,
  programId: 'club',
  memberCode: 'ann',
  transactionId,
});

async function buy(shop: Client, walletId: string): Promise<void> {
  await shop.post('topUpWallet', { walletId, amount: '50' });
  await shop.post('issueGiftBalance', { walletId, amount: '15' });
  const fee = { amount: '0.50' };
  const order = { walletId, amount: '40', externalReference: 'order-1', fee };
  await shop.post('recordPurchase', order);
}

const cases: readonly Case[] = [
  {
    says: 'cancels an accrual',
    mutation: 'cancelTransaction',
    prepare: async (shop, { stars }) => ({ transactionId: (await earn(shop, stars)).id }),
    answer: { __typename: 'CancelTransactionSuccess', balance: '0.00' },
  },
  {
    says: 'cancels a temporary accrual, which leaves no reversal',
    mutation: 'cancelTransaction',
    prepare: async (shop, { stars }) => {
      await earn(shop, stars, { temporary: true });
      return { externalReference: 'earn-1' };
    },
    answer: { __typename: 'CancelTransactionSuccess', reversal: null },
  },
  {
    says: 'refuses to cancel twice, with the first reversal',
    mutation: 'cancelTransaction',
    prepare: async (shop, { stars }) => {
      const { id: transactionId } = await earn(shop, stars);
      await shop.run('cancelTransaction', { transactionId });
      return { transactionId };
    },
    answer: { __typename: 'AlreadyReversedError', reversedBy: 'CANCEL' },
  },
  {
    says: 'refuses to take back what is spent',
    mutation: 'cancelTransaction',
    prepare: async (shop, { stars }) => {
      const { id: transactionId } = await earn(shop, stars);
      await shop.post('redeemPoints', { walletId: stars, amount: '80' });
      return { transactionId };
    },
    answer: { __typename: 'InsufficientBalanceError', shortfall: '80.00' },
  },
  {
    says: 'voids a reward',
    mutation: 'voidTransaction',
    prepare: async (shop, { stars }) => ({
      memberId: 'ann',
      originalTransactionId: (await reward(shop, stars)).id,
      channel: 'POS',
    }),
    answer: { __typename: 'VoidTransactionSuccess', balance: '0.00' },
  },
  {
    says: "refuses to void another member's reward",
    mutation: 'voidTransaction',
    prepare: async (shop, { stars }) => ({
      memberId: 'bob',
      originalTransactionId: (await reward(shop, stars)).id,
    }),
    answer: { __typename: 'TransactionOwnedByAnotherMemberError', memberId: 'bob' },
  },
  {
    says: 'deletes an accrual',
    mutation: 'deleteTransaction',
    prepare: async (shop, { stars }) => wrongCard(shop, (await earn(shop, stars)).id),
    answer: { __typename: 'DeleteTransactionSuccess', balance: '0.00' },
  },
  {
    says: 'refuses to delete what later debits used, and names them',
    mutation: 'deleteTransaction',
    prepare: async (shop, { stars }) => {
      const { id } = await earn(shop, stars);
      await shop.post('redeemPoints', { walletId: stars, amount: '80' });
      return wrongCard(shop, id);
    },
    answer: { __typename: 'DependentTransactionsError', projectedBalance: '-80.00' },
  },
  {
    says: 'cancels a purchase whole',
    mutation: 'cancelPurchase',
    prepare: async (shop, { money }) => {
      await buy(shop, money);
      return purchase;
    },
    answer: { __typename: 'CancelPurchaseSuccess', balance: '65.00' },
  },
  {
    says: 'refuses to cancel a purchase of which a part was refunded',
    mutation: 'cancelPurchase',
    prepare: async (shop, { money }) => {
      await buy(shop, money);
      await shop.run('refundPurchase', { ...purchase, amount: '10' });
      return purchase;
    },
    answer: { __typename: 'PurchaseRefundedError', refunded: '10.00', remaining: '30.00' },
  },
];

sayWhatIsLeftOut('the four mutations through gateways');

describe.runIf(areServersInstalled())('the four mutations', () => {
  it.each(gatewayNames)('answer through the gateway %s as they do without it', async (name) => {
    const { world, through } = await openSupergraph(name);
    for (const [n, { says, mutation, prepare, answer }] of cases.entries()) {
      // A merchant of its own for each: they know nothing of one another.
      const shop = await world.merchant(`shop-${n}`);
      const wallets = {
        stars: await shop.wallet('ann', 'stars'),
        money: await shop.wallet('ann', 'GBP'),
      };
      const input = { ...(await prepare(shop, wallets)), idempotencyKey: 'once' };
      const reply = await through(shop).run(mutation, input);
      expect({ says, ...reply }).toMatchObject({ says, ...answer });
      // The subgraph repeats the first answer: it is what the gateway said, to the last field.
      const again = await shop.run(mutation, input);
      const replayed = 'replayed' in reply && { replayed: true };
      expect({ says, ...again }).toEqual({ says, ...reply, ...replayed });
    }
  });
});
