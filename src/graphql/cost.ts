import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from './connection.ts';

/** Objects that one operation may list, one below another. */
export const OBJECTS_MAX = 20_000;
/** What a list counts for that neither a page nor an input bounds, such as a purchase's entries. */
const LIST_LENGTH_ASSUMED = 5;

type Variables = Readonly<Record<string, unknown>>;

/** A validated operation, as it is about to run. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/**
 * How many objects an operation can list at most: the product of the lists below one another. It is
 * counted before anything runs, so that pages within pages are refused rather than given up.
 */
export function objectsOf({ schema, document, operation, ...given }: Operation): number {
  const variables = { ...defaultsOf(operation), ...given.variables };
  const definitions = new Map(
    document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const counted = new Map<string, number>();

  const ofFragment = (name: string): number => {
    const known = counted.get(name);
    if (known !== undefined) return known;
    const fragment = definitions.get(name);
    const count = fragment ? within(fragment.typeCondition.name.value, fragment.selectionSet) : 0;
    counted.set(name, count);
    return count;
  };
  const within = (typeName: string, selections: SelectionSetNode): number => {
    const type = schema.getType(typeName);
    return isCompositeType(type) ? of(type, selections) : 0;
  };
  const ofField = (parent: GraphQLCompositeType, node: FieldNode): number => {
    const field = isUnionType(parent) ? undefined : parent.getFields()[node.name.value];
    // Leaves and introspection, which has a limit of its own, do not count.
    if (!field || !node.selectionSet) return 0;
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) return 0;
    return lengthOf(parent, field, node, variables) * (1 + of(type, node.selectionSet));
  };
  const of = (parent: GraphQLCompositeType, { selections }: SelectionSetNode): number =>
    sum(
      selections.map((selection) => {
        if (selection.kind === Kind.FIELD) return ofField(parent, selection);
        if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
        const { typeCondition, selectionSet } = selection;
        return within(typeCondition?.name.value ?? parent.name, selectionSet);
      }),
    );
  const root = schema.getRootType(operation.operation);
  return root ? of(root, operation.selectionSet) : 0;
}

const CONNECTION = /Connection$/;

/** How many objects a field stands for. */
function lengthOf(
  parent: GraphQLCompositeType,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Variables,
): number {
  if (CONNECTION.test(getNamedType(field.type).name)) return pageSizeOf(node, variables);
  if (!isListType(getNullableType(field.type))) return 1;
  // The page counts, not its edges once more.
  if (CONNECTION.test(parent.name)) return 1;
  const listed = field.args.find(({ type }) => isListType(getNullableType(type)));
  if (!listed) return LIST_LENGTH_ASSUMED;
  const value = argumentOf(node, listed.name, variables);
  return Array.isArray(value) ? value.length : 1;
}

function pageSizeOf(node: FieldNode, variables: Variables): number {
  const first = argumentOf(node, 'first', variables) ?? argumentOf(node, 'last', variables);
  const size = first === undefined || first === null ? PAGE_SIZE_DEFAULT : Number(first);
  // What is out of bounds is refused later, and lists nothing.
  return size >= 0 && size <= PAGE_SIZE_MAX ? size : 1;
}

/** An argument as far as it has to be known here. */
function argumentOf(node: FieldNode, name: string, variables: Variables): unknown {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.VARIABLE ? variables[value.name.value] : literalOf(value);
}

/** A number, or a list of whatever. */
function literalOf(value: ValueNode | undefined): unknown {
  if (value?.kind === Kind.INT) return Number(value.value);
  return value?.kind === Kind.LIST ? value.values : undefined;
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      literalOf(defaultValue),
    ]),
  );
}
