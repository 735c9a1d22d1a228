import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** How long one answer may take before the measurement is given up. */
const ANSWER_PATIENCE_MS = 30_000;
/** More of an answer comes with the next read. */
const READ_BYTES_MAX = 65_536;
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
  const take = (body: string, latencyMs: number): void => {
    latenciesMs.push(latencyMs);
    if (!isGood(body)) throw new Error(`the answer was ${body}`);
  };
  const started = performance.now();
  try {
    await Promise.all(lines.map((line) => line.work(queue, take)));
    return { elapsedMs: performance.now() - started, latenciesMs };
  } finally {
    for (const line of lines) line.close();
  }
}

/** All lines read into it, one after the other: what arrives is made text at once. */
const arrived = Buffer.alloc(READ_BYTES_MAX);

/** What a line is to do, and who waits for its end. */
interface Work {
  readonly queue: Iterator<Buffer>;
  readonly take: (body: string, latencyMs: number) => void;
  readonly done: PromiseWithResolvers<void>;
}

/** One connection: a request, its answer, the next request. */
class Line {
  private readonly socket: Socket;
  private received = '';
  private sentMs = 0;
  private doing: Work | null = null;

  static async open(url: URL): Promise<Line> {
    const line = new Line(url);
    await once(line.socket, 'connect');
    return line;
  }

  private constructor({ hostname: host, port }: URL) {
    // Without a stream's events and buffers: the server has that much more of the machine.
    const callback = (bytes: number): boolean => {
      // Every answer here is ASCII, so that its length in characters is its length in bytes.
      this.read(arrived.toString('latin1', 0, bytes));
      return true;
    };
    const onread = { buffer: arrived, callback };
    this.socket = connect({ host, port: Number(port), noDelay: true, onread });
    this.socket.setTimeout(ANSWER_PATIENCE_MS);
    this.socket.once('timeout', () => this.fail(new Error('no answer came')));
    this.socket.once('error', (error) => this.fail(error));
    this.socket.once('close', () => this.fail(new Error('the connection was closed')));
  }

  /** Sends one request after the other, until there are no more. */
  work(queue: Iterator<Buffer>, take: Work['take']): Promise<void> {
    const done = Promise.withResolvers<void>();
    this.doing = { queue, take, done };
    this.goOn(this.doing, null);
    return done.promise;
  }

  close(): void {
    this.socket.destroy();
  }

  private read(text: string): void {
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
    if (this.doing) this.goOn(this.doing, body);
  }

  /** Takes an answer, if there is one, and sends the next request. */
  private goOn({ queue, take, done }: Work, answer: string | null): void {
    try {
      if (answer !== null) take(answer, performance.now() - this.sentMs);
      const next = queue.next();
      if (next.done) {
        this.doing = null;
        return done.resolve();
      }
      this.sentMs = performance.now();
      this.socket.write(next.value);
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.doing?.done.reject(error);
    this.doing = null;
    this.socket.destroy();
  }
}
