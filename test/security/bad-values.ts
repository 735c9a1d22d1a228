import * as fc from 'fast-check';
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** An operation with one value in it that is wrong, and where it is. */
export interface BadRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Such as "accruePoints.input.amount". */
  readonly place: string;
}

/** Good values for the fields that name something, by the field's name. */
export type Names = Readonly<Record<string, string>>;

const LONG = 'x'.repeat(300);
const ODD_TEXTS = [
  ['\u0000', 'a\u0000b', 'a\nb', '\ud800', 'a\udfff', '\u202e', 'a\u200b', 'ａ', '\u0430', LONG],
  ['\u001b[31m', ' a', 'a ', '\u0085', '\ufeffa', '\u{1f98a}', 'é', 'a\tb', 'a\u007fb'],
].flat();
const BAD_DECIMALS = [
  ['', ' ', 'NaN', 'Infinity', '-Infinity', '1e3', '1e309', '0x10', '-0', '0', '01', '.5', '5.'],
  ['1,5', '1_0', '+1', '--1', '1.005', '1'.repeat(40), '9223372036854775808', '१', '1\u0000'],
  ['92233720368547758.08', '-92233720368547758.09', "1'; --", '<b>1</b>', '１'],
].flat();
const BAD_DATES = [
  ['', 'now', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-15', '0', '1e3'],
  ['2026-01-15T25:00:00Z', '2026-01-15T00:00:00', '+999999-01-01T00:00:00Z', 'NaN', '\u0000'],
  ['2026-01-15T00:00:00+99:00', '-000001-01-01T00:00:00Z', '20260115T000000Z', LONG],
].flat();
const BAD_TEXTS = ['\u0000', 'a\u0000', '\ud800', 'a\udc00', 'x'.repeat(1_001)];
/** What no scalar of the schema is made of. */
const odd = fc.constantFrom<unknown>([], {}, [[]], [null], { a: 1 }, [1, 2], { __proto__: 1 });
const junk = fc.oneof(
  odd,
  fc.anything({ maxDepth: 2, maxKeys: 3 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.double(),
  fc.bigInt().map(String),
);

/** Texts, none of which is good in a field of a name: those may be any. */
const FREE_TEXTS = new Set(['reason', 'description']);

/** Values that are wrong for a type, whatever else is sent; a name is odd, a text is none. */
function wrongFor(type: GraphQLInputType, name: string): fc.Arbitrary<unknown> {
  const nullable = getNullableType(type);
  const named = getNamedType(nullable);
  const missing = isNonNullType(type) ? [fc.constant<unknown>(null)] : [];
  if (isListType(nullable))
    return fc.oneof(...missing, fc.constantFrom<unknown>(7, '', [[7]], [null]));
  if (isInputObjectType(named)) {
    return fc.oneof(...missing, fc.constantFrom<unknown>(7, '', [], true, { nothing: 1 }));
  }
  if (isEnumType(named)) {
    return fc.oneof(...missing, odd, fc.constantFrom<unknown>(0, '', 'NOTHING', 'posted', true));
  }
  const wrong: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    Decimal: fc.oneof(odd, fc.constantFrom<unknown>(...BAD_DECIMALS), fc.double()),
    DateTime: fc.oneof(odd, fc.constantFrom<unknown>(...BAD_DATES), fc.integer()),
    Boolean: fc.oneof(odd, fc.constantFrom<unknown>(0, 1, '', 'true', 'false')),
    Int: fc.oneof(odd, fc.constantFrom<unknown>('1', 1.5, 2 ** 31, -(2 ** 40), -1, 0, true)),
    ID: fc.oneof(odd, fc.constantFrom<unknown>(...ODD_TEXTS, 1.5, true)),
    String: FREE_TEXTS.has(name)
      ? fc.oneof(odd, fc.constantFrom<unknown>(...BAD_TEXTS, 7, true))
      : fc.oneof(odd, fc.constantFrom<unknown>(...ODD_TEXTS, 7, true)),
  };
  return fc.oneof(...missing, wrong[named.name] ?? odd);
}

/** A good value of a type; `names` knows what is there to be named. */
function goodFor(type: GraphQLInputType, name: string, names: Names): unknown {
  if (!isNonNullType(type)) return undefined;
  const nullable = getNullableType(type);
  const named = getNamedType(nullable);
  if (isInputObjectType(named)) {
    const fields = Object.values(named.getFields()).map((field) => [
      field.name,
      field.defaultValue === undefined ? goodFor(field.type, field.name, names) : undefined,
    ]);
    const input: unknown = Object.fromEntries(fields);
    return isListType(nullable) ? [input] : input;
  }
  const byType: Readonly<Record<string, unknown>> = {
    Decimal: '1.00',
    DateTime: '2026-01-15T00:00:00.000Z',
    Boolean: true,
    Int: 1,
  };
  return names[name] ?? byType[named.name] ?? 'nothing';
}

type Asked = { readonly [name: string]: unknown };

/** Every place below a type where a value can stand: its path, and the type wanted there. */
function placesIn(type: GraphQLInputType, path: readonly string[], depth = 0) {
  const places: { path: readonly string[]; type: GraphQLInputType }[] = [{ path, type }];
  const named = getNamedType(type);
  if (isInputObjectType(named) && depth < 3) {
    const into = isListType(getNullableType(type)) ? [...path, '0'] : path;
    for (const field of Object.values(named.getFields())) {
      places.push(...placesIn(field.type, [...into, field.name], depth + 1));
    }
  }
  return places;
}

/** The same value with another one at a path, making what is missing on the way there. */
function withAt(value: unknown, [step, ...rest]: readonly string[], put: unknown): unknown {
  if (step === undefined) return put;
  if (step === '0') {
    const first: unknown = Array.isArray(value) ? value[0] : undefined;
    return [withAt(first, rest, put)];
  }
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Asked;
  return { ...fields, [step]: withAt(fields[step], rest, put) };
}

/** A field with arguments, and the operation that asks for it. */
interface Callable {
  readonly field: GraphQLField<unknown, unknown>;
  /** The operation around it: what it declares, and what stands before and behind the field. */
  readonly around: (declared: string, call: string) => string;
  readonly fixed: Asked;
}

/** Every field of the schema that takes arguments: of the roots, and of a wallet. */
function callables(schema: GraphQLSchema, names: Names): Callable[] {
  const { query, mutation } = schema.toConfig();
  const ofRoot = (operation: string, root: typeof query): Callable[] =>
    Object.values(root?.getFields() ?? {})
      .filter(({ name, args }) => !name.startsWith('_') && args.length > 0)
      .map((field) => ({
        field,
        around: (declared, call) => `${operation} (${declared}) { ${call} }`,
        fixed: {},
      }));
  const wallet = schema.getType('Wallet');
  const ofWallet = isObjectType(wallet) ? Object.values(wallet.getFields()) : [];
  return [
    ...ofRoot('query', query),
    ...ofRoot('mutation', mutation),
    ...ofWallet
      .filter(({ args }) => args.length > 0)
      .map((field) => ({
        field,
        around: (declared: string, call: string) =>
          `query ($walletId: ID!, ${declared}) { wallet(id: $walletId) { ${call} } }`,
        fixed: { walletId: names['walletId'] },
      })),
  ];
}

/** Operations, each with a wrong value at one place of one field's arguments. */
export function badRequests(schema: GraphQLSchema, names: Names): fc.Arbitrary<BadRequest> {
  return fc.oneof(...callables(schema, names).map((callable) => badCalls(callable, names)));
}

function badCalls({ field, around, fixed }: Callable, names: Names): fc.Arbitrary<BadRequest> {
  const { args, name } = field;
  const declared = args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const given = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  const query = around(declared, `reply: ${name}(${given}) ${selection}`);
  const aimedAt = (known: Names): Asked => ({
    ...fixed,
    ...Object.fromEntries(
      args.map((argument) => [argument.name, goodFor(argument.type, argument.name, known)]),
    ),
  });
  const places = args.flatMap((argument) => placesIn(argument.type, [argument.name]));
  return fc.oneof(
    ...places.map(({ path, type }) => {
      const request = (aim: Asked) => (value: unknown) => ({
        query,
        variables: withAt(aim, path, value) as Asked,
        place: `${name}.${path.join('.')}`,
      });
      // Wrong for sure where something could be hit; anything at all where nothing can.
      return fc.oneof(
        { weight: 3, arbitrary: wrongFor(type, path.at(-1) ?? '').map(request(aimedAt(names))) },
        { weight: 1, arbitrary: junk.map(request(aimedAt({}))) },
      );
    }),
  );
}
