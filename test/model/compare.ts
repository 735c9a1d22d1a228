import { isDeepStrictEqual } from 'node:util';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { CommandName } from '../../src/ledger/register.ts';
import { newWallets } from './generate.ts';
import type { Operation } from './operation.ts';
import type { ModelTransaction } from './reference-journal.ts';
import { ReferenceLedger } from './reference-ledger.ts';
import type { ModelWallet } from './reference-wallet.ts';
import { CALLER, openSubject, type Subject } from './subject.ts';

/** Where the ledger and the model first disagree. */
export interface Difference {
  /** Which operation it was after. */
  readonly index: number;
  readonly what: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

type Found = Omit<Difference, 'index'> | null;

const PREVIEWED: ReadonlySet<CommandName> = new Set<CommandName>([
  'cancelTransaction',
  'voidTransaction',
  'deleteTransaction',
  'cancelPurchase',
]);
/** All wallets' lots and histories are compared this often, a touched wallet's every time. */
const THOROUGH_EVERY = 100;

function same(what: string, expected: unknown, actual: unknown): Found {
  return isDeepStrictEqual(expected, actual) ? null : { what, expected, actual };
}

/** Runs operations through a new ledger and a new model until they disagree. */
export async function compare(
  operations: readonly Operation[],
  plant: (ledger: Ledger) => Ledger = (ledger) => ledger,
  atEnd: (subject: Subject) => Found = () => null,
): Promise<Difference | null> {
  const model = new ReferenceLedger(operations[0]?.at ?? 0, newWallets());
  const subject = await openSubject([...model.books.wallets.values()]);
  try {
    const ledger = plant(subject.ledger);
    for (const [index, operation] of operations.entries()) {
      subject.turn(operation.at, operation.id);
      const thorough = index % THOROUGH_EVERY === 0 || index === operations.length - 1;
      const found = await step(ledger, model, operation, thorough);
      if (found) return { index, ...found };
    }
    const found = atEnd(subject);
    return found && { index: operations.length - 1, ...found };
  } finally {
    await subject.close();
  }
}

async function step(
  ledger: Ledger,
  model: ReferenceLedger,
  operation: Operation,
  thorough: boolean,
): Promise<Found> {
  const { command, id } = operation;
  const { idempotencyKey } = command.input;
  const previewed = PREVIEWED.has(command.name) && idempotencyKey === null;
  const preview =
    previewed && (await ledger.preview<CommandName>(CALLER, command.name, command.input));
  const expected = model.apply(operation);
  let answer: Awaited<ReturnType<typeof ledger.execute<CommandName>>>;
  try {
    answer = await ledger.execute<CommandName>(CALLER, command.name, command.input);
  } catch (error) {
    return { what: 'a defect', expected, actual: String(error) };
  }
  const recorded = model.books.journal.find(id);
  const wallets = [...model.books.wallets.values()];
  const touched = thorough ? wallets : wallets.filter((one) => one === recorded?.wallet);
  return (
    differing('the answer', expected, { ...answer }) ??
    (preview ? same('the preview', preview, answer) : null) ??
    (await differingSums(ledger, wallets, operation.at)) ??
    (await differingLots(ledger, touched, operation.at)) ??
    (recorded && (await differingRecord(ledger, recorded))) ??
    (thorough ? await differingHistory(ledger, model, wallets) : null)
  );
}

/** The model says only what it knows: no messages, nothing of how a store works. */
function differing(what: string, expected: object, actual: Record<string, unknown>): Found {
  const known = Object.fromEntries(Object.keys(expected).map((name) => [name, actual[name]]));
  return same(what, expected, known);
}

async function differingSums(ledger: Ledger, wallets: ModelWallet[], at: number): Promise<Found> {
  const ids = wallets.map((wallet) => wallet.id);
  const states = await ledger.reads.statesOf(CALLER.merchantId, ids, at);
  for (const wallet of wallets) {
    const { active: _, ...sums } = wallet.sums(at);
    const state = states.find(({ walletId }) => walletId === wallet.id)?.state;
    const found = differing(`the sums of ${wallet.id}`, sums, { ...state });
    if (found) return found;
  }
  return null;
}

async function differingLots(ledger: Ledger, wallets: ModelWallet[], at: number): Promise<Found> {
  const page = { limit: 10_000, beyond: null, backwards: false };
  for (const wallet of wallets) {
    // What a timed-out hold leaves of `held` in a list is a rule of its own: timed-out-holds.test.
    const told = wallet.holds.every((hold) => hold.ended || hold.timeoutAt > at);
    const left = wallet.lots.filter((lot) => lot.remaining > 0n);
    const expected = wallet.inDrawOrder(left).map((lot) => {
      const { id, kind, granted, remaining, activatesAt, expiresAt } = lot;
      const held = told ? wallet.heldOf(lot, at) : 0n;
      return { id, kind, granted, remaining, held, activatesAt, expiresAt };
    });
    const lots = await ledger.reads.lots(CALLER.merchantId, wallet.id, null, page, ledger.now());
    const actual = lots.map((lot) => {
      const { id, kind, granted, remaining, activatesAt, expiresAt } = lot;
      const held = told ? lot.held : 0n;
      return { id, kind, granted, remaining, held, activatesAt, expiresAt };
    });
    const count = Math.max(expected.length, actual.length);
    for (let n = 0; n < count; n += 1) {
      const found = same(`lot ${n} of ${wallet.id}`, expected[n], actual[n]);
      if (found) return found;
    }
  }
  return null;
}

async function differingRecord(ledger: Ledger, recorded: ModelTransaction): Promise<Found> {
  const { id, main } = recorded;
  const { merchantId } = CALLER;
  const ids = main ? [id, main.id] : [id];
  const rows = await ledger.reads.transactionsById(merchantId, ids, ledger.now());
  const [row, mainRow] = ids.map((one) => rows.find((found) => found.id === one));
  const entries = (await ledger.reads.entriesOf(merchantId, [id])).map(({ entry }) => entry);
  const bookings = entries.filter(({ account }) => account === 'WALLET');
  const total = entries.reduce((sum, entry) => sum + entry.amount, 0n);
  const actual = {
    type: row?.type,
    amount: row?.amount,
    reference: row?.externalReference,
    effectiveAt: row?.effectiveAt,
    balanceAfter: row?.balanceAfter,
    mainId: row?.mainTransactionId,
    mainEnd: mainRow?.resolution && [mainRow.resolution.kind, mainRow.resolution.by],
    total,
    bookings: inOrder(bookings.map(({ purpose, amount }) => `${purpose} ${amount}`)),
  };
  return same(`the record of ${id}`, expectedRow(recorded), actual);
}

const inOrder = (texts: readonly string[]): string[] => texts.toSorted();

function expectedRow(recorded: ModelTransaction) {
  const { type, amount, reference, effectiveAt, balanceAfter, main, bookings } = recorded;
  return {
    type,
    amount,
    reference,
    effectiveAt,
    balanceAfter,
    mainId: main?.id ?? null,
    mainEnd: main ? main.end && [main.end.kind, main.end.by?.id ?? null] : undefined,
    total: 0n,
    bookings: inOrder(bookings.map(({ part, amount: booked }) => `${part} ${booked}`)),
  };
}

async function differingHistory(
  ledger: Ledger,
  model: ReferenceLedger,
  wallets: ModelWallet[],
): Promise<Found> {
  const page = { limit: 20_000, beyond: null, backwards: false };
  const filter = { types: null, from: null, to: null, hideReversed: false };
  for (const wallet of wallets) {
    const own = model.books.journal.all.filter((one) => one.wallet === wallet);
    const listed = own.filter((one) => one.type !== 'DELETE' && one.end?.kind !== 'DELETE');
    const expected = listed
      .toSorted((a, b) => b.effectiveAt - a.effectiveAt || b.order - a.order)
      .map(({ id }) => id);
    const rows = await ledger.reads.history(
      CALLER.merchantId,
      wallet.id,
      filter,
      page,
      ledger.now(),
    );
    const actual = rows.map(({ transaction }) => transaction.id);
    const found = same(`the history of ${wallet.id}`, expected, actual);
    if (found) return found;
  }
  return null;
}
