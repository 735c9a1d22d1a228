import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';
import type { CommandName, OutcomeOf } from '../../ledger/register.ts';
import {
  type Answer,
  CommitUnknownError,
  type Envelope,
  StoreUnavailableError,
} from '../../ledger/store.ts';
import { gatherAnswers } from './answers.ts';
import { type Database, isConflict, isUnavailable } from './connection.ts';
import type { Result } from './round.ts';
import { type PreviewResult, previewAll, type Writer } from './writer.ts';

/** Commands that share one commit at most: beyond this the wait grows and the gain does not. */
const GROUP_MAX = 128;
/** Commands that may wait; one more is turned away, so that the wait stays bounded. */
const QUEUE_MAX = 4_096;
/** How long a group waits for a database that is not there, and how often it asks meanwhile. */
const OUTAGE_PATIENCE_MS = 5_000;
const OUTAGE_PAUSE_MS = 100;

interface Waiting<T> {
  readonly envelope: Envelope;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/** Gathers what arrives together into groups, and takes one group after the other. */
abstract class Groups<T> {
  private readonly waiting: Waiting<T>[] = [];
  private working: Promise<void> | null = null;
  private closed = false;

  submit(envelope: Envelope): Promise<T> {
    if (this.closed) return Promise.reject(new StoreUnavailableError('the store is closed'));
    if (this.waiting.length >= QUEUE_MAX) {
      return Promise.reject(new StoreUnavailableError(`${QUEUE_MAX} commands are waiting`));
    }
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ envelope, resolve, reject });
      this.working ??= this.work();
    });
  }

  /** Waits for what was accepted; takes nothing more. */
  async close(): Promise<void> {
    this.closed = true;
    await this.working;
  }

  /** Settles every command of a group, or returns those that have to wait for the next one. */
  protected abstract carryOut(group: readonly Waiting<T>[]): Promise<readonly Waiting<T>[]>;

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      // Lets everything that has arrived by now join the group.
      await immediate();
      const group = this.waiting.splice(0, GROUP_MAX);
      try {
        this.waiting.unshift(...(await this.carryOut(group)));
      } catch (error) {
        for (const waiting of group) waiting.reject(reasonOf(error));
      }
    }
    this.working = null;
  }
}

/** Gathers commands that arrive together into one durable commit. */
export class GroupCommit extends Groups<Answer<CommandName>> {
  private readonly database: Database;
  private readonly writer: Writer;

  constructor(database: Database, writer: Writer) {
    super();
    this.database = database;
    this.writer = writer;
  }

  protected override async carryOut(group: readonly Waiting<Answer<CommandName>>[]) {
    const results = await this.commit(group.map(({ envelope }) => envelope));
    const putOff: Waiting<Answer<CommandName>>[] = [];
    for (const [i, waiting] of group.entries()) {
      const result = results[i] ?? null;
      if (!result) putOff.push(waiting);
      else if ('answer' in result) waiting.resolve(result.answer);
      else waiting.reject(reasonOf(result.error));
    }
    return putOff;
  }

  /** Tries again while the database is away; nothing was committed then. */
  private async commit(envelopes: readonly Envelope[]): Promise<(Result | null)[]> {
    const patience = performance.now() + OUTAGE_PATIENCE_MS;
    for (;;) {
      try {
        return await this.writer.execute(envelopes);
      } catch (error) {
        if (error instanceof CommitUnknownError) return this.findOut(envelopes, error);
        if (!isUnavailable(error) || performance.now() > patience) throw error;
        await sleep(OUTAGE_PAUSE_MS);
      }
    }
  }

  /**
   * Resolves a commit whose answer was lost. A command whose answer is kept under its key was
   * committed. One that has a key and no answer is put off and carried out again: should the lost
   * commit still come, the key keeps it from happening twice.
   */
  private async findOut(
    envelopes: readonly Envelope[],
    unknown: CommitUnknownError,
  ): Promise<(Result | null)[]> {
    const patience = performance.now() + OUTAGE_PATIENCE_MS;
    for (;;) {
      try {
        return await this.database.session((session) => {
          const kept = gatherAnswers(session);
          return Promise.all(
            envelopes.map(async ({ context, idempotency: key }): Promise<Result | null> => {
              if (!key) return { error: unknown };
              const known = await kept(context.merchantId, key.key);
              return known?.fingerprint === key.fingerprint ? { answer: known.outcome } : null;
            }),
          );
        });
      } catch (error) {
        if (!isUnavailable(error) || performance.now() > patience) throw unknown;
        await sleep(OUTAGE_PAUSE_MS);
      }
    }
  }
}

/** Gathers previews that arrive together into one consistent view. */
export class GroupPreview extends Groups<OutcomeOf<CommandName>> {
  private readonly database: Database;

  constructor(database: Database) {
    super();
    this.database = database;
  }

  protected override async carryOut(group: readonly Waiting<OutcomeOf<CommandName>>[]) {
    const results: readonly PreviewResult[] = await previewAll(
      this.database,
      group.map(({ envelope }) => envelope),
    );
    for (const [i, { resolve, reject }] of group.entries()) {
      const result = results[i];
      if (result && 'outcome' in result) resolve(result.outcome);
      else reject(result?.error ?? new Error('a preview without a result'));
    }
    return [];
  }
}

/** What the caller is told: that the store is unavailable, or the defect itself. */
function reasonOf(error: unknown): unknown {
  if (error instanceof CommitUnknownError) return error;
  if (!isUnavailable(error) && !isConflict(error)) return error;
  return new StoreUnavailableError('nothing was committed', { cause: error });
}
