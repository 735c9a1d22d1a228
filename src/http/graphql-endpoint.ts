import {
  type ApolloServer,
  type BaseContext,
  HeaderMap,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import type { TrustedDocuments } from '../graphql/trusted-documents.ts';
import type { Authenticate } from '../merchant/authenticator.ts';
import { CLAIM_HEADERS, GATEWAY_SECRET_HEADER } from '../merchant/gateway.ts';
import { IdentityUnavailableError, type Principal } from '../merchant/principal.ts';
import type { Allowances } from './allowances.ts';
import { type Answer, JSON_TYPE, refusal } from './answer.ts';
import { type Asked, askedIn, asksForSdl, operationNameOf, trusted } from './asked-operation.ts';
import { type Body, readBody } from './body.ts';
import type { Exchange } from './exchange.ts';

export interface GraphqlEndpoint<Context extends BaseContext> {
  readonly apollo: ApolloServer<Context>;
  contextOf(principal: Principal, requestId: string): Context;
  readonly authenticate: Authenticate;
  /** Absent: everybody may ask as often as it likes. */
  readonly allowances?: Allowances;
  /** Set: nothing else runs. */
  readonly documents?: TrustedDocuments | null;
  /** Set: what everybody is told who asks for the schema as composition needs it. */
  readonly openSdl?: string | null;
}

const unauthenticated = refusal(
  401,
  'UNAUTHENTICATED',
  'A valid credential is needed, as "Authorization: Bearer …" or as "x-api-key: storno_…".',
  { 'www-authenticate': 'Bearer' },
);
const identityUnavailable = refusal(503, 'UNAVAILABLE', 'Credentials cannot be checked now.', {
  'retry-after': '1',
});
const untrusted = refusal(400, 'UNTRUSTED_DOCUMENT', 'Only the operations of a manifest run here.');

/** Apollo and its plugins have no use for them, and a plugin that reports headers leaks them. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'authorization',
  'x-api-key',
  'cookie',
  GATEWAY_SECRET_HEADER,
  ...Object.values(CLAIM_HEADERS),
]);

interface Headers {
  readonly credentials: ReadonlyMap<string, string>;
  readonly others: HeaderMap;
}

function headersOf({ request }: Exchange): Headers {
  const credentials = new Map<string, string>();
  const others = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined) continue;
    const text = typeof value === 'string' ? value : value.join(', ');
    if (CREDENTIALS.has(name)) credentials.set(name, text);
    else others.set(name, text);
  }
  return { credentials, others };
}

function tooMany(waitSeconds: number): Answer {
  const message = 'This is asked too often: come again later.';
  return refusal(429, 'RATE_LIMITED', message, { 'retry-after': String(waitSeconds) });
}

function proceed({ request, response }: Exchange): void {
  if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue();
}

/** Reads a body when it is first asked for, and once. */
function bodyOf(exchange: Exchange): () => Promise<Body> {
  let body: Promise<Body> | null = null;
  return () => {
    body ??= readBody(exchange.request, () => proceed(exchange));
    return body;
  };
}

/** What somebody gets who has no good credential. */
async function answerStranger<Context extends BaseContext>(
  { allowances, openSdl }: GraphqlEndpoint<Context>,
  { request }: Exchange,
  body: () => Promise<Body>,
): Promise<Answer> {
  if (openSdl && request.method === 'POST') {
    const asked = askedIn((await body()).json);
    if (asked && asksForSdl(asked)) {
      const text = JSON.stringify({ data: { _service: { sdl: openSdl } } });
      return { status: 200, headers: { 'content-type': JSON_TYPE }, body: text };
    }
  }
  const wait = await allowances?.takeFailure(request.socket.remoteAddress);
  return typeof wait === 'number' ? tooMany(wait) : unauthenticated;
}

function execute<Context extends BaseContext>(
  endpoint: GraphqlEndpoint<Context>,
  exchange: Exchange,
  principal: Principal,
  asked: { readonly headers: HeaderMap; readonly search: string; readonly body: unknown },
): Promise<Answer> {
  const httpGraphQLRequest = { method: exchange.request.method ?? '', ...asked };
  const context = async () => endpoint.contextOf(principal, exchange.requestId);
  return endpoint.apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context }).then(whole);
}

function whole({ status = 200, headers, body }: HTTPGraphQLResponse): Answer {
  if (body.kind !== 'complete') throw new Error('An answer in parts is not supported.');
  return { status, headers: Object.fromEntries(headers), body: body.string };
}

/** What a GET asks for stands in its search. */
function searchOf(asked: Asked): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    if (typeof value === 'string') search.set(name, value);
  }
  return search.toString();
}

/**
 * Answers a GET or POST. The credential is checked before anything is parsed, so that a stranger
 * learns nothing, not even the schema (`_service` answers although introspection is off).
 *
 * @throws {CallerGoneError}
 */
export async function answerGraphql<Context extends BaseContext>(
  endpoint: GraphqlEndpoint<Context>,
  exchange: Exchange,
): Promise<Answer> {
  const { credentials, others } = headersOf(exchange);
  const body = bodyOf(exchange);
  let principal: Principal | null;
  try {
    principal = await endpoint.authenticate(credentials, async () => (await body()).json);
  } catch (error) {
    if (error instanceof IdentityUnavailableError) return identityUnavailable;
    throw error;
  }
  if (!principal) return answerStranger(endpoint, exchange, body);
  exchange.principal = principal;
  const wait = await endpoint.allowances?.takeRequest(principal.credential);
  if (typeof wait === 'number') return tooMany(wait);
  return answerKnown(endpoint, exchange, principal, others, body);
}

async function answerKnown<Context extends BaseContext>(
  endpoint: GraphqlEndpoint<Context>,
  exchange: Exchange,
  principal: Principal,
  headers: HeaderMap,
  readJson: () => Promise<Body>,
): Promise<Answer> {
  const { documents } = endpoint;
  const isGet = exchange.request.method === 'GET';
  const { json, refused } = isGet
    ? { json: Object.fromEntries(new URLSearchParams(exchange.search)) }
    : await readJson();
  if (refused) return refused;
  const asked = askedIn(json);
  exchange.operationName = asked && operationNameOf(asked);
  const sent = documents ? asked && trusted(asked, documents) : json;
  if (documents && !sent) return untrusted;
  const search = documents && isGet ? searchOf(askedIn(sent) ?? {}) : exchange.search;
  const body = isGet ? undefined : sent;
  return execute(endpoint, exchange, principal, { headers, search, body });
}
