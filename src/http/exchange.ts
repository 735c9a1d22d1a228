import type { IncomingMessage, ServerResponse } from 'node:http';
import { createIds } from '../ids.ts';
import type { Principal } from '../merchant/principal.ts';
import { redact } from '../merchant/redact.ts';
import { type Log, logRequest } from '../telemetry/log.ts';

/** A request with its answer, and what becomes known of it on the way. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly path: string;
  /** The part of the URL behind "?", without it. */
  readonly search: string;
  /** Milliseconds on the server's own monotonic clock. */
  readonly startedMs: number;
  principal: Principal | null;
  operationName: string | null;
  /** What was answered past the response object: a request that took too long gets its 408 so. */
  statusCut: number | null;
}

/** What proxies write down for a caller that hung up before it was answered. */
const STATUS_CALLER_GONE = 499;

const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/;

/** An incoming request id is used if it can do no harm in a header or a log. */
function isHarmless(id: unknown): id is string {
  return typeof id === 'string' && REQUEST_ID.test(id) && redact(id) === id;
}

/** Time-ordered (UUID v7), so that ids of a log sort as its lines do. */
export const newRequestId = createIds();

export function openExchange(
  request: IncomingMessage,
  response: ServerResponse,
  startedMs: number,
): Exchange {
  const given = request.headers['x-request-id'];
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  return {
    request,
    response,
    requestId: isHarmless(given) ? given : newRequestId(),
    path: mark < 0 ? url : url.slice(0, mark),
    search: mark < 0 ? '' : url.slice(mark + 1),
    startedMs,
    principal: null,
    operationName: null,
    statusCut: null,
  };
}

/** Called when the answer has left, or can no longer leave. */
export function logExchange(log: Log, exchange: Exchange, nowMs: number): void {
  const { request, response, principal } = exchange;
  const answered = response.writableFinished ? response.statusCode : STATUS_CALLER_GONE;
  logRequest(log, {
    requestId: exchange.requestId,
    method: request.method ?? null,
    path: exchange.path,
    status: exchange.statusCut ?? answered,
    durationMs: Math.round((nowMs - exchange.startedMs) * 100) / 100,
    merchantId: principal?.merchantId ?? null,
    actor: principal?.actor ?? null,
    operationName: exchange.operationName,
  });
}
