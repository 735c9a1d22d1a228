import { closedHash, openingHash, recordedHash, resolvedHash } from './chain.ts';
import type { WalletClosing } from './change.ts';
import { type Lot, phaseOf } from './lot.ts';
import { type Minor, sum } from './money.ts';
import { earlier, type Instant } from './time.ts';
import type { Resolution, TransactionContent } from './transaction.ts';
import type { WalletRecord, WalletState } from './wallet.ts';

/** A wallet as its row is, with all that can be recomputed of it. */
export interface StoredWallet {
  readonly record: WalletRecord;
  readonly closing: WalletClosing | null;
  readonly state: WalletState;
  readonly head: Buffer;
  readonly links: number;
}

/** A transaction as its rows are: its lots with what is left of them now. */
export interface StoredTransaction extends TransactionContent {
  readonly lots: readonly Lot[];
}

/** What no link covers: invariants 1 and 3. */
export function problemsOf(transaction: StoredTransaction): string[] {
  const { entries, lots } = transaction;
  const problems: string[] = [];
  if (sum(entries.map((entry) => entry.amount)) !== 0n) {
    problems.push('the entries of the transaction do not sum to zero');
  }
  if (
    lots.some((lot) => lot.held < 0n || lot.held > lot.remaining || lot.remaining > lot.granted)
  ) {
    problems.push('a lot of the transaction has left its bounds');
  }
  return problems;
}

/**
 * Rebuilds one wallet from its links, oldest first: the hash chain and every sum. It keeps a few
 * numbers, however long the history is.
 */
export class WalletVerification {
  readonly wallet: StoredWallet;
  /** What the next link can stand on: the last stored hash, and after a mismatch what else. */
  private heads: readonly Buffer[];
  private links = 0;
  private total = 0n;
  private remaining = 0n;
  private readonly sums = { held: 0n, pending: 0n, expired: 0n, gift: 0n };
  private boundaryAt: Instant | null = null;
  private boundaryIsKnown: boolean;
  private settledFrom: Instant;
  private settledTo: Instant;

  constructor(wallet: StoredWallet) {
    this.wallet = wallet;
    this.heads = [openingHash(wallet.record)];
    this.boundaryIsKnown = wallet.state.boundaryAt === null;
    this.settledFrom = wallet.record.openedAt;
    this.settledTo = wallet.record.openedAt;
  }

  /** Takes the next link. Returns whether it covers the transaction as it is stored. */
  recorded(transaction: StoredTransaction, hash: Buffer): boolean {
    const { id } = this.wallet.record;
    const { entries, lots, hold, effectiveAt, recordedAt } = transaction;
    this.total += sum(entries.filter((e) => e.walletId === id).map((e) => e.amount));
    for (const lot of lots) if (lot.walletId === id) this.count(lot);
    if (hold) this.knowBoundary(hold.timeoutAt);
    this.settle(effectiveAt, Math.max(effectiveAt, recordedAt));
    return this.follow(hash, (head) => recordedHash(head, transaction));
  }

  /** The same for a hold that ended without a transaction. */
  resolved(resolution: Resolution, hash: Buffer): boolean {
    this.settle(resolution.at, resolution.at);
    return this.follow(hash, (head) => resolvedHash(head, resolution));
  }

  /** Passes a link whose content is missing. */
  pass(hash: Buffer): void {
    this.follow(hash, (head) => head);
  }

  /** What is wrong with the wallet itself, after its last link. */
  close(): string[] {
    return [...this.chainProblems(), ...this.sumProblems(), ...this.timeProblems()];
  }

  /** One edit is one finding: after a mismatch the next link may stand on more than one hash. */
  private follow(hash: Buffer, hashOn: (head: Buffer) => Buffer): boolean {
    this.links += 1;
    const matches = this.heads.some((head) => hashOn(head).equals(hash));
    const [head] = this.heads;
    this.heads = matches || !head ? [hash] : [hash, hashOn(head), head];
    return matches;
  }

  private count(lot: Lot): void {
    const { settledThrough } = this.wallet.state;
    const phase = phaseOf(lot, settledThrough);
    const rest = lot.remaining - lot.held;
    this.remaining += lot.remaining;
    this.sums.held += lot.held;
    if (phase === 'PENDING') this.sums.pending += rest;
    else if (phase === 'EXPIRED') this.sums.expired += rest;
    else if (lot.kind === 'GIFT') this.sums.gift += rest;
    this.knowBoundary(lot.activatesAt);
    this.knowBoundary(lot.expiresAt);
    if (lot.remaining === 0n || phase === 'EXPIRED') return;
    const next = phase === 'PENDING' ? lot.activatesAt : lot.expiresAt;
    this.boundaryAt = earlier(this.boundaryAt, next);
  }

  private knowBoundary(at: Instant | null): void {
    if (at === this.wallet.state.boundaryAt) this.boundaryIsKnown = true;
  }

  /** A posting may be back-dated: the wallet was settled between that and when it was recorded. */
  private settle(from: Instant, to: Instant): void {
    this.settledFrom = Math.max(this.settledFrom, from);
    this.settledTo = Math.max(this.settledTo, to);
  }

  private chainProblems(): string[] {
    const { closing, head, links } = this.wallet;
    const problems: string[] = [];
    const ends = this.heads.map((last) => (closing ? closedHash(last, closing) : last));
    if (!ends.some((end) => end.equals(head))) {
      problems.push('the opening, the closing or the head of the wallet does not match its chain');
    }
    if (links !== this.links) problems.push('the wallet does not count the links of its chain');
    return problems;
  }

  private sumProblems(): string[] {
    const { state } = this.wallet;
    const { held, pending, expired, gift } = this.sums;
    const rebuilt: readonly (readonly [keyof WalletState, Minor])[] = [
      ['total', this.total],
      ['held', held],
      ['pending', pending],
      ['expired', expired],
      ['gift', gift],
      ['debt', this.remaining - this.total],
    ];
    const problems = rebuilt
      .filter(([name, amount]) => state[name] !== amount)
      .map(([name, amount]) => `the wallet's ${name} is ${state[name]}, its rows make ${amount}`);
    if (state.debt < 0n) problems.push("the wallet's debt is negative");
    return problems;
  }

  private timeProblems(): string[] {
    const { settledThrough, boundaryAt } = this.wallet.state;
    const problems: string[] = [];
    if (settledThrough < this.settledFrom || settledThrough > this.settledTo) {
      problems.push('the wallet was not settled when it says');
    }
    if (!this.boundaryIsKnown) {
      problems.push('nothing in the wallet changes at its boundary');
    } else if (earlier(boundaryAt, this.boundaryAt) !== boundaryAt) {
      problems.push('a lot of the wallet changes before its boundary');
    }
    return problems;
  }
}
