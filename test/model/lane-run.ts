import { isDeepStrictEqual } from 'node:util';
import type { Client, Names, Said } from './client.ts';
import type { Difference, Found } from './difference.ts';
import { answeredAs, inOrder } from './expected.ts';
import { type Lane, newWallets, START } from './lanes.ts';
import type { Operation } from './operation.ts';
import { ReferenceLedger } from './reference-ledger.ts';
import { optionsAs } from './reference-options.ts';
import type { ModelWallet } from './reference-wallet.ts';
import { inOrderRecorded } from './twins.ts';
import { differingEnd, differingOptions, differingWallets } from './wallets.ts';

const PREVIEWED = /^(?:cancel|void|delete)/;
/** All wallets' lots and histories are compared this often, a touched wallet's every time. */
const THOROUGH_EVERY = 10;

/** One lane at work: its client, its model, and what it compares. */
export class LaneRun {
  private readonly lane: Lane;
  private readonly client: Client;
  private readonly names: Names;
  private readonly model: ReferenceLedger;

  /** All lanes share the names: one may use an id that another's transaction has. */
  constructor(lane: Lane, client: Client, names: Names) {
    this.lane = lane;
    this.client = client;
    this.names = names;
    this.model = new ReferenceLedger(START, lane.merchantId, newWallets(lane));
  }

  /** Opens the wallets that the model has. */
  async open(): Promise<void> {
    for (const { id, memberId, currency } of this.wallets) {
      const input = { programId: 'club', memberId, currency };
      const reply = await this.client.send('openWallet', input);
      const { walletId } = reply;
      if (typeof walletId !== 'string') {
        throw new Error(`${memberId} has no wallet: ${JSON.stringify(reply)}`);
      }
      this.names.learn(id, walletId);
    }
  }

  /** Plays the lane's part of a round, one operation after another. */
  async play(round: readonly Operation[]): Promise<Difference | null> {
    const [any] = round;
    if (!any) return null;
    this.model.books.now = any.at;
    const touched = new Set<ModelWallet>();
    for (const operation of round.filter(({ lane }) => lane === this.lane.index)) {
      const found = await this.perform(operation, touched);
      if (found) return this.difference(operation.round, operation.id, found);
    }
    const seen = any.round % THOROUGH_EVERY === 0 ? new Set(this.wallets) : touched;
    const found =
      (await differingWallets(this.client, this.names, this.model.books, seen)) ??
      (await this.differingOptions(any.round));
    return found && this.difference(any.round, null, found);
  }

  /** Compares all that there is, page by page. */
  async differsAtEnd(): Promise<Difference | null> {
    const found = await differingEnd(this.client, this.names, this.model.books);
    return found && this.difference(Number.POSITIVE_INFINITY, null, found);
  }

  private get wallets(): ModelWallet[] {
    return [...this.model.books.wallets.values()];
  }

  private difference(round: number, operationId: string | null, found: Found): Difference {
    return { lane: this.lane.index, round, operationId, ...found };
  }

  /** Sends an operation, or two at once where it has a twin: either may be the first then. */
  private async perform(operation: Operation, touched: Set<ModelWallet>): Promise<Found | null> {
    const { command, id, twinId, at } = operation;
    const { name } = command;
    const input = this.names.asked({ ...command.input });
    const previewed = PREVIEWED.test(name) && !twinId && command.input.idempotencyKey === null;
    const preview = previewed ? await this.client.preview(name, input) : null;
    const ids = twinId === null ? [id] : [id, twinId];
    const sent = await Promise.all(ids.map(() => this.client.send(name, input)));
    const replies = twinId === null ? sent : await inOrderRecorded(this.client, sent);
    const answers = ids.map((one) => this.model.apply({ id: one, at, command }));
    for (const { postedId, undoneId } of answers) {
      const { journal } = this.model.books;
      const moved = journal.find(String(postedId ?? undoneId));
      if (moved) touched.add(moved.wallet);
    }
    const expected = answers.map((answer) => answeredAs(answer, this.model.books));
    return this.differing(ids, expected, replies) ?? this.differingPreview(preview, replies[0]);
  }

  private differing(
    ids: string[],
    expected: readonly Said[],
    replies: readonly Said[],
  ): Found | null {
    const inTurn = this.differingInOrder(ids, expected, replies);
    if (!inTurn || replies.length === 1) return inTurn;
    return this.differingInOrder(ids, expected, replies.toReversed()) && inTurn;
  }

  /** Learns what the ledger calls the transactions that it recorded, if all is as expected. */
  private differingInOrder(
    ids: string[],
    expected: readonly Said[],
    replies: readonly Said[],
  ): Found | null {
    const learned = ids.flatMap((id, n) => this.learn(id, expected[n] ?? {}, replies[n] ?? {}));
    const actual = replies.map((reply) => entriesInOrder(this.names.told(reply)));
    if (isDeepStrictEqual(expected, actual)) return null;
    for (const id of learned) this.names.forget(id);
    return { what: 'the answer', expected, actual };
  }

  private learn(id: string, expected: Said, reply: Said): string[] {
    for (const field of ['posted', 'reversal']) {
      const [known, told] = [expected[field], reply[field]].map(idWithin);
      if (known === id && told !== undefined && !this.names.knows(told)) {
        this.names.learn(id, told);
        return [id];
      }
    }
    return [];
  }

  private differingPreview(preview: Said | null, reply: Said | undefined): Found | null {
    if (!preview || !reply) return null;
    const [expected, actual] = [reply, preview].map(unlessRecorded);
    return isDeepStrictEqual(expected, actual) ? null : { what: 'the preview', expected, actual };
  }

  /** What the four reversals would answer for one of the latest transactions. */
  private async differingOptions(round: number): Promise<Found | null> {
    const { all } = this.model.books.journal;
    const target = all.at(-1 - (round % Math.min(20, all.length || 1)));
    if (!target) return null;
    const expected = optionsAs(this.model, target);
    return differingOptions(this.client, this.names, target.id, expected);
  }
}

function idWithin(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' ? value.id : undefined;
}

function entriesInOrder(reply: Said): Said {
  const fields = Object.entries(reply).map(([name, value]) => {
    const { entries } = (value ?? {}) as Said;
    return [
      name,
      Array.isArray(entries) ? { ...(value as Said), entries: inOrder(entries) } : value,
    ];
  });
  return Object.fromEntries(fields) as Said;
}

/** What a preview can say as well: nothing of what a mutation records. */
function unlessRecorded(said: Said): Said {
  const { undone: _undone, reversal: _reversal, ...rest } = said;
  if (rest['__typename'] !== 'VoidTransactionSuccess') return rest;
  const { transactionId: _, ...others } = rest;
  return others;
}
