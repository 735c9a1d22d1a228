import { setImmediate as turn } from 'node:timers/promises';
import type { ImportProgress, ImportStore } from '../../ledger/store.ts';
import { patiently } from '../database.ts';
import { Batch } from './batch.ts';
import { isPosting, KIND_OF_WALLET, readEvent } from './event.ts';
import { type Example, exampleRefusals } from './examples.ts';
import { BadLine, type Line, readLines } from './lines.ts';
import { type Target, Wallets } from './wallets.ts';

export interface ImportParts {
  readonly store: ImportStore;
  readonly target: Target;
  readonly path: string;
  /** Names the content of the file; progress is kept under it. */
  readonly source: string;
  readonly start: ImportProgress;
  /** Lines that share one commit. */
  readonly batchLines: number;
  /** Sees to it that there is a currency of the kind. */
  readonly needCurrency: (kind: 'POINTS' | 'MONEY') => Promise<void>;
  readonly onProgress: (line: number) => void;
  /** Ends the import after the batch under way. */
  readonly stop: AbortSignal;
}

export interface Imported {
  readonly progress: ImportProgress;
  readonly examples: readonly Example[];
  /** The line that ended it; everything before it is imported. */
  readonly bad: BadLine | null;
}

/** Imports the lines that are not done yet, in batches, each with its progress in one commit. */
export async function importEvents(parts: ImportParts): Promise<Imported> {
  const { path, start, batchLines, stop } = parts;
  const work = new Work(parts);
  let bad: BadLine | null = null;
  try {
    for await (const line of readLines(path, start.line)) {
      await work.take(line);
      if (work.lines < batchLines) continue;
      await work.commit();
      if (stop.aborted) break;
    }
  } catch (error) {
    if (!(error instanceof BadLine)) throw error;
    bad = error;
  }
  if (work.lines > 0) await work.commit();
  return { progress: work.progress, examples: work.examples, bad };
}

class Work {
  progress: ImportProgress;
  examples: readonly Example[] = [];
  private readonly parts: ImportParts;
  private readonly wallets: Wallets;
  private batch: Batch;
  private reached: number;

  constructor(parts: ImportParts) {
    this.parts = parts;
    this.progress = parts.start;
    this.reached = parts.start.line;
    this.wallets = new Wallets(parts.store, parts.target);
    this.batch = new Batch(parts.target, this.wallets);
  }

  /** Lines that were taken and not committed yet. */
  get lines(): number {
    return this.reached - this.progress.line;
  }

  async take(line: Line): Promise<void> {
    if (line.text.trim() !== '') {
      const event = readEvent(line, this.parts.path);
      if (isPosting(event)) await this.parts.needCurrency(KIND_OF_WALLET[event.op]);
      await this.batch.add(line, event);
    }
    this.reached = line.number;
  }

  async commit(): Promise<void> {
    const { batch, progress, reached: line } = this;
    const asked = batch.ask(this.parts.source, { after: progress.line, line });
    const outcome = await patiently(() => this.parts.store.importBatch(asked));
    this.progress = outcome.progress;
    const refused = batch.refusedOf(outcome);
    this.examples = exampleRefusals(this.examples, refused);
    for (const { opens } of refused) if (opens) this.wallets.remove(opens.memberId, opens.kind);
    this.wallets.trim();
    this.batch = new Batch(this.parts.target, this.wallets);
    this.parts.onProgress(line);
    // Lets signals, timers and the terminal have their turn.
    await turn();
  }
}
