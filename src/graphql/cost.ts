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
import { type CostRule, type CostRules, readCostRules, type SchemaField } from './cost-rules.ts';

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

/** Tells what operations cost. */
export interface Costs {
  /**
   * What an operation costs at most: the product of the lists below one another. It is counted
   * before anything runs, so that pages within pages are refused rather than given up.
   */
  of(operation: Operation): number;
}

/** What an operation cost the last time, and how long its variables made its lists then. */
interface Counted {
  readonly cost: number;
  readonly sizes: ReadonlyMap<string, Size>;
}

/** @throws where the schema does not say how long a list of objects can be. */
export function readCosts(schema: GraphQLSchema): Costs {
  const rules = readCostRules(schema);
  const known = new WeakMap<OperationDefinitionNode, Counted>();
  return {
    of(asked) {
      const { operation, variables } = asked;
      const last = known.get(operation);
      if (last && areSizes(last.sizes, variables)) return last.cost;
      const count = new Count(asked, rules);
      const root = schema.getRootType(operation.operation);
      const cost = root ? count.of(root, operation.selectionSet, UNSIZED) : 0;
      known.set(operation, { cost, sizes: count.sizes });
      return cost;
    },
  };
}

function areSizes(sizes: ReadonlyMap<string, Size>, variables: Variables): boolean {
  for (const [name, size] of sizes) if (sizeOf(variables[name]) !== size) return false;
  return true;
}

type Size = number | bigint | null | undefined;

/** What of a variable can tell how long a list is; of a list as a bigint: JSON has none. */
function sizeOf(variable: unknown): Size {
  if (Array.isArray(variable)) return BigInt(variable.length);
  // What is no size is not even equal to itself.
  const isSize = typeof variable === 'number' || variable === null || variable === undefined;
  return isSize ? variable : Number.NaN;
}

class Count {
  private readonly schema: GraphQLSchema;
  private readonly rules: CostRules;
  private readonly variables: Variables;
  private readonly defaults: Variables;
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Of the variables that were looked at, as they were given. */
  readonly sizes = new Map<string, Size>();
  /** What a fragment costs is worked out once, however often it is spread. */
  private readonly counted = new Map<string, number>();

  constructor({ schema, document, operation, variables }: Operation, rules: CostRules) {
    this.schema = schema;
    this.rules = rules;
    this.variables = variables;
    this.defaults = defaultsOf(operation);
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
    const length = this.lengthOf(rule, field, node);
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

  /** How many objects a field stands for, itself or in its sized fields. */
  private lengthOf(rule: CostRule, field: SchemaField, node: FieldNode): number {
    const { slicingArguments, listArgument, assumedSize } = rule;
    if (listArgument !== null) {
      const listed = this.argumentOf(node, listArgument);
      return Array.isArray(listed) ? listed.length : 1;
    }
    for (const name of slicingArguments) {
      const byDefault = field.args.find((argument) => argument.name === name)?.defaultValue;
      const size = this.argumentOf(node, name) ?? byDefault ?? null;
      if (size === null) continue;
      // What is out of bounds is refused later, and lists nothing.
      return Number(size) >= 0 && Number(size) <= PAGE_SIZE_MAX ? Number(size) : 1;
    }
    return assumedSize;
  }

  /** An argument as far as it has to be known here. */
  private argumentOf(node: FieldNode, argumentName: string): unknown {
    const value = node.arguments?.find(({ name }) => name.value === argumentName)?.value;
    if (value?.kind !== Kind.VARIABLE) return literalOf(value);
    const name = value.name.value;
    const given = this.variables[name];
    this.sizes.set(name, sizeOf(given));
    return given === undefined ? this.defaults[name] : given;
  }
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
