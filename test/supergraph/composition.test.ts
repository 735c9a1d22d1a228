import { composeServices } from '@apollo/composition';
import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { storno, subgraphsWith } from './subgraphs.ts';

function compose(ours = storno) {
  const { errors, hints, supergraphSdl } = composeServices(subgraphsWith(ours));
  return { errors: (errors ?? []).map(({ message }) => message), hints, supergraphSdl };
}

/** What the supergraph says of a type or field, in one line. */
function definitionOf(name: string): Record<string, string> {
  const { supergraphSdl } = compose();
  if (supergraphSdl === undefined) throw new Error('the subgraphs do not compose');
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (!('name' in definition) || definition.name?.value !== name) continue;
    if ('fields' in definition && definition.fields) {
      const fields = definition.fields.map((field) => {
        let { type } = field;
        while (type.kind !== Kind.NAMED_TYPE) ({ type } = type);
        return [field.name.value, type.name.value] as const;
      });
      return Object.fromEntries(fields);
    }
    if ('types' in definition && definition.types) {
      return Object.fromEntries(definition.types.map((type) => [type.name.value, '']));
    }
  }
  throw new Error(`the supergraph has no ${name}`);
}

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

describe('the schema in a supergraph', () => {
  it('case 54: composes in @apollo/composition with orders and members', () => {
    expect(compose().errors).toEqual([]);
  });

  it('case 54: leaves no hint that anything is inconsistent', () => {
    // Hints are told per element; what is left is about descriptions that only one team wrote.
    const codes = new Set(compose().hints?.map((hint) => hint.definition.code));
    expect([...codes]).toEqual([]);
  });

  it.each(Object.entries(REVERSALS))('has %s with its union', (mutation, [union, ...members]) => {
    expect(definitionOf('Mutation')).toMatchObject({ [mutation]: union });
    expect(Object.keys(definitionOf(union))).toEqual(expect.arrayContaining([...members]));
  });

  it('case 54: leaves the siblings their own Error and Money, and shares PageInfo', () => {
    expect(definitionOf('Error')).toEqual({ code: 'String', message: 'String' });
    expect(definitionOf('Money')).toEqual({ amount: 'String', currency: 'String' });
    expect(definitionOf('LedgerError')).toEqual({ message: 'String' });
    expect(Object.keys(definitionOf('PageInfo'))).toHaveLength(4);
  });

  it('joins what the siblings know to its entities', () => {
    expect(definitionOf('Member')).toMatchObject({ name: 'String', code: 'String' });
    expect(definitionOf('Wallet')).toMatchObject({ orders: 'Order', balances: 'WalletBalances' });
    expect(definitionOf('Order')).toMatchObject({ transaction: 'Transaction', wallet: 'Wallet' });
  });

  it.each([
    ['a type named Error', `${storno}\ntype Error { message: String! }`],
    ['a PageInfo of its own', storno.replace('type PageInfo @shareable', 'type PageInfo')],
    [
      'no second key of Transaction',
      storno.replace('@key(fields: "id") @key(fields: "externalReference")', '@key(fields: "id")'),
    ],
  ])('would not compose with %s: the siblings are a test', (_, ours) => {
    expect(ours).not.toBe(storno);
    expect(compose(ours).errors).not.toEqual([]);
  });
});
