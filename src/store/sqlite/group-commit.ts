import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';
import type { CommandName } from '../../ledger/register.ts';
import { type Answer, type Envelope, StoreUnavailableError } from '../../ledger/store.ts';
import { type Commits, WAITING_MAX } from './commits.ts';
import { isBusy, isUnavailable } from './connection.ts';
import type { Result, Writer } from './writer.ts';

/** Commands that share one commit at most: beyond this the wait grows and the gain hardly does. */
const GROUP_MAX = 512;
/** How long a command waits for another process's lock, and how often its group asks meanwhile. */
const BUSY_PATIENCE_MS = 5_000;
const BUSY_PAUSE_MS = 10;
/** For how long a store is not ready after its disk failed a command. */
const MISTRUST_MS = 3_000;

interface Waiting {
  readonly envelope: Envelope;
  readonly sinceMs: number;
  readonly resolve: (answer: Answer<CommandName>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Gathers commands that arrive together into one durable commit. */
export class GroupCommit implements Commits {
  private readonly writer: Writer;
  private readonly onCommitted: (commands: number) => void;
  private readonly waiting: Waiting[] = [];
  private working: Promise<void> | null = null;
  private closed = false;
  private failedAtMs: number | null = null;

  /** `onCommitted` is called after every commit, once its commands are told, with their number. */
  constructor(writer: Writer, onCommitted: (commands: number) => void = () => {}) {
    this.writer = writer;
    this.onCommitted = onCommitted;
  }

  /** Resolves after the commit that has the command's changes is on the disk. */
  submit<N extends CommandName>(envelope: Envelope<N>): Promise<Answer<N>> {
    if (this.closed) return Promise.reject(new StoreUnavailableError('the store is closed'));
    if (this.waiting.length >= WAITING_MAX) {
      return Promise.reject(new StoreUnavailableError(`${WAITING_MAX} commands are waiting`));
    }
    const answer = new Promise<Answer<CommandName>>((resolve, reject) => {
      this.waiting.push({ envelope, sinceMs: performance.now(), resolve, reject });
      this.working ??= this.work();
    });
    return answer;
  }

  /**
   * Where the disk failed a command, it is not trusted for a while, and then only if it takes a
   * page: there may be room for that and not for a command.
   */
  async isReady(): Promise<boolean> {
    if (this.failedAtMs === null) return this.writer.canWrite({ page: false });
    const isMistrusted = performance.now() - this.failedAtMs < MISTRUST_MS;
    return !isMistrusted && this.writer.canWrite({ page: true });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.working;
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      // Lets everything that has arrived by now join the group.
      await immediate();
      const group = this.waiting.splice(0, GROUP_MAX);
      try {
        const results = await this.commit(group);
        for (const [i, waiting] of group.entries()) settle(waiting, results[i]);
        this.onCommitted(group.length);
      } catch (error) {
        for (const waiting of group) waiting.reject(reasonOf(error));
      }
    }
    this.working = null;
  }

  /** Tries again, asynchronously, while another process holds the lock. */
  private async commit(group: readonly Waiting[]): Promise<Result[]> {
    const envelopes = group.map(({ envelope }) => envelope);
    // Counted from when the last of them came: who has waited for another group has waited already.
    const patience = Math.max(...group.map(({ sinceMs }) => sinceMs)) + BUSY_PATIENCE_MS;
    for (;;) {
      try {
        const results = this.writer.execute(envelopes);
        this.failedAtMs = null;
        return results;
      } catch (error) {
        if (isUnavailable(error) && !isBusy(error)) this.failedAtMs = performance.now();
        if (!isBusy(error) || performance.now() > patience) throw error;
        await sleep(BUSY_PAUSE_MS);
      }
    }
  }
}

function settle({ resolve, reject }: Waiting, result: Result | undefined): void {
  if (result && 'answer' in result) resolve(result.answer);
  else reject(reasonOf(result?.error ?? new Error('a command without a result')));
}

/** What the caller is told: that the store is unavailable, or the defect itself. */
function reasonOf(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  return new StoreUnavailableError('nothing was committed', { cause: error });
}
