import { type GraphQLSchema, isAbstractType } from 'graphql';

/** By interface or union, the types that can stand for it: what Apollo Client's cache asks for. */
export type PossibleTypes = Record<string, string[]>;

export function possibleTypesOf(schema: GraphQLSchema): PossibleTypes {
  const abstractTypes = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return Object.fromEntries(
    abstractTypes.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
  );
}
