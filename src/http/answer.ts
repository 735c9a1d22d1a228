import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Largest body of a request, in bytes. */
export const BODY_BYTES_MAX = 65_536;
/** How long the rest of a refused body is thrown away before the connection is closed. */
const LINGER_MS = 500;

/** What a request is answered with; its headers go before those that every answer has. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export const JSON_TYPE = 'application/json; charset=utf-8';

/** An error as GraphQL clients read it, whatever went wrong before GraphQL saw the request. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer & { readonly body: string } {
  return {
    status,
    headers: { ...headers, 'content-type': JSON_TYPE },
    body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
  };
}

export const DEFECT = refusal(500, 'INTERNAL_SERVER_ERROR', 'Internal server error.');

/**
 * The headers of every answer: nothing is cached, nothing is guessed to be a page, and what is
 * taken for one all the same may load nothing and stands in no frame.
 */
export function commonHeaders(requestId: string): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  };
}

/** Whether more of the body may come than one is willing to read in order to reuse a connection. */
function sendsOn(request: IncomingMessage): boolean {
  if (request.complete) return false;
  const { 'content-length': length, 'transfer-encoding': encoding, expect } = request.headers;
  return encoding !== undefined || expect !== undefined || Number(length ?? 0) > BODY_BYTES_MAX;
}

/** Throws the rest of a body away, but not for long. */
async function discardRest(request: IncomingMessage): Promise<void> {
  const waiting = new AbortController();
  const stop = (): void => waiting.abort();
  request.once('end', stop).once('close', stop).resume();
  await sleep(LINGER_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
}

/**
 * Sends the answer, and says by `hangUp` that the connection ends with it. If a body is still
 * coming, the connection ends a little later than the answer: closing a socket on unread input
 * resets it, and the reset can overtake the answer.
 */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  common: Readonly<Record<string, string>>,
  hangUp: boolean,
): Promise<void> {
  if (response.destroyed || response.headersSent) return;
  const lingers = sendsOn(request);
  response.writeHead(answer.status, {
    ...common,
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body),
    ...(lingers || hangUp ? { connection: 'close' } : {}),
  });
  if (lingers) {
    response.write(answer.body);
    await discardRest(request);
    response.end();
  } else {
    response.end(answer.body);
  }
}
