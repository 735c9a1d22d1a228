import {
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { buildSchema } from '../../src/graphql/schema.ts';

const schema = buildSchema();

/** What is selected of an object inside an answer. */
const NESTED: Readonly<Record<string, string>> = {
  Transaction: `{ id type status externalReference amount giftAmount feeAmount cashbackAmount
    temporary effectiveAt balanceAfter giftBalance channel reason recordedBy
    mainTransaction { id } reversal { id } successor { id } entries { account amount purpose }
    lots { id granted remaining activatesAt expiresAt }
    usedGiftBalances { amount giftBalance { id } } }`,
  Wallet: `{ id status currency { code } balances {
    total active pending held expired debt gift } }`,
  LotEffect: '{ lotId restored expiredAmount clawedBack }',
  Lot: '{ id kind granted remaining held activatesAt expiresAt }',
};

/** Selects everything that a union's members can say, so that a test sees the whole answer. */
export function selectionOf(operation: 'query' | 'mutation', field: string): string {
  const root = operation === 'query' ? schema.getQueryType() : schema.getMutationType();
  const type = getNamedType(root?.getFields()[field]?.type);
  if (!isUnionType(type)) throw new Error(`${field} does not answer a union`);
  const members = type.getTypes().map((member) => `... on ${member.name} ${fieldsOf(member)}`);
  return `{ __typename ${members.join('\n')} }`;
}

/** Fields are aliased by their member: unions may not mix the nullability of one name. */
function fieldsOf(member: GraphQLObjectType): string {
  const fields = Object.values(member.getFields()).map(({ name, type }) => {
    const named = getNamedType(type);
    const alias = `${member.name}_${name}: ${name}`;
    if (isLeafType(named)) return alias;
    if (!isObjectType(named) && !isInterfaceType(named)) throw new Error(`what is ${named.name}?`);
    const nested = NESTED[named.name];
    if (nested === undefined) throw new Error(`say what to select of ${named.name}`);
    return `${alias} ${nested}`;
  });
  return `{ ${fields.join(' ')} }`;
}

/** Takes the aliases away again. */
export function plain(answer: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(answer)) {
    fields[name === '__typename' ? name : name.slice(name.indexOf('_') + 1)] = value;
  }
  return fields;
}
