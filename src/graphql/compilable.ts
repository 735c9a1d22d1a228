import {
  type ASTNode,
  BREAK,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type ObjectPlace, readObjectVariables } from './object-variables.ts';

/** A document that may be compiled, and how much code that will be. */
export interface Compilable {
  /** A fragment's as often as it is spread, and all once for each type that they may be of. */
  readonly selectionCount: number;
  readonly objectVariables: readonly ObjectPlace[];
}

/**
 * Whether compiled code answers a valid document as graphql-js does; null: it might not, or there
 * are more than `selectionsMax` selections. The compiler differs in what stands behind `@skip` and
 * `@include`, in variables within literal objects and lists, and in `__proto__` as a name; and in
 * lists for input objects, which has to be seen to for each request.
 *
 * It also writes literals into the code that it makes, and not all texts are safe there: text of
 * callers must not get into code, so that a document with any is left to graphql-js.
 */
export function readCompilable(
  schema: GraphQLSchema,
  document: DocumentNode,
  selectionsMax: number,
): Compilable | null {
  const operation = onlyOperation(document);
  const root = operation && schema.getRootType(operation.operation);
  if (!root || !runsOnce(operation) || hasStranger(document)) return null;
  const objectVariables = readObjectVariables(schema, operation);
  const expansion = new Expansion(schema, document, selectionsMax);
  const selectionCount = expansion.of(root, operation.selectionSet);
  return selectionCount <= selectionsMax ? { selectionCount, objectVariables } : null;
}

function onlyOperation({ definitions }: DocumentNode): OperationDefinitionNode | null {
  const operations = definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [operation] = operations;
  return operations.length === 1 && operation ? operation : null;
}

/** Several mutations of a request run one after another, each on what the last one left. */
function runsOnce({ operation, selectionSet: { selections } }: OperationDefinitionNode): boolean {
  if (operation === OperationTypeNode.QUERY) return true;
  const isOne = selections.length === 1 && selections[0]?.kind === Kind.FIELD;
  return operation === OperationTypeNode.MUTATION && isOne;
}

function hasStranger(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    enter(node, _key, _parent, _path, within) {
      found ||= isStranger(node, within);
      return found ? BREAK : undefined;
    },
  });
  return found;
}

function isStranger(node: ASTNode, within: readonly unknown[]): boolean {
  switch (node.kind) {
    case Kind.DIRECTIVE:
    case Kind.STRING:
      return true;
    case Kind.NAME:
      return node.value === '__proto__';
    case Kind.FIELD:
      return node.name.value.startsWith('__') && node.name.value !== '__typename';
    case Kind.VARIABLE:
      return within.some(isCollection);
    default:
      return false;
  }
}

function isCollection(node: unknown): boolean {
  const kind = typeof node === 'object' && node !== null && 'kind' in node ? node.kind : null;
  return kind === Kind.LIST || kind === Kind.OBJECT;
}

/** Counts until there are too many: fragments within fragments could be millions. */
class Expansion {
  private readonly schema: GraphQLSchema;
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly selectionsMax: number;
  private count = 0;

  constructor(schema: GraphQLSchema, { definitions }: DocumentNode, selectionsMax: number) {
    this.schema = schema;
    this.selectionsMax = selectionsMax;
    const fragments = definitions.filter(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION,
    );
    this.fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  of(type: GraphQLCompositeType, selected: SelectionSetNode): number {
    const types = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
    for (const each of types) this.add(each, selected);
    return this.count;
  }

  private add(type: GraphQLObjectType, { selections }: SelectionSetNode): void {
    for (const selection of selections) {
      this.count += 1;
      if (this.count > this.selectionsMax) return;
      if (selection.kind === Kind.FIELD) {
        const below = getNamedType(type.getFields()[selection.name.value]?.type);
        if (isCompositeType(below) && selection.selectionSet)
          this.of(below, selection.selectionSet);
      } else {
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD
            ? this.fragments.get(selection.name.value)
            : selection;
        if (fragment && this.applies(fragment.typeCondition?.name.value, type)) {
          this.add(type, fragment.selectionSet);
        }
      }
    }
  }

  private applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditional = this.schema.getType(condition);
    return isAbstractType(conditional) && this.schema.isSubType(conditional, type);
  }
}
