import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { PAGE_SIZE_MAX } from './connection.ts';
import type { CostRule, CostRules, SchemaField } from './cost-rules.ts';

/** What one operation may cost: the objects that it could list, each by its weight. */
export const COST_MAX = 20_000;

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

/** How long the lists are that the field above said the length of. */
interface Sized {
  readonly fields: readonly string[];
  readonly length: number;
}

const UNSIZED: Sized = { fields: [], length: 1 };

/**
 * What an operation costs at most: the product of the lists below one another. It is counted before
 * anything runs, so that pages within pages are refused rather than given up.
 */
export function costOf(given: Operation, rules: CostRules): number {
  const { schema, operation } = given;
  const root = schema.getRootType(operation.operation);
  return root ? new Count(given, rules).of(root, operation.selectionSet, UNSIZED) : 0;
}

class Count {
  private readonly schema: GraphQLSchema;
  private readonly rules: CostRules;
  private readonly variables: Variables;
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** What a fragment costs is worked out once, however often it is spread. */
  private readonly counted = new Map<string, number>();

  constructor({ schema, document, operation, variables }: Operation, rules: CostRules) {
    this.schema = schema;
    this.rules = rules;
    this.variables = { ...defaultsOf(operation), ...variables };
    this.fragments = new Map(
      document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    );
  }

  of(parent: GraphQLCompositeType, { selections }: SelectionSetNode, sized: Sized): number {
    return sum(
      selections.map((selection) => {
        if (selection.kind === Kind.FIELD) return this.ofField(parent, selection, sized);
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          return this.ofFragment(selection.name.value, sized);
        }
        const { typeCondition, selectionSet } = selection;
        return this.within(typeCondition?.name.value ?? parent.name, selectionSet, sized);
      }),
    );
  }

  private ofField(parent: GraphQLCompositeType, node: FieldNode, sized: Sized): number {
    const field = isUnionType(parent) ? undefined : parent.getFields()[node.name.value];
    const rule = field && this.rules.get(field);
    // Introspection has a limit of its own.
    if (!rule) return 0;
    const length = lengthOf(rule, field, node, this.variables);
    const below = { fields: rule.sizedFields, length };
    const type = getNamedType(field.type);
    const selected =
      node.selectionSet && isCompositeType(type) ? this.of(type, node.selectionSet, below) : 0;
    const own = rule.sizedFields.length > 0 ? 1 : length;
    const count = sized.fields.includes(field.name) ? sized.length : own;
    return count * (rule.weight + selected);
  }

  private ofFragment(name: string, sized: Sized): number {
    const key = `${name} ${sized.length} ${sized.fields.join(' ')}`;
    const known = this.counted.get(key);
    if (known !== undefined) return known;
    const fragment = this.fragments.get(name);
    const cost = fragment
      ? this.within(fragment.typeCondition.name.value, fragment.selectionSet, sized)
      : 0;
    this.counted.set(key, cost);
    return cost;
  }

  private within(typeName: string, selections: SelectionSetNode, sized: Sized): number {
    const type = this.schema.getType(typeName);
    return isCompositeType(type) ? this.of(type, selections, sized) : 0;
  }
}

/** How many objects a field stands for, itself or in its sized fields. */
function lengthOf(
  { slicingArguments, listArgument, assumedSize }: CostRule,
  field: SchemaField,
  node: FieldNode,
  variables: Variables,
): number {
  if (listArgument !== null) {
    const listed = argumentOf(node, listArgument, variables);
    return Array.isArray(listed) ? listed.length : 1;
  }
  for (const name of slicingArguments) {
    const byDefault = field.args.find((argument) => argument.name === name)?.defaultValue;
    const size = argumentOf(node, name, variables) ?? byDefault ?? null;
    if (size === null) continue;
    // What is out of bounds is refused later, and lists nothing.
    return Number(size) >= 0 && Number(size) <= PAGE_SIZE_MAX ? Number(size) : 1;
  }
  return assumedSize;
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
