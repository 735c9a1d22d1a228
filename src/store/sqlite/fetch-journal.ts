import { and, asc, eq } from 'drizzle-orm';
import type { Journal, JournalEvent } from '../../ledger/derived/journal.ts';
import { type GrantedLot, type LotMovement, lotId, type Reservation } from '../../ledger/lot.ts';
import { INSTANT_MAX, type Instant } from '../../ledger/time.ts';
import { isReversal } from '../../ledger/transaction.ts';
import { instantOf } from '../rows.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { history } from './history-schema.ts';
import { main, origin } from './rows.ts';
import { lot, lotMovement, reservation, resolution, transaction } from './schema.ts';
import { prepareSelect } from './select.ts';

export type FetchJournal = (of: {
  readonly pk: number;
  readonly id: string;
  readonly openedAt: Instant;
}) => Journal;

/** Reads all of a wallet's journal that derived rows depend on, in four ranges. */
export function prepareJournal(db: Db): FetchJournal {
  const statements = prepareStatements(db);
  return ({ pk: walletPk, id: walletId, openedAt }) => {
    const lots = Map.groupBy(statements.lots.all({ walletPk }), (row) => row.pk);
    const movements = Map.groupBy(statements.movements.all({ walletPk }), (row) => row.pk);
    const reservations = Map.groupBy(statements.reservations.all({ walletPk }), (row) => row.pk);
    const events = statements.events.all({ walletPk }).map((row): JournalEvent => {
      const { pk: sequence, id: transactionId, effectiveAt, type, ended, mainId } = row;
      return {
        transactionId,
        sequence,
        effectiveAt,
        undoneAt: ended === null || ended === 'COMMIT' ? null : row.endedAt,
        deleted: ended === 'DELETE',
        mainTransactionId: mainId,
        reversal: isReversal(type),
        lots: (lots.get(sequence) ?? []).map((granted) => grantedOf(granted, walletId)),
        movements: (movements.get(sequence) ?? []).map(movementOf),
        hold: holdOf(row, (reservations.get(sequence) ?? []).map(movementOf)),
      };
    });
    return { walletId, openedAt, events };
  };
}

interface GrantedRow extends Omit<GrantedLot, 'id' | 'walletId' | 'expiresAt'> {
  readonly originId: string;
  readonly ordinal: number;
  readonly expiresAt: number;
}

function grantedOf(row: GrantedRow, walletId: string): GrantedLot {
  const { originId, ordinal, kind, granted, activatesAt, expiresAt } = row;
  const id = lotId(originId, ordinal);
  return { id, walletId, kind, granted, activatesAt, expiresAt: instantOf(expiresAt) };
}

function movementOf(row: {
  readonly originId: string;
  readonly ordinal: number;
  readonly amount: bigint;
}): Pick<LotMovement, 'lotId' | 'amount'> {
  return { lotId: lotId(row.originId, row.ordinal), amount: row.amount };
}

/** A hold keeps its reservations until it is settled, or until its timeout. */
function holdOf(
  row: { readonly timeoutAt: Instant | null; readonly endedAt: Instant | null },
  reservations: readonly Reservation[],
): JournalEvent['hold'] {
  if (row.timeoutAt === null) return null;
  return { endedAt: Math.min(row.timeoutAt, row.endedAt ?? INSTANT_MAX), reservations };
}

const pk = history.transactionPk;
const ofWallet = eq(lot.walletPk, history.walletPk);
const recorded = eq(history.walletPk, bound('walletPk'));

function prepareStatements(db: Db) {
  return {
    events: prepareEvents(db),
    lots: prepareGranted(db),
    movements: prepareMovements(db),
    reservations: prepareReserved(db),
  };
}

function prepareEvents(db: Db) {
  return prepareSelect(
    db,
    db
      .select({
        pk,
        id: transaction.id,
        mainId: main.id,
        type: transaction.type,
        effectiveAt: transaction.effectiveAt,
        timeoutAt: transaction.timeoutAt,
        ended: resolution.kind,
        endedAt: resolution.at,
      })
      .from(history)
      .innerJoin(transaction, eq(transaction.pk, pk))
      .leftJoin(main, eq(main.pk, transaction.mainPk))
      .leftJoin(resolution, eq(resolution.transactionPk, pk))
      .where(recorded)
      .orderBy(asc(pk)),
  );
}

function prepareGranted(db: Db) {
  return prepareSelect(
    db,
    db
      .select({
        pk,
        originId: transaction.id,
        ordinal: lot.ordinal,
        kind: lot.kind,
        granted: lot.granted,
        activatesAt: lot.activatesAt,
        expiresAt: lot.expiresAt,
      })
      .from(history)
      .innerJoin(transaction, eq(transaction.pk, pk))
      .innerJoin(lot, and(eq(lot.transactionPk, pk), ofWallet))
      .where(recorded)
      .orderBy(asc(lot.ordinal)),
  );
}

function prepareMovements(db: Db) {
  const isLot = and(
    eq(lot.transactionPk, lotMovement.lotTransactionPk),
    eq(lot.ordinal, lotMovement.lotOrdinal),
  );
  return prepareSelect(
    db,
    db
      .select({
        pk,
        originId: origin.id,
        ordinal: lotMovement.lotOrdinal,
        line: lotMovement.line,
        amount: lotMovement.amount,
      })
      .from(history)
      .innerJoin(lotMovement, eq(lotMovement.transactionPk, pk))
      .innerJoin(lot, and(isLot, ofWallet))
      .innerJoin(origin, eq(origin.pk, lot.transactionPk))
      .where(recorded)
      .orderBy(asc(lotMovement.line)),
  );
}

function prepareReserved(db: Db) {
  return prepareSelect(
    db,
    db
      .select({
        pk,
        originId: origin.id,
        ordinal: reservation.lotOrdinal,
        amount: reservation.amount,
      })
      .from(history)
      .innerJoin(reservation, eq(reservation.transactionPk, pk))
      .innerJoin(origin, eq(origin.pk, reservation.lotTransactionPk))
      .where(recorded),
  );
}
