import type { Duplex } from 'node:stream';
import type { Exchange } from './exchange.ts';

/**
 * Which exchanges are under way, and on which sockets. An exchange is over when its work has ended
 * and its answer has left (or can no longer leave): a caller that hangs up does not end the work.
 */
export class Traffic {
  readonly #onAnswered: (exchange: Exchange) => void;
  readonly #unanswered = new Map<Duplex, Set<Exchange>>();
  readonly #working = new Set<Exchange>();
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
    const unanswered = [...this.#unanswered.values()].flatMap((exchanges) => [...exchanges]);
    return [...new Set([...this.#working, ...unanswered])].map(({ requestId }) => requestId);
  }

  connect(socket: Duplex): void {
    this.#unanswered.set(socket, new Set());
    socket.once('close', () => {
      for (const exchange of this.on(socket)) this.#answered(exchange);
      this.#unanswered.delete(socket);
      this.#settle();
    });
  }

  /** The exchanges of a socket that wait for their answers, in order. */
  on(socket: Duplex): readonly Exchange[] {
    return [...(this.#unanswered.get(socket) ?? [])];
  }

  begin(exchange: Exchange): void {
    this.#working.add(exchange);
    this.#unanswered.get(exchange.request.socket)?.add(exchange);
    exchange.response.once('close', () => this.#answered(exchange));
  }

  workEnded(exchange: Exchange): void {
    this.#working.delete(exchange);
    this.#settle();
  }

  /** Closes the sockets that owe nobody an answer; the others close with their last answer. */
  drain(): void {
    this.#draining = true;
    for (const [socket, exchanges] of this.#unanswered) if (exchanges.size === 0) socket.destroy();
    this.#settle();
  }

  /** Resolves when, after `drain`, every exchange is over and every socket is closed. */
  get quiet(): Promise<void> {
    return this.#quiet.promise;
  }

  #answered(exchange: Exchange): void {
    const { socket } = exchange.request;
    const exchanges = this.#unanswered.get(socket);
    if (!exchanges?.delete(exchange)) return;
    this.#onAnswered(exchange);
    if (this.#draining && exchanges.size === 0) socket.destroy();
  }

  #settle(): void {
    const over = this.#working.size === 0 && this.#unanswered.size === 0;
    if (this.#draining && over) this.#quiet.resolve();
  }
}
