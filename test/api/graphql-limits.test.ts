import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COST_MAX } from '../../src/graphql/cost.ts';
import { DEPTH_MAX, ROOT_MUTATIONS_MAX, TOKENS_MAX } from '../../src/graphql/limits.ts';
import { REPRESENTATIONS_MAX } from '../../src/graphql/representations.ts';
import { type Border, startBorder } from './broken-ledger.ts';

let border: Border;
beforeAll(async () => {
  border = await startBorder(true);
});
afterAll(() => border.stop());

const ANSWERED = '200 OK';
const UNREADABLE = '400 GRAPHQL_PARSE_FAILED';
const INVALID = '400 GRAPHQL_VALIDATION_FAILED';
const BAD_INPUT = '400 BAD_USER_INPUT';

/** What becomes of an operation: its status, and the code of the error if there is one. */
async function fateOf(query: string, variables: Record<string, unknown> = {}): Promise<string> {
  const { status, text } = await border.ask(query, variables);
  return `${status} ${/"code":"(\w+)"/.exec(text)?.[1] ?? 'OK'}`;
}

/** What `make` gives for 0, 1, 2 …, in a row. */
function repeat(count: number, make: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => make(n)).join(' ');
}

/** `depth` fields below one another. */
function deep(depth: number): string {
  const path = ['wallet(id: "w")', 'history', 'edges', 'node'];
  while (path.length < depth - 1) path.push('reversal');
  return `{ ${path.join(' { ')} { id ${'} '.repeat(path.length)} }`;
}

/** `length` fields below one another, each in a fragment of its own. */
function chain(length: number): string {
  const links = repeat(
    length,
    (n) => `fragment F${n} on Transaction { mainTransaction { ...F${n + 1} } }`,
  );
  return `{ wallet(id: "w") { history { edges { node { ...F0 } } } } } ${links}
    fragment F${length} on Transaction { id }`;
}

function closings(count: number): string {
  return repeat(count, (n) => `a${n}: closeWallet(input: { walletId: "" }) { __typename }`);
}

describe('the size of an operation', () => {
  it(`is at most ${TOKENS_MAX} words and marks`, async () => {
    const tokensEach = 3;
    const most = Math.floor((TOKENS_MAX - 2) / tokensEach);
    expect(await fateOf(`{ ${repeat(most, (n) => `a${n}: __typename`)} }`)).toBe(ANSWERED);
    expect(await fateOf(`{ ${repeat(most + 1, (n) => `a${n}: __typename`)} }`)).toBe(UNREADABLE);
    expect(await fateOf('{ a'.repeat(5_000))).toBe(UNREADABLE);
  });

  it(`is at most ${DEPTH_MAX} fields deep`, async () => {
    expect(await fateOf(deep(DEPTH_MAX))).toBe(ANSWERED);
    expect(await fateOf(deep(DEPTH_MAX + 1))).toBe(INVALID);
  });

  it('is as deep as its fragments make it', async () => {
    // Beside the chain there are the four fields above it, and the one at its end.
    const longest = DEPTH_MAX - 5;
    expect(await fateOf(chain(longest))).toBe(ANSWERED);
    expect(await fateOf(chain(longest + 1))).toBe(INVALID);
  });

  it('is measured in no time, however often fragments spread one another', async () => {
    const tower = repeat(40, (n) => `fragment F${n} on Wallet { ...F${n + 1} a: id ...F${n + 1} }`);
    const query = `{ wallet(id: "w") { ...F0 } } ${tower} fragment F40 on Wallet { id }`;
    expect(await fateOf(query)).toBe(INVALID);
    const loop = 'fragment A on Wallet { ...B } fragment B on Wallet { ...A }';
    expect(await fateOf(`${loop} { wallet(id: "w") { ...A } }`)).toBe(INVALID);
  });

  it(`is at most ${ROOT_MUTATIONS_MAX} mutations, in fragments too`, async () => {
    expect(await fateOf(`mutation { ${closings(ROOT_MUTATIONS_MAX)} }`)).toBe(ANSWERED);
    expect(await fateOf(`mutation { ${closings(ROOT_MUTATIONS_MAX + 1)} }`)).toBe(INVALID);
    const oneMore = '... on Mutation { b: closeWallet(input: { walletId: "" }) { __typename } }';
    const fragment = `fragment F on Mutation { ${closings(ROOT_MUTATIONS_MAX)} }`;
    expect(await fateOf(`mutation { ...F } ${fragment}`)).toBe(ANSWERED);
    expect(await fateOf(`mutation { ...F ${oneMore} } ${fragment}`)).toBe(INVALID);
  });

  it('leaves introspection alone', async () => {
    expect(await fateOf(getIntrospectionQuery())).toBe(ANSWERED);
  });
});

function nested(outer: string, inner: string, variables: string): string {
  return `query ${variables} { wallet(id: "w") { history${outer} { edges { node {
    wallet { history${inner} { edges { node { id } } } } } } } } }`;
}

