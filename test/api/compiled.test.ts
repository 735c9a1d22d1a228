import { assert, asyncProperty, nat } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXECUTIONS_BEFORE } from '../../src/graphql/compiled.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { sqlite } from '../contract/engine-sqlite.ts';
import { selectionOf } from '../contract/selection.ts';
import { openWorld, type World } from '../contract/world.ts';
import { chanceOf } from '../faults/seeded.ts';
import { type Counted, startCounted } from './counted-server.ts';
import { fillShop, type Names, namesIn } from './filled-shop.ts';
import { type Asked, randomDocument } from './random-document.ts';

const RANDOM_DOCUMENTS = 150;
const COMPILED_RUNS = 3;
const schema = buildSchema();

interface Shop {
  readonly server: Counted;
  readonly names: Names;
  readonly world: World;
}

async function open(): Promise<Shop> {
  const world = await openWorld(sqlite);
  const names = await fillShop(world);
  return { world, names, server: await startCounted(world.served.store, world.now) };
}

/**
 * Asks for the same until compiled code answers, and then again. Returns how many of the runs that
 * could have been compiled code's were.
 */
async function askOften({ ask, executions }: Counted, asked: Asked): Promise<number> {
  const before = executions.count;
  const first = await ask(asked);
  for (let run = 1; run < EXECUTIONS_BEFORE; run += 1) expect(await ask(asked)).toBe(first);
  expect(executions.count - before).toBeLessThanOrEqual(EXECUTIONS_BEFORE);
  const stock = executions.count;
  for (let run = 0; run < COMPILED_RUNS; run += 1) expect(await ask(asked)).toBe(first);
  return COMPILED_RUNS - (executions.count - stock);
}

const PAGE = `query ($id: ID!, $first: Int = 3, $filter: HistoryFilter) { wallet(id: $id) {
  ...W history(first: $first, filter: $filter) { edges { cursor node { ...T } }
    pageInfo { ...P } } } }
  fragment W on Wallet { id status currency { code } balances { ...B }
    lots { edges { node { id } } } }
  fragment B on WalletBalances { total active pending held expired debt gift derived }
  fragment T on Transaction { __typename id type status amount createdAt entries { amount purpose }
    wallet { ...W } reversal { id } mainTransaction { id } }
  fragment P on PageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;

const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) { __typename
  ... on Transaction { id amount status } ... on Wallet { id member { code } }
  ... on Member { id code wallets { id } } ... on Program { id name policies { __typename } } } }`;

describe('a document that is asked for again and again', () => {
  it('is executed by compiled code, which answers as graphql-js does', async () => {
    const { server, names } = await open();
    const { wallets, transactions, programs, members } = names;
    const id = wallets[0];
    const of = [
      ...transactions.map((key) => ({ __typename: 'Transaction', id: key })),
      ...wallets.map((key) => ({ __typename: 'Wallet', id: key })),
      ...programs.map((key) => ({ __typename: 'Program', id: key })),
      ...members.map((key) => ({ __typename: 'Member', id: key })),
      { __typename: 'Transaction', externalReference: 'nobody' },
      { __typename: 'Transaction', externalReference: null },
    ];
    const all: Asked[] = [
      { query: PAGE, variables: { id } },
      { query: PAGE, variables: { id, first: 1, filter: { types: 'ACCRUAL', from: null } } },
      { query: ENTITIES, variables: { of } },
      { query: ENTITIES, variables: { of: of[0] } },
      { query: '{ __typename _service { sdl } }', variables: {} },
      {
        query: `query ($id: ID!) { a: wallet(id: $id) { id } a: wallet(id: $id) { status }
          b: wallet(id: $id) { edges: history(first: 2, filter: { types: [ACCRUAL], to: null }) {
            edges { node { type } } } } }`,
        variables: { id },
      },
    ];
    for (const asked of all) expect(await askOften(server, asked)).toBe(COMPILED_RUNS);
    expect(server.defects).toEqual([]);
  });

  it('may be a mutation, with everything that it can answer', async () => {
    const { server, names } = await open();
    const query = `mutation ($input: CancelTransactionInput!) {
      cancelTransaction(input: $input) ${selectionOf('mutation', 'cancelTransaction')} }`;
    for (const [n, transactionId] of ['nobody', ...names.transactions].entries()) {
      const variables = { input: { transactionId, idempotencyKey: `key ${n}` } };
      // Only what comes after it is a repeat.
      await server.ask({ query, variables });
      const fresh = `# ${n}\n${query}`;
      expect(await askOften(server, { query: fresh, variables })).toBe(COMPILED_RUNS);
    }
    expect(server.defects).toEqual([]);
  });

  it('answers the same however it is written', { timeout: 300_000 }, async () => {
    const { names, world } = await open();
    // Each preview would name another id that its reversal might have.
    const server = await startCounted(world.served.store, world.now, () => 'new');
    let compiled = 0;
    const property = asyncProperty(nat(), async (seed) => {
      const chance = chanceOf(seed);
      const give = namesIn(names, chance, world.at());
      compiled += await askOften(server, randomDocument(schema, chance, give));
    });
    await assert(property, { numRuns: RANDOM_DOCUMENTS, endOnFailure: true });
    // The others are refused, or have errors to tell of.
    expect(compiled / COMPILED_RUNS).toBeGreaterThan(RANDOM_DOCUMENTS / 2);
  });
});

describe('what compiled code would answer otherwise', () => {
  it.each([
    'query ($id: ID!, $no: Boolean = false) { wallet(id: $id) { id status @include(if: $no) } }',
    `query ($id: ID!) { wallet(id: $id) { ...W @skip(if: true) ...W } }
      fragment W on Wallet { id }`,
    'query ($id: ID!) { wallet(id: $id) { __proto__: id status } }',
    'query ($__proto__: ID!) { wallet(id: $__proto__) { id } }',
    '{ wallet(id: "nobody") { id } }',
    `query ($id: ID!, $from: DateTime) {
      wallet(id: $id) { history(filter: { from: $from }) { edges { cursor } } } }`,
    '{ __schema { queryType { name } } }',
    'query A { __typename } query B { __typename }',
  ])('is left to graphql-js: %s', async (query) => {
    const { server, names } = await open();
    const id = names.wallets[0];
    const variables = { id, ['__proto__']: id };
    expect(await askOften(server, { query, variables })).toBe(0);
  });
});
