import { hash } from 'node:crypto';
import { createIds } from '../../ids.ts';
import type { Context } from '../../ledger/decision.ts';
import { fingerprintOf, type IdempotencyKey } from '../../ledger/idempotency.ts';
import type { CurrencyKind } from '../../ledger/money.ts';
import type { Refusal } from '../../ledger/refusal.ts';
import type { ImportBatch, ImportCommand, ImportOutcome } from '../../ledger/store.ts';
import type { Instant } from '../../ledger/time.ts';
import {
  type Event,
  type EventCommand,
  isPosting,
  KIND_OF_WALLET,
  type Posting,
  postingOf,
  reversalOf,
} from './event.ts';
import type { Line } from './lines.ts';
import type { Target, Wallets } from './wallets.ts';

/** What imported transactions say they were recorded by. */
const ACTOR = 'import';

const newId = createIds();

/** What a command is for: an event, or the opening of a wallet for one. */
interface Purpose {
  readonly line: number;
  readonly op: Event['op'] | 'openWallet';
  /** Set on an opening. */
  readonly opens: { readonly memberId: string; readonly kind: CurrencyKind } | null;
}

export interface Refused extends Purpose {
  readonly answer: Refusal;
}

/** Events on their way into one commit. */
export class Batch {
  private readonly commands: ImportCommand[] = [];
  private readonly purposes: Purpose[] = [];
  private readonly target: Target;
  private readonly wallets: Wallets;

  constructor(target: Target, wallets: Wallets) {
    this.target = target;
    this.wallets = wallets;
  }

  add(line: Line, event: Event): void {
    const command = isPosting(event)
      ? postingOf(event, this.walletOf(line.number, event))
      : reversalOf(event);
    const context = this.contextAt(event.at);
    const idempotency = event.op === 'refund' ? this.keyOf(line, command) : null;
    this.purposes.push({ line: line.number, op: event.op, opens: null });
    this.commands.push({ envelope: { command, context, idempotency }, op: event.op });
  }

  /** What the store is asked to commit. */
  ask(source: string, lines: Pick<ImportBatch, 'after' | 'line'>): ImportBatch {
    return { source, ...lines, commands: this.commands };
  }

  /** What was refused, and what it was for, in the order of the file. */
  refusedOf({ refused }: ImportOutcome): Refused[] {
    return refused.flatMap(({ index, answer }) => {
      const purpose = this.purposes[index];
      return purpose ? [{ ...purpose, answer }] : [];
    });
  }

  /** The wallet that an event posts to; one that is not known is opened in the same batch. */
  private walletOf(line: number, { member: memberId, op, at }: Posting): string {
    const kind = KIND_OF_WALLET[op];
    const found = this.wallets.find(memberId, kind);
    if (found !== null) return found;
    const { programId, currencies } = this.target;
    const context = this.contextAt(at);
    const input = { programId, memberId, currency: currencies[kind] };
    const command: EventCommand = { name: 'openWallet', input };
    this.purposes.push({ line, op: 'openWallet', opens: { memberId, kind } });
    this.commands.push({ envelope: { command, context, idempotency: null }, op: null });
    this.wallets.add(memberId, kind, context.newId);
    return context.newId;
  }

  /**
   * A refund can be repeated, unlike all else, so that it has to have a name: the same line again,
   * in a file of which another line was mended or to which some were added, has no second effect.
   */
  private keyOf({ number, text }: Line, command: EventCommand): IdempotencyKey {
    const name = hash('sha256', `${this.target.programId}\n${text.trim()}`);
    return { key: `import/${number}/${name}`, fingerprint: fingerprintOf(command) };
  }

  private contextAt(at: Instant): Context {
    const { merchantId } = this.target;
    return { merchantId, actor: ACTOR, at, recordedAt: Date.now(), newId: newId() };
  }
}
