import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { isIPv6 } from 'node:net';
import type { BaseContext } from '@apollo/server';
import type { Log } from '../telemetry/log.ts';
import { type Answer, commonHeaders, DEFECT, refusal, send } from './answer.ts';
import { CallerGoneError } from './body.ts';
import { answerBroken } from './broken-request.ts';
import { type Exchange, logExchange, openExchange } from './exchange.ts';
import { answerGraphql, type GraphqlEndpoint } from './graphql-endpoint.ts';
import { LIVE, readiness } from './health.ts';
import { sendToPlayground } from './playground.ts';
import type { Route } from './route.ts';
import { Traffic } from './traffic.ts';

/** From the first byte to the last, headers and body. */
const REQUEST_TIMEOUT_MS = 10_000;
const HEADERS_TIMEOUT_MS = 5_000;
const TIMEOUT_CHECK_INTERVAL_MS = 1_000;
/** Longer than the 60 s of usual balancers: they hang up, not we under their next request. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
export const HEADER_BYTES_MAX = 16_384;
const CONNECTIONS_MAX = 1_024;

const options: ServerOptions = {
  requestTimeout: REQUEST_TIMEOUT_MS,
  headersTimeout: HEADERS_TIMEOUT_MS,
  connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
  keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
  maxHeaderSize: HEADER_BYTES_MAX,
  // Otherwise the second of two keys or content types is silently dropped.
  joinDuplicateHeaders: true,
};

export interface HttpServerParts<Context extends BaseContext> extends GraphqlEndpoint<Context> {
  /** Whether the store can be used; a rejection counts as no. */
  isReady(): Promise<boolean>;
  /** Paths with what is found there; null where the playground is off. */
  readonly playground?: ReadonlyMap<string, Route> | null;
  readonly log: Log;
  /** Milliseconds on a clock that never goes back; for durations only. */
  readonly now?: () => number;
}

export interface HttpServer {
  /** @throws if Apollo was not started, or the port is taken. */
  listen(port: number, host: string): Promise<{ readonly port: number; readonly url: string }>;
  /** The ids of the requests that are under way. */
  inFlight(): readonly string[];
  /**
   * Takes no more requests, and resolves when those under way are answered and every connection is
   * closed. What is not over by `graceMs` is cut; the ids of the requests that were are returned.
   */
  close(graceMs: number): Promise<readonly string[]>;
}

const stopping = refusal(503, 'SERVICE_UNAVAILABLE', 'The server is stopping.');
const notFound = refusal(404, 'NOT_FOUND', 'There is nothing here; GraphQL is at /graphql.');

function methodsOnly(allow: string): Answer {
  return refusal(405, 'METHOD_NOT_ALLOWED', `Only ${allow} is possible here.`, { allow });
}

function routesOf<Context extends BaseContext>(
  parts: HttpServerParts<Context>,
  traffic: Traffic,
): ReadonlyMap<string, Route> {
  const probes = 'GET, HEAD';
  const { playground } = parts;
  return new Map<string, Route>([
    ...(playground ?? []),
    [
      '/graphql',
      {
        methods: 'GET, POST',
        answer: async (exchange) => {
          if (traffic.draining) return stopping;
          return (playground && sendToPlayground(exchange)) ?? answerGraphql(parts, exchange);
        },
      },
    ],
    ['/health/live', { methods: probes, answer: async () => LIVE }],
    [
      '/health/ready',
      { methods: probes, answer: () => readiness(traffic.draining, () => parts.isReady()) },
    ],
  ]);
}

function answerOf(
  routes: ReadonlyMap<string, Route>,
  exchange: Exchange,
  log: Log,
): Answer | Promise<Answer | null> {
  const route = routes.get(exchange.path);
  if (!route) return notFound;
  const allowed = route.methods.split(', ').includes(exchange.request.method ?? '');
  if (!allowed) return methodsOnly(route.methods);
  return route.answer(exchange).catch((error: unknown) => {
    if (error instanceof CallerGoneError) return null;
    log.error({ err: error, requestId: exchange.requestId }, 'request failed');
    return DEFECT;
  });
}

async function isOverIn(graceMs: number, work: Promise<unknown>): Promise<boolean> {
  const { promise: cut, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), graceMs);
  try {
    return await Promise.race([work.then(() => true), cut]);
  } finally {
    clearTimeout(timer);
  }
}

async function listen(server: Server, port: number, host: string) {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const name = isIPv6(host) ? `[${host}]` : host;
  return { port: address.port, url: `http://${name}:${address.port}` };
}

/** Thin on purpose: a framework around Apollo costs a third of the requests a second. */
export function createHttpServer<Context extends BaseContext>(
  parts: HttpServerParts<Context>,
): HttpServer {
  const { log, now = () => performance.now() } = parts;
  const traffic = new Traffic((exchange) => logExchange(log, exchange, now()));
  const routes = routesOf(parts, traffic);

  const serve = async (exchange: Exchange): Promise<void> => {
    const { request, response, requestId } = exchange;
    traffic.begin(exchange);
    try {
      const answer = await answerOf(routes, exchange, log);
      // Of several requests sent ahead on one socket only the last may announce that it closes.
      const hangUp = traffic.draining && traffic.on(request.socket).length === 1;
      if (answer) await send(request, response, answer, commonHeaders(requestId), hangUp);
    } catch (error) {
      log.error({ err: error, requestId }, 'answer failed');
      response.destroy();
    }
    traffic.workEnded(exchange);
  };
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    void serve(openExchange(request, response, now()));
  };
  const server = createServer(options, onRequest);
  server.maxConnections = CONNECTIONS_MAX;
  server.on('connection', (socket) => traffic.connect(socket));
  // The body of a caller that asks first ("Expect: 100-continue") is asked for after the key.
  server.on('checkContinue', onRequest);
  server.on('checkExpectation', onRequest);
  server.on('clientError', (error, socket) => answerBroken(error, socket, traffic, log));

  return {
    listen: (port, host) => {
      parts.apollo.assertStarted('listen');
      return listen(server, port, host);
    },
    inFlight: () => traffic.requestIds,
    close: async (graceMs) => {
      server.close();
      traffic.drain();
      if (await isOverIn(graceMs, traffic.quiet)) return [];
      const cut = traffic.requestIds;
      server.closeAllConnections();
      return cut;
    },
  };
}
