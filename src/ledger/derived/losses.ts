import type { LotId } from '../lot.ts';
import type { Minor } from '../money.ts';
import type { Policies } from '../program.ts';
import type { Instant } from '../time.ts';
import { derive } from './derive.ts';
import type { Journal, JournalEvent } from './journal.ts';

/** What derived rows take of a wallet's lots, while a command changes the journal they are of. */
export class Losses {
  private readonly policies: Policies;
  private journal: Journal;

  constructor(journal: Journal, policies: Policies) {
    this.journal = journal;
    this.policies = policies;
  }

  /** As if a transaction had not been: it is being undone. */
  disregard(transactionId: string): void {
    const events = this.journal.events.map((event) =>
      event.transactionId === transactionId ? { ...event, undone: true } : event,
    );
    this.journal = { ...this.journal, events };
  }

  /** With what the command records, which may be back-dated. */
  include(recorded: Omit<JournalEvent, 'sequence' | 'undone'>): void {
    const event = { ...recorded, sequence: Number.MAX_SAFE_INTEGER, undone: false };
    this.journal = { ...this.journal, events: [...this.journal.events, event] };
  }

  upTo(at: Instant): ReadonlyMap<LotId, Minor> {
    return derive(this.journal, this.policies, at).lost;
  }
}