function deletions(page: string): string {
  return `mutation ($inputs: [DeleteTransactionInput!]!) { deleteTransactions(inputs: $inputs) {
    ... on DeleteTransactionSuccess { wallet { history${page} { edges { cursor } } } } } }`;
}

describe(`what an operation could cost, at most ${COST_MAX}`, () => {
  it.each([
    ['(first: 100)', '(first: 20)', ''],
    ['', '', ''],
    ['(last: 10)', '(first: 100)', ''],
    ['(first: $n)', '(first: 100)', '($n: Int = 10)'],
  ])('are few for history%s below history%s%s', async (outer, inner, declared) => {
    expect(await fateOf(nested(outer, inner, declared))).toBe(ANSWERED);
  });

  it.each([
    ['(first: 100)', '(first: 100)', '', {}],
    ['(last: 100)', '(last: 100)', '', {}],
    ['(first: $n)', '(first: $n)', '($n: Int = 100)', {}],
    ['(first: $n)', '(first: 100)', '($n: Int = 1)', { n: 100 }],
    ['(first: 100)', '(last: $n)', '($n: Int)', { n: 100 }],
  ])('are many for history%s below history%s%s, %o', async (outer, inner, declared, variables) => {
    expect(await fateOf(nested(outer, inner, declared), variables)).toBe(BAD_INPUT);
  });

  it('are those of every alias and every fragment', async () => {
    const page = 'history(first: 100) { edges { node { entries { amount } } } }';
    expect(await fateOf(`{ wallet(id: "w") { ${page} } }`)).toBe(ANSWERED);
    const aliases = repeat(30, (n) => `a${n}: ${page}`);
    expect(await fateOf(`{ wallet(id: "w") { ${aliases} } }`)).toBe(BAD_INPUT);
    const spread = repeat(30, (n) => `a${n}: wallet(id: "w") { ...F }`);
    expect(await fateOf(`{ ${spread} } fragment F on Wallet { ${page} }`)).toBe(BAD_INPUT);
  });

  it('are as many as there are inputs', async () => {
    const blank = { merchantId: '', programId: '', memberCode: '', transactionId: '' };
    const inputs = Array.from({ length: 100 }, () => blank);
    expect(await fateOf(deletions('(first: 200)'), { inputs: inputs.slice(0, 50) })).toBe(ANSWERED);
    expect(await fateOf(deletions('(first: 100)'), { inputs })).toBe(ANSWERED);
    expect(await fateOf(deletions('(first: 200)'), { inputs })).toBe(BAD_INPUT);
  });
});

function wallets(count: number): unknown[] {
  return Array.from({ length: count }, (_, n) => ({ __typename: 'Wallet', id: `w-${n}` }));
}

describe('references', () => {
  const query = `query ($references: [_Any!]!) { _entities(representations: $references) {
    __typename } }`;

  it(`are at most ${REPRESENTATIONS_MAX}`, async () => {
    expect(await fateOf(query, { references: wallets(REPRESENTATIONS_MAX) })).toBe(ANSWERED);
    expect(await fateOf(query, { references: wallets(REPRESENTATIONS_MAX + 1) })).toBe(BAD_INPUT);
    expect(await fateOf(query, { references: wallets(20_000) })).toBe(BAD_INPUT);
  });

  it.each([
    { __typename: 'Query', id: 'w' },
    { __typename: 'Lot', id: 'w' },
    { __typename: 'LedgerError', message: 'w' },
    { __typename: 'String' },
    { __typename: '__proto__', id: 'w' },
    { __typename: 'constructor', id: 'w' },
    { __typename: '', id: 'w' },
    { __typename: 7, id: 'w' },
    { __typename: ['Wallet'], id: 'w' },
    { __typename: null, id: 'w' },
    { id: 'w' },
    {},
    { __typename: 'Wallet' },
    { __typename: 'Wallet', id: 7 },
    { __typename: 'Wallet', id: { toString: 'w' } },
    { __typename: 'Wallet', externalReference: 'w' },
    { __typename: 'Transaction', code: 'w' },
    'Wallet',
    7,
    [],
    [{ __typename: 'Wallet', id: 'w' }],
  ])('are refused when one is %o', async (reference) => {
    expect(await fateOf(query, { references: [...wallets(2), reference] })).toBe(BAD_INPUT);
  });

  it('name nothing where their key is null or unknown', async () => {
    const references = [{ __typename: 'Transaction', externalReference: null }, ...wallets(1)];
    const { text } = await border.ask(query, { references });
    expect(JSON.parse(text)).toEqual({ data: { _entities: [null, null] } });
  });

  it('are checked in the text of a query too', async () => {
    const literal = '{ _entities(representations: [{ __typename: "Nope" }]) { __typename } }';
    expect(await fateOf(literal)).toBe(BAD_INPUT);
  });
});

describe('none of this', () => {
  it('is reported as a defect', () => {
    expect(border.defects).toEqual([]);
  });
});
