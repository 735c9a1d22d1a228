import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { type Client, DAY, type Input, openWorld } from './world.ts';

interface LotPage {
  readonly edges: readonly {
    readonly node: { readonly id: string; readonly kind: string; readonly remaining: string };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function lotsOf(shop: Client, id: string, page: Input = {}, list = 'lots') {
  const data = await shop.query(
    `query ($id: ID!, $first: Int! = 50, $after: String) { wallet(id: $id) {
      page: ${list}(first: $first, after: $after) { edges { node { id kind remaining } }
      pageInfo { hasNextPage endCursor } } } }`,
    { id, ...page },
  );
  const { edges, pageInfo } = (data['wallet'] as unknown as { page: LotPage }).page;
  return { nodes: edges.map(({ node }) => node), ...pageInfo };
}

describe.each(engines)('lots on $name', (engine) => {
  it('are listed in draw order, page by page, without what is used up', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earn = async (amount: string, days: number | null) => {
      const expiresAt = days === null ? null : at(days * DAY);
      return (await shop.post('accruePoints', { walletId, amount, expiresAt })).id;
    };
    const [never, late, soon] = [await earn('1', null), await earn('2', 20), await earn('3', 10)];
    pass(1);
    const [neverNew, used] = [await earn('4', null), await earn('5', 1)];
    await shop.post('redeemPoints', { walletId, amount: '6' });

    const one = await lotsOf(shop, walletId, { first: 3 });
    const two = await lotsOf(shop, walletId, { first: 3, after: one.endCursor });

    const kind = 'POINTS';
    expect(one).toMatchObject({
      nodes: [
        { id: `${soon}.0`, kind, remaining: '2.00' },
        { id: `${late}.0`, kind, remaining: '2.00' },
        { id: `${never}.0`, kind, remaining: '1.00' },
      ],
      hasNextPage: true,
    });
    expect(two).toMatchObject({ nodes: [{ id: `${neverNew}.0` }], hasNextPage: false });
    expect([...one.nodes, ...two.nodes].map(({ id }) => id)).not.toContain(`${used}.0`);
  });

  it('the gift balances are those of the kind GIFT, and stand first among the lots', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    const money = await shop.post('topUpWallet', { walletId, amount: '50' });
    const gift = async (days: number) =>
      (await shop.post('issueGiftBalance', { walletId, amount: '5', expiresAt: at(days * DAY) }))
        .id;
    const [late, soon] = [await gift(20), await gift(10)];

    const [all, gifts] = [
      await lotsOf(shop, walletId),
      await lotsOf(shop, walletId, { first: 1 }, 'giftBalances'),
    ];
    const more = { first: 1, after: gifts.endCursor };
    const rest = await lotsOf(shop, walletId, more, 'giftBalances');

    expect(all.nodes.map(({ id, kind }) => [id, kind])).toEqual([
      [`${soon}.0`, 'GIFT'],
      [`${late}.0`, 'GIFT'],
      [`${money.id}.0`, 'MONEY'],
    ]);
    expect(gifts).toMatchObject({ nodes: [{ id: `${soon}.0` }], hasNextPage: true });
    expect(rest).toMatchObject({ nodes: [{ id: `${late}.0` }], hasNextPage: false });
  });

  it.each([0, -1, 1_001])(
    'case 62: a page of %d is refused with the name of the field',
    async (first) => {
      const { shop } = await openWorld(engine);
      const id = await shop.wallet('ann', 'stars');

      const { text } = await shop.send(
        `query ($id: ID!, $first: Int!) { wallet(id: $id) {
        lots(first: $first) { edges { cursor } } } }`,
        { id, first },
      );

      expect(JSON.parse(text)).toMatchObject({
        errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'first' } }],
        data: { wallet: { lots: null } },
      });
    },
  );
});

const zero = { total: '0.00', active: '0.00', pending: '0.00', held: '0.00', expired: '0.00' };

describe.each(engines)('balances by time alone on $name', (engine) => {
  it('points are pending, then active, then expired, each to the millisecond', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const life = { activatesAt: at(DAY), expiresAt: at(3 * DAY) };
    await shop.post('accruePoints', { walletId, amount: '8', ...life });
    const seen = [];

    for (const step of [0, DAY - 1, 1, 2 * DAY - 1, 1]) {
      pass(step);
      seen.push(await shop.balances(walletId));
    }

    const pending = { ...zero, total: '8.00', pending: '8.00' };
    const active = { ...zero, total: '8.00', active: '8.00' };
    const expired = { ...zero, total: '8.00', expired: '8.00' };
    expect(seen).toMatchObject([pending, pending, active, active, expired]);
  });

  it('points can be spent from their activation up to, and not at, their expiry', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const life = { activatesAt: at(DAY), expiresAt: at(3 * DAY) };
    await shop.post('accruePoints', { walletId, amount: '8', ...life });
    const spend = { walletId, amount: '1' };
    const answers = [];

    for (const step of [DAY - 1, 1, 2 * DAY - 1, 1]) {
      pass(step);
      answers.push((await shop.run('redeemPoints', spend)).__typename);
    }

    const [no, yes] = ['InsufficientBalanceError', 'RedeemPointsSuccess'];
    expect(answers).toEqual([no, yes, yes, no]);
    const after = { ...zero, total: '6.00', expired: '6.00' };
    expect(await shop.balances(walletId)).toMatchObject(after);
  });

  it('a gift leaves the gift balance when it expires, and the money stays', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'GBP');
    await shop.post('topUpWallet', { walletId, amount: '5' });
    await shop.post('issueGiftBalance', { walletId, amount: '3', expiresAt: at(DAY) });
    const before = await shop.balances(walletId);
    pass(DAY);

    const after = await shop.balances(walletId);

    expect(before).toMatchObject({ ...zero, total: '8.00', active: '8.00', gift: '3.00' });
    const expired = { total: '8.00', active: '5.00', gift: '0.00', expired: '3.00' };
    expect(after).toMatchObject({ ...zero, ...expired });
  });

  it('a year of nothing but time ends where a year with posts in between ends', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const [quiet, busy] = [await shop.wallet('ann', 'stars'), await shop.wallet('bob', 'stars')];
    for (const walletId of [quiet, busy]) {
      for (const days of [10, 40, 100, 500]) {
        const life = { activatesAt: at(5 * DAY), expiresAt: at(days * DAY) };
        await shop.post('accruePoints', { walletId, amount: '10', ...life });
      }
    }

    for (let day = 0; day < 360; day += 12) {
      pass(12 * DAY);
      const { id } = await shop.post('accruePoints', { walletId: busy, amount: '1' });
      await shop.run('cancelTransaction', { transactionId: id });
    }

    const year = { ...zero, total: '40.00', active: '10.00', expired: '30.00' };
    expect(await shop.balances(busy)).toMatchObject(year);
    expect(await shop.balances(quiet)).toEqual(await shop.balances(busy));
  });
});
