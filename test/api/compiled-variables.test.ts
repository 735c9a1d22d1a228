import { type Arbitrary, array, assert, constantFrom, oneof, property, record } from 'fast-check';
import {
  type GraphQLInputType,
  type GraphQLSchema,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { expect, it } from 'vitest';
import { areObjects, readObjectVariables } from '../../src/graphql/object-variables.ts';
import { buildSchema } from '../../src/graphql/schema.ts';

const RUNS_EACH = 300;
/** What nobody should send where something else is expected. */
const STRANGE = [null, '', 'x', 0, -1, 5.5, 1e21, true, [], {}, [[]], [null], { x: 1 }];
const GOOD: Readonly<Record<string, readonly unknown[]>> = {
  Boolean: [true, false],
  DateTime: ['2026-01-15T09:30:00.000Z', '2026-01-15T09:30:00+01:00'],
  Decimal: ['12.50', 'x'],
  ID: ['x', '', 7],
  Int: [0, 7, -7],
  String: ['x', '', '\u2028"'],
};

/** Values for a type, most of them good. */
function valuesFor(type: GraphQLInputType): Arbitrary<unknown> {
  if (isNonNullType(type)) return valuesFor(type.ofType);
  const strange = { weight: 1, arbitrary: constantFrom(...STRANGE) };
  return oneof({ weight: 20, arbitrary: expectedBy(type) }, strange);
}

function expectedBy(type: GraphQLInputType): Arbitrary<unknown> {
  if (isNonNullType(type)) return expectedBy(type.ofType);
  if (isListType(type)) {
    const item = valuesFor(type.ofType);
    return oneof(array(item, { maxLength: 3 }), item);
  }
  if (isEnumType(type)) return constantFrom(...type.getValues().map(({ name }) => name));
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const requiredKeys = fields.filter((field) => isNonNullType(field.type));
    return record(Object.fromEntries(fields.map((field) => [field.name, valuesFor(field.type)])), {
      requiredKeys: requiredKeys.map(({ name }) => name),
    });
  }
  return constantFrom(...(GOOD[type.name] ?? STRANGE));
}

/** Arguments of every mutation, and the filter of a history, as documents give them. */
function argumentsOf(schema: GraphQLSchema) {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const ofMutations = mutations.flatMap((field) =>
    field.args.map(({ name, type }) => {
      const call = `${field.name}(${name}: $v)`;
      const text = `mutation ($v: ${type.toString()}) { ${call} { __typename } }`;
      return { field, name, type, text };
    }),
  );
  const wallet = schema.getType('Wallet');
  const history = isObjectType(wallet) ? wallet.getFields()['history'] : undefined;
  const filter = history?.args.find(({ name }) => name === 'filter');
  if (!history || !filter) throw new Error('histories have no filter');
  const text = `query ($v: ${filter.type.toString()}) {
    wallet(id: 1) { history(filter: $v) { __typename } } }`;
  return [...ofMutations, { field: history, name: filter.name, type: filter.type, text }];
}

const schema = buildSchema();
const cases = argumentsOf(schema);
const given: unknown[] = [];
for (const { field } of cases) {
  field.resolve = (_, args) => {
    given.push(args);
    return null;
  };
}
const { wallet } = schema.getQueryType()?.getFields() ?? {};
if (wallet) wallet.resolve = () => ({});

it.each(cases.map((each) => [each.field.name, each] as const))(
  'compiled code gives %s what graphql-js reads from variables, and refuses what that refuses',
  (_, { name, type, text }) => {
    const document = parse(text);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
    const compiled = compileQuery(schema, document);
    if (!isCompiledQuery(compiled)) throw new Error('not compiled');
    const objectVariables = readObjectVariables(schema, operation);
    let taken = 0;
    assert(
      property(valuesFor(type), (v) => {
        const { variableDefinitions = [] } = operation;
        const { coerced } = getVariableValues(schema, variableDefinitions, { v });
        given.length = 0;
        if (areObjects(objectVariables, { v })) void compiled.query(undefined, undefined, { v });
        const expected = coerced ? [{ [name]: coerced['v'] }] : [];
        expect(JSON.stringify(given)).toBe(JSON.stringify(expected));
        taken += expected.length;
      }),
      { numRuns: RUNS_EACH },
    );
    expect(taken).toBeGreaterThan(RUNS_EACH / 5);
  },
);
