import type { Duplex } from 'node:stream';
import type { Exchange } from './exchange.ts';

/**
 * What is under way on a socket. In lists, because a set leaves its outgrown tables linked to one
 * another: once one of them is old, all that later ones hold lives on until a full collection.
 */
interface Connection {
  /** The exchanges that wait for their answers, in order. */
  readonly unanswered: Exchange[];
  readonly working: Exchange[];
  isOpen: boolean;
}

/**
 * Which exchanges are under way, and on which sockets. An exchange is over when its work has ended
 * and its answer has left (or can no longer leave): a caller that hangs up does not end the work.
 */
export class Traffic {
  readonly #onAnswered: (exchange: Exchange) => void;
  readonly #connections = new Map<Duplex, Connection>();
  readonly #quiet = Promise.withResolvers<void>();
  #draining = false;

  /** `onAnswered` is called once an exchange, when its answer has left or cannot leave. */
  constructor(onAnswered: (exchange: Exchange) => void) {
    this.#onAnswered = onAnswered;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** The ids of the requests that are not over. */
  get requestIds(): readonly string[] {
    const all = [...this.#connections.values()].flatMap((of) => [...of.working, ...of.unanswered]);
    return [...new Set(all)].map(({ requestId }) => requestId);
  }

  connect(socket: Duplex): void {
    const connection: Connection = { unanswered: [], working: [], isOpen: true };
    this.#connections.set(socket, connection);
    socket.once('close', () => {
      connection.isOpen = false;
      for (const exchange of this.on(socket)) this.#answered(exchange);
      this.#settle(socket);
    });
  }

  /** The exchanges of a socket that wait for their answers, in order. */
  on(socket: Duplex): readonly Exchange[] {
    return [...(this.#connections.get(socket)?.unanswered ?? [])];
  }

  begin(exchange: Exchange): void {
    const connection = this.#connections.get(exchange.request.socket);
    connection?.working.push(exchange);
    connection?.unanswered.push(exchange);
    exchange.response.on('close', () => this.#answered(exchange));
  }

  workEnded(exchange: Exchange): void {
    const { socket } = exchange.request;
    const connection = this.#connections.get(socket);
    if (connection) remove(connection.working, exchange);
    this.#settle(socket);
  }

  /** Closes the sockets that owe nobody an answer; the others close with their last answer. */
  drain(): void {
    this.#draining = true;
    for (const [socket, { unanswered }] of this.#connections) {
      if (unanswered.length === 0) socket.destroy();
    }
    this.#settleAll();
  }

  /** Resolves when, after `drain`, every exchange is over and every socket is closed. */
  get quiet(): Promise<void> {
    return this.#quiet.promise;
  }

  #answered(exchange: Exchange): void {
    const { socket } = exchange.request;
    const unanswered = this.#connections.get(socket)?.unanswered;
    if (!unanswered || !remove(unanswered, exchange)) return;
    this.#onAnswered(exchange);
    if (this.#draining && unanswered.length === 0) socket.destroy();
  }

  /** A socket is let go when it is closed and nothing that came over it is worked on any more. */
  #settle(socket: Duplex): void {
    const connection = this.#connections.get(socket);
    if (!connection || connection.isOpen || connection.working.length > 0) return;
    this.#connections.delete(socket);
    this.#settleAll();
  }

  #settleAll(): void {
    if (this.#draining && this.#connections.size === 0) this.#quiet.resolve();
  }
}

function remove<T>(list: T[], item: T): boolean {
  const place = list.indexOf(item);
  if (place < 0) return false;
  list.splice(place, 1);
  return true;
}
