import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { type Client, DAY, type Input, openWorld, type World } from './world.ts';

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const HISTORY = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String,
  $filter: HistoryFilter) { wallet(id: $id) { history(first: $first, after: $after, last: $last,
  before: $before, filter: $filter) { edges { cursor node { id } } pageInfo {
  hasNextPage hasPreviousPage startCursor endCursor } } } }`;

async function pageOf(shop: Client, id: string, page: Input = {}): Promise<Page> {
  const data = await shop.query(HISTORY, { id, ...page });
  return (data['wallet'] as unknown as { history: Page }).history;
}

const idsOf = ({ edges }: Page): string[] => edges.map(({ node }) => node.id);
const filtered = async (shop: Client, id: string, filter: Input): Promise<string[]> =>
  idsOf(await pageOf(shop, id, { filter } as unknown as Input));

/** 25 accruals, newest first; three at a time in the same millisecond. */
async function longHistory({ shop, pass }: World) {
  const walletId = await shop.wallet('ann', 'stars');
  const ids: string[] = [];
  for (let n = 1; n <= 25; n += 1) {
    ids.unshift((await shop.post('accruePoints', { walletId, amount: `${n}` })).id);
    if (n % 3 === 0) pass(1);
  }
  return { walletId, ids };
}

describe.each(engines)('a history on $name', (engine) => {
  it('is newest first, all of it where it is short', async () => {
    const world = await openWorld(engine);
    const { walletId, ids } = await longHistory(world);

    const page = await pageOf(world.shop, walletId);

    expect(idsOf(page)).toEqual(ids);
    expect(page.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: page.edges[0]?.cursor,
      endCursor: page.edges[24]?.cursor,
    });
  });

  it('is read forwards without a gap, whatever is posted meanwhile', async () => {
    const world = await openWorld(engine);
    const { shop } = world;
    const { walletId, ids } = await longHistory(world);
    const one = await pageOf(shop, walletId, { first: 10 });
    await shop.post('accruePoints', { walletId, amount: '99' });

    const two = await pageOf(shop, walletId, { first: 10, after: one.pageInfo.endCursor });
    const three = await pageOf(shop, walletId, { first: 10, after: two.pageInfo.endCursor });

    expect([one, two, three].map(idsOf)).toEqual([
      ids.slice(0, 10),
      ids.slice(10, 20),
      ids.slice(20),
    ]);
    expect([one, two, three].map((page) => page.pageInfo)).toMatchObject([
      { hasPreviousPage: false, hasNextPage: true },
      { hasPreviousPage: true, hasNextPage: true },
      { hasPreviousPage: true, hasNextPage: false },
    ]);
  });

  it('is read backwards without a gap', async () => {
    const world = await openWorld(engine);
    const { shop } = world;
    const { walletId, ids } = await longHistory(world);

    const three = await pageOf(shop, walletId, { last: 10 });
    const two = await pageOf(shop, walletId, { last: 10, before: three.pageInfo.startCursor });
    const one = await pageOf(shop, walletId, { last: 10, before: two.pageInfo.startCursor });

    expect([one, two, three].map(idsOf)).toEqual([
      ids.slice(0, 5),
      ids.slice(5, 15),
      ids.slice(15),
    ]);
    expect([one, two, three].map((page) => page.pageInfo)).toMatchObject([
      { hasPreviousPage: false, hasNextPage: true },
      { hasPreviousPage: true, hasNextPage: true },
      { hasPreviousPage: true, hasNextPage: false },
    ]);
  });

  it('places what was back-dated where it counts from', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const now = await shop.post('accruePoints', { walletId, amount: '1' });
    const early = { walletId, amount: '1', effectiveAt: at(-DAY) };
    const old = await shop.post('accruePoints', early);

    expect(idsOf(await pageOf(shop, walletId))).toEqual([now.id, old.id]);
  });

  it('has what was back-dated among what had been recorded long before it', async () => {
    const world = await openWorld(engine);
    const { shop, at, pass } = world;
    const { walletId, ids } = await longHistory(world);
    pass(DAY);
    for (const { back, place } of [
      { back: DAY + 1, place: 1 },
      { back: DAY + 4, place: 11 },
      { back: 2 * DAY, place: 27 },
    ]) {
      const early = { walletId, amount: '1', effectiveAt: at(-back) };
      ids.splice(place, 0, (await shop.post('accruePoints', early)).id);
    }

    expect(idsOf(await pageOf(shop, walletId))).toEqual(ids);
    const forwards: string[] = [];
    for (let after: string | null = null; forwards.length < ids.length; ) {
      const page = await pageOf(shop, walletId, { first: 4, after });
      forwards.push(...idsOf(page));
      after = page.pageInfo.endCursor;
    }
    expect(forwards).toEqual(ids);
    const backwards: string[] = [];
    for (let before: string | null = null; backwards.length < ids.length; ) {
      const page = await pageOf(shop, walletId, { last: 4, before });
      backwards.unshift(...idsOf(page));
      before = page.pageInfo.startCursor;
    }
    expect(backwards).toEqual(ids);
  });

  it('is narrowed by types and by dates, which include the first and not the last', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const one = await shop.post('accruePoints', { walletId, amount: '9' });
    pass(DAY);
    const [from, two] = [at(), await shop.post('redeemPoints', { walletId, amount: '1' })];
    pass(DAY);
    const [to, three] = [at(), await shop.post('postAdhocReward', { walletId, amount: '1' })];

    const lists = [
      await filtered(shop, walletId, { types: ['ACCRUAL', 'ADHOC_REWARD'] }),
      await filtered(shop, walletId, { types: ['GIFT'] }),
      await filtered(shop, walletId, { from }),
      await filtered(shop, walletId, { to }),
      await filtered(shop, walletId, { from, to }),
      await filtered(shop, walletId, { from, types: ['ACCRUAL'] }),
      await filtered(shop, walletId, {}),
    ];

    const all = [three.id, two.id, one.id];
    expect(lists).toEqual([
      [three.id, one.id],
      [],
      [three.id, two.id],
      [two.id, one.id],
      [two.id],
      [],
      all,
    ]);
  });

  it('case 34: shows reversed pairs unless asked not to, and never what was deleted', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earn = async () => (await shop.post('accruePoints', { walletId, amount: '9' })).id;
    const [kept, cancelled, deleted] = [await earn(), await earn(), await earn()];
    const reward = await shop.post('postAdhocReward', { walletId, amount: '1' });
    const cancel = await shop.run('cancelTransaction', { transactionId: cancelled });
    const voided = { memberId: 'ann', originalTransactionId: reward.id };
    const undo = await shop.run('voidTransaction', voided);
    const names = { merchantId: 'shop', programId: 'club', memberCode: 'ann' };
    await shop.run('deleteTransaction', { ...names, transactionId: deleted });

    const all = idsOf(await pageOf(shop, walletId));
    const standing = await filtered(shop, walletId, { hideReversed: true });

    const { id: cancelId } = cancel['reversal'] as { id: string };
    expect(all).toEqual([undo['transactionId'], cancelId, reward.id, cancelled, kept]);
    expect(standing).toEqual([kept]);
  });

  it('pages what is left after a filter', async () => {
    const world = await openWorld(engine);
    const { shop } = world;
    const { walletId, ids } = await longHistory(world);
    for (const transactionId of ids.filter((_, place) => place % 2 === 0)) {
      await shop.run('cancelTransaction', { transactionId });
    }
    const left = ids.filter((_, place) => place % 2 === 1);
    const filter = { hideReversed: true };

    const one = await pageOf(shop, walletId, { first: 8, filter });
    const two = await pageOf(shop, walletId, { first: 8, after: one.pageInfo.endCursor, filter });

    expect([idsOf(one), idsOf(two)]).toEqual([left.slice(0, 8), left.slice(8)]);
    expect(two.pageInfo.hasNextPage).toBe(false);
  });

  it.each([
    [{ first: 0 }, 'first'],
    [{ first: -1 }, 'first'],
    [{ first: 1_001 }, 'first'],
    [{ last: 1_001 }, 'last'],
    [{ first: 1, last: 1 }, 'last'],
    [{ after: 'made up' }, 'after'],
    [{ last: 1, before: 'made up' }, 'before'],
  ])('case 62: with %j is refused with the name of the field', async (page, field) => {
    const { shop } = await openWorld(engine);
    const id = await shop.wallet('ann', 'stars');

    const { text } = await shop.send(HISTORY, { id, ...page });

    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', field } }],
      data: { wallet: { history: null } },
    });
  });

  it('case 62: refuses the cursor of another wallet', async () => {
    const { shop } = await openWorld(engine);
    const [own, other] = [await shop.wallet('ann', 'stars'), await shop.wallet('bob', 'stars')];
    await shop.post('accruePoints', { walletId: own, amount: '1' });
    const { pageInfo } = await pageOf(shop, own);

    const { text } = await shop.send(HISTORY, { id: other, after: pageInfo.endCursor });

    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { field: 'after' } }] });
  });
});
