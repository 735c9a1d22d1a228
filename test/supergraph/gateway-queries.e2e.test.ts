import { describe, expect, it } from 'vitest';
import type { Json, World } from '../contract/world.ts';
import { openSupergraph, sayWhatIsLeftOut } from './local-supergraph.ts';
import { areServersInstalled, gatewayNames } from './servers.ts';

/** Ann earned 100 stars with an order, and 30 for joining; she is known to all three. */
async function ann({ shop }: World) {
  const walletId = await shop.wallet('ann', 'stars');
  const earned = { walletId, amount: '100', externalReference: 'order-1' };
  await shop.post('accruePoints', earned);
  const welcome = await shop.post('postAdhocReward', { walletId, amount: '30' });
  const person = { id: 'ann', name: 'Ann Lee', email: 'ann@example.com', tier: 'GOLD' } as const;
  const order = { id: '1', title: 'Beans', externalReference: 'order-1', walletId };
  return {
    people: [{ ...person, welcomeId: welcome.id }],
    orders: [{ ...order, memberId: 'ann', programId: 'club' }],
  };
}

/** Posts an operation as it is, and returns the body of the answer. */
async function send(url: string, query: string, headers: Readonly<Record<string, string>>) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data?: Json; errors?: { extensions: { code: string } }[] };
}

sayWhatIsLeftOut('queries through gateways');

describe.runIf(areServersInstalled())('a supergraph', () => {
  describe.each(gatewayNames)('behind %s', (name) => {
    it('case 55: goes from an order to what the ledger and the members know of it', async () => {
      const { world, through } = await openSupergraph(name, ann);
      const { order } = await through(world.shop).query(`{ order(id: "1") {
        title
        transaction { amount status wallet { balances { active } member { name code } } }
        wallet { status orders { title } }
        member { name tier wallets { currency { code } } welcome { type amount } }
        program { name policies { voids { enabled } } }
      } }`);
      expect(order).toEqual({
        title: 'Beans',
        transaction: {
          amount: '100.00',
          status: 'POSTED',
          wallet: { balances: { active: '130.00' }, member: { name: 'Ann Lee', code: 'ann' } },
        },
        wallet: { status: 'OPEN', orders: [{ title: 'Beans' }] },
        member: {
          name: 'Ann Lee',
          tier: 'GOLD',
          wallets: [{ currency: { code: 'stars' } }],
          welcome: { type: 'ADHOC_REWARD', amount: '30.00' },
        },
        program: { name: 'club', policies: { voids: { enabled: true } } },
      });
    });

    it('case 55: goes from the ledger to siblings, which require what only it has', async () => {
      const { world, through } = await openSupergraph(name, ann);
      const { member, members, transaction } = await through(world.shop).query(`{
        transaction(externalReference: "order-1") { uniqueCode receipt order { title } }
        member(code: "ann") { name wallets { orders { title } history(first: 2) {
          edges { node { type receipt } } pageInfo { hasNextPage } } } }
        members(first: 1) { edges { node { creditLimit { amount currency } } }
          pageInfo { hasNextPage endCursor } }
      }`);
      const { uniqueCode } = transaction as { uniqueCode: string };
      const receipt = `Beans: 100.00 (${uniqueCode})`;
      expect(transaction).toEqual({ uniqueCode, receipt, order: { title: 'Beans' } });
      const history = {
        edges: [
          { node: { type: 'ADHOC_REWARD', receipt: null } },
          { node: { type: 'ACCRUAL', receipt } },
        ],
        pageInfo: { hasNextPage: false },
      };
      const wallets = [{ orders: [{ title: 'Beans' }], history }];
      expect(member).toEqual({ name: 'Ann Lee', wallets });
      // The siblings' own words, and the type that all three share.
      expect(members).toEqual({
        edges: [{ node: { creditLimit: { amount: '50.00', currency: 'GBP' } } }],
        pageInfo: { hasNextPage: false, endCursor: 'ann' },
      });
    });

    it('case 56: shows a refusal known as a LedgerError only, and whom it is about', async () => {
      const { world, through } = await openSupergraph(name, ann);
      const CANCEL = `mutation { cancelTransaction(input: { externalReference: "order-1" }) {
        ... on ReversalSuccess { balance }
        ... on AlreadyReversedError { reversal { type wallet { member { name } } } }
        ... on LedgerError { message } } }`;
      const shop = through(world.shop);
      expect(await shop.query(CANCEL)).toEqual({ cancelTransaction: { balance: '30.00' } });
      expect(await shop.query(CANCEL)).toEqual({
        cancelTransaction: {
          message: 'The transaction was undone before.',
          reversal: { type: 'CANCEL', wallet: { member: { name: 'Ann Lee' } } },
        },
      });
    });

    it("case 58: hands on the caller's key, and says so where there is none", async () => {
      const { world, gateway } = await openSupergraph(name, ann);
      const query = '{ order(id: "1") { title transaction { amount } } }';
      const granted = { data: { order: { title: 'Beans', transaction: { amount: '100.00' } } } };
      const { key } = world.shop;
      expect(await send(gateway.url, query, { 'x-api-key': key })).toEqual(granted);
      expect(await send(gateway.url, query, { authorization: `Bearer ${key}` })).toEqual(granted);
      for (const headers of [{}, { authorization: `Bearer ${key}x` }, { 'x-api-key': 'none' }]) {
        const { data, errors } = await send(gateway.url, query, headers);
        expect(data).toEqual({ order: { title: 'Beans', transaction: null } });
        expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
      }
      // Case 59: to another merchant it is what does not exist, whatever a gateway makes of that.
      const stranger = await world.merchant('stall');
      const { data } = await send(gateway.url, query, { 'x-api-key': stranger.key });
      expect(data).toEqual({ order: { title: 'Beans', transaction: null } });
    });
  });
});
