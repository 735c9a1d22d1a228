import { mapExchange } from '@urql/core';
import type { IntrospectionQuery } from 'graphql';

const LATER = 'LaterError';

/**
 * The introspection with one more refusal, that has what all of them have. It stands for those
 * that come later: graphcache stops at a type which its schema does not have.
 */
export function withLaterError({ __schema }: IntrospectionQuery): IntrospectionQuery {
  const refusal = __schema.types.find(({ name }) => name === 'LedgerError');
  if (refusal?.kind !== 'INTERFACE') throw new Error('the introspection has no LedgerError');
  const { fields } = refusal;
  const later = { kind: 'OBJECT', name: LATER, fields, interfaces: [refusal] } as const;
  const types = [...__schema.types, later];
  return { __schema: { ...__schema, types } };
}

/** Gives that name, below the cache, to refusals that the introspection does not know. */
export function laterErrors({ __schema }: IntrospectionQuery) {
  const known = new Set(__schema.types.map(({ name }) => name));
  const isLater = (key: string, value: unknown): boolean =>
    key === '__typename' &&
    typeof value === 'string' &&
    value.endsWith('Error') &&
    !known.has(value);
  return mapExchange({
    onResult: ({ data, ...result }) => {
      const text = JSON.stringify(data ?? null);
      const named: unknown = JSON.parse(text, (key, value: unknown) =>
        isLater(key, value) ? LATER : value,
      );
      return { ...result, data: named };
    },
  });
}
