import { basename } from 'node:path';
import { SingleBar } from 'cli-progress';
import { CommitUnknownError } from '../ledger/store.ts';
import { SECOND_MS } from '../ledger/time.ts';
import { type CopyOutcome, copyLedger, type Watcher } from '../store/copy/copy-ledger.ts';
import { isServer, labelOf } from '../store/open.ts';
import type { Verified } from '../store/verification.ts';
import { addressOf, requireDatabase } from './database.ts';
import { EXIT, Failure } from './failure.ts';
import { Findings, sizeOf } from './findings.ts';
import { formatNumber } from './import/report.ts';

/** How often progress is told where there is no terminal. */
const PROGRESS_INTERVAL_MS = 3_000;

export interface CopyOptions {
  readonly from: string;
  readonly to: string;
}

/** Moves the ledger in a file to a server, says how far it is, and what it proved. */
export async function runCopy(options: CopyOptions): Promise<number> {
  const file = addressOf('--from', options.from);
  const server = addressOf('--to', options.to);
  if (isServer(file)) throw new Failure('--from is a server: what is copied is a file');
  if (!isServer(server)) throw new Failure('--to is a file: the copy is made on a server');
  requireDatabase(file);
  const findings = new Findings();
  const follower = new Follower(file, findings);
  const label = labelOf(server);
  console.log(`${file}: checking every hash and sum before it is copied`);
  try {
    const outcome = await copyLedger(file, server, follower);
    return conclude(outcome, { file, label, findings, follower });
  } catch (error) {
    if (!(error instanceof CommitUnknownError)) throw error;
    throw new Failure(
      `the connection broke while the copy was being committed: ${label} holds all of it or ` +
        'nothing; "storno verify" tells which',
    );
  } finally {
    follower.stop();
  }
}

interface Copying {
  readonly file: string;
  readonly label: string;
  readonly findings: Findings;
  readonly follower: Follower;
}

/** Says what became of a copy. Returns the exit code. */
function conclude(outcome: CopyOutcome, { file, label, findings, follower }: Copying): number {
  switch (outcome.name) {
    case 'TARGET_TAKEN':
      throw new Failure(
        `${label} has a ledger in it already: there are rows in its table ${outcome.table}`,
      );
    case 'SOURCE_WRONG':
      findings.printTotal(`${file}, ${sizeOf(outcome.verified)}`);
      console.log('nothing was copied: a ledger has to be right before it is moved');
      return EXIT.findings;
    case 'COPY_DIFFERS':
      findings.printTotal(`the copy, ${sizeOf(outcome.verified)}`);
      console.log(`nothing was copied: ${label} is as empty as it was`);
      return EXIT.findings;
    case 'COPIED': {
      follower.proved(outcome.verified);
      const tables = [...outcome.rows].map(([name, count]) => `${name} ${formatNumber(count)}`);
      console.log(`${label} holds all of ${file}: ${tables.join(', ')}`);
      if (!outcome.isBehind) return EXIT.done;
      console.log(
        `but ${file} was written to meanwhile: what came after the copy began is not in it. ` +
          'Stop what serves the file, empty the database, and copy again',
      );
      return EXIT.findings;
    }
  }
}

/** Tells how far a copy is, and how long each part of it took. */
class Follower implements Watcher {
  readonly report: Watcher['report'];
  private readonly file: string;
  private readonly bar: SingleBar;
  private since = performance.now();
  private transactions = 0;

  constructor(file: string, findings: Findings) {
    this.file = file;
    this.report = findings.report;
    this.bar = new SingleBar({
      format: `${basename(file)} [{bar}] {percentage}% | {value}/{total} rows | {eta_formatted}`,
      noTTYOutput: true,
      notTTYSchedule: PROGRESS_INTERVAL_MS,
    });
  }

  verified(verified: Verified): void {
    this.transactions = verified.transactions;
    const seconds = this.lap().toFixed(1);
    console.log(`${this.file}: nothing wrong: ${sizeOf(verified)} (checked in ${seconds} s)`);
  }

  advance(rows: number, of: number): void {
    if (!this.bar.isActive) this.bar.start(of, 0);
    this.bar.update(rows);
  }

  copied(): void {
    this.stop();
    const seconds = this.lap();
    const rate = formatNumber(this.transactions / seconds);
    const copied = `${formatNumber(this.transactions)} transactions in ${seconds.toFixed(1)} s`;
    console.log(`copied ${copied}: ${rate} a second; proving the copy`);
  }

  proved({ wallets }: Verified): void {
    const seconds = this.lap().toFixed(1);
    console.log(
      `proved in ${seconds} s: every hash chain, rebuilt from the copied rows, ends as in the ` +
        'file; the total, held, pending, expired, debt and gift of all ' +
        `${formatNumber(wallets)} wallets are the same`,
    );
  }

  stop(): void {
    this.bar.stop();
  }

  /** Seconds since the last part was done. */
  private lap(): number {
    const now = performance.now();
    const seconds = (now - this.since) / SECOND_MS;
    this.since = now;
    return seconds;
  }
}
