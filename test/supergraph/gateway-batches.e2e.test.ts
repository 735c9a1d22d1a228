import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { World } from '../contract/world.ts';
import { connections } from '../faults/recorded-connections.ts';
import { openSupergraph, sayWhatIsLeftOut } from './local-supergraph.ts';
import { areServersInstalled, gatewayNames } from './servers.ts';
import { statementsOf } from './statements.ts';

vi.mock('better-sqlite3', async (importOriginal) => {
  const { recordingDriver } = await import('../faults/recorded-connections.ts');
  return recordingDriver(importOriginal);
});

const HUNDRED = Array.from({ length: 100 }, (_, n) => n);

/** A hundred members, each with a wallet, an order paid from it, and a reward for joining. */
async function hundred({ shop }: World) {
  const made = HUNDRED.map(async (n) => {
    const memberId = `member-${n}`;
    const externalReference = `order-${n}`;
    const walletId = await shop.wallet(memberId, 'stars');
    await shop.post('accruePoints', { walletId, amount: `${n + 1}`, externalReference });
    const { id: welcomeId } = await shop.post('postAdhocReward', { walletId, amount: '5' });
    const contact = {
      name: `Member ${n}`,
      email: `${memberId}@example.com`,
      tier: 'SILVER',
    } as const;
    const order = { id: `${n}`, title: 'Beans', externalReference, walletId, programId: 'club' };
    return { person: { id: memberId, ...contact, welcomeId }, order: { ...order, memberId } };
  });
  const all = await Promise.all(made);
  return { people: all.map(({ person }) => person), orders: all.map(({ order }) => order) };
}

/** Every entity of the ledger by each of its keys, and what comes back of the n-th. */
const asked = [
  { by: 'orders { transaction { amount } }', of: 'Transaction, by external reference' },
  { by: 'orders { wallet { status } }', of: 'Wallet' },
  { by: 'orders { member { code } }', of: 'Member' },
  { by: 'orders { program { merchantId } }', of: 'Program' },
  { by: 'members(first: 100) { edges { node { welcome { amount } } } }', of: 'Transaction, by id' },
];

beforeEach(() => {
  connections.length = 0;
});

sayWhatIsLeftOut('batches of references through gateways');

describe.runIf(areServersInstalled())('a hundred references of each type', () => {
  it.each(gatewayNames)('case 55: cost one statement each behind %s', async (name) => {
    const { world, through } = await openSupergraph(name, hundred);
    const shop = through(world.shop);
    for (const { by, of } of asked) {
      const statements = await statementsOf(() => shop.query(`{ ${by} }`));
      expect({ of, statements: statements.length }).toEqual({ of, statements: 1 });
    }
    const { orders, members } = await shop.query(`{
      orders { transaction { amount } wallet { status } member { code } program { merchantId } }
      members(first: 100) { edges { node { welcome { amount } } } } }`);
    expect(orders).toEqual(
      HUNDRED.map((n) => ({
        transaction: { amount: `${n + 1}.00` },
        wallet: { status: 'OPEN' },
        member: { code: `member-${n}` },
        program: { merchantId: 'shop' },
      })),
    );
    const welcomed = HUNDRED.map(() => ({ node: { welcome: { amount: '5.00' } } }));
    expect(members).toEqual({ edges: welcomed });
  });
});
