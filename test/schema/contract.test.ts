import { readFileSync } from 'node:fs';
import { parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { sqlite } from '../contract/engine-sqlite.ts';
import { openWorld } from '../contract/world.ts';
import { changesBetween } from './changes.ts';
import { CONTRACT, GOLDEN } from './check.ts';
import { lint } from './lint.ts';
import { printSorted, sortSdl } from './subgraph.ts';

const contract = readFileSync(CONTRACT, 'utf8');
const golden = readFileSync(GOLDEN, 'utf8');

/** The contract with a change in it. */
function planted(right: string, wrong: string): string {
  const text = contract.replace(right, wrong);
  expect(text).not.toBe(contract);
  return text;
}

describe('the contract', () => {
  it('has nothing that the linter finds', async () => {
    expect(await lint(contract)).toEqual([]);
  });

  it('is what the golden file says, until `npm run check:schema -- --accept`', () => {
    expect(printSorted(contract)).toBe(golden);
  });

  it('is what a server tells a gateway', async () => {
    const { shop } = await openWorld(sqlite);
    const { _service } = await shop.query('{ _service { sdl } }');
    expect(sortSdl((_service as { sdl: string }).sdl)).toBe(golden);
  });
});

describe('the linter bites on', () => {
  it.each([
    [
      'an entity without an id',
      'type Lot {\n  id: ID!',
      'type Lot {\n  no: ID',
      'strict-id-in-types',
    ],
    [
      'a type that nothing leads to',
      'type Lot {',
      'type Odd { id: ID! } type Lot {',
      'no-unreachable-types',
    ],
    ['a name in another case', 'giftAmount:', 'gift_amount:', 'naming-convention'],
    [
      'an edge without a cursor',
      '  cursor: String!\n  node: Lot!',
      '  node: Lot!',
      'relay-edge-types',
    ],
    ['another page info', 'hasNextPage: Boolean!', 'hasNextPage: Int', 'relay-page-info'],
    [
      'pages that end',
      '(first: Int! = 50, after: String)',
      '(first: Int! = 50)',
      'relay-arguments',
    ],
    ['a type without a word', '"Returned when the wallet is closed."\n', '', 'require-description'],
    [
      'a mutation that answers a scalar',
      ': CloseWalletResult',
      ': Boolean',
      'no-scalar-result-type-on-mutation',
    ],
    [
      'a root field that is not nullable',
      '): Program @',
      '): Program! @',
      'require-nullable-result-in-root',
    ],
    ['an input by another name', 'suspendWallet(input:', 'suspendWallet(wallet:', 'input-name'],
  ])('%s', async (_, right, wrong, rule) => {
    const findings = await lint(planted(right, wrong));
    expect(findings.join('\n')).toContain(`(@graphql-eslint/${rule})`);
  });
});

describe('a change', () => {
  it.each([
    ['a field is gone', '  openedAt: DateTime!\n', '', 'openedAt'],
    ['a field may be null', 'projectedBalance: Decimal!', 'projectedBalance: Decimal', 'Decimal!'],
    ['an argument is needed', 'wallet(id: ID!)', 'wallet(id: ID!, why: String!)', 'why'],
    ['a union loses a member', '  | HoldExpiredError\n', '', 'HoldExpiredError'],
    [
      'a refusal is none',
      'type WalletClosedError implements LedgerError',
      'type WalletClosedError',
      'LedgerError',
    ],
    [
      'an input asks for more',
      'input CloseWalletInput {',
      'input CloseWalletInput { why: ID!',
      'why',
    ],
    ['a key is gone', ' @key(fields: "externalReference")', '', "'key'"],
    ['a type is not shared', 'type PageInfo @shareable', 'type PageInfo', "'shareable'"],
  ])('is breaking where %s', async (_, right, wrong, named) => {
    const { breaking } = await changesBetween(contract, planted(right, wrong));
    expect(breaking).toEqual([expect.stringContaining(named)]);
  });

  it.each([
    [
      'a union gets a member',
      'union CancelPurchaseResult =',
      'union CancelPurchaseResult = HoldExpiredError',
      'HoldExpiredError',
    ],
    ['an enum gets a value', 'enum CurrencyKind {', 'enum CurrencyKind { MILES', 'MILES'],
    ['a default is another one', 'first: Int! = 50', 'first: Int! = 20', '20'],
  ])('is dangerous where %s', async (_, right, wrong, named) => {
    const { breaking, dangerous } = await changesBetween(contract, planted(right, wrong));
    expect(breaking).toEqual([]);
    expect(dangerous).toEqual([expect.stringContaining(named)]);
  });

  it.each([
    ['a field is added', '  closedAt: DateTime\n', '  closedAt: DateTime\n  nick: ID\n', 'nick'],
    [
      'a description is another one',
      'Returned when the wallet is closed.',
      'Returned then.',
      'then',
    ],
  ])('is safe where %s', async (_, right, wrong, named) => {
    const changes = await changesBetween(contract, planted(right, wrong));
    const safe: unknown = [expect.stringContaining(named)];
    expect(changes).toEqual({ breaking: [], dangerous: [], safe });
  });

  it('is none where definitions only move, or another directive is imported', async () => {
    const { kind, definitions } = parse(contract);
    const moved = print({ kind, definitions: definitions.toReversed() });
    expect(printSorted(moved)).toBe(golden);
    const imported = planted('"@shareable"', '"@shareable" "@inaccessible"');
    for (const text of [moved, imported]) {
      const none = { breaking: [], dangerous: [], safe: [] };
      expect(await changesBetween(contract, text)).toEqual(none);
    }
  });
});
