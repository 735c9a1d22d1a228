import { setImmediate as turn } from 'node:timers/promises';
import type { ImportProgress, ImportStore } from '../../ledger/store.ts';
import { patiently } from '../database.ts';
import { Batch } from './batch.ts';
import { isPosting, KIND_OF_WALLET, type Posting, readEvent } from './event.ts';
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
  const { path, start } = parts;
  const work = new Work(parts);
  let bad: BadLine | null = null;
  try {
    for await (const lines of readLines(path, start.line)) {
      if (!(await work.takeAll(lines))) break;
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

  /** Waits only where it has to: most lines need nothing that is not known. Whether to go on. */
  async takeAll(lines: Iterable<Line>): Promise<boolean> {
    const { path, batchLines, stop } = this.parts;
    for (const line of lines) {
      const event = line.text.trim() === '' ? null : readEvent(line, path);
      if (event && isPosting(event) && this.walletOf(event) === null) await this.seek(event);
      if (event) this.batch.add(line, event);
      this.reached = line.number;
      if (this.lines < batchLines) continue;
      await this.commit();
      if (stop.aborted) return false;
    }
    return true;
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

  private walletOf({ member, op }: Posting): string | null {
    return this.wallets.find(member, KIND_OF_WALLET[op]);
  }

  /** Asks the store for a wallet that is not known; the batch opens one that is not there. */
  private async seek({ member, op }: Posting): Promise<void> {
    const kind = KIND_OF_WALLET[op];
    await this.parts.needCurrency(kind);
    await this.wallets.seek(member, kind);
  }
}
