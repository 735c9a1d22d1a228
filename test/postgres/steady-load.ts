import { setTimeout as sleep } from 'node:timers/promises';
import { FailedOperationError } from '../contract/failed-operation.ts';
import type { Client } from '../contract/world.ts';
import { LANES, type Load, type Sent } from '../faults/load.ts';

/** How long a lane waits before it asks again what was not answered. */
const AGAIN_AFTER_MS = 50;
const READ_EVERY_MS = 25;
/** An answer that took longer was given only after the outage. */
const LATE_MS = 1_000;

/** What an answer says that lacks something of what was asked for. */
interface Lacking {
  readonly data?: { readonly reply?: { readonly __typename: string } | null } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** What may be said during an outage: that it is one, and nothing of ourselves. */
const EXPECTED: ReadonlySet<string> = new Set(['UNAVAILABLE', 'COMMIT_UNKNOWN']);
const UNAVAILABLE_STATUS = 503;

/** How requests were answered. */
export interface LoadFigures {
  answered: number;
  /** Answers that came late, but came. */
  late: number;
  /** Commands that were asked again and turned out to be done, or not to be. */
  foundDone: number;
  foundUndone: number;
  /** Requests that were told that the ledger is unavailable, reads among them. */
  turnedAway: number;
  /** Requests that were told nothing, because the server was gone. */
  cutOff: number;
  readsAnswered: number;
}

/**
 * Keeps clients busy whatever happens: several lanes of keyed commands, of which each is sent again
 * until it is answered, and a reader.
 */
export class SteadyLoad {
  readonly figures: LoadFigures = {
    answered: 0,
    late: 0,
    foundDone: 0,
    foundUndone: 0,
    turnedAway: 0,
    cutOff: 0,
    readsAnswered: 0,
  };
  /** What was said that must never be said. */
  readonly violations: string[] = [];
  private readonly load: Load;
  /** The server may be another one each time. */
  private readonly client: () => Client;
  private readonly readWalletId: string;
  /** What was said of commands of which not all could be shown, by their keys. */
  private readonly shown = new Map<string, string>();
  private running: Promise<unknown> | null = null;
  private stopping = false;
  /** The lanes that have been answered since somebody last asked. */
  private answeredLanes = new Set<number>();

  constructor(load: Load, client: () => Client, readWalletId: string) {
    this.load = load;
    this.client = client;
    this.readWalletId = readWalletId;
  }

  start(): void {
    this.stopping = false;
    const lanes = Array.from({ length: LANES }, (_, lane) => this.write(lane + 1));
    this.running = Promise.all([...lanes, this.read()]);
  }

  /** Waits for what is under way; what is not answered then stays so. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  /** Whether every lane is answered again, within some milliseconds. */
  async goesOn(patienceMs: number): Promise<boolean> {
    this.answeredLanes = new Set();
    const patience = performance.now() + patienceMs;
    while (this.answeredLanes.size < LANES && performance.now() < patience) await sleep(20);
    return this.answeredLanes.size === LANES;
  }

  private async write(lane: number): Promise<void> {
    while (!this.stopping) {
      const sent = this.load.next(lane);
      for (let tries = 1; !sent.answer && !this.stopping; tries += 1) {
        const asked = performance.now();
        try {
          sent.answer = await this.client().run(sent.mutation, sent.input);
          this.count(sent, tries, performance.now() - asked);
          this.answeredLanes.add(lane);
        } catch (error) {
          this.judge(error, sent);
          await sleep(AGAIN_AFTER_MS);
        }
      }
    }
  }

  private count({ key, answer }: Sent, tries: number, tookMs: number): void {
    const { figures } = this;
    figures.answered += 1;
    if (tookMs > LATE_MS) figures.late += 1;
    if (tries > 1 && answer?.['replayed'] === true) figures.foundDone += 1;
    if (tries > 1 && answer?.['replayed'] === false) figures.foundUndone += 1;
    // A command that was answered in part before has the same answer again.
    const before = this.shown.get(key) ?? answer?.__typename;
    if (before !== answer?.__typename) {
      this.violations.push(`${key} was ${before}, and then ${answer?.__typename}`);
    }
  }

  private async read(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.client().balances(this.readWalletId);
        this.figures.readsAnswered += 1;
      } catch (error) {
        this.judge(error, null);
      }
      await sleep(READ_EVERY_MS);
    }
  }

  /** Counts a request that was not answered as it should be, and looks at what was said. */
  private judge(error: unknown, sent: Sent | null): void {
    if (!(error instanceof FailedOperationError)) {
      this.figures.cutOff += 1;
      return;
    }
    const { status, text } = error;
    const { data, errors = [] } = JSON.parse(text) as Lacking;
    const codes = new Set(errors.map(({ extensions }) => extensions.code));
    const reply = data?.reply ?? null;
    const isTold = codes.size > 0 && codes.isSubsetOf(EXPECTED);
    // What was done is an answer, although not all of it could be shown.
    const statusNow = reply ? 200 : UNAVAILABLE_STATUS;
    if (!isTold || status !== statusNow) this.violations.push(`${status} ${text}`);
    this.figures.turnedAway += 1;
    if (sent && reply) this.shown.set(sent.key, reply.__typename);
  }
}
