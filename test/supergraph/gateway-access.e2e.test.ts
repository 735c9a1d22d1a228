import { describe, expect, it } from 'vitest';
import type { Json, World } from '../contract/world.ts';
import { openSupergraph, sayWhatIsLeftOut } from './local-supergraph.ts';
import { areServersInstalled } from './servers.ts';

const READ = `{ transaction(externalReference: "order-1") { amount wallet { member { name } } } }`;
const CANCEL = `mutation { cancelTransaction(input: { externalReference: "order-1" }) {
  __typename ... on ReversalSuccess { balance transaction { status wallet { status } } } } }`;
const ORDER = '{ order(id: "1") { title transaction { amount } } }';

async function ann({ shop }: World) {
  const walletId = await shop.wallet('ann', 'stars');
  await shop.post('accruePoints', { walletId, amount: '100', externalReference: 'order-1' });
  const order = { id: '1', title: 'Beans', externalReference: 'order-1', walletId };
  return { orders: [{ ...order, memberId: 'ann', programId: 'club' }] };
}

/** A gateway that enforces the access directives by what it knows of its callers. */
async function openGuarded() {
  const { world, gateway } = await openSupergraph('hive-gateway', ann, { guarded: true });
  /** Asks as somebody whose scopes the gateway knows; null: nobody. */
  const ask = async (scopes: string | null, query: string) => {
    const known = scopes === null ? {} : { 'x-scopes': scopes };
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': world.shop.key, ...known },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data?: Json; errors?: { message: string }[] };
  };
  return { ...world, ask };
}

sayWhatIsLeftOut('a gateway that enforces the access directives');

describe.runIf(areServersInstalled())('a gateway that enforces the access directives', () => {
  it('asks for the scope of each root field, and writes nothing without it', async () => {
    const { ask, digest } = await openGuarded();
    const before = await digest();
    for (const scopes of [null, '', 'ledger:read', 'ledger:void']) {
      const { data, errors } = await ask(scopes, CANCEL);
      expect(data ?? { cancelTransaction: null }).toEqual({ cancelTransaction: null });
      expect(errors).not.toHaveLength(0);
    }
    expect(await digest()).toBe(before);
    const granted = { __typename: 'CancelTransactionSuccess', balance: '0.00' };
    const { data } = await ask('ledger:cancel', CANCEL);
    // All of it, to somebody who may cancel and not read: a reversal that was made is shown.
    const transaction = { status: 'CANCELLED', wallet: { status: 'OPEN' } };
    expect(data).toEqual({ cancelTransaction: { ...granted, transaction } });
  });

  it('shows an entity to those whom it knows, by whichever way they come', async () => {
    const { ask } = await openGuarded();
    const amount = '100.00';
    expect(await ask('ledger:read', READ)).toMatchObject({ data: { transaction: { amount } } });
    expect((await ask('ledger:cancel', READ)).errors).not.toHaveLength(0);
    const order = { title: 'Beans', transaction: { amount } };
    expect(await ask('', ORDER)).toEqual({ data: { order } });
    const { data, errors } = await ask(null, ORDER);
    expect(data).toMatchObject({ order: { title: 'Beans' } });
    expect(JSON.stringify(data)).not.toContain(amount);
    expect(errors).not.toHaveLength(0);
  });
});
