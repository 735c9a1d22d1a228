import { describe, expect, it } from 'vitest';
import { openPlace, type Place, refusalOf } from './place.ts';
import { ROWS } from './rows.ts';

const SIXTY_FOUR_BITS = '9223372036854775808';
const BAD = [
  ['0', '0.00', '-0', '-0.00', '-1', '-0.01', 'NaN', 'Infinity', '-Infinity', '1e3', '1e309'],
  ['1E-2', '0x10', '0b1', '0o7', '1_000', '1,000', '1,5', '01', '.5', '5.', '+1', '--1', ''],
  [' ', ' 1', '1 ', '1\n', '1\u0000', '١', '１', '½', '1.005', `0.${'0'.repeat(40)}1`, 'null'],
  ['1'.repeat(40), SIXTY_FOUR_BITS, '92233720368547758.08', `-${SIXTY_FOUR_BITS}`, '$1', '1;--'],
].flat();
/** What a reward may be, and what a charge may be, and other amounts may not. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  postAdhocReward: ['-1', '-0.01'],
  fee: ['0', '0.00'],
  cashback: ['0', '0.00'],
};

/** Every field that takes an amount, with the rest of its mutation's input. */
function fieldsOf(stars: string, pounds: string): [string, string, (amount: unknown) => object][] {
  const flags = { rollbackFee: true, rollbackCashback: true };
  const order = { walletId: pounds, externalReference: 'new-order' };
  return [
    ['accruePoints', 'amount', (amount) => ({ walletId: stars, amount })],
    ['redeemPoints', 'amount', (amount) => ({ walletId: stars, amount })],
    ['postAdhocReward', 'amount', (amount) => ({ walletId: stars, amount })],
    ['postAdhocRedemption', 'amount', (amount) => ({ walletId: stars, amount })],
    ['topUpWallet', 'amount', (amount) => ({ walletId: pounds, amount })],
    ['issueGiftBalance', 'amount', (amount) => ({ walletId: pounds, amount })],
    ['recordPurchase', 'amount', (amount) => ({ ...order, amount })],
    ['recordPurchase', 'fee', (amount) => ({ ...order, amount: '1', fee: { amount } })],
    ['recordPurchase', 'cashback', (amount) => ({ ...order, amount: '1', cashback: { amount } })],
    ['refundPurchase', 'amount', (amount) => ({ externalReference: 'order', amount, ...flags })],
  ];
}

async function openShop() {
  const place = await openPlace();
  const [stars, pounds] = [
    await place.shop.wallet('ann', 'stars'),
    await place.shop.wallet('ann', 'GBP'),
  ];
  await place.shop.post('accruePoints', { walletId: stars, amount: '100' });
  await place.shop.post('topUpWallet', { walletId: pounds, amount: '100' });
  const order = { walletId: pounds, amount: '10', externalReference: 'order' };
  await place.shop.post('recordPurchase', order);
  return { place, fields: fieldsOf(stars, pounds) };
}

function ask(place: Place, mutation: string, input: object) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { reply: ${mutation}(input: $input) {
    __typename ... on InvalidInputError { field reason } } }`;
  return place.ask(query, { input });
}

describe(`against ${ROWS.oddAmounts}`, () => {
  it('are refused with the field wherever one is taken, and nothing is written', async () => {
    const { place, fields } = await openShop();
    const before = await place.digest();
    for (const [mutation, field, inputOf] of fields) {
      for (const amount of BAD) {
        if (ALLOWED[mutation]?.includes(amount) || ALLOWED[field]?.includes(amount)) continue;
        const { body } = await ask(place, mutation, inputOf(amount));
        const named: unknown = expect.stringMatching(new RegExp(`^${field}(\\.\\w+)?$`));
        const reply: unknown = expect.objectContaining({
          __typename: 'InvalidInputError',
          field: named,
        });
        expect([mutation, field, amount, body]).toEqual([
          mutation,
          field,
          amount,
          { data: { reply } },
        ]);
      }
    }
    expect(await place.digest()).toBe(before);
  });

  it('are refused before anything runs where they are no text', async () => {
    const { place, fields } = await openShop();
    const before = await place.digest();
    for (const [mutation, , inputOf] of fields) {
      for (const amount of [0, 1, -1, 1.5, 1e300, true, [], ['1'], {}, { amount: '1' }]) {
        const heard = await ask(place, mutation, inputOf(amount));
        expect([mutation, amount, refusalOf(heard)]).toEqual([
          mutation,
          amount,
          '400 BAD_USER_INPUT',
        ]);
      }
    }
    expect(await place.digest()).toBe(before);
  });

  it('are refused where JSON has a number that no number can be', async () => {
    const { place } = await openShop();
    const query = JSON.stringify('mutation ($a: Decimal!) { x: __typename }');
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${place.shop.key}`,
    };
    for (const number of ['1e309', '-1e309', '-0', '1e-400']) {
      const heard = await place.post(`{"query":${query},"variables":{"a":${number}}}`, headers);
      expect(refusalOf(heard)).toMatch(/^400 /);
    }
  });

  it('sums that would leave 64 bits are refused as well', async () => {
    const { place } = await openShop();
    const walletId = await place.shop.wallet('bea', 'stars');
    const most = '92233720368547758.07';
    await place.shop.post('accruePoints', { walletId, amount: most });
    const reply = await place.shop.refused(walletId, 'accruePoints', { walletId, amount: '0.01' });
    expect(reply).toMatchObject({ __typename: 'InvalidInputError', field: 'amount' });
    expect(await place.shop.balances(walletId)).toMatchObject({ total: most });
  });
});

