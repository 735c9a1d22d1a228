import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readCompilable } from '../../src/graphql/compilable.ts';
import { EXECUTIONS_BEFORE } from '../../src/graphql/compiled.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { sqlite } from '../contract/engine-sqlite.ts';
import { openWorld } from '../contract/world.ts';
import { brokenStore, SECRET } from './broken-ledger.ts';
import { startCounted } from './counted-server.ts';

const ASKED = EXECUTIONS_BEFORE + 3;
const ID = { id: 'x' };
const CANCEL = `mutation ($input: CancelTransactionInput!) { cancelTransaction(input: $input) {
  __typename ... on CancelTransactionSuccess { balance wallet { id } } } }`;
const PREVIEW = CANCEL.replace('mutation', 'query').replace('cancel', 'previewCancel');
const ENTITIES = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }';
const EITHER = `query ($id: ID, $to: String) {
  transaction(id: $id, externalReference: $to) { id } }`;
const PAGE = `query ($id: ID!, $first: Int) {
  wallet(id: $id) { history(first: $first) { edges { cursor } } } }`;

const broken = (): Promise<never> => Promise.reject(new Error(SECRET));

async function times<T>(count: number, ask: (n: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let n = 0; n < count; n += 1) answers.push(await ask(n));
  return answers;
}

describe('where compiled code meets an error', () => {
  it.each<[string, object, number]>([
    ['query ($id: ID) { transaction(id: $id) { id } }', ID, 1],
    ['query ($id: ID!) { wallet(id: $id) { id } program(id: $id) { id } }', ID, 1],
    ['query ($id: ID!) { a: program(id: $id) { id } b: program(id: $id) { id } }', ID, 2],
    [ENTITIES, { of: { __typename: 'Program', id: 'x' } }, 1],
    [ENTITIES, { of: { __typename: 'Query', id: 'x' } }, 0],
    ['{ transaction { id } }', {}, 0],
    [EITHER, { id: 'x', to: 'y' }, 0],
    ['query ($id: ID!) { wallet(id: $id) { id } }', {}, 0],
    [PAGE, { id: 'x', first: '1' }, 0],
    [PREVIEW, { input: { transactionId: 'x' } }, 1],
    [PREVIEW, { input: { transactionId: 5.5 } }, 0],
    [PREVIEW, { input: { transactionId: 'x', nothing: 1 } }, 0],
    [PREVIEW, { input: { transactionId: 'x', effectiveAt: '2026-02-30T00:00:00Z' } }, 0],
    [PREVIEW, { input: [] }, 0],
    [PREVIEW, { input: null }, 0],
    [CANCEL, { input: { transactionId: 'x' } }, 1],
    [CANCEL, { input: {} }, 0],
    [CANCEL, {}, 0],
  ])('graphql-js tells of it, once: %s %j', async (query, variables, defectsEach) => {
    const server = await startCounted(brokenStore, () => 0);
    const [first, ...others] = await times(ASKED, () =>
      server.ask({ query, variables: { ...variables } }),
    );
    for (const other of others) expect(other).toBe(first);
    expect(first).not.toContain(SECRET);
    expect(server.defects).toHaveLength(defectsEach * ASKED);
  });

  it('counts what is not there as often as it was asked for', async () => {
    const { served, now } = await openWorld(sqlite);
    const server = await startCounted({ ...served.store, programsById: broken }, now);
    const query = `query ($id: ID!, $input: CancelTransactionInput!) { wallet(id: $id) { id }
      previewCancelTransaction(input: $input) { __typename } program(id: $id) { id } }`;
    const variables = { id: 'nobody', input: { transactionId: 'nobody' } };
    const answers = await times(ASKED, () => server.ask({ query, variables }));
    expect(new Set(answers).size).toBe(1);
    expect(server.executions.count).toBe(ASKED);
    expect(server.misses.count).toBe(2 * ASKED);
  });

  it('does nothing twice that was done before the error', async () => {
    const { served, shop, now } = await openWorld(sqlite);
    const walletId = await shop.wallet('ann', 'stars');
    const accrual = { walletId, amount: '5', type: 'ACCRUAL', temporary: false };
    const posted = await times(ASKED, () => shop.post('accruePoints', accrual));
    const server = await startCounted({ ...served.store, walletsById: broken }, now);

    const answers = await times(ASKED, (n) =>
      server.ask({ query: CANCEL, variables: { input: { transactionId: posted[n]?.id } } }),
    );

    // A second cancel of the same would be refused, and have no wallet to fail at.
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"path":["cancelTransaction","wallet"]');
    expect(server.defects).toEqual(posted.map(() => 'cancelTransaction.wallet'));
    expect(await shop.balances(walletId)).toMatchObject({ total: '0.00', debt: '0.00' });
  });
});

describe('a document that is too large to be compiled', () => {
  const schema = buildSchema();
  const document = parse(`query ($id: ID!) { transaction(id: $id) { ...A } }
    fragment A on Transaction { reversal { ...B } successor { ...B } mainTransaction { ...B } }
    fragment B on Transaction { id entries { amount } }`);

  it('is so by all that its fragments add up to', () => {
    const selectionCount = readCompilable(schema, document, 1_000)?.selectionCount ?? 0;
    expect(selectionCount).toBe(2 + 3 * 5);
    expect(readCompilable(schema, document, selectionCount)).not.toBeNull();
    expect(readCompilable(schema, document, selectionCount - 1)).toBeNull();
  });
});
