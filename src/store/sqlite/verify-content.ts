import { and, asc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { lotId } from '../../ledger/lot.ts';
import type { ResolutionKind } from '../../ledger/transaction.ts';
import type { StoredTransaction } from '../../ledger/verification.ts';
import { instantOf } from '../rows.ts';
import {
  type EndedHold,
  type HeaderRow,
  type PartRows,
  rowProblems,
  storedTransactionOf,
} from '../verification.ts';
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
  /** What is wrong with its rows beside what its link covers. */
  readonly problems: readonly string[];
}

type WalletIdOf = (walletPk: number) => string | null;

/** What is gone gets a name that was never recorded. */
function idOf(pk: number, id: string | null): string {
  return id ?? `the missing row ${pk}`;
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
      const header = headerOf({ row, mainId, resolves }, walletIdOf);
      const stored = partsOf(of, row.id, walletIdOf);
      const content = storedTransactionOf(header, stored);
      found.set(pk, {
        content,
        walletPk: row.walletPk,
        merchantPk: row.merchantPk,
        problems: rowProblems(header, stored, content),
      });
    }
    return found;
  };
}

/** Holds that ended without a transaction, many at a time. */
export function prepareEndings(db: Db): (pks: readonly number[]) => Map<number, EndedHold> {
  const statement = db
    .select({ pk: transaction.pk, id: transaction.id, ended: resolution })
    .from(transaction)
    .leftJoin(resolution, eq(resolution.transactionPk, transaction.pk))
    .where(sql`${transaction.pk} in ${inList('pks')}`)
    .prepare();
  return (list) => {
    const found = new Map<number, EndedHold>();
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
  readonly mainId: string | null;
  readonly resolves: ResolutionKind | null;
}

function headerOf({ row, mainId, resolves }: Header, walletIdOf: WalletIdOf): HeaderRow {
  return {
    ...row,
    walletId: idOf(row.walletPk, walletIdOf(row.walletPk)),
    mainTransactionId: row.mainPk === null ? null : idOf(row.mainPk, mainId),
    ownsReference: flagOf(row.ownsReference),
    resolves,
  };
}

function partsOf(rows: Parts, transactionId: string, walletIdOf: WalletIdOf): PartRows {
  const walletId = (pk: number): string => idOf(pk, walletIdOf(pk));
  return {
    entries: rows.entries.map(({ walletPk, ...columns }) => ({
      ...columns,
      walletId: walletPk === null ? null : walletId(walletPk),
    })),
    lots: rows.lots.map((row) => ({
      ...row,
      id: lotId(transactionId, row.ordinal),
      walletId: walletId(row.walletPk),
      expiresAt: instantOf(row.expiresAt),
      sequence: row.transactionPk,
      deferred: flagOf(row.deferred),
    })),
    movements: rows.movements.map((row) => ({ ...row, lotId: movedLotId(row) })),
    reservations: rows.reservations.map((row) => ({ ...row, lotId: movedLotId(row) })),
  };
}

interface MovedLot {
  readonly lotTransactionPk: number;
  readonly originId: string | null;
  readonly lotOrdinal: number;
}

function movedLotId({ lotTransactionPk, originId, lotOrdinal }: MovedLot): string {
  return lotId(idOf(lotTransactionPk, originId), lotOrdinal);
}

function flagOf(column: number): boolean | null {
  return column === 0 || column === 1 ? column === 1 : null;
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
