import { type Expected, textOf } from './operation.ts';
import type { Books } from './reference-books.ts';
import { type ModelTransaction, statusOf } from './reference-journal.ts';
import type { ModelWallet, Part, Sums } from './reference-wallet.ts';

// How the model's knowledge looks in an answer.

export function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** The program's side of a booking. */
function counterOf({ type }: ModelTransaction, part: Part): string {
  if (part === 'FEE') return 'FEE_REVENUE';
  if (part === 'CASHBACK') return 'CASHBACK_EXPENSE';
  if (type === 'PURCHASE') return 'SALES';
  return part === 'GIFT' ? 'GIFT_LIABILITY' : 'ISSUER';
}

/** What a transaction booked, in an order of its own. */
export function inOrder(entries: readonly object[]): string[] {
  return entries.map((entry) => Object.values(entry).join(' ')).toSorted();
}

function entriesOf(recorded: ModelTransaction): string[] {
  const { bookings, main } = recorded;
  const first = main && !main.hold ? main : recorded;
  return inOrder(
    bookings.flatMap(({ part, amount }) => [
      { account: 'WALLET', part, amount: textOf(amount) },
      { account: counterOf(first, part), part, amount: textOf(-amount) },
    ]),
  );
}

export function recordedAs(recorded: ModelTransaction, at: number) {
  const { bookings, main, hold } = recorded;
  const part = (wanted: Part) => {
    const amount = bookings
      .filter((one) => one.part === wanted)
      .reduce((sum, one) => sum + one.amount, 0n);
    return textOf(amount < 0n ? -amount : amount);
  };
  return {
    id: recorded.id,
    type: recorded.type,
    status: statusOf(recorded, at),
    temporary: hold !== null,
    amount: textOf(recorded.amount),
    giftAmount: part('GIFT'),
    feeAmount: part('FEE'),
    cashbackAmount: part('CASHBACK'),
    externalReference: recorded.reference,
    effectiveAt: moment(recorded.effectiveAt),
    createdAt: moment(recorded.recordedAt),
    timeoutAt: moment(hold?.timeoutAt ?? null),
    balanceAfter: textOf(recorded.balanceAfter),
    giftBalance: textOf(recorded.giftAfter),
    mainTransaction: main && { id: main.id, status: statusOf(main, at) },
    entries: entriesOf(recorded),
  };
}

function endedAs(recorded: ModelTransaction, at: number) {
  const { id, end } = recorded;
  const by = end?.by ? { id: end.by.id } : null;
  const committed = end?.kind === 'COMMIT';
  return {
    id,
    status: statusOf(recorded, at),
    reversal: committed ? null : by,
    successor: committed ? by : null,
  };
}

/** An answer with the transactions that it names. */
export function answeredAs(expected: Expected, { journal, now }: Books): Record<string, unknown> {
  const { undoneId, postedId, reversalId, ...others } = expected;
  const find = (id: unknown) => journal.find(typeof id === 'string' ? id : null);
  const [undone, posted, reversal] = [undoneId, postedId, reversalId].map(find);
  const names = undone
    ? { undone: endedAs(undone, now) }
    : reversalId !== undefined && { reversalId };
  const facts = Object.entries(others).map(([name, value]) => [
    name,
    typeof value === 'number' && name.match(/At$|deadline/) ? moment(value) : value,
  ]);
  return {
    ...(Object.fromEntries(facts) as Record<string, unknown>),
    ...names,
    ...(undone && { reversal: reversal ? recordedAs(reversal, now) : null }),
    ...(posted && { posted: recordedAs(posted, now) }),
  };
}

export function walletAs(wallet: ModelWallet, at: number) {
  return {
    status: wallet.closedAt === null ? 'OPEN' : 'CLOSED',
    closedAt: moment(wallet.closedAt),
    balances: balancesAs(wallet.sums(at)),
  };
}

export function balancesAs(sums: Sums): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sums).map(([name, sum]: [string, bigint]) => [name, textOf(sum)]),
  );
}

export function lotsAs(wallet: ModelWallet, at: number) {
  const left = wallet.lots.filter((lot) => lot.remaining > 0n);
  return wallet.inDrawOrder(left).map((lot) => ({
    id: lot.id,
    kind: lot.kind,
    granted: textOf(lot.granted),
    remaining: textOf(lot.remaining),
    held: textOf(wallet.heldOf(lot, at)),
    activatesAt: moment(lot.activatesAt),
    expiresAt: moment(lot.expiresAt),
  }));
}

/** Rows in an order of their own. */
export function inTime<Row extends object>(rows: readonly Row[]): Row[] {
  const text = (row: Row): string => Object.values(row).join(' ');
  return rows.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
}

export function rowsAs(wallet: ModelWallet, at: number) {
  const { rows } = wallet.derivedAt(at);
  return inTime(
    rows.map((row) => ({
      effectiveAt: moment(row.at),
      type: row.kind,
      amount: textOf(row.amount),
    })),
  );
}

/** Newest first, without what was deleted and what deleted it. */
export function historyOf({ journal }: Books, wallet: ModelWallet): ModelTransaction[] {
  return journal.all
    .filter((one) => one.wallet === wallet)
    .filter((one) => one.type !== 'DELETE' && one.end?.kind !== 'DELETE')
    .toSorted((a, b) => b.effectiveAt - a.effectiveAt || b.order - a.order);
}
