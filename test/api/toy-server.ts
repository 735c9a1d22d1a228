import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import type { Route } from '../../src/http/route.ts';
import { createHttpServer, type HttpServer } from '../../src/http/server.ts';
import type { Principal } from '../../src/merchant/principal.ts';
import { createLog } from '../../src/telemetry/log.ts';

export const KEY = 'storno_toy';
export const SLOW_MS = 300;

interface ToyContext {
  readonly principal: Principal;
  readonly requestId: string;
}

const typeDefs = `
  type Query { whoami: String requestId: String slow: String defect: String _service: String }
  type Mutation { add(by: Int): Int }
`;

/** A schema of no ledger, with all that a border can be tried on. */
export interface Toy {
  readonly server: HttpServer;
  readonly apollo: ApolloServer<ToyContext>;
  readonly port: number;
  readonly url: string;
  readonly lines: Record<string, unknown>[];
  readonly text: string[];
  /** What headers Apollo and its plugins see. */
  readonly headerNames: Set<string>;
  /** How often a resolver ran. */
  readonly ran: { count: number };
  readonly readiness: { answer: () => Promise<boolean> };
}

export async function startToy(
  actor = 'till 1',
  playground: ReadonlyMap<string, Route> | null = null,
): Promise<Toy> {
  const headerNames = new Set<string>();
  const ran = { count: 0 };
  const run = <T>(value: T): T => {
    ran.count += 1;
    return value;
  };
  const apollo = new ApolloServer<ToyContext>({
    typeDefs,
    resolvers: {
      Query: {
        whoami: (_: unknown, __: unknown, { principal }: ToyContext) => run(principal.merchantId),
        requestId: (_: unknown, __: unknown, { requestId }: ToyContext) => run(requestId),
        slow: () => sleep(SLOW_MS, run('done')),
        defect: () => Promise.reject(new Error('a defect')),
        _service: () => run('sdl'),
      },
      Mutation: { add: (_: unknown, { by }: { by: number }) => run(by + 1) },
    },
    csrfPrevention: true,
    plugins: [
      {
        requestDidStart: async ({ request }) => {
          for (const name of request.http?.headers.keys() ?? []) headerNames.add(name);
        },
      },
    ],
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  const lines: Record<string, unknown>[] = [];
  const text: string[] = [];
  const write = (line: string): void => {
    text.push(line);
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === 'object') lines.push({ ...parsed });
  };
  const readiness = { answer: async () => true };
  const server = createHttpServer<ToyContext>({
    apollo,
    contextOf: (principal, requestId) => ({ principal, requestId }),
    authenticate: async (headers) => {
      if (headers.get('x-api-key') === 'broken') throw new Error('the store is away');
      const known = headers.get('authorization') === `Bearer ${KEY}`;
      return known ? { merchantId: 'm1', actor, scopes: [], credential: 'key 1' } : null;
    },
    isReady: () => readiness.answer(),
    playground,
    log: createLog('info', { write }),
  });
  const { port, url } = await server.listen(0, '127.0.0.1');
  return { server, apollo, port, url, lines, text, headerNames, ran, readiness };
}

export function post(
  toy: Pick<Toy, 'url'>,
  body: RequestInit['body'] | object,
  headers: Record<string, string> = {},
): Promise<Response> {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  return fetch(`${toy.url}/graphql`, {
    method: 'POST',
    body: raw ? body : JSON.stringify(body),
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
  });
}

/** What a server says to bytes on a socket, until it hangs up. */
export async function speak(port: number, ...parts: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    heard += chunk;
  });
  // A server that has hung up resets what is still sent to it.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  for (const part of parts) {
    if (socket.writable) socket.write(part);
    await sleep(20);
  }
  if (!socket.closed) await once(socket, 'close');
  return heard;
}

export function head(...lines: readonly string[]): string {
  return `${['POST /graphql HTTP/1.1', 'Host: toy', ...lines].join('\r\n')}\r\n\r\n`;
}

export const AUTHORIZED = `Authorization: Bearer ${KEY}`;
