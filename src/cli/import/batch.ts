import { hash } from 'node:crypto';
import { createIds } from '../../ids.ts';
import type { Context } from '../../ledger/decision.ts';
import { fingerprintOf, type IdempotencyKey } from '../../ledger/idempotency.ts';
import type { CurrencyKind } from '../../ledger/money.ts';
import type { CommandName } from '../../ledger/register.ts';
import type { Answer, Envelope } from '../../ledger/store.ts';
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

/** What an answer belongs to: an event, or the opening of a wallet for one. */
interface Asked {
  readonly line: number;
  readonly op: Event['op'] | 'openWallet';
  /** Set on an opening. */
  readonly opens: { readonly memberId: string; readonly kind: CurrencyKind } | null;
}

export interface Answered extends Asked {
  readonly answer: Answer<CommandName>;
}

/** Events on their way into one commit. */
export class Batch {
  readonly envelopes: Envelope[] = [];
  private readonly asked: Asked[] = [];
  private readonly target: Target;
  private readonly wallets: Wallets;

  constructor(target: Target, wallets: Wallets) {
    this.target = target;
    this.wallets = wallets;
  }

  async add(line: Line, event: Event): Promise<void> {
    const command = isPosting(event)
      ? postingOf(event, await this.walletOf(line.number, event))
      : reversalOf(event);
    const context = this.contextAt(event.at);
    const asked: Asked = { line: line.number, op: event.op, opens: null };
    this.put(asked, command, context, event.op === 'refund' ? this.keyOf(line, command) : null);
  }

  /** What was answered to what, in the order of the file. */
  settle(answers: readonly Answer<CommandName>[]): Answered[] {
    return this.asked.flatMap((asked, i) => {
      const answer = answers[i];
      return answer ? [{ ...asked, answer }] : [];
    });
  }

  /** The wallet that an event posts to; one that is missing is opened in the same batch. */
  private async walletOf(line: number, { member: memberId, op, at }: Posting): Promise<string> {
    const kind = KIND_OF_WALLET[op];
    const found = await this.wallets.find(memberId, kind);
    if (found !== null) return found;
    const { programId, currencies } = this.target;
    const context = this.contextAt(at);
    const input = { programId, memberId, currency: currencies[kind] };
    const asked: Asked = { line, op: 'openWallet', opens: { memberId, kind } };
    this.put(asked, { name: 'openWallet', input }, context);
    this.wallets.add(memberId, kind, context.newId);
    return context.newId;
  }

  private put(
    asked: Asked,
    command: EventCommand,
    context: Context,
    idempotency: IdempotencyKey | null = null,
  ): void {
    this.asked.push(asked);
    this.envelopes.push({ command, context, idempotency });
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
