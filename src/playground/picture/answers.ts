import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isUnionType,
  print,
} from 'graphql';
import { scopesOf } from './scopes.ts';

/** A field of an input, a success, a refusal or an interface. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly description: string | null;
}

/** An input or an interface whole; a member of a union without what its interface says of it. */
export interface Shape {
  readonly name: string;
  readonly description: string | null;
  readonly fields: readonly Field[];
}

/** A mutation, with all that it can answer. */
export interface Call {
  readonly name: string;
  readonly description: string | null;
  readonly type: string;
  /** Any of these is enough to call it. */
  readonly scopes: readonly string[];
  /** The query that answers the same and writes nothing. */
  readonly preview: string | null;
  readonly input: Shape;
  readonly success: Shape;
  /** The interface of the success, if it has one. */
  readonly successInterface: Shape | null;
  /** In order of precedence: the first that holds is the answer. */
  readonly refusals: readonly Shape[];
}

/** What is drawn, and nothing that the schema does not say. */
export interface Answers {
  readonly reversals: readonly Call[];
  readonly others: readonly Call[];
  readonly interfaces: readonly Shape[];
}

const REFUSAL_INTERFACE = 'LedgerError';
/** Names the reversals, in capitals. */
const REVERSALS_ENUM = 'ReversalMutation';

/** @throws if the schema is not one of mutations that answer with unions. */
export function answersOf(schema: GraphQLSchema): Answers {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const calls = mutations.map((field) => callOf(schema, field));
  const names = reversalNames(schema);
  const isReversal = ({ name }: Call): boolean => names.includes(name);
  const reversals = calls.filter(isReversal);
  return {
    reversals,
    others: calls.filter((call) => !isReversal(call)),
    interfaces: [refusalInterface(schema), ...successInterfaces(reversals)],
  };
}

function reversalNames(schema: GraphQLSchema): readonly string[] {
  const type = schema.getType(REVERSALS_ENUM);
  if (!isEnumType(type)) throw new Error(`${REVERSALS_ENUM} is no enum of the schema.`);
  return type
    .getValues()
    .map(({ name }) =>
      name.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    );
}

function refusalInterface(schema: GraphQLSchema): Shape {
  const type = schema.getType(REFUSAL_INTERFACE);
  if (!isInterfaceType(type))
    throw new Error(`${REFUSAL_INTERFACE} is no interface of the schema.`);
  return shapeOf(type);
}

function successInterfaces(calls: readonly Call[]): readonly Shape[] {
  const shapes = calls.flatMap(({ successInterface }) => successInterface ?? []);
  return [...new Map(shapes.map((shape) => [shape.name, shape])).values()];
}

function callOf(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): Call {
  const union = getNamedType(field.type);
  if (!isUnionType(union)) throw new Error(`${field.name} does not answer with a union.`);
  const members = union.getTypes();
  const successes = members.filter((type) => !isRefusal(type));
  const [success] = successes;
  const [argument] = field.args;
  if (!success || successes.length > 1 || !argument) {
    throw new Error(`${field.name} has not one input and one success.`);
  }
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  const preview = queries.find(({ type }) => String(type) === String(field.type));
  return {
    name: field.name,
    description: field.description ?? null,
    type: String(field.type),
    scopes: scopesOf(field),
    preview: preview?.name ?? null,
    input: inputOf(argument),
    success: shapeOf(success),
    successInterface: success.getInterfaces().map(shapeOf)[0] ?? null,
    refusals: members.filter(isRefusal).map(shapeOf),
  };
}

function isRefusal(type: GraphQLObjectType): boolean {
  return type.getInterfaces().some(({ name }) => name === REFUSAL_INTERFACE);
}

function inputOf(argument: GraphQLArgument): Shape {
  const type = getNamedType(argument.type);
  if (!isInputObjectType(type)) throw new Error(`${argument.name} is no input object.`);
  const fields = Object.values(type.getFields()).map(fieldOf);
  return { name: String(argument.type), description: type.description ?? null, fields };
}

function shapeOf(type: GraphQLObjectType | GraphQLInterfaceType): Shape {
  const inherited = new Set(
    type.getInterfaces().flatMap((parent) => Object.keys(parent.getFields())),
  );
  const isOwn = ({ name, description }: Field): boolean =>
    !inherited.has(name) || description !== null;
  const fields = Object.values(type.getFields()).map(fieldOf).filter(isOwn);
  return { name: type.name, description: type.description ?? null, fields };
}

function fieldOf(field: GraphQLField<unknown, unknown> | GraphQLInputField): Field {
  const { name, description } = field;
  const ofItself = 'defaultValue' in field ? astFromValue(field.defaultValue, field.type) : null;
  const type = ofItself ? `${String(field.type)} = ${print(ofItself)}` : String(field.type);
  return { name, type, description: description ?? null };
}
