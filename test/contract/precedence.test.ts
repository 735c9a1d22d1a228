import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { type Client, type Input, idOf, openWorld } from './world.ts';

const UNKNOWN = '019bc000-0000-7000-8000-000000000000';

/** Two refusals that hold at once: the first has to be the answer. */
interface Pair {
  readonly first: string;
  readonly second: string;
  /** Builds the ledger; returns the input that both refusals hold for. */
  readonly input: (shop: Client, walletId: string) => Promise<Input>;
}

const externalReference = 'order-1';
const both = { rollbackFee: true, rollbackCashback: true };
const named = (transactionId: string) => ({
  merchantId: 'shop',
  programId: 'club',
  memberCode: 'ann',
  transactionId,
});
const topUp = async (shop: Client, walletId: string) =>
  named((await shop.post('topUpWallet', { walletId, amount: '10' })).id);
const buy = (shop: Client, walletId: string, more: Input = {}) =>
  shop.post('recordPurchase', { walletId, amount: '10', externalReference, ...more });
/** A purchase of 10 with a cashback of 50, which is spent. */
const spendCashback = async (shop: Client, walletId: string) => {
  const bought = await buy(shop, walletId, { cashback: { amount: '50' } });
  const all = { walletId, amount: '140', externalReference: 'order-2' };
  await shop.post('recordPurchase', all);
  return bought;
};

const deletePairs: readonly Pair[] = [
  {
    first: 'MissingIdentifierError',
    second: 'TransactionNotFoundError',
    input: async () => ({ ...named(UNKNOWN), memberCode: ' ' }),
  },
  {
    first: 'TransactionNotFoundError',
    second: 'ProgramMismatchError',
    input: async (shop, walletId) => ({
      ...(await topUp(shop, walletId)),
      merchantId: 'rival',
      programId: 'other',
    }),
  },
  {
    first: 'ProgramMismatchError',
    second: 'MemberMismatchError',
    input: async (shop, walletId) => ({
      ...(await topUp(shop, walletId)),
      programId: 'other',
      memberCode: 'bob',
    }),
  },
  {
    first: 'MemberMismatchError',
    second: 'ReversalNotReversibleError',
    input: async (shop, walletId) => {
      const deleted = await shop.run('deleteTransaction', await topUp(shop, walletId));
      return { ...named(idOf(deleted['reversal'])), memberCode: 'bob' };
    },
  },
  {
    first: 'MemberMismatchError',
    second: 'AlreadyReversedError',
    input: async (shop, walletId) => {
      const input = await topUp(shop, walletId);
      await shop.run('deleteTransaction', input);
      return { ...input, memberCode: 'bob' };
    },
  },
  {
    first: 'ReversalNotReversibleError',
    second: 'TransactionTypeNotAllowedError',
    input: async (shop, walletId) => {
      const deleted = await shop.run('deleteTransaction', await topUp(shop, walletId));
      return named(idOf(deleted['reversal']));
    },
  },
  {
    first: 'AlreadyReversedError',
    second: 'TransactionTypeNotAllowedError',
    input: async (shop, walletId) => {
      const { id } = await buy(shop, walletId);
      await shop.run('cancelPurchase', { externalReference, ...both });
      return named(id);
    },
  },
  {
    first: 'TransactionTypeNotAllowedError',
    second: 'DependentTransactionsError',
    input: async (shop, walletId) => named((await spendCashback(shop, walletId)).id),
  },
  {
    first: 'DependentTransactionsError',
    second: 'WalletClosedError',
    input: async (shop, walletId) => {
      const input = await topUp(shop, walletId);
      await buy(shop, walletId, { amount: '110' });
      await shop.run('closeWallet', { walletId });
      return input;
    },
  },
];

const purchasePairs: readonly Pair[] = [
  {
    first: 'AlreadyReversedError',
    second: 'WalletClosedError',
    input: async (shop, walletId) => {
      await buy(shop, walletId);
      await shop.run('cancelPurchase', { externalReference, ...both });
      await shop.run('closeWallet', { walletId });
      return { externalReference, ...both };
    },
  },
  {
    first: 'PurchaseRefundedError',
    second: 'WalletClosedError',
    input: async (shop, walletId) => {
      await buy(shop, walletId);
      await shop.run('refundPurchase', { externalReference, amount: '1', ...both });
      await shop.run('closeWallet', { walletId });
      return { externalReference, ...both };
    },
  },
  {
    first: 'PurchaseRefundedError',
    second: 'InsufficientBalanceError',
    input: async (shop, walletId) => {
      await spendCashback(shop, walletId);
      const flags = { rollbackFee: false, rollbackCashback: false };
      await shop.run('refundPurchase', { externalReference, amount: '1', ...flags });
      return { externalReference, ...both };
    },
  },
  {
    first: 'WalletClosedError',
    second: 'InsufficientBalanceError',
    input: async (shop, walletId) => {
      await spendCashback(shop, walletId);
      await shop.run('closeWallet', { walletId });
      return { externalReference, ...both };
    },
  },
];

describe.each(engines)('the order of precedence on $name', (engine) => {
  describe.each([
    { mutation: 'deleteTransaction', pairs: deletePairs },
    { mutation: 'cancelPurchase', pairs: purchasePairs },
  ])('of $mutation', ({ mutation, pairs }) => {
    it.each(pairs)('$first comes before $second', async ({ first, input }) => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', 'GBP');
      await shop.post('topUpWallet', { walletId, amount: '100' });
      const asked = await input(shop, walletId);

      const preview = await shop.preview(mutation, asked);
      const reply = await shop.refused(walletId, mutation, asked);

      expect(reply.__typename).toBe(first);
      expect(preview).toEqual(reply);
    });
  });
});
