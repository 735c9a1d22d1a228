import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
} from 'graphql';

export type SchemaField = GraphQLField<unknown, unknown>;

/** What the schema's `@cost` and `@listSize` say of a field. */
export interface CostRule {
  /** Of one object or value; of an object 1 and of a value 0 unless the schema says otherwise. */
  readonly weight: number;
  /** How long the list is where nothing else tells; 1 of what is no list. */
  readonly assumedSize: number;
  /** Arguments that say how long the list is. */
  readonly slicingArguments: readonly string[];
  /** Fields below that are the list, where the field itself is none, as in a connection. */
  readonly sizedFields: readonly string[];
  /** The argument that has something for each of the list's objects. */
  readonly listArgument: string | null;
}

export type CostRules = ReadonlyMap<SchemaField, CostRule>;

/**
 * Reads the rules of all fields, once.
 *
 * @throws where the schema does not say how long a list of objects can be.
 */
export function readCostRules(schema: GraphQLSchema): CostRules {
  const rules = new Map<SchemaField, CostRule>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || !(isObjectType(type) || isInterfaceType(type))) continue;
    for (const field of Object.values(type.getFields())) rules.set(field, ruleOf(schema, field));
  }
  const sized = new Set([...rules.values()].flatMap(({ sizedFields }) => sizedFields));
  for (const [field, { assumedSize, listArgument }] of rules) {
    if (assumedSize > 0 || listArgument !== null || sized.has(field.name)) continue;
    if (isComposite(field)) throw new Error(`@listSize is missing on the list ${field.name}`);
  }
  return rules;
}

function ruleOf(schema: GraphQLSchema, field: SchemaField): CostRule {
  const type = getNamedType(field.type);
  const sizes = valuesOf(schema, 'listSize', field.astNode);
  const isList = isListType(getNullableType(field.type));
  const listArgument = field.args.find((argument) => isListType(getNullableType(argument.type)));
  return {
    weight: weightOf(schema, field) ?? weightOf(schema, type) ?? (isComposite(field) ? 1 : 0),
    assumedSize: Number(sizes?.['assumedSize'] ?? (isList ? 0 : 1)),
    slicingArguments: (sizes?.['slicingArguments'] ?? []) as string[],
    sizedFields: (sizes?.['sizedFields'] ?? []) as string[],
    listArgument: isList ? (listArgument?.name ?? null) : null,
  };
}

function isComposite(field: SchemaField): boolean {
  return isCompositeType(getNamedType(field.type));
}

function weightOf(schema: GraphQLSchema, { astNode }: SchemaField | GraphQLNamedType) {
  const weight = valuesOf(schema, 'cost', astNode)?.['weight'];
  return weight === undefined ? null : Number(weight);
}

function valuesOf(
  schema: GraphQLSchema,
  directiveName: string,
  astNode: (SchemaField | GraphQLNamedType)['astNode'],
): Readonly<Record<string, unknown>> | undefined {
  const directive = schema.getDirective(directiveName);
  return directive && astNode ? getDirectiveValues(directive, astNode) : undefined;
}
