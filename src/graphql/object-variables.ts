import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';

/** A variable or a field that is an input object, or lists of them, so many within one another. */
export interface ObjectPlace {
  readonly name: string;
  readonly listDepth: number;
  /** Where it has input objects itself. */
  readonly fields: readonly ObjectPlace[];
}

type Known = Map<GraphQLInputObjectType, readonly ObjectPlace[]>;

/** The variables of an operation that are input objects. */
export function readObjectVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): readonly ObjectPlace[] {
  const known: Known = new Map();
  return variableDefinitions.flatMap(({ variable, type: node }) => {
    const type = typeFromAST(schema, node);
    return isInputType(type) ? placesOf(variable.name.value, type, known) : [];
  });
}

function placesOf(name: string, type: GraphQLInputType, known: Known): readonly ObjectPlace[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  return [{ name, listDepth: listDepthOf(type), fields: fieldsOf(named, known) }];
}

/** Known before it is complete, because a type may be within itself. */
function fieldsOf(type: GraphQLInputObjectType, known: Known): readonly ObjectPlace[] {
  const before = known.get(type);
  if (before) return before;
  const places: ObjectPlace[] = [];
  known.set(type, places);
  for (const field of Object.values(type.getFields())) {
    places.push(...placesOf(field.name, field.type, known));
  }
  return places;
}

function listDepthOf(type: GraphQLInputType): number {
  if (isNonNullType(type)) return listDepthOf(type.ofType);
  return isListType(type) ? 1 + listDepthOf(type.ofType) : 0;
}

/**
 * Whether no list stands where an input object should. Compiled code takes one for an object
 * without fields; anything else that is wrong with a variable it refuses by itself.
 */
export function areObjects(
  places: readonly ObjectPlace[],
  values: Readonly<Record<string, unknown>>,
): boolean {
  return places.every((place) => isObject(place, values[place.name], place.listDepth));
}

function isObject(place: ObjectPlace, value: unknown, listDepth: number): boolean {
  if (Array.isArray(value)) {
    return listDepth > 0 && value.every((item) => isObject(place, item, listDepth - 1));
  }
  return place.fields.length === 0 || !isRecord(value) || areObjects(place.fields, value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
