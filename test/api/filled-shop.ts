import { DAY, type World } from '../contract/world.ts';
import type { Chance } from '../faults/seeded.ts';
import type { Give } from './random-document.ts';

/** What there is in a shop, by id. */
export interface Names {
  readonly wallets: readonly string[];
  readonly transactions: readonly string[];
  readonly members: readonly string[];
  readonly programs: readonly string[];
}

/** A member with points and money: earned, spent, promised, given as a gift, undone. */
export async function fillShop({ shop, at }: World): Promise<Names> {
  const stars = await shop.wallet('ann', 'stars');
  const pounds = await shop.wallet('ann', 'GBP');
  const inStars = { walletId: stars, type: 'ACCRUAL', temporary: false };
  const inPounds = { walletId: pounds };
  const earned = await shop.post('accruePoints', { ...inStars, amount: '5' });
  const undone = await shop.post('accruePoints', { ...inStars, amount: '3' });
  await shop.run('cancelTransaction', { transactionId: undone.id });
  const held = await shop.post('accruePoints', { ...inStars, amount: '2', temporary: true });
  const reward = await shop.post('postAdhocReward', { walletId: stars, amount: '1.50' });
  const topUp = await shop.post('topUpWallet', { ...inPounds, amount: '100' });
  const gift = { ...inPounds, amount: '40', expiresAt: at(10 * DAY) };
  const given = await shop.post('issueGiftBalance', gift);
  const purchase = { ...inPounds, amount: '60', externalReference: 'order-1' };
  const bought = await shop.post('recordPurchase', purchase);
  const transactions = [earned, undone, held, reward, topUp, given, bought].map(({ id }) => id);
  return { wallets: [stars, pounds], transactions, members: ['ann'], programs: ['club'] };
}

/** Gives arguments what there is, mostly. */
export function namesIn(names: Names, chance: Chance, now: string): Give {
  const { wallets, transactions, members, programs } = names;
  const ids = new Map([
    ['wallet', wallets],
    ['transaction', transactions],
    ['member', members],
    ['program', programs],
  ]);
  const inputs: Readonly<Record<string, () => unknown>> = {
    CancelTransactionInput: () => ({ transactionId: chance.pick(transactions) }),
    VoidTransactionInput: () => ({
      memberId: chance.pick([...members, 'nobody']),
      originalTransactionId: chance.pick(transactions),
    }),
    DeleteTransactionInput: () => ({
      merchantId: 'shop',
      programId: 'club',
      memberCode: 'ann',
      transactionId: chance.pick(transactions),
    }),
    CancelPurchaseInput: () => ({
      externalReference: chance.pick(['order-1', 'nothing']),
      rollbackFee: chance.happens(0.5),
      rollbackCashback: chance.happens(0.5),
    }),
    HistoryFilter: () =>
      chance.pick([null, {}, { hideReversed: true }, { types: ['ACCRUAL', 'GIFT'], to: now }]),
    DateTime: () => now,
    Int: () => chance.between(0, 5),
    _Any: () => [
      { __typename: 'Transaction', id: chance.pick(transactions) },
      { __typename: 'Wallet', id: chance.pick(wallets) },
      { __typename: 'Member', id: chance.pick(members) },
    ],
  };
  return (field, argument, type) => {
    const name = type.toString().replaceAll(/[![\]]/g, '');
    const input = inputs[name];
    if (input)
      return argument === 'last' || chance.happens(0.2) ? undefinedUnless(type, input) : input();
    if (argument === 'id')
      return chance.happens(0.1) ? 'nobody' : chance.pick(ids.get(field) ?? ['x']);
    return undefined;
  };
}

function undefinedUnless(type: { toString(): string }, input: () => unknown): unknown {
  return type.toString().endsWith('!') ? input() : undefined;
}
