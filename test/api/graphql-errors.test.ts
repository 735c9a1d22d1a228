import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../src/ledger/store.ts';
import { type Border, REQUEST_ID, SECRET, startBorder } from './broken-ledger.ts';

let border: Border;
beforeAll(async () => {
  border = await startBorder(false);
});
beforeEach(() => border.defects.splice(0));
afterAll(() => border.stop());

async function ask(query: string, variables?: Record<string, unknown>) {
  const { status, text } = await border.ask(query, variables);
  expect(text).not.toMatch(/secret|failed query|sqlite|disk full|stack/i);
  const body: unknown = JSON.parse(text);
  return { status, body };
}

describe('a defect', () => {
  it.each([
    ['{ transaction(id: "t") { id } }', 'transaction'],
    ['{ program(id: "p") { id } }', 'program'],
    ['{ member(code: "c") { id } }', 'member'],
    [
      '{ previewCancelTransaction(input: { transactionId: "t" }) { __typename } }',
      'previewCancelTransaction',
    ],
  ])('is reported as it is, and answered without what it says: %s', async (query, field) => {
    expect(await ask(query)).toEqual({
      status: 200,
      body: {
        data: { [field]: null },
        errors: [
          {
            message: 'Internal server error',
            locations: [{ line: 1, column: 3 }],
            path: [field],
            extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: REQUEST_ID },
          },
        ],
      },
    });
    expect(border.defects).toMatchObject([
      {
        error: { message: `Failed query: ${SECRET}` },
        place: { requestId: REQUEST_ID, path: field },
      },
    ]);
  });

  it('leaves what stands beside it', async () => {
    expect(await ask('{ wallet(id: "w") { id } program(id: "p") { id } }')).toMatchObject({
      body: { data: { wallet: null, program: null }, errors: [{ path: ['program'] }] },
    });
  });
});

describe('a store that takes no commands', () => {
  it('is told of as such, for each mutation by itself', async () => {
    const mutation = `mutation { closeWallet(input: { walletId: "w" }) { __typename }
      blank: closeWallet(input: { walletId: " " }) { __typename } }`;
    expect(await ask(mutation)).toEqual({
      status: 200,
      body: {
        data: { closeWallet: null, blank: { __typename: 'InvalidInputError' } },
        errors: [
          {
            message: 'The ledger cannot take commands now.',
            locations: [{ line: 1, column: 12 }],
            path: ['closeWallet'],
            extensions: { code: 'UNAVAILABLE', requestId: REQUEST_ID },
          },
        ],
      },
    });
    expect(border.defects).toHaveLength(1);
    expect(border.defects[0]?.error).toBeInstanceOf(StoreUnavailableError);
  });
});

describe('what the caller did', () => {
  it.each([
    ['{', 'GRAPHQL_PARSE_FAILED', 400],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED', 400],
    ['{ wallets(id: "w") { id } }', 'GRAPHQL_VALIDATION_FAILED', 400],
    ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE', 400],
    ['query ($id: ID!) { wallet(id: $id) { id } }', 'BAD_USER_INPUT', 400],
    ['{ __schema { types { name } } }', 'GRAPHQL_VALIDATION_FAILED', 400],
    ['{ transaction { id } }', 'BAD_USER_INPUT', 200],
    ['{ transaction(id: "t", externalReference: "r") { id } }', 'BAD_USER_INPUT', 200],
    ['{ transaction(id: null) { id } }', 'BAD_USER_INPUT', 200],
    ['{ member { id } }', 'BAD_USER_INPUT', 200],
    ['{ member(id: "m", code: "c") { id } }', 'BAD_USER_INPUT', 200],
  ])('is told, and reported to nobody: %s', async (query, code, status) => {
    expect(await ask(query)).toMatchObject({
      status,
      body: { errors: [{ extensions: { code } }] },
    });
    expect(border.defects).toEqual([]);
  });

  it('is told once, without hints at what the schema has', async () => {
    const { text } = await border.ask('{ walle(id: "w") { id } progra(id: "p") { id } }');
    expect(text).not.toContain('Did you mean');
    expect(JSON.parse(text)).toMatchObject({ errors: [{}, { message: /Too many/ }] });
  });

  it('is told of the first of several bad variables, and reported to nobody', async () => {
    const query =
      'query ($id: ID!, $other: ID!) { wallet(id: $id) { id } program(id: $other) { id } }';
    const code = 'BAD_USER_INPUT';
    expect(await ask(query, { id: [], other: [] })).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code } }, { extensions: { code } }] },
    });
    expect(border.defects).toEqual([]);
  });

  it('is told of scalars before anything runs', async () => {
    const query = `mutation ($amount: Decimal!, $at: DateTime) {
      topUpWallet(input: { walletId: "w", amount: $amount, effectiveAt: $at }) { __typename } }`;
    for (const variables of [{ amount: 12.5 }, { amount: '1', at: '2026-02-30T00:00:00Z' }]) {
      expect(await ask(query, variables)).toMatchObject({
        status: 400,
        body: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
      });
    }
    expect(border.defects).toEqual([]);
  });
});
