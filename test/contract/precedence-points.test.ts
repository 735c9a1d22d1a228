import { describe, expect, it } from 'vitest';
import { POLICIES_DEFAULT, type Policies } from '../../src/ledger/program.ts';
import { engines } from './engines.ts';
import { type Client, DAY, type Input, idOf, openWorld, type World } from './world.ts';

const UNKNOWN = '019bc000-0000-7000-8000-000000000000';

/** Two refusals that hold at once: the first has to be the answer. */
interface Pair {
  readonly first: string;
  readonly second: string;
  readonly policies?: Partial<Policies>;
  /** Builds the ledger; returns the input that both refusals hold for. */
  readonly input: (world: World, shop: Client, walletId: string) => Promise<Input>;
}

const hold = { amount: '10', temporary: true, timeoutSeconds: 60, externalReference: 'hold-1' };
const timeOut = ({ pass }: World) => pass(60_001);

const cancelPairs: readonly Pair[] = [
  {
    first: 'TransactionNotFoundError',
    second: 'IdentifierMismatchError',
    input: async (_, shop, walletId) => {
      await shop.post('accruePoints', { walletId, amount: '1', externalReference: 'e-1' });
      return { transactionId: UNKNOWN, externalReference: 'e-1' };
    },
  },
  {
    first: 'IdentifierMismatchError',
    second: 'ReversalNotReversibleError',
    input: async (_, shop, walletId) => {
      await shop.post('accruePoints', { walletId, amount: '1', externalReference: 'e-1' });
      const { id } = await shop.post('accruePoints', { walletId, amount: '1' });
      const cancelled = await shop.run('cancelTransaction', { transactionId: id });
      return { transactionId: idOf(cancelled['reversal']), externalReference: 'e-1' };
    },
  },
  {
    first: 'ReversalNotReversibleError',
    second: 'TransactionTypeNotAllowedError',
    input: async (_, shop) => {
      const walletId = await shop.wallet('ann', 'GBP');
      await shop.post('topUpWallet', { walletId, amount: '9' });
      await shop.post('recordPurchase', { walletId, amount: '9', externalReference: 'order-1' });
      const flags = { rollbackFee: true, rollbackCashback: true };
      const order = { externalReference: 'order-1', ...flags };
      const cancelled = await shop.run('cancelPurchase', order);
      return { transactionId: idOf(cancelled['reversal']) };
    },
  },
  {
    first: 'TransactionTypeNotAllowedError',
    second: 'AlreadyReversedError',
    input: async (_, shop) => {
      const walletId = await shop.wallet('ann', 'GBP');
      await shop.post('topUpWallet', { walletId, amount: '9' });
      await shop.post('recordPurchase', { walletId, amount: '9', externalReference: 'order-1' });
      const flags = { rollbackFee: true, rollbackCashback: true };
      await shop.run('cancelPurchase', { externalReference: 'order-1', ...flags });
      return { externalReference: 'order-1' };
    },
  },
  {
    first: 'AlreadyReversedError',
    second: 'HoldExpiredError',
    input: async (world, shop, walletId) => {
      const { id } = await shop.post('redeemPoints', { walletId, ...hold });
      await shop.run('rollbackTransaction', { transactionId: id });
      timeOut(world);
      return { transactionId: id };
    },
  },
  {
    first: 'HoldCommittedError',
    second: 'HoldExpiredError',
    input: async (world, shop, walletId) => {
      const { id } = await shop.post('redeemPoints', { walletId, ...hold });
      await shop.run('commitTransaction', { transactionId: id });
      timeOut(world);
      return { transactionId: id };
    },
  },
  {
    first: 'HoldExpiredError',
    second: 'WalletClosedError',
    input: async (world, shop, walletId) => {
      const { id } = await shop.post('redeemPoints', { walletId, ...hold });
      timeOut(world);
      await shop.run('closeWallet', { walletId });
      return { transactionId: id };
    },
  },
  {
    first: 'WalletClosedError',
    second: 'InsufficientBalanceError',
    input: async (_, shop, walletId) => {
      const { id } = await shop.post('accruePoints', { walletId, amount: '50' });
      await shop.post('redeemPoints', { walletId, amount: '120' });
      await shop.run('closeWallet', { walletId });
      return { transactionId: id };
    },
  },
];

