import { describe, expect, it } from 'vitest';
import { POLICIES_DEFAULT } from '../../src/ledger/program.ts';
import { engines } from './engines.ts';
import { type Client, DAY, type Input, type Json, openWorld, type World } from './world.ts';

const PERIOD_DAYS = 10;
const voids = { ...POLICIES_DEFAULT.voids, adjustmentPeriodDays: PERIOD_DAYS };
const policies = { voids, cashback: { amount: 300n } };
const flags = { rollbackFee: true, rollbackCashback: true };
const fees = { recurringFees: [{ intervalDays: 30, amount: 500n }] };

/** All that the refusals of the four reversals can say. */
const REFUSAL = `__typename ... on LedgerError { message
  ... on MissingIdentifierError { fields }
  ... on TransactionNotFoundError { transactionId externalReference }
  ... on DerivedTransactionError { derivedKind }
  ... on ReversalNotReversibleError { reverses { id } }
  ... on TransactionTypeNotAllowedError { type allowedTypes use }
  ... on AlreadyReversedError { reversal { id } reversedBy reversedAt }
  ... on HoldCommittedError { successor { id } }
  ... on HoldExpiredError { expiredAt }
  ... on WalletClosedError { closedAt }
  ... on InsufficientBalanceError { required available shortfall }
  ... on VoidNotSupportedError { programId }
  ... on AdjustmentPeriodExceededError { adjustmentPeriodDays deadline }
  ... on DependentTransactionsError { dependents { id } projectedBalance }
  ... on PurchaseRefundedError { refunded remaining } }`;

interface Option {
  readonly mutation: string;
  readonly granted: boolean;
  readonly refusal: Json;
  readonly reversibleUntil: string | null;
}

const MUTATIONS = [
  'cancelTransaction',
  'voidTransaction',
  'deleteTransaction',
  'cancelPurchase',
] as const;

async function optionsOf(shop: Client, id: string): Promise<Option[]> {
  const data = await shop.query(
    `query ($id: ID!) { transaction(id: $id) { reversalOptions {
      mutation granted refusal { ${REFUSAL} } reversibleUntil } } }`,
    { id },
  );
  return (data['transaction'] as unknown as { reversalOptions: Option[] }).reversalOptions;
}

type Transaction = { readonly id: string; readonly [name: string]: Json };

/** The input that names a member's transaction to one of the four. */
function inputOf(mutation: string, memberCode: string, transaction: Transaction): Input {
  const { id: transactionId, externalReference, mainTransaction } = transaction;
  // What only repeats another transaction's reference is not named by it.
  const own = mainTransaction === null ? externalReference : null;
  const inputs: { readonly [name: string]: Input } = {
    cancelTransaction: { transactionId },
    voidTransaction: { originalTransactionId: transactionId, memberId: memberCode },
    deleteTransaction: { merchantId: 'shop', programId: 'club', memberCode, transactionId },
    cancelPurchase: { externalReference: own ?? '', ...flags },
  };
  return inputs[mutation] ?? {};
}

async function ask(shop: Client, mutation: string, input: Input): Promise<Json> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const text = `mutation ($input: ${type}!) { reply: ${mutation}(input: $input) { ${REFUSAL} } }`;
  return (await shop.query(text, { input }))['reply'] ?? null;
}

/** A member's wallets, and the world. */
interface Place extends World {
  readonly member: string;
  readonly stars: string;
  readonly pounds: string;
}

/** Brings about what is to be undone. */
type Situation = (place: Place) => Promise<Transaction>;

async function placeOf(member: string, world: World): Promise<Place> {
  const { shop } = world;
  const stars = await shop.wallet(member, 'stars');
  return { ...world, member, stars, pounds: await shop.wallet(member, 'GBP') };
}

const earn: Situation = ({ shop, stars, member }) => {
  const externalReference = `earn of ${member}`;
  return shop.post('accruePoints', { walletId: stars, amount: '100', externalReference });
};
const spend: Situation = ({ shop, stars }) =>
  shop.post('redeemPoints', { walletId: stars, amount: '80' });
const reward: Situation = ({ shop, stars }) =>
  shop.post('postAdhocReward', { walletId: stars, amount: '5' });
const hold: Situation = async (place) => {
  await earn(place);
  const named = { walletId: place.stars, externalReference: `hold of ${place.member}` };
  const held = { ...named, amount: '40', temporary: true, timeoutSeconds: 60 };
  return place.shop.post('redeemPoints', held);
};
const purchase: Situation = async ({ shop, pounds: walletId, member }) => {
  await shop.post('topUpWallet', { walletId, amount: '100' });
  const order = { walletId, amount: '20', externalReference: `order of ${member}` };
  return shop.post('recordPurchase', order);
};

/** Something, and what then happens to it. */
function then(arrange: Situation, act: (place: Place, id: string) => Promise<unknown>): Situation {
  return async (place) => {
    const arranged = await arrange(place);
    await act(place, arranged.id);
    return arranged;
  };
}

