import { openSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { CommandName } from '../../ledger/register.ts';
import {
  type Answer,
  type AnswerLimits,
  CommitUnknownError,
  type Envelope,
  StoreUnavailableError,
} from '../../ledger/store.ts';
import { type Commits, WAITING_MAX } from './commits.ts';
import { Slots } from './slots.ts';
import { type Ask, errorOf, type Reply, type WriterThreadData } from './writer-messages.ts';

/** Most of what a command makes is garbage when it is answered: a small nursery is enough. */
const YOUNG_GENERATION_MB = 16;

/** So many are worth a message: the writer begins with them while more are read. */
const MESSAGE_MAX = 8;
/** Where more commands than this wait, the writer has enough to begin with: so many then. */
const ENOUGH_WAITING = 64;
const MESSAGE_MAX_THEN = 64;

type Value = Extract<Reply, { value: unknown }>['value'];

interface Waiting {
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
}

type Question = Ask extends infer A ? (A extends Ask ? Omit<A, 'id'> : never) : never;

/**
 * The writer in a thread of its own. What is submitted in one turn of the event loop goes over in
 * few messages, and the answers of one commit in one: a message costs as much as a short statement.
 */
export class WriterThread implements Commits {
  private readonly worker: Worker;
  private readonly waiting = new Slots<Waiting>();
  private readonly outbox: Ask[] = [];
  private closed = false;

  constructor({ file, limits }: { readonly file: string; readonly limits: AnswerLimits | null }) {
    const workerData: WriterThreadData = { file, limits, descriptor: openSync(file, 'r') };
    this.worker = new Worker(new URL('./writer-main.ts', import.meta.url), {
      name: 'writer',
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    this.worker.on('message', (replies: readonly Reply[]) => {
      for (const reply of replies) this.settle(reply);
    });
    this.worker.once('error', (error: unknown) => this.fail(error));
  }

  submit<N extends CommandName>(envelope: Envelope<N>): Promise<Answer<N>> {
    if (this.closed) return Promise.reject(new StoreUnavailableError('the store is closed'));
    if (this.waiting.size >= WAITING_MAX) {
      return Promise.reject(new StoreUnavailableError(`${WAITING_MAX} commands are waiting`));
    }
    // The reply to a command is its answer.
    return this.ask({ what: 'COMMIT', envelope }) as Promise<Answer<N>>;
  }

  async isReady(): Promise<boolean> {
    return !this.closed && (await this.ask({ what: 'IS_READY' })) === true;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.ask({ what: 'CLOSE' });
    await this.worker.terminate();
  }

  private ask(question: Question): Promise<Value> {
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    if (this.outbox.length === 0) setImmediate(() => this.send());
    this.outbox.push({ ...question, id: this.waiting.put({ resolve, reject }) });
    const most = this.waiting.size > ENOUGH_WAITING ? MESSAGE_MAX_THEN : MESSAGE_MAX;
    if (this.outbox.length >= most) this.send();
    return promise;
  }

  private send(): void {
    if (this.outbox.length > 0) this.worker.postMessage(this.outbox.splice(0));
  }

  private settle(reply: Reply): void {
    const waiting = this.waiting.take(reply.id);
    if ('value' in reply) waiting?.resolve(reply.value);
    else waiting?.reject(errorOf(reply.failure));
  }

  /**
   * A thread that ends by itself is a defect, and what it had taken on may have been committed or
   * not. It is thrown on, once they know, to end the process: whoever watches it starts it anew.
   */
  private fail(cause: unknown): void {
    this.closed = true;
    const error = new CommitUnknownError('the writer ended', { cause });
    for (const { reject } of this.waiting.takeAll()) reject(error);
    setImmediate(() => {
      throw cause;
    });
  }
}
