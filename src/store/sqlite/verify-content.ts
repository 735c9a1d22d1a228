import { and, asc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { type Lot, lotId } from '../../ledger/lot.ts';
import { ownsReference, type Resolution } from '../../ledger/transaction.ts';
import { problemsOf, type StoredTransaction } from '../../ledger/verification.ts';
import { instantOf } from '../rows.ts';
import type { Db } from './connection.ts';
import { inList } from './lists.ts';
import { origin } from './rows.ts';
import { entry, lot, lotMovement, reservation, resolution, transaction } from './schema.ts';

const main = alias(transaction, 'main');

/** A transaction as a page of the chain needs it. */
export interface RecordedTransaction {
  readonly content: StoredTransaction;
  readonly walletPk: number;
  readonly merchantPk: number;
  /** The wallets that have to link it. */
  readonly walletPks: ReadonlySet<number>;
  /** What is wrong with its rows beside what its link covers. */
  readonly problems: readonly string[];
}

/** How a hold ended; null where that is gone, or says that a transaction ended it. */
export interface EndedTransaction {
  readonly id: string;
  readonly resolution: Resolution | null;
}

type WalletIdOf = (walletPk: number) => string | null;

/** What is gone gets a name that was never recorded. */
function idOf(pk: number | null, id: string | null): string | null {
  return pk === null ? null : (id ?? `the missing row ${pk}`);
}

/** Rebuilds transactions, many at a time, as they were hashed when they were recorded. */
export function prepareContents(
  db: Db,
): (pks: readonly number[], walletIdOf: WalletIdOf) => Map<number, RecordedTransaction> {
  const headers = prepareHeaders(db);
  const parts = prepareParts(db);
  return (list, walletIdOf) => {
    const pks = JSON.stringify(list);
    const entries = groupRows(parts.entries.all({ pks }));
    const lots = groupRows(parts.lots.all({ pks }));
    const movements = groupRows(parts.movements.all({ pks }));
    const reservations = groupRows(parts.reservations.all({ pks }));
    const found = new Map<number, RecordedTransaction>();
    for (const { row, mainId, resolves } of headers.all({ pks })) {
      const { pk } = row;
      const of: Parts = {
        entries: entries.get(pk) ?? [],
        lots: lots.get(pk) ?? [],
        movements: movements.get(pk) ?? [],
        reservations: reservations.get(pk) ?? [],
      };
      const mainTransactionId = idOf(row.mainPk, mainId);
      const content = contentOf({ row, mainTransactionId, resolves }, of, walletIdOf);
      found.set(pk, {
        content,
        walletPk: row.walletPk,
        merchantPk: row.merchantPk,
        walletPks: new Set([row.walletPk, ...of.entries.flatMap((e) => e.walletPk ?? [])]),
        problems: [...problemsOf(content), ...rowProblems(row, content, of)],
      });
    }
    return found;
  };
}

/** Holds that ended without a transaction, many at a time. */
export function prepareEndings(db: Db): (pks: readonly number[]) => Map<number, EndedTransaction> {
  const statement = db
    .select({ pk: transaction.pk, id: transaction.id, ended: resolution })
    .from(transaction)
    .leftJoin(resolution, eq(resolution.transactionPk, transaction.pk))
    .where(sql`${transaction.pk} in ${inList('pks')}`)
    .prepare();
  return (list) => {
    const found = new Map<number, EndedTransaction>();
    for (const { pk, id, ended } of statement.all({ pks: JSON.stringify(list) })) {
      const resolved = ended?.byPk === null ? { ...ended, transactionId: id, by: null } : null;
      found.set(pk, { id, resolution: resolved });
    }
    return found;
  };
}

function prepareHeaders(db: Db) {
  return db
    .select({ row: transaction, mainId: main.id, resolves: resolution.kind })
    .from(transaction)
    .leftJoin(main, eq(main.pk, transaction.mainPk))
    .leftJoin(
      resolution,
      and(eq(resolution.transactionPk, transaction.mainPk), eq(resolution.byPk, transaction.pk)),
    )
    .where(sql`${transaction.pk} in ${inList('pks')}`)
    .prepare();
}

function prepareParts(db: Db) {
  return {
    entries: db
      .select()
      .from(entry)
      .where(sql`${entry.transactionPk} in ${inList('pks')}`)
      .orderBy(asc(entry.transactionPk), asc(entry.line))
      .prepare(),
    lots: db
      .select()
      .from(lot)
      .where(sql`${lot.transactionPk} in ${inList('pks')}`)
      .orderBy(asc(lot.transactionPk), asc(lot.ordinal))
      .prepare(),
    movements: db
      .select({
        transactionPk: lotMovement.transactionPk,
        line: lotMovement.line,
        lotTransactionPk: lotMovement.lotTransactionPk,
        originId: origin.id,
        lotOrdinal: lotMovement.lotOrdinal,
        amount: lotMovement.amount,
        purpose: lotMovement.purpose,
      })
      .from(lotMovement)
      .leftJoin(origin, eq(origin.pk, lotMovement.lotTransactionPk))
      .where(sql`${lotMovement.transactionPk} in ${inList('pks')}`)
      .orderBy(asc(lotMovement.transactionPk), asc(lotMovement.line))
      .prepare(),
    reservations: db
      .select({
        transactionPk: reservation.transactionPk,
        line: reservation.line,
        lotTransactionPk: reservation.lotTransactionPk,
        originId: origin.id,
        lotOrdinal: reservation.lotOrdinal,
        amount: reservation.amount,
      })
      .from(reservation)
      .leftJoin(origin, eq(origin.pk, reservation.lotTransactionPk))
      .where(sql`${reservation.transactionPk} in ${inList('pks')}`)
      .orderBy(asc(reservation.transactionPk), asc(reservation.line))
      .prepare(),
  };
}

type Statements = ReturnType<typeof prepareParts>;
type Parts = { readonly [Name in keyof Statements]: ReturnType<Statements[Name]['all']> };

interface Header {
  readonly row: typeof transaction.$inferSelect;
  readonly mainTransactionId: string | null;
  readonly resolves: Resolution['kind'] | null;
}

function contentOf(header: Header, parts: Parts, walletIdOf: WalletIdOf): StoredTransaction {
  const { row, mainTransactionId, resolves } = header;
  const walletId = (pk: number): string => walletIdOf(pk) ?? `the missing row ${pk}`;
  const { timeoutAt, promisedActivatesAt: activatesAt, promisedExpiresAt: expiresAt } = row;
  return {
    ...row,
    walletId: walletId(row.walletPk),
    hold: timeoutAt === null ? null : { timeoutAt, activatesAt, expiresAt },
    mainTransactionId,
    entries: parts.entries.map(({ walletPk, ...columns }) => ({
      ...columns,
      walletId: walletPk === null ? null : walletId(walletPk),
    })),
    lots: parts.lots.map((columns) => lotOf(columns, row.id, walletId(columns.walletPk))),
    movements: parts.movements.map((columns) => ({ ...columns, lotId: movedLotId(columns) })),
    reservations: parts.reservations.map((columns) => ({ ...columns, lotId: movedLotId(columns) })),
    resolves:
      resolves && mainTransactionId ? { transactionId: mainTransactionId, kind: resolves } : null,
  };
}

function lotOf(row: typeof lot.$inferSelect, transactionId: string, walletId: string): Lot {
  return {
    ...row,
    id: lotId(transactionId, row.ordinal),
    walletId,
    expiresAt: instantOf(row.expiresAt),
    sequence: row.transactionPk,
  };
}

interface MovedLot {
  readonly lotTransactionPk: number;
  readonly originId: string | null;
  readonly lotOrdinal: number;
}

function movedLotId({ lotTransactionPk, originId, lotOrdinal }: MovedLot): string {
  return lotId(originId ?? `the missing row ${lotTransactionPk}`, lotOrdinal);
}

/** The columns that only the store knows. */
function rowProblems(row: Header['row'], content: StoredTransaction, parts: Parts): string[] {
  const problems: string[] = [];
  if (row.ownsReference !== (ownsReference(content) ? 1 : 0)) {
    problems.push('whether the transaction owns its external reference is wrong');
  }
  const { entries, lots, movements, reservations } = parts;
  if ([entries, movements, reservations].some((rows) => rows.some((r, at) => r.line !== at))) {
    problems.push('the lines of the transaction are not numbered one after another');
  }
  if (lots.some((l) => l.deferred !== (l.activatesAt > row.effectiveAt ? 1 : 0))) {
    problems.push('whether a lot of the transaction is deferred is wrong');
  }
  const promises = row.promisedActivatesAt !== null || row.promisedExpiresAt !== null;
  if (promises && row.timeoutAt === null) {
    problems.push('the transaction is not temporary and promises a lot');
  }
  return problems;
}

function groupRows<Row extends { readonly transactionPk: number }>(
  rows: readonly Row[],
): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.transactionPk);
    if (group) group.push(row);
    else groups.set(row.transactionPk, [row]);
  }
  return groups;
}
