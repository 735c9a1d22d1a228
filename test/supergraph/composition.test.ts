import { type DocumentNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { type Composition, composers, contractComposers } from './composers.ts';
import { definitionOf, usesOf } from './definitions.ts';
import { members, orders, storno, subgraphsWith } from './subgraphs.ts';

const REVERSALS = {
  cancelTransaction: ['CancelTransactionResult', 'CancelTransactionSuccess', 'HoldExpiredError'],
  voidTransaction: ['VoidTransactionResult', 'VoidTransactionSuccess', 'VoidNotSupportedError'],
  deleteTransaction: [
    'DeleteTransactionResult',
    'DeleteTransactionSuccess',
    'DependentTransactionsError',
  ],
  cancelPurchase: ['CancelPurchaseResult', 'CancelPurchaseSuccess', 'PurchaseRefundedError'],
} as const;

/** Changes of one subgraph, each of which breaks something that composition is there to find. */
const broken: [string, NonNullable<Parameters<typeof subgraphsWith>[0]>][] = [
  ['a word of the members in ours', { storno: `${storno}\ntype Error { message: String! }` }],
  [
    'a PageInfo that one team does not share',
    { storno: storno.replace('type PageInfo @shareable', 'type PageInfo') },
  ],
  [
    'no second key of Transaction',
    { storno: storno.replace(' @key(fields: "externalReference")', '') },
  ],
  [
    'an order that takes an amount for a number',
    { orders: orders.replace('amount: Decimal! @external', 'amount: Int! @external') },
  ],
  [
    'an order that requires what the ledger does not have',
    { orders: orders.replaceAll('uniqueCode', 'shortCode') },
  ],
  [
    'an order that claims an amount as its own',
    { orders: orders.replace('amount: Decimal! @external', 'amount: Decimal!') },
  ],
  [
    'members that ask more of our refusals than we do',
    { members: `${members}\ninterface LedgerError { message: String! hint: String }` },
  ],
  [
    'an order that takes a root field of ours',
    { orders: orders.replace('type Query {', 'type Query {\n  transaction(id: ID!): Transaction') },
  ],
];

function supergraphOf({ errors, supergraph }: Composition): DocumentNode {
  if (supergraph === null) throw new Error(errors.join('\n'));
  return supergraph;
}

describe.each(composers)('the schema in a supergraph by $name', ({ compose }) => {
  const supergraph = supergraphOf(compose(subgraphsWith()));

  it('case 54: composes with members and orders, and nothing about it is odd', () => {
    expect(compose(subgraphsWith())).toMatchObject({ errors: [], hints: [] });
  });

  it.each(Object.entries(REVERSALS))('has %s with its union', (mutation, [union, ...types]) => {
    expect(definitionOf(supergraph, 'Mutation')).toMatchObject({ [mutation]: union });
    expect(Object.keys(definitionOf(supergraph, union))).toEqual(
      expect.arrayContaining([...types]),
    );
  });

  it('case 54: leaves the siblings their own Error and Money, and shares PageInfo', () => {
    expect(definitionOf(supergraph, 'Error')).toEqual({ code: 'String', message: 'String' });
    expect(definitionOf(supergraph, 'Money')).toEqual({ amount: 'String', currency: 'String' });
    expect(definitionOf(supergraph, 'LedgerError')).toEqual({ message: 'String' });
    expect(Object.keys(definitionOf(supergraph, 'PageInfo'))).toHaveLength(4);
  });

  it('joins what the siblings know to its entities', () => {
    expect(definitionOf(supergraph, 'Member')).toMatchObject({
      name: 'String',
      code: 'String',
      welcome: 'Transaction',
    });
    expect(definitionOf(supergraph, 'Wallet')).toMatchObject({
      orders: 'Order',
      balances: 'WalletBalances',
    });
    expect(definitionOf(supergraph, 'Transaction')).toMatchObject({
      order: 'Order',
      receipt: 'String',
    });
    expect(definitionOf(supergraph, 'Order')).toMatchObject({ transaction: 'Transaction' });
  });

  it.each(['requiresScopes', 'authenticated'])('keeps every @%s', (directive) => {
    const ours = usesOf(parse(storno), directive);
    expect(Object.keys(ours).length).toBeGreaterThan(3);
    expect(usesOf(supergraph, directive)).toEqual(ours);
  });

  it.each(broken)('would not compose with %s: the siblings are a test', (_, changed) => {
    for (const sdl of Object.values(changed)) expect([storno, members, orders]).not.toContain(sdl);
    expect(compose(subgraphsWith(changed)).errors).not.toEqual([]);
  });
});

describe('the schema in a supergraph', () => {
  it('asks for a scope at every root field of ours, and nowhere else', () => {
    const schema = parse(storno);
    const roots = ['Query', 'Mutation'].flatMap((type) =>
      Object.keys(definitionOf(schema, type)).map((field) => `${type}.${field}`),
    );
    expect(Object.keys(usesOf(schema, 'requiresScopes')).toSorted()).toEqual(roots.toSorted());
  });

  it.each(contractComposers)(
    '$name makes a contract of it without what is internal',
    ({ composeWithout }) => {
      const contract = supergraphOf(composeWithout('internal', subgraphsWith()));
      const hidden = Object.keys(usesOf(contract, 'inaccessible'));
      expect(hidden.toSorted()).toEqual(Object.keys(usesOf(parse(storno), 'tag')).toSorted());
      expect(hidden).toContain('Mutation.deleteTransaction');
    },
  );
});
