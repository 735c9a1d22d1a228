import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** How long one answer may take before the measurement is given up. */
const ANSWER_PATIENCE_MS = 30_000;
const HEAD_END = '\r\n\r\n';
const CONTENT_LENGTH = /\r\ncontent-length: (\d+)/i;

export interface Load {
  readonly elapsedMs: number;
  /** Of each request, from its sending to the last byte of its answer. */
  readonly latenciesMs: readonly number[];
}

/** A request as bytes: building it is no part of what is measured. */
export function requestOf(url: URL, headers: Readonly<Record<string, string>>, body: string) {
  const head = Object.entries({
    host: url.host,
    'user-agent': 'storno-bench',
    accept: 'application/json',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${url.pathname} HTTP/1.1\r\n${head.join('')}\r\n${body}`);
}

/**
 * Sends requests over connections that stay open, each the next one as soon as it was answered.
 * Bytes on sockets, because a client's HTTP would cost more than the server's on the same machine.
 * Requests may be made up as they are sent; an end of them ends the load.
 */
export async function sendAll(
  url: URL,
  requests: Iterable<Buffer>,
  connections: number,
  isGood: (body: string) => boolean,
): Promise<Load> {
  const lines = await Promise.all(Array.from({ length: connections }, () => Line.open(url)));
  const latenciesMs: number[] = [];
  const queue = requests[Symbol.iterator]();
  const work = async (line: Line): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const request = next.value;
      const sent = performance.now();
      const body = await line.exchange(request);
      latenciesMs.push(performance.now() - sent);
      if (!isGood(body)) throw new Error(`the answer was ${body}`);
    }
  };
  const started = performance.now();
  try {
    await Promise.all(lines.map(work));
    return { elapsedMs: performance.now() - started, latenciesMs };
  } finally {
    for (const line of lines) line.close();
  }
}

/** One connection: a request, its answer, the next request. */
class Line {
  private readonly socket: Socket;
  private received = '';
  private waiting: PromiseWithResolvers<string> | null = null;

  static async open(url: URL): Promise<Line> {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    await once(socket, 'connect');
    return new Line(socket);
  }

  private constructor(socket: Socket) {
    this.socket = socket;
    // Every answer here is ASCII, so that its length in characters is its length in bytes.
    socket.setEncoding('latin1').setTimeout(ANSWER_PATIENCE_MS);
    socket.on('data', (text: string) => this.take(text));
    socket.once('timeout', () => this.fail(new Error('no answer came')));
    socket.once('error', (error) => this.fail(error));
    socket.once('close', () => this.fail(new Error('the connection was closed')));
  }

  exchange(request: Buffer): Promise<string> {
    this.waiting = Promise.withResolvers<string>();
    this.socket.write(request);
    return this.waiting.promise;
  }

  close(): void {
    this.socket.destroy();
  }

  private take(text: string): void {
    this.received += text;
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.received.slice(0, headEnd);
    const length = Number(CONTENT_LENGTH.exec(head)?.[1] ?? Number.NaN);
    if (!Number.isInteger(length)) return this.fail(new Error(`an answer of no length: ${head}`));
    const from = headEnd + HEAD_END.length;
    if (this.received.length < from + length) return;
    const body = this.received.slice(from, from + length);
    this.received = this.received.slice(from + length);
    this.waiting?.resolve(body);
    this.waiting = null;
  }

  private fail(error: Error): void {
    this.waiting?.reject(error);
    this.waiting = null;
    this.socket.destroy();
  }
}
