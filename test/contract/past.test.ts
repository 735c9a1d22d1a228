import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policies } from '../../src/ledger/program.ts';
import { engines } from './engines.ts';
import { DAY, type Input, idOf, type Json, openWorld, type World } from './world.ts';

const flags = { rollbackFee: true, rollbackCashback: true };
const parts = ['total', 'active', 'pending', 'held', 'expired', 'debt', 'gift', 'derived'];
const NONE: Balances = Object.fromEntries(parts.map((part) => [part, '0.00']));

type Balances = { readonly [name: string]: string };
type Story = (walletId: string, world: World) => Promise<void>;

/** What a story leaves behind, day by day. */
const stories: [string, 'stars' | 'GBP', Story, Balances[]][] = [
  [
    'points that activate and expire',
    'stars',
    async (walletId, { shop, at }) => {
      const life = { activatesAt: at(DAY), expiresAt: at(3 * DAY) };
      await shop.post('accruePoints', { walletId, amount: '10', ...life });
    },
    [
      { total: '10.00', pending: '10.00' },
      { total: '10.00', active: '10.00' },
      { total: '10.00', active: '10.00' },
      { total: '10.00', expired: '10.00' },
    ],
  ],
  [
    'a hold that was rolled back, one that was cancelled, and one that timed out',
    'stars',
    async (walletId, { shop, pass }) => {
      await shop.post('accruePoints', { walletId, amount: '10' });
      const hold = (amount: string, timeoutSeconds: number) =>
        shop.post('redeemPoints', { walletId, amount, temporary: true, timeoutSeconds });
      const [one, two] = [await hold('1', 864_000), await hold('2', 864_000)];
      await hold('4', 3 * 86_400);
      pass(DAY);
      await shop.post('rollbackTransaction', { transactionId: one.id });
      pass(DAY);
      await shop.run('cancelTransaction', { transactionId: two.id });
    },
    [
      { total: '10.00', active: '3.00', held: '7.00' },
      { total: '10.00', active: '4.00', held: '6.00' },
      { total: '10.00', active: '6.00', held: '4.00' },
      { total: '10.00', active: '10.00' },
    ],
  ],
  [
    'a hold and a promise that were committed',
    'stars',
    async (walletId, { shop, pass }) => {
      await shop.post('accruePoints', { walletId, amount: '10' });
      const temporary = { walletId, temporary: true, timeoutSeconds: 864_000 };
      const held = await shop.post('redeemPoints', { ...temporary, amount: '4' });
      const promised = await shop.post('accruePoints', { ...temporary, amount: '5' });
      pass(DAY);
      await shop.post('commitTransaction', { transactionId: held.id });
      pass(DAY);
      await shop.post('commitTransaction', { transactionId: promised.id });
    },
    [
      { total: '10.00', active: '6.00', held: '4.00' },
      { total: '6.00', active: '6.00' },
      { total: '11.00', active: '11.00' },
    ],
  ],
  [
    'a debt, and what paid it',
    'stars',
    async (walletId, { shop, pass }) => {
      const { id } = await shop.post('accruePoints', { walletId, amount: '10' });
      await shop.post('redeemPoints', { walletId, amount: '8' });
      pass(DAY);
      const cancel = { transactionId: id, onShortfall: 'ALLOW_NEGATIVE' };
      await shop.run('cancelTransaction', cancel);
      pass(DAY);
      await shop.post('accruePoints', { walletId, amount: '10' });
    },
    [
      { total: '2.00', active: '2.00' },
      { total: '-8.00', debt: '8.00' },
      { total: '2.00', active: '2.00' },
    ],
  ],
  [
    'a gift that was spent, given back and expired, beside money',
    'GBP',
    async (walletId, { shop, at, pass }) => {
      await shop.post('topUpWallet', { walletId, amount: '10' });
      await shop.post('issueGiftBalance', { walletId, amount: '5', expiresAt: at(3 * DAY) });
      pass(DAY);
      const purchase = { walletId, amount: '7', externalReference: 'order-1' };
      await shop.post('recordPurchase', purchase);
      pass(DAY);
      await shop.run('cancelPurchase', { externalReference: 'order-1', ...flags });
    },
    [
      { total: '15.00', active: '15.00', gift: '5.00' },
      { total: '8.00', active: '8.00' },
      { total: '15.00', active: '15.00', gift: '5.00' },
      { total: '15.00', active: '10.00', expired: '5.00' },
    ],
  ],
];

interface Step {
  /** What to do, to which of the transactions so far. */
  readonly what: number;
  readonly which: number;
  readonly amount: string;
  readonly onShortfall: string;
  readonly gap: number;
}

interface Place {
  readonly world: World;
  readonly walletId: string;
  readonly id: string;
  readonly reference: string;
}

