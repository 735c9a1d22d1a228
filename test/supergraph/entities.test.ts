import { beforeEach, describe, expect, it, vi } from 'vitest';
import { engines } from '../contract/engines.ts';
import { type Client, type Json, openWorld } from '../contract/world.ts';
import { connections } from '../faults/recorded-connections.ts';
import { statementsOf } from './statements.ts';

vi.mock('better-sqlite3', async (importOriginal) => {
  const { recordingDriver } = await import('../faults/recorded-connections.ts');
  return recordingDriver(importOriginal);
});

type Representation = { readonly __typename: string; readonly [key: string]: Json };

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
  __typename
  ... on Transaction { id externalReference amount status }
  ... on Wallet { id openness: status }
  ... on Member { id code }
  ... on Program { id name } } }`;

/** Two hundred commands come before it, on whatever engine. */
const PATIENCE_MS = 60_000;

const HUNDRED = Array.from({ length: 100 }, (_, n) => n);

function membersUpTo(count: number): Representation[] {
  return Array.from({ length: count }, (_, n) => ({ __typename: 'Member', id: `${n}` }));
}

function resolve(client: Client, representations: readonly Json[]) {
  return client.send(ENTITIES, { representations: [...representations] });
}

async function entitiesOf(client: Client, representations: readonly Json[]) {
  const { status, text } = await resolve(client, representations);
  const { data, errors } = JSON.parse(text) as { data?: { _entities: Json[] }; errors?: Json };
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  return data?._entities ?? [];
}

/** A merchant with a hundred members, each with a wallet and a transaction in it. */
async function openHundred(engine: (typeof engines)[number]) {
  const world = await openWorld(engine);
  const { shop } = world;
  const made = HUNDRED.map(async (n) => {
    const walletId = await shop.wallet(`member-${n}`, 'stars');
    const input = { walletId, amount: `${n + 1}.00`, externalReference: `order-${n}` };
    return { walletId, id: (await shop.post('accruePoints', input)).id };
  });
  return { ...world, rows: await Promise.all(made) };
}

beforeEach(() => {
  connections.length = 0;
});

describe.each(engines)('references from other subgraphs on $name', (engine) => {
  it('case 55: a hundred take one statement a type, in order', {
    timeout: PATIENCE_MS,
  }, async () => {
    const { shop, rows } = await openHundred(engine);
    const expected = rows.map(({ id }, n) => ({
      __typename: 'Transaction',
      id,
      externalReference: `order-${n}`,
      amount: `${n + 1}.00`,
      status: 'POSTED',
    }));
    const byId: Representation[] = rows.map(({ id }) => ({ __typename: 'Transaction', id }));
    const byReference: Representation[] = HUNDRED.map((n) => ({
      __typename: 'Transaction',
      externalReference: `order-${n}`,
    }));
    const wallets = rows.map(({ walletId: id }) => ({ __typename: 'Wallet', id }));
    const members = HUNDRED.map((n) => ({ __typename: 'Member', id: `member-${n}` }));
    const programs = HUNDRED.map(() => ({ __typename: 'Program', id: 'club' }));
    const asked: [Representation[], unknown[]][] = [
      [byId, expected],
      [byReference, expected],
      [wallets, wallets.map((one) => ({ ...one, openness: 'OPEN' }))],
      [members, members.map((one) => ({ ...one, code: one.id }))],
      [programs, programs.map((one) => ({ ...one, name: 'club' }))],
    ];
    for (const [representations, entities] of asked) {
      const statements = await statementsOf(async () => {
        expect(await entitiesOf(shop, representations)).toEqual(entities);
      });
      expect(statements).toHaveLength(1);
    }

    const mixed = HUNDRED.flatMap((n) => asked.map(([list]) => list[n] ?? { __typename: '' }));
    const statements = await statementsOf(async () => {
      const entities = await entitiesOf(shop, mixed);
      expect(entities).toEqual(HUNDRED.flatMap((n) => asked.map(([, list]) => list[n])));
    });
    // One for each key of Transaction, one for each other type.
    expect(statements).toHaveLength(5);
  });

  it('case 60: unknown, odd and foreign ones are null, in their place', async () => {
    const { shop, merchant } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const input = { walletId, amount: '1.00', externalReference: 'order' };
    const { id } = await shop.post('accruePoints', input);
    const stall = await merchant('stall');
    await stall.wallet('bob', 'stars');
    const representations = [
      { __typename: 'Transaction', id },
      { __typename: 'Transaction', externalReference: 'order' },
      { __typename: 'Wallet', id: walletId },
      { __typename: 'Member', id: 'ann' },
      { __typename: 'Transaction', id: '01a2009e-284f-77f3-9c24-82d7d3bcbf02' },
      { __typename: 'Transaction', id: 'no uuid at all' },
      { __typename: 'Transaction', id: null },
      { __typename: 'Wallet', id: id },
      { __typename: 'Member', id: '\u0000' },
      { __typename: 'Program', id: 'circle' },
    ];
    const known = [true, true, true, true, false, false, false, false, false, false];
    const own = await entitiesOf(shop, representations);
    expect(own.map((entity) => entity !== null)).toEqual(known);
    const foreign = await entitiesOf(stall, representations);
    expect(foreign).toEqual(representations.map(() => null));
  });

  it('resolves by the reference where the id is known to be null', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const input = { walletId, amount: '1.00', externalReference: 'order' };
    const { id } = await shop.post('accruePoints', input);
    const representation = { __typename: 'Transaction', id: null, externalReference: 'order' };
    expect(await entitiesOf(shop, [representation])).toMatchObject([{ id }]);
  });

  it('resolves the reference of a committed hold to its successor', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const promise = { walletId, amount: '1.00', externalReference: 'order', temporary: true };
    const { id: transactionId } = await shop.post('accruePoints', promise);
    const { id } = await shop.post('commitTransaction', { transactionId });
    const representation = { __typename: 'Transaction', externalReference: 'order' };
    expect(await entitiesOf(shop, [representation])).toMatchObject([{ id, status: 'POSTED' }]);
  });

  it('case 60: a thousand are taken, one more is refused', async () => {
    const { shop } = await openWorld(engine);
    expect(await entitiesOf(shop, membersUpTo(1_000))).toHaveLength(1_000);
    const refused = await resolve(shop, membersUpTo(1_001));
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('BAD_USER_INPUT');
  });

  it.each<[string, Json]>([
    ['an unknown __typename', { __typename: 'Order', id: '1' }],
    ['a __typename that is no entity', { __typename: 'Lot', id: '1' }],
    ['an odd __typename', { __typename: '__proto__', id: '1' }],
    ['a __typename that is no text', { __typename: 7, id: '1' }],
    ['no __typename', { id: '1' }],
    ['no key', { __typename: 'Transaction' }],
    ['the key of another entity', { __typename: 'Wallet', externalReference: 'order' }],
    ['a key that is no text', { __typename: 'Wallet', id: { in: ['1'] } }],
    ['null instead of a representation', null],
    ['text instead of a representation', 'Transaction'],
    ['a list instead of a representation', []],
  ])('case 60: %s is refused as a whole, and is no defect', async (_, representation) => {
    const { shop } = await openWorld(engine);
    const { status, text } = await resolve(shop, [
      { __typename: 'Member', id: '1' },
      representation,
    ]);
    expect(status).toBe(400);
    const { errors } = JSON.parse(text) as { errors: { extensions: { code: string } }[] };
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });

  it('case 58: neither _service nor _entities answer a stranger', async () => {
    const { served, shop } = await openWorld(engine);
    const sent = async (query: string) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query });
      return fetch(new URL('/graphql', served.url), { method: 'POST', headers, body });
    };
    const entities = '{ _entities(representations: []) { __typename } }';
    for (const query of ['{ _service { sdl } }', entities]) {
      const response = await sent(query);
      expect(response.status).toBe(401);
      expect(await response.text()).not.toContain('type ');
      expect((await shop.send(query)).status).toBe(200);
    }
    const { text } = await shop.send('{ _service { sdl } }');
    expect(text).toContain('type Transaction');
  });
});
