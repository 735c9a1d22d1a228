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

  /** As if a transaction had not been: it is being undone, a hold ended with it. */
  disregard(transactionId: string, at: Instant, deleted: boolean): void {
    this.change(transactionId, (event) => ({ ...endedAt(event, at), undoneAt: at, deleted }));
  }

  /** A hold is being committed: it keeps nothing back any more. */
  end(transactionId: string, at: Instant): void {
    this.change(transactionId, (event) => endedAt(event, at));
  }

  /** With what the command records, which may be back-dated. */
  include(recorded: Omit<JournalEvent, 'sequence' | 'undoneAt' | 'deleted'>): void {
    const sequence = Number.MAX_SAFE_INTEGER;
    const event = { ...recorded, sequence, undoneAt: null, deleted: false };
    this.journal = { ...this.journal, events: [...this.journal.events, event] };
  }

  upTo(at: Instant): ReadonlyMap<LotId, Minor> {
    return derive(this.journal, this.policies, at).lost;
  }

  private change(transactionId: string, how: (event: JournalEvent) => JournalEvent): void {
    const events = this.journal.events.map((event) =>
      event.transactionId === transactionId ? how(event) : event,
    );
    this.journal = { ...this.journal, events };
  }
}

function endedAt(event: JournalEvent, at: Instant): JournalEvent {
  const { hold } = event;
  return hold ? { ...event, hold: { ...hold, endedAt: Math.min(hold.endedAt, at) } } : event;
}
