import {
  type GraphQLNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Resolvers, ResolversParentTypes } from '../../src/graphql/generated.ts';
import { resolvers } from '../../src/graphql/resolvers.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { commandNames, refusalsOf } from '../../src/ledger/register.ts';

type Own = typeof resolvers;
type TypeName = Extract<keyof Resolvers, keyof ResolversParentTypes>;
type FieldName<T extends TypeName> = Exclude<keyof NonNullable<Resolvers[T]>, `__${string}`>;
/** What a field's resolver returns, and so what a property in its place has to be. */
type Result<R> = Awaited<ReturnType<Extract<R, (...args: never[]) => unknown>>>;
type PropertyOf<Parent, F> = Parent extends unknown
  ? F extends keyof Parent
    ? Awaited<Parent[F]>
    : 'missing'
  : never;
type IsServed<T extends TypeName, F extends FieldName<T>> = T extends keyof Own
  ? F extends keyof Own[T]
    ? true
    : IsProperty<T, F>
  : IsProperty<T, F>;
type IsProperty<T extends TypeName, F extends FieldName<T>> = [
  PropertyOf<ResolversParentTypes[T], F>,
] extends [Result<NonNullable<Resolvers[T]>[F]>]
  ? true
  : false;
/** The fields, such as "Transaction.amount", that would come out null or wrong. */
type Unserved = {
  [T in TypeName]: {
    [F in FieldName<T>]-?: IsServed<T, F> extends true ? never : `${T}.${F & string}`;
  }[FieldName<T>];
}[TypeName];

const schema = buildSchema();
const types = Object.values(schema.getTypeMap());

function typeNamed(name: string): GraphQLNamedType {
  const type = schema.getType(name);
  if (!type) throw new Error(`${name} is no type of the schema`);
  return type;
}

describe('the graph', () => {
  it('has, for every field, a resolver or a property of the right type', () => {
    // Checked by the compiler: the error names the fields.
    expectTypeOf<Unserved>().toBeNever();
  });

  it('has resolvers for what is in the schema only', () => {
    const strangers = Object.entries(resolvers).flatMap(([typeName, fields]) => {
      const type = typeNamed(typeName);
      if (isScalarType(type)) return [];
      if (!isObjectType(type)) return [typeName];
      return Object.keys(fields)
        .filter((name) => name !== '__resolveReference' && !(name in type.getFields()))
        .map((name) => `${typeName}.${name}`);
    });
    expect(strangers).toEqual([]);
  });

  it('has a resolver for every root field and every entity', () => {
    const { Query, Mutation } = resolvers;
    const ofFederation = ['_entities', '_service'];
    const queries = Object.keys(schema.getQueryType()?.getFields() ?? {});
    expect([...Object.keys(Query), ...ofFederation].toSorted()).toEqual(queries.toSorted());
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect(Object.keys(Mutation).toSorted()).toEqual(mutations.toSorted());
    const entities = typeNamed('_Entity');
    if (!isUnionType(entities)) throw new Error('_Entity is no union');
    const resolved = Object.entries(resolvers).filter(([, own]) => '__resolveReference' in own);
    expect(
      entities
        .getTypes()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(resolved.map(([name]) => name).toSorted());
  });

  it('says of every refusal when it is returned', () => {
    const ledgerError = typeNamed('LedgerError');
    if (!isInterfaceType(ledgerError)) throw new Error('LedgerError is no interface');
    const { objects } = schema.getImplementations(ledgerError);
    expect(objects.length).toBeGreaterThan(20);
    const silent = objects.filter(({ description }) => !description?.startsWith('Returned when '));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('has every refusal in a union, and in unions nothing but successes and refusals', () => {
    const members = new Set(types.filter(isUnionType).flatMap((union) => union.getTypes()));
    const refusals = types.filter(isObjectType).filter(({ name }) => name.endsWith('Error'));
    expect(refusals.filter((refusal) => !members.has(refusal))).toEqual([]);
    const others = [...members].filter(({ name }) => !/(Error|Success)$/.test(name));
    expect(others.map(({ name }) => name).toSorted()).toEqual([
      'Member',
      'Program',
      'Transaction',
      'Wallet',
    ]);
    for (const refusal of refusals) {
      expect(refusal.getInterfaces().map(({ name }) => name)).toEqual(['LedgerError']);
    }
    expect(types.filter(isAbstractType).length).toBeGreaterThan(commandNames.length);
  });
});

describe.each(commandNames)('the union of %s', (name) => {
  const pascal = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const field = schema.getMutationType()?.getFields()[name];

  it('begins with its success', () => {
    const union = typeNamed(`${pascal}Result`);
    if (!isUnionType(union)) throw new Error('a result is a union');
    expect(union.getTypes()[0]?.name).toBe(`${pascal}Success`);
    expect(field?.type).toBe(union);
  });

  it('has the refusals of the ledger, in their order of precedence', () => {
    const union = typeNamed(`${pascal}Result`);
    if (!isUnionType(union)) throw new Error('a result is a union');
    const members = union.getTypes().map((member) => member.name);
    expect(members).toContain('IdempotencyConflictError');
    const own = members.filter((member) => member !== 'IdempotencyConflictError').slice(1);
    expect(own).toEqual(refusalsOf(name));
  });
});
