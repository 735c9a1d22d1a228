import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getVariableValues,
  isInputObjectType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { grants, type Scope, scopeNamed } from '../merchant/scope.ts';
import type { Operation } from './cost.ts';
import { forbidden } from './errors.ts';

type RootField = GraphQLField<unknown, unknown>;
/** Scopes of which one group has to be held whole. */
type Rule = readonly (readonly Scope[])[];

const DIRECTIVE = 'requiresScopes';
/** Root fields that federation adds, where no directive can stand; a group of none is anybody's. */
const FEDERATION: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['_service', [[]]],
  ['_entities', [['ledger:read'], ['admin']]],
]);
/** Fields of inputs by which a caller sets itself above the program's policies. */
const OVERRIDING_FIELDS = ['onShortfall'];
const OVERRIDE: Scope = 'ledger:override';

/** Who may do what, as the schema's directives say it. */
export interface Access {
  /** What a caller is refused with that may not run an operation; null: it may. */
  refuse(operation: Operation, scopes: readonly Scope[]): GraphQLError | null;
}

/**
 * Reads `@requiresScopes` off the root fields, once.
 *
 * @throws where a root field has none, or where one names no scope of ours or stands elsewhere:
 * then nobody would see to it.
 */
export function readAccess(schema: GraphQLSchema): Access {
  const rules = new Map<RootField, Rule>();
  const { query, mutation, subscription } = schema.toConfig();
  const roots = new Set<unknown>([query, mutation, subscription]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const rule =
        FEDERATION.get(field.name) ?? ruleOf(schema, field, `${type.name}.${field.name}`);
      if (roots.has(type) !== (rule !== null)) {
        throw new Error(
          `@${DIRECTIVE} belongs on every root field, and is not so on ${field.name}`,
        );
      }
      if (rule) rules.set(field, rule);
    }
  }
  const known = new WeakMap<OperationDefinitionNode, readonly Guarded[]>();
  const guardedOf = (operation: Operation): readonly Guarded[] => {
    const guarded = known.get(operation.operation) ?? readGuarded(operation, rules);
    known.set(operation.operation, guarded);
    return guarded;
  };
  return {
    refuse(operation, scopes) {
      for (const { node, field, rule, isOverridable } of guardedOf(operation)) {
        if (!isMet(rule, scopes)) return forbidden(node, rule);
        if (!isOverridable || grants(scopes, OVERRIDE)) continue;
        if (isOverriding(operation, field, node)) return forbidden(node, [[OVERRIDE], ['admin']]);
      }
      return null;
    },
  };
}

/** A root field that an operation asks for. */
interface Guarded {
  readonly node: FieldNode;
  readonly field: RootField;
  readonly rule: Rule;
  /** Whether an input of the field has a field that sets the caller above policies. */
  readonly isOverridable: boolean;
}

/** Once for each operation that Apollo keeps. */
function readGuarded(
  operation: Operation,
  rules: ReadonlyMap<RootField, Rule>,
): readonly Guarded[] {
  const fields = operation.schema.getRootType(operation.operation.operation)?.getFields();
  return rootFieldsOf(operation).flatMap((node) => {
    const field = fields?.[node.name.value];
    // `__typename` and introspection are anybody's who has a credential.
    const rule = field && rules.get(field);
    return rule ? [{ node, field, rule, isOverridable: canOverride(field) }] : [];
  });
}

function isMet(rule: Rule, scopes: readonly Scope[]): boolean {
  return rule.some((group) => group.every((scope) => grants(scopes, scope)));
}

function ruleOf(schema: GraphQLSchema, { astNode }: RootField, place: string): Rule | null {
  const directive = schema.getDirective(DIRECTIVE);
  const values = directive && astNode && getDirectiveValues(directive, astNode);
  if (!values) return null;
  return (values['scopes'] as string[][]).map((group) =>
    group.map((text) => {
      const scope = scopeNamed(text);
      if (scope === null) throw new Error(`${place} requires ${text}, which is no scope`);
      return scope;
    }),
  );
}

/** The fields of an operation's root, fragments included, whatever `@skip` and `@include` say. */
function rootFieldsOf({ document, operation }: Operation): FieldNode[] {
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment): [string, FragmentDefinitionNode] => [fragment.name.value, fragment]),
  );
  const fields: FieldNode[] = [];
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) fields.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else {
        const fragment = fragments.get(selection.name.value);
        // Once is enough, however often it is spread.
        fragments.delete(selection.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  };
  collect(operation.selectionSet);
  return fields;
}

/** Whether an input of the field has a field that sets the caller above the program's policies. */
function canOverride({ args }: RootField): boolean {
  return args.some((argument) => {
    const type = getNamedType(argument.type);
    return isInputObjectType(type) && OVERRIDING_FIELDS.some((name) => name in type.getFields());
  });
}

/** Whether it is given, by whatever variable or default. */
function isOverriding(
  { schema, operation, variables: inputs }: Operation,
  field: RootField,
  node: FieldNode,
): boolean {
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], inputs);
  // With bad variables nothing will run.
  if (!coerced) return false;
  const given = Object.values(getArgumentValues(field, node, coerced)).flat();
  return given.some((input) => OVERRIDING_FIELDS.some((name) => isGiven(input, name)));
}

function isGiven(input: unknown, name: string): boolean {
  if (typeof input !== 'object' || input === null) return false;
  const value: unknown = Object.entries(input).find(([key]) => key === name)?.[1];
  return value !== undefined && value !== null;
}
