import { hash } from 'node:crypto';
import { InMemoryCache } from '@apollo/client/cache';
import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  parse,
  print,
  separateOperations,
  validate,
} from 'graphql';

/** One operation that may be sent by its id alone. */
interface PersistedOperation {
  /** SHA-256 of the body, in hexadecimal. */
  readonly id: string;
  readonly name: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly body: string;
}

/** The format that Apollo's tools write, and that routers and this server read. */
export interface PersistedOperations {
  readonly format: 'apollo-persisted-query-manifest';
  readonly version: 1;
  readonly operations: readonly PersistedOperation[];
}

/**
 * Lists the operations of some documents by name. A body is what Apollo Client sends, `__typename`
 * in every selection, so that the hash which it makes by itself is the id.
 *
 * @throws if an operation is invalid, has no name, or has that of another one.
 */
export function persistedOperationsOf(
  documents: readonly string[],
  schema: GraphQLSchema,
): PersistedOperations {
  const operations = documents
    .flatMap((text) => Object.values(separateOperations(checked(parse(text), schema))))
    .map(operationOf)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const twice = operations.find(({ name }, i) => name === operations[i + 1]?.name);
  if (twice) throw new Error(`two operations are named ${twice.name}`);
  return { format: 'apollo-persisted-query-manifest', version: 1, operations };
}

function checked(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const [error] = validate(schema, document);
  if (error) throw error;
  return document;
}

const cache = new InMemoryCache();

function operationOf(document: DocumentNode): PersistedOperation {
  const operation = getOperationAST(document);
  const name = operation?.name?.value;
  if (!operation || name === undefined) throw new Error(`no name: ${print(document)}`);
  const body = print(cache.transformDocument(document));
  return { id: hash('sha256', body), name, type: operation.operation, body };
}
