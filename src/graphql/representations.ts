import type { GraphQLSchema } from 'graphql';
import { badRequest } from './errors.ts';

/** References that one `_entities` resolves. */
export const REPRESENTATIONS_MAX = 1_000;

/** The fields that each entity can be asked for by: one of them has to be there. */
const KEYS: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['Transaction', ['id', 'externalReference']],
  ['Wallet', ['id']],
  ['Member', ['id']],
  ['Program', ['id']],
]);

interface Arguments {
  readonly representations?: unknown;
}

/** A key that another subgraph knows to be null names nothing, but is no mistake. */
function isKey(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function ownField(fields: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function check(representation: unknown): void {
  const fields = isRecord(representation) ? representation : {};
  const keys = KEYS.get(ownField(fields, '__typename'));
  if (!keys) throw badRequest('A representation has the __typename of no entity of this subgraph.');
  if (keys.some((key) => isKey(ownField(fields, key)))) return;
  throw badRequest(`A representation has no ${keys.join(' or ')}.`);
}

/**
 * Checks references before they are resolved. `@apollo/subgraph` takes any number of them, and one
 * bad `__typename` for a defect of the server.
 */
export function guardEntities(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const resolve = field?.resolve;
  if (!field || !resolve) throw new Error('The schema has no entities.');
  field.resolve = (source, args: Arguments, context, info): unknown => {
    const { representations } = args;
    if (!Array.isArray(representations) || representations.length > REPRESENTATIONS_MAX) {
      throw badRequest(`_entities takes at most ${REPRESENTATIONS_MAX} representations.`);
    }
    for (const representation of representations) check(representation);
    return resolve(source, args, context, info);
  };
}