const off = { voids: { ...POLICIES_DEFAULT.voids, enabled: false } };
const oneDay = { voids: { ...POLICIES_DEFAULT.voids, adjustmentPeriodDays: 1 } };
const reward = async (shop: Client, walletId: string, memberId = 'ann') => {
  const posted = await shop.post('postAdhocReward', { walletId, amount: '50' });
  return { memberId, originalTransactionId: posted.id };
};

const voidPairs: readonly Pair[] = [
  {
    first: 'TransactionNotFoundError',
    second: 'VoidNotSupportedError',
    policies: off,
    input: async () => ({ memberId: 'ann', originalTransactionId: UNKNOWN }),
  },
  {
    first: 'VoidNotSupportedError',
    second: 'TransactionOwnedByAnotherMemberError',
    policies: off,
    input: (_, shop, walletId) => reward(shop, walletId, 'bob'),
  },
  {
    first: 'TransactionOwnedByAnotherMemberError',
    second: 'AlreadyReversedError',
    input: async (_, shop, walletId) => {
      const undo = await reward(shop, walletId);
      await shop.run('voidTransaction', undo);
      return { ...undo, memberId: 'bob' };
    },
  },
  {
    first: 'AlreadyReversedError',
    second: 'TransactionTypeNotAllowedError',
    input: async (_, shop, walletId) => {
      const { id } = await shop.post('accruePoints', { walletId, amount: '1' });
      await shop.run('cancelTransaction', { transactionId: id });
      return { memberId: 'ann', originalTransactionId: id };
    },
  },
  {
    first: 'TransactionTypeNotAllowedError',
    second: 'AdjustmentPeriodExceededError',
    policies: oneDay,
    input: async ({ pass }, shop, walletId) => {
      const { id } = await shop.post('accruePoints', { walletId, amount: '1' });
      pass(2 * DAY);
      return { memberId: 'ann', originalTransactionId: id };
    },
  },
  {
    first: 'AdjustmentPeriodExceededError',
    second: 'WalletClosedError',
    policies: oneDay,
    input: async ({ pass }, shop, walletId) => {
      const undo = await reward(shop, walletId);
      pass(2 * DAY);
      await shop.run('closeWallet', { walletId });
      return undo;
    },
  },
  {
    first: 'WalletClosedError',
    second: 'InsufficientBalanceError',
    input: async (_, shop, walletId) => {
      const undo = await reward(shop, walletId);
      await shop.post('redeemPoints', { walletId, amount: '150' });
      await shop.run('closeWallet', { walletId });
      return undo;
    },
  },
  {
    first: 'InsufficientBalanceError',
    second: 'DuplicateExternalReferenceError',
    input: async (_, shop, walletId) => {
      const undo = await reward(shop, walletId);
      const externalReference = 'taken';
      await shop.post('redeemPoints', { walletId, amount: '150', externalReference });
      return { ...undo, externalReference };
    },
  },
];

describe.each(engines)('the order of precedence on $name', (engine) => {
  describe.each([
    { mutation: 'cancelTransaction', pairs: cancelPairs },
    { mutation: 'voidTransaction', pairs: voidPairs },
  ])('of $mutation', ({ mutation, pairs }) => {
    it.each(pairs)('$first comes before $second', async ({ first, policies, input }) => {
      const world = await openWorld(engine, policies);
      const { shop } = world;
      const walletId = await shop.wallet('ann', 'stars');
      await shop.post('accruePoints', { walletId, amount: '100' });
      const asked = await input(world, shop, walletId);

      const preview = await shop.preview(mutation, asked);
      const reply = await shop.refused(walletId, mutation, asked);

      expect(reply.__typename).toBe(first);
      expect(preview).toEqual(reply);
    });
  });
});
