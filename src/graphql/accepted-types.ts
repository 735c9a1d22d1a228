import type { GraphQLRequest, GraphQLResponse } from '@apollo/server';

const HTTP_OK = 200;
const HTTP_BAD_REQUEST = 400;
const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_JSON_TYPE = 'application/graphql-response+json; charset=utf-8';

/** What Apollo would choose, after weighing the header's types against its own for each request. */
const CHOSEN: ReadonlyMap<string | undefined, string> = new Map([
  [undefined, JSON_TYPE],
  ['*/*', JSON_TYPE],
  ['application/json', JSON_TYPE],
  ['application/graphql-response+json,application/json;q=0.9', GRAPHQL_JSON_TYPE],
]);

/** Whether an `accept` header names `application/json`, with any parameters, and nothing else. */
function acceptsOnlyJson(accept: string | undefined): boolean {
  const types = accept?.split(',').map((type) => type.split(';', 1)[0]?.trim().toLowerCase());
  return types?.every((type) => type === 'application/json') ?? false;
}

/**
 * Answers each client in a type that it accepts.
 *
 * A well-formed request whose document or variables are refused is answered with 200 where the
 * client accepts only `application/json`. GraphQL over HTTP asks for it: such a client is older
 * than `application/graphql-response+json`, and may take any other status for a proxy's.
 */
export function setAcceptedType(request: GraphQLRequest, { http }: GraphQLResponse): void {
  const accept = request.http?.headers.get('accept');
  const chosen = CHOSEN.get(accept);
  if (chosen !== undefined) http.headers.set('content-type', chosen);
  // Without a query it is not well-formed.
  if (http.status === HTTP_BAD_REQUEST && request.query && acceptsOnlyJson(accept)) {
    http.status = HTTP_OK;
  }
}
