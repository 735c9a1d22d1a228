import { Worker } from 'node:worker_threads';
import type { Db } from './connection.ts';
import type { WriterThreadData } from './writer-messages.ts';

/**
 * Pages of the log, 128 MB, that are not in the file yet when a checkpoint begins beside the
 * writer. At half as many, checkpoints take twice as much of a command: most pages come again.
 */
const BEGIN_PAGES = 64_000;
/** So few that the writer copies them itself, and the log begins anew. */
const REST_PAGES = 4_500;
/**
 * So many it copies where another pass would gain nothing on it: it stands still for less than a
 * tenth of a second, and the log stays short. A long one is searched longer for every page.
 */
const REST_PAGES_MOST = 12_000;
/** Commands whose changes are some thousand pages: the log is not looked at before. */
const COMMANDS_BETWEEN = 512;
/** Length at which the writer copies all, because nobody else seems to. */
const LATEST_PAGES = 256_000;

export type CheckpointsData = Pick<WriterThreadData, 'file' | 'descriptor'>;

/**
 * Has the log copied into the file by a thread beside the writer's, which would stand still for a
 * tenth of a second every few thousand commands, and all who wait for it.
 */
export class Checkpoints {
  private readonly db: Db;
  private readonly data: CheckpointsData;
  private worker: Worker | null = null;
  /** Pages that were left when the pass under way began; null: none is. */
  private left: number | null = null;
  private beginsAt = BEGIN_PAGES;
  private unseen = 0;

  constructor(db: Db, data: CheckpointsData) {
    this.db = db;
    this.data = data;
    db.$client.pragma(`wal_autocheckpoint = ${LATEST_PAGES}`);
  }

  /** To be called after every commit, with the number of its commands. */
  consider(commands: number): void {
    this.unseen += commands;
    if (this.left !== null || this.unseen < COMMANDS_BETWEEN) return;
    this.unseen = 0;
    const pages = this.pages();
    if (pages >= this.beginsAt) this.pass(pages);
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  /** Pages of the log that are not in the file yet. */
  private pages(): number {
    const [state] = this.db.$client.pragma('wal_checkpoint(NOOP)') as {
      readonly log: bigint;
      readonly checkpointed: bigint;
    }[];
    return state ? Number(state.log - state.checkpointed) : 0;
  }

  private pass(pages: number): void {
    this.left = pages;
    this.worker ??= this.start();
    this.worker.postMessage(null);
  }

  private start(): Worker {
    const worker = new Worker(new URL('./checkpoint-main.ts', import.meta.url), {
      name: 'checkpoints',
      workerData: this.data,
    });
    worker.on('message', () => this.passed());
    return worker;
  }

  /** What came meanwhile is less each time, unless a reader or the disk is in the way. */
  private passed(): void {
    const pages = this.pages();
    const gains = this.left === null || pages < this.left;
    if (pages > REST_PAGES && gains) return this.pass(pages);
    const isStuck = pages > REST_PAGES_MOST;
    this.left = null;
    this.beginsAt = isStuck ? pages + BEGIN_PAGES : BEGIN_PAGES;
    if (!isStuck) this.finish();
  }

  private finish(): void {
    try {
      this.db.$client.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // Nothing is lost: the log has everything. What is wrong with the disk, a commit will tell.
    }
  }
}
