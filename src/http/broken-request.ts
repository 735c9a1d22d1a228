import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Log, logRequest } from '../telemetry/log.ts';
import { commonHeaders, refusal } from './answer.ts';
import { newRequestId } from './exchange.ts';
import type { Traffic } from './traffic.ts';

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/**
 * Answers what node could not parse, or what took too long to arrive. There is no response object
 * for it, so that the answer is written to the socket; never into the middle of another answer.
 */
export function answerBroken(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  traffic: Traffic,
  log: Log,
): void {
  const waiting = traffic.on(socket);
  const answering = waiting.some(({ response }) => response.headersSent);
  if (error.code === 'ECONNRESET' || !socket.writable || answering) {
    socket.destroy();
    return;
  }
  const status = STATUS_BY_CODE[error.code ?? ''] ?? 400;
  const [first] = waiting;
  const requestId = first?.requestId ?? newRequestId();
  if (first) first.statusCut = status;
  else {
    const unknown = { method: null, path: null, merchantId: null, actor: null };
    logRequest(log, { requestId, ...unknown, operationName: null, status, durationMs: 0 });
  }
  const reason = STATUS_CODES[status] ?? '';
  const answer = refusal(status, reason.toUpperCase().replaceAll(' ', '_'), `${reason}.`);
  const headers = {
    ...answer.headers,
    ...commonHeaders(requestId),
    'content-length': String(Buffer.byteLength(answer.body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const text = `HTTP/1.1 ${status} ${reason}\r\n${lines.join('')}\r\n${answer.body}`;
  socket.end(text, () => {
    socket.destroy();
  });
}