/** Inputs by mutation; a word behind it tells apart what else it can be asked for. */
const operations: { readonly [name: string]: (step: Step, place: Place) => Input } = {
  accruePoints: ({ amount }, { walletId }) => ({ walletId, amount }),
  'accruePoints later': ({ amount, gap }, { walletId, world: { at } }) => {
    return { walletId, amount, activatesAt: at(gap), expiresAt: at(3 * gap + 1) };
  },
  'accruePoints temporary': holdOf,
  'redeemPoints temporary': holdOf,
  'redeemPoints now': ({ amount }, { walletId }) => ({ walletId, amount }),
  postAdhocReward: ({ amount }, { walletId }) => ({ walletId, amount: `-${amount}` }),
  commitTransaction: (_, { id }) => ({ transactionId: id }),
  rollbackTransaction: (_, { id }) => ({ transactionId: id }),
  cancelTransaction: ({ onShortfall }, { id }) => ({ transactionId: id, onShortfall }),
  voidTransaction: (_, { id }) => ({ memberId: 'ann', originalTransactionId: id }),
  deleteTransaction: (_, { id: transactionId, world: { shop } }) => {
    const named = { merchantId: shop.merchantId, programId: 'club', memberCode: 'ann' };
    return { ...named, transactionId, acknowledgeDependents: true };
  },
  topUpWallet: ({ amount }, { walletId }) => ({ walletId, amount }),
  issueGiftBalance: ({ amount, gap }, { walletId, world: { at } }) => {
    return { walletId, amount, expiresAt: at(2 * gap + 1) };
  },
  recordPurchase: ({ amount }, { walletId, reference }) => {
    return { walletId, amount, externalReference: reference };
  },
  refundPurchase: ({ amount, onShortfall }, { reference }) => {
    return { externalReference: reference, amount, onShortfall, ...flags };
  },
  cancelPurchase: ({ onShortfall }, { reference }) => {
    return { externalReference: reference, onShortfall, ...flags };
  },
};

function holdOf({ amount, which }: Step, { walletId }: Place): Input {
  return { walletId, amount, temporary: true, timeoutSeconds: (1 + (which % 20)) * 43_200 };
}

const names = Object.keys(operations);
const charges: Partial<Policies> = { fee: { amount: 7n }, cashback: { percentage: 100_000n } };
const rules: Partial<Policies> = {
  depreciations: [
    { basis: 'PER_TRANSACTION', intervalDays: 7, percentage: 100_000n },
    { basis: 'LAST_TRANSACTION', intervalDays: 5, percentage: 200_000n },
  ],
  recurringFees: [{ intervalDays: 3, amount: 50n }],
};

const steps = fc.array(
  fc.record({
    what: fc.nat(),
    which: fc.nat(),
    amount: fc.integer({ min: 1, max: 10_000 }).map((minor) => (minor / 100).toFixed(2)),
    onShortfall: fc.constantFrom('REJECT', 'WITHIN_BALANCE', 'ALLOW_NEGATIVE'),
    gap: fc.constantFrom(0, 2, DAY, 10 * DAY),
  }),
  { minLength: 20, maxLength: 30 },
);

/** Lives through operations, and returns what the balances were at moments on the way. */
async function live(world: World, walletId: string, all: readonly Step[], can: readonly string[]) {
  const { shop, at, pass } = world;
  const seen = new Map<string, Json>();
  const ids: string[] = [];
  for (const [i, step] of all.entries()) {
    const name = can[step.what % can.length] ?? '';
    const id = ids[step.which % Math.max(ids.length, 1)] ?? 'none';
    // Every other purchase is new; the others are undone, or met again.
    const reference = `${i - (step.which % 2)}`;
    const input = operations[name]?.(step, { world, walletId, id, reference }) ?? {};
    const reply = await shop.run(name.replace(/ .*/, ''), input);
    if (reply['transaction']) ids.push(idOf(reply['transaction']));
    seen.set(at(), await shop.balances(walletId));
    pass(step.gap / 2);
    if (step.gap > 2) seen.set(at(), await shop.balances(walletId));
    pass(step.gap / 2);
  }
  return seen;
}

describe.each(engines)('balances of another time on $name', (engine) => {
  it.each(stories)('case 48: of %s', async (_, currency, happen, days) => {
    const world = await openWorld(engine);
    const { shop, at, now } = world;
    world.pass(DAY);
    const walletId = await shop.wallet('ann', currency);
    const start = now();
    await happen(walletId, world);
    const ask = async (moment: number) => shop.balanceAt(walletId, at(moment - now()));
    const expected = days.map((day) => ({ ...NONE, ...day }));

    const ofDays = async (from: number) => {
      const moments = days.map((_day, i) => start + i * DAY + from);
      return Promise.all(moments.map(ask));
    };

    // Some of the days are still to come; then all have passed, and more happens.
    expect(await ofDays(0)).toEqual(expected);
    expect(await ofDays(DAY - 1)).toEqual(expected);
    world.pass(30 * DAY);
    const grant = { walletId, amount: '99' };
    await shop.post(currency === 'GBP' ? 'topUpWallet' : 'accruePoints', grant);
    expect(await ofDays(0)).toEqual(expected);
    expect(await ofDays(DAY - 1)).toEqual(expected);
    expect(await ask(start - 1)).toEqual(NONE);
  });

  it.each<[string, 'stars' | 'GBP', Partial<Policies>, readonly string[]]>([
    ['points', 'stars', {}, names.slice(0, 11)],
    ['money', 'GBP', charges, names.slice(11)],
    ['depreciation', 'stars', rules, names.slice(0, 7)],
  ])(
    'case 48: are what they were then, for any history of %s',
    async (_, currency, own, can) => {
      const world = await openWorld(engine);
      let runs = 0;
      const property = fc.asyncProperty(steps, async (all) => {
        const shop = await world.merchant(`shop-${(runs += 1)}`, own);
        const walletId = await shop.wallet('ann', currency);
        const seen = await live({ ...world, shop }, walletId, all, can);
        for (const [at, then] of seen) expect(await shop.balanceAt(walletId, at)).toEqual(then);
      });
      await fc.assert(property, { numRuns: 10 });
    },
    180_000,
  );
});
