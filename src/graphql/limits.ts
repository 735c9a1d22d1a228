import {
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { sum } from './cost.ts';

/** Words, names and punctuation marks of a query text. */
export const TOKENS_MAX = 1_000;
/** Fields below one another. */
export const DEPTH_MAX = 15;
/** Mutations of one request, under whatever aliases. */
export const ROOT_MUTATIONS_MAX = 20;
/** Selections that fragments within fragments may add up to. */
export const SELECTIONS_MAX = 10_000;
/** Problems of a query that are told at once. */
export const REPORTED_ERRORS_MAX = 1;

type Measure = (selections: SelectionSetNode) => number;

/**
 * Measures a selection, fragments included. A fragment is measured once, however often it is
 * spread: twenty that each spread the next one twice are a million selections. One that spreads
 * itself counts nothing here; another rule refuses it.
 */
function measure(
  context: ValidationContext,
  ofField: (field: FieldNode, of: Measure) => number,
  together: (counts: readonly number[]) => number,
): Measure {
  const fragments = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const known = fragments.get(name);
    if (known !== undefined) return known;
    fragments.set(name, 0);
    const fragment = context.getFragment(name);
    const count = fragment ? of(fragment.selectionSet) : 0;
    fragments.set(name, count);
    return count;
  };
  const of: Measure = ({ selections }) =>
    together(
      selections.map((selection) => {
        if (selection.kind === Kind.FIELD) return ofField(selection, of);
        if (selection.kind === Kind.INLINE_FRAGMENT) return of(selection.selectionSet);
        return ofFragment(selection.name.value);
      }),
    );
  return of;
}

/** Introspection is deep by nature, and has a rule of its own in graphql-js. */
function isIntrospection({ name }: FieldNode): boolean {
  return name.value.startsWith('__');
}

/** Refuses operations with more than `DEPTH_MAX` fields below one another. */
export function depthRule(context: ValidationContext): ASTVisitor {
  const depthOf = measure(
    context,
    (field, of) =>
      isIntrospection(field) ? 0 : 1 + (field.selectionSet ? of(field.selectionSet) : 0),
    (depths) => Math.max(0, ...depths),
  );
  return {
    OperationDefinition: (operation) => {
      if (depthOf(operation.selectionSet) <= DEPTH_MAX) return;
      const message = `The operation is deeper than ${DEPTH_MAX} fields.`;
      context.reportError(new GraphQLError(message, { nodes: operation }));
    },
  };
}

/** Refuses operations with more than `ROOT_MUTATIONS_MAX` mutations. */
export function rootMutationsRule(context: ValidationContext): ASTVisitor {
  const countOf = measure(context, () => 1, sum);
  return {
    OperationDefinition: (operation) => {
      if (operation.operation !== OperationTypeNode.MUTATION) return;
      if (countOf(operation.selectionSet) <= ROOT_MUTATIONS_MAX) return;
      const message = `The operation has more than ${ROOT_MUTATIONS_MAX} mutations.`;
      context.reportError(new GraphQLError(message, { nodes: operation }));
    },
  };
}
