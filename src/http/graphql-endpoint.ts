import { type ApolloServer, type BaseContext, HeaderMap } from '@apollo/server';
import type { Principal } from '../merchant/principal.ts';
import { type Answer, refusal } from './answer.ts';
import { readBody } from './body.ts';
import type { Exchange } from './exchange.ts';

export interface GraphqlEndpoint<Context extends BaseContext> {
  readonly apollo: ApolloServer<Context>;
  contextOf(principal: Principal, requestId: string): Context;
  /** Who sends the request, by its headers (names in lower case); null: nobody known. */
  authenticate(headers: ReadonlyMap<string, string>): Promise<Principal | null>;
}

const unauthenticated = refusal(
  401,
  'UNAUTHENTICATED',
  'A valid API key is needed, as "Authorization: Bearer storno_…" or as "x-api-key: storno_…".',
  { 'www-authenticate': 'Bearer' },
);

/** Apollo and its plugins have no use for them, and a plugin that reports headers leaks them. */
const CREDENTIALS = ['authorization', 'x-api-key', 'cookie'];

/** The name of an operation stands at its beginning, if anywhere. */
const OPERATION = /^\s*(?:query|mutation|subscription)\s+([_A-Za-z]\w*)/;

function headersOf({ request }: Exchange): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined)
      headers.set(name, typeof value === 'string' ? value : value.join(', '));
  }
  return headers;
}

/** For the log only: Apollo makes up its own mind about which operation is meant. */
function operationNameOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  if ('operationName' in body && typeof body.operationName === 'string') return body.operationName;
  if (!('query' in body) || typeof body.query !== 'string') return null;
  return OPERATION.exec(body.query)?.[1] ?? null;
}

function proceed({ request, response }: Exchange): void {
  if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue();
}

async function execute<Context extends BaseContext>(
  endpoint: GraphqlEndpoint<Context>,
  exchange: Exchange,
  principal: Principal,
  headers: HeaderMap,
  body: unknown,
): Promise<Answer> {
  const response = await endpoint.apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: exchange.request.method ?? '',
      headers,
      search: exchange.search,
      body,
    },
    context: async () => endpoint.contextOf(principal, exchange.requestId),
  });
  if (response.body.kind !== 'complete') throw new Error('An answer in parts is not supported.');
  return {
    status: response.status ?? 200,
    headers: Object.fromEntries(response.headers),
    body: response.body.string,
  };
}

/**
 * Answers a GET or POST. The key is checked before anything is read or parsed, so that a stranger
 * learns nothing, not even the schema (`_service` answers although introspection is off).
 */
export async function answerGraphql<Context extends BaseContext>(
  endpoint: GraphqlEndpoint<Context>,
  exchange: Exchange,
): Promise<Answer> {
  const headers = headersOf(exchange);
  const principal = await endpoint.authenticate(headers);
  if (!principal) return unauthenticated;
  exchange.principal = principal;
  for (const name of CREDENTIALS) headers.delete(name);
  if (exchange.request.method === 'GET') {
    const parameters = Object.fromEntries(new URLSearchParams(exchange.search));
    exchange.operationName = operationNameOf(parameters);
    return execute(endpoint, exchange, principal, headers, undefined);
  }
  const { json, refused } = await readBody(exchange.request, () => proceed(exchange));
  if (refused) return refused;
  exchange.operationName = operationNameOf(json);
  return execute(endpoint, exchange, principal, headers, json);
}