const mine = ['cancelTransaction', 'deleteTransaction'];

/** What is so, and which of the four would be granted. */
const situations: [string, readonly string[], Situation][] = [
  ['a posted accrual', mine, earn],
  ['a spent accrual', [], then(earn, spend)],
  ['a redemption', mine, (place) => earn(place).then(() => spend(place))],
  ['an open hold', ['cancelTransaction'], hold],
  ['a hold that timed out', [], then(hold, async ({ pass }) => pass(60_000))],
  [
    'a committed hold',
    [],
    then(hold, ({ shop }, id) => shop.post('commitTransaction', { transactionId: id })),
  ],
  [
    'what a hold was committed into',
    mine,
    async (place) => {
      const { id: transactionId } = await hold(place);
      return place.shop.post('commitTransaction', { transactionId });
    },
  ],
  [
    'a cancelled accrual',
    [],
    then(earn, ({ shop }, id) => shop.run('cancelTransaction', { transactionId: id })),
  ],
  [
    'a cancel',
    [],
    async (place) => {
      const { id: transactionId } = await earn(place);
      const reply = await place.shop.run('cancelTransaction', { transactionId });
      return reply['reversal'] as Transaction;
    },
  ],
  ['a purchase', ['cancelPurchase'], purchase],
  [
    'a refunded purchase',
    [],
    then(purchase, ({ shop, member }) => {
      const part = { externalReference: `order of ${member}`, amount: '5', ...flags };
      return shop.run('refundPurchase', part);
    }),
  ],
  [
    'an accrual in a closed wallet',
    [],
    then(earn, ({ shop, stars }) => shop.run('closeWallet', { walletId: stars })),
  ],
  [
    'an ad hoc reward at the end of its period',
    MUTATIONS.slice(0, 3),
    then(reward, async ({ pass }) => pass(PERIOD_DAYS * DAY)),
  ],
  [
    'an ad hoc reward after its period',
    mine,
    then(reward, async ({ pass }) => pass(PERIOD_DAYS * DAY + 1)),
  ],
];

describe.each(engines)('reversalOptions on $name', (engine) => {
  it.each(situations)('case 53: say what is then answered of %s', async (_, granted, arrange) => {
    const world = await openWorld(engine, policies);
    for (const [i, mutation] of MUTATIONS.entries()) {
      const member = `ann-${i}`;
      const transaction = await arrange(await placeOf(member, world));

      const option = (await optionsOf(world.shop, transaction.id))[i];
      const reply = await ask(world.shop, mutation, inputOf(mutation, member, transaction));

      const isGranted = granted.includes(mutation);
      const __typename = expect.stringMatching(isGranted ? /Success$/ : /Error$/) as string;
      expect(reply).toMatchObject({ __typename });
      expect(option).toMatchObject({
        mutation: mutation.replace(/[A-Z]/, '_$&').toUpperCase(),
        granted: isGranted,
        refusal: isGranted ? null : reply,
      });
    }
  });

  it('case 53: say of a derived row what is then answered', async () => {
    const { shop, pass } = await openWorld(engine, fees);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    pass(30 * DAY);
    const id = `${walletId}~fee.0.1`;

    const options = await optionsOf(shop, id);

    const row = { id, externalReference: null, mainTransaction: null };
    const inputs = MUTATIONS.map((mutation) => [mutation, inputOf(mutation, 'ann', row)] as const);
    const replies = await Promise.all(
      inputs.map(([mutation, input]) => ask(shop, mutation, input)),
    );
    expect(options.map(({ refusal }) => refusal)).toEqual(replies);
    expect(options.filter((option) => option.granted)).toEqual([]);
  });

  it.each<[string, Situation, number, string]>([
    ['cancelTransaction', hold, 59_999, 'HoldExpiredError'],
    ['voidTransaction', reward, PERIOD_DAYS * DAY, 'AdjustmentPeriodExceededError'],
  ])('case 53: %s is granted until then, no later', async (mutation, arrange, left, late) => {
    const world = await openWorld(engine, policies);
    const { shop, at, pass } = world;
    const one = await arrange(await placeOf('ann', world));
    const two = await arrange(await placeOf('bob', world));
    const reversibleUntil = at(left);
    const option = { granted: true, reversibleUntil };
    expect((await optionsOf(shop, one.id)).filter((o) => o.reversibleUntil)).toMatchObject([
      option,
    ]);

    pass(left);
    expect(await optionsOf(shop, two.id)).toContainEqual(expect.objectContaining(option));
    const inTime = await ask(shop, mutation, inputOf(mutation, 'ann', one));
    pass(1);
    const options = await optionsOf(shop, two.id);
    const refusal = await ask(shop, mutation, inputOf(mutation, 'bob', two));

    expect(inTime).toMatchObject({ __typename: expect.stringMatching(/Success$/) as string });
    expect(refusal).toMatchObject({ __typename: late });
    const no = { granted: false, refusal, reversibleUntil: null };
    expect(options).toContainEqual(expect.objectContaining(no));
  });
});
