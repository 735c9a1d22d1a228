import { type GraphQLField, type ValueNode, valueFromASTUntyped } from 'graphql';
import { z } from 'zod';

const scopeLists = z.array(z.array(z.string()));

/** What a key has to be good for, as `@requiresScopes` says it; empty where it says nothing. */
export function scopesOf({ astNode }: GraphQLField<unknown, unknown>): readonly string[] {
  const directive = astNode?.directives?.find(({ name }) => name.value === 'requiresScopes');
  const argument = directive?.arguments?.find(({ name }) => name.value === 'scopes');
  return argument ? alternatives(argument.value) : [];
}

function alternatives(value: ValueNode): readonly string[] {
  return scopeLists.parse(valueFromASTUntyped(value)).map((all) => all.join(' and '));
}