describe(`against ${ROWS.oddPages}`, () => {
  const PAGE = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    wallet(id: $id) {
      history(first: $first, after: $after, last: $last, before: $before) {
        edges { cursor } pageInfo { hasNextPage } } } }`;
  const LOTS = `query ($id: ID!, $first: Int!, $after: String) { wallet(id: $id) {
    lots(first: $first, after: $after) { edges { cursor } } } }`;

  const refused: [object, string][] = [
    ...[-1, 0, 1_001, 2_147_483_647, -2_147_483_648].flatMap((size): [object, string][] => [
      [{ first: size }, 'first'],
      [{ last: size }, 'last'],
    ]),
    [{ first: 1, last: 1 }, 'last'],
    [{ first: 1, before: 'x' }, 'before'],
    [{ after: 'x', last: 1 }, 'last'],
    ...['', 'x', '0', 'null', 'eyJ9', '../..', "' OR 1=1 --", '\u0000', 'x'.repeat(5_000)].flatMap(
      (cursor): [object, string][] => [
        [{ first: 1, after: cursor }, 'after'],
        [{ last: 1, before: cursor }, 'before'],
      ],
    ),
  ];

  it.each(refused)('%o is refused with the name of %s', async (page, field) => {
    const place = await openPlace();
    const id = await place.shop.wallet('ann', 'stars');
    const { body } = await place.ask(PAGE, { id, ...page });
    expect(body).toMatchObject({
      data: { wallet: { history: null } },
      errors: [{ path: ['wallet', 'history'], extensions: { code: 'BAD_USER_INPUT', field } }],
    });
  });

  it('a thousand at once are given', async () => {
    const place = await openPlace();
    const id = await place.shop.wallet('ann', 'stars');
    expect(refusalOf(await place.ask(PAGE, { id, first: 1_000 }))).toBe('200 OK');
    expect(refusalOf(await place.ask(LOTS, { id, first: 1_000 }))).toBe('200 OK');
    expect(refusalOf(await place.ask(LOTS, { id, first: 1_001 }))).toBe('200 BAD_USER_INPUT');
  });

  it('a cursor with a character changed, of another list or wallet is refused', async () => {
    const place = await openPlace();
    const [id, other] = [
      await place.shop.wallet('ann', 'stars'),
      await place.shop.wallet('bea', 'stars'),
    ];
    for (const walletId of [id, id, other]) {
      await place.shop.post('accruePoints', { walletId, amount: '1' });
    }
    const { body } = await place.ask(PAGE, { id, first: 1 });
    const [edge] = (body as { data: { wallet: { history: { edges: { cursor: string }[] } } } }).data
      .wallet.history.edges;
    const cursor = edge?.cursor ?? '';
    expect(refusalOf(await place.ask(PAGE, { id, first: 1, after: cursor }))).toBe('200 OK');
    const asked: [string, string, string][] = [
      [PAGE, other, cursor],
      [LOTS, id, cursor],
    ];
    for (let at = 0; at < cursor.length; at += 1) {
      const changed = cursor[at] === 'A' ? 'B' : 'A';
      asked.push([PAGE, id, `${cursor.slice(0, at)}${changed}${cursor.slice(at + 1)}`]);
    }
    for (const [query, walletId, after] of asked) {
      const heard = await place.ask(query, { id: walletId, first: 1, after });
      expect(heard.body).toMatchObject({ errors: [{ extensions: { field: 'after' } }] });
    }
  });
});
