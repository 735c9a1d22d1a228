import { describe, expect, it } from 'vitest';
import type { Client, Input, Json } from '../contract/world.ts';
import { openSupergraph, sayWhatIsLeftOut } from './local-supergraph.ts';
import { areServersInstalled, gatewayNames } from './servers.ts';

const UNDONE = /^(CANCELLED|VOIDED|DELETED)$/;

/** One of the four, ready to be granted; it undoes a transaction of Ann's. */
interface Reversal {
  readonly mutation: string;
  readonly input: Input;
  readonly undone: string;
}

const earn = async (shop: Client, walletId: string) =>
  (await shop.post('accruePoints', { walletId, amount: '10' })).id;

/** Each of the four on a transaction of its own. */
async function reversalsOf(shop: Client): Promise<Reversal[]> {
  const stars = await shop.wallet('ann', 'stars');
  const money = await shop.wallet('ann', 'GBP');
  const [cancelled, deleted] = [await earn(shop, stars), await earn(shop, stars)];
  const reward = await shop.post('postAdhocReward', { walletId: stars, amount: '10' });
  await shop.post('topUpWallet', { walletId: money, amount: '10' });
  const order = { walletId: money, amount: '10', externalReference: 'order-1' };
  const bought = await shop.post('recordPurchase', order);
  const card = { merchantId: shop.merchantId, programId: 'club', memberCode: 'ann' };
  const flags = { rollbackFee: true, rollbackCashback: true };
  return [
    { mutation: 'cancelTransaction', input: { transactionId: cancelled }, undone: cancelled },
    {
      mutation: 'voidTransaction',
      input: { memberId: 'ann', originalTransactionId: reward.id },
      undone: reward.id,
    },
    {
      mutation: 'deleteTransaction',
      input: { ...card, transactionId: deleted },
      undone: deleted,
    },
    {
      mutation: 'cancelPurchase',
      input: { externalReference: 'order-1', ...flags },
      undone: bought.id,
    },
  ];
}

/** Sends one of the four and asks for what a sibling has to add. */
async function send(client: Client, { mutation, input }: Reversal, wallet: string, more = '') {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const { text } = await client.send(
    `mutation ($input: ${type}!) { reply: ${mutation}(input: $input) {
      __typename ... on ReversalSuccess { transaction { id ${more} wallet { ${wallet} } } } } }`,
    { input },
  );
  return JSON.parse(text) as { data: { reply: Json }; errors?: Json[] };
}

async function statusOf(shop: Client, id: string): Promise<Json> {
  const { transaction } = await shop.query('query ($id: ID!) { transaction(id: $id) { status } }', {
    id,
  });
  return (transaction as { status: Json }).status;
}

const ann = {
  id: 'ann',
  name: 'Ann',
  email: 'ann@example.com',
  tier: 'GOLD',
  welcomeId: null,
} as const;

sayWhatIsLeftOut('outages behind gateways');

describe.runIf(areServersInstalled())('a committed reversal', () => {
  describe.each(gatewayNames)('behind %s', (name) => {
    it('is a success while members are down, even if they owe what may not be null', async () => {
      const { world, members, through } = await openSupergraph(name);
      const stall = await world.merchant('stall');
      const asked = [
        { by: world.shop, of: 'member { id name }', wallet: { member: { id: 'ann', name: null } } },
        { by: stall, of: 'member { id tier }', wallet: { member: null } },
      ];
      await members.close();
      for (const { by, of, wallet } of asked) {
        for (const reversal of await reversalsOf(by)) {
          const { data, errors } = await send(through(by), reversal, of);
          expect(data.reply).toMatchObject({ transaction: { id: reversal.undone, wallet } });
          expect(errors).toHaveLength(1);
          expect(await statusOf(by, reversal.undone)).toMatch(UNDONE);
        }
      }
    });

    it('is a success while orders are down', async () => {
      const { world, orders, through } = await openSupergraph(name, async () => ({
        people: [ann],
      }));
      const { shop } = world;
      const reversals = await reversalsOf(shop);
      await orders.close();
      for (const reversal of reversals) {
        const asked = 'id orders { id } member { name }';
        const { data, errors } = await send(through(shop), reversal, asked, 'receipt order { id }');
        expect(data.reply).toMatchObject({
          transaction: {
            id: reversal.undone,
            receipt: null,
            order: null,
            wallet: { orders: null, member: { name: 'Ann' } },
          },
        });
        expect(errors).not.toHaveLength(0);
        expect(await statusOf(shop, reversal.undone)).toMatch(UNDONE);
      }
    });
  });
});
