import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Db } from './connection.ts';
import type { WriterThreadData } from './writer-messages.ts';

/** Pages of the log that are not in the file yet when a checkpoint begins beside the writer. */
const BEGIN_PAGES = 16_000;
/** So few that the writer copies them itself, and the log begins anew. */
const REST_PAGES = 1_500;
/** Length at which the writer copies all, because nobody else seems to. */
const LATEST_PAGES = 128_000;

export type CheckpointsData = Pick<WriterThreadData, 'file' | 'descriptor'>;

const logState = z.tuple([z.object({ log: z.coerce.number(), checkpointed: z.coerce.number() })]);

/**
 * Has the log copied into the file by a thread beside the writer's, which would stand still for a
 * tenth of a second every few thousand commands, and all who wait for it.
 */
export class Checkpoints {
  private readonly db: Db;
  private readonly data: CheckpointsData;
  private worker: Worker | null = null;
  private running = false;

  constructor(db: Db, data: CheckpointsData) {
    this.db = db;
    this.data = data;
    db.$client.pragma(`wal_autocheckpoint = ${LATEST_PAGES}`);
  }

  /** To be called after every commit. */
  consider(): void {
    if (this.running || this.pages < BEGIN_PAGES) return;
    this.running = true;
    this.worker ??= this.start();
    this.worker.postMessage(null);
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  /** Pages of the log that are not in the file yet. */
  private get pages(): number {
    const [{ log, checkpointed }] = logState.parse(this.db.$client.pragma('wal_checkpoint(NOOP)'));
    return log - checkpointed;
  }

  private start(): Worker {
    const worker = new Worker(new URL('./checkpoint-main.ts', import.meta.url), {
      name: 'checkpoints',
      workerData: this.data,
    });
    worker.on('message', () => {
      // What came meanwhile is less each time.
      if (this.pages > REST_PAGES) return worker.postMessage(null);
      this.db.$client.pragma('wal_checkpoint(PASSIVE)');
      this.running = false;
    });
    return worker;
  }
}
