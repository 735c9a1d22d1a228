import { and, asc, eq, sql } from 'drizzle-orm';
import type { Entry } from '../../ledger/entry.ts';
import { DEPENDENTS_MAX, type TransactionFacts } from '../../ledger/facts.ts';
import { type LotMovement, lotId, type Reservation } from '../../ledger/lot.ts';
import { sum } from '../../ledger/money.ts';
import type { Instant } from '../../ledger/time.ts';
import { recordOf } from '../rows.ts';
import { atMost, bound } from './bound.ts';
import { bytesOfUuid } from './columns.ts';
import type { Db } from './connection.ts';
import { type Keys, keyOf } from './keys.ts';
import { origin, selectTransactions } from './rows.ts';
import { entry, lot, lotMovement, refund, reservation, transaction, wallet } from './schema.ts';
import { prepareSelect } from './select.ts';

/** Finds a merchant's transactions with all that undoing them needs. */
export interface TransactionFetch {
  byId(id: string, keys: Keys): TransactionFacts | null;
  /** The transaction that has the reference, or what it was committed into. */
  byReference(reference: string, keys: Keys): TransactionFacts | null;
  /** Later debits of the lots that it granted, and holds on them, that still stand. */
  dependentsOf(target: TransactionFacts, keys: Keys, at: Instant): string[];
}

export function prepareTransactionFetch(db: Db): TransactionFetch {
  const headers = prepareHeaders(db);
  const parts = prepareParts(db);
  const dependents = prepareDependents(db);
  return {
    byId(id, keys) {
      const row = headers.byId(id, keys.merchantPk);
      return row ? parts(row, keys) : null;
    },
    byReference(reference, keys) {
      const row = headers.byReference(reference, keys.merchantPk);
      if (!row) return null;
      const successorId = row.resolutionKind === 'COMMIT' ? row.resolutionById : null;
      const successor = successorId && headers.byId(successorId, keys.merchantPk);
      return parts(successor || row, keys);
    },
    dependentsOf: (target, keys, at) =>
      target.lots.length === 0 ? [] : dependents(keyOf(keys.transactions, target.record.id), at),
  };
}

type Row = Awaited<ReturnType<typeof selectTransactions>>[number];

function prepareHeaders(db: Db) {
  const byId = prepareSelect(
    db,
    selectTransactions(db).where(
      and(eq(transaction.id, bound('id')), eq(transaction.merchantPk, bound('merchantPk'))),
    ),
  );
  const byReference = prepareSelect(
    db,
    selectTransactions(db).where(
      and(
        eq(transaction.merchantPk, bound('merchantPk')),
        eq(transaction.externalReference, bound('reference')),
        sql`${transaction.ownsReference} = 1`,
      ),
    ),
  );
  return {
    byId: (id: string, merchantPk: number): Row | undefined => {
      const bytes = bytesOfUuid(id);
      return bytes ? byId.get({ id: bytes, merchantPk }) : undefined;
    },
    byReference: (reference: string, merchantPk: number): Row | undefined =>
      byReference.get({ reference, merchantPk }),
  };
}

function prepareParts(db: Db) {
  const entries = prepareEntries(db);
  const movements = prepareMovements(db);
  const reservations = prepareReservations(db);
  const granted = prepareSelect(
    db,
    db
      .select({ ordinal: lot.ordinal })
      .from(lot)
      .where(eq(lot.transactionPk, bound('pk')))
      .orderBy(asc(lot.ordinal)),
  );
  const refunds = prepareSelect(
    db,
    db
      .select({ amount: refund.amount })
      .from(refund)
      .where(eq(refund.purchasePk, bound('pk'))),
  );
  return (row: Row, keys: Keys): TransactionFacts => {
    const { pk, id } = row;
    keys.transactions.set(id, pk);
    return {
      record: recordOf(row),
      entries: entries(pk),
      lots: granted.all({ pk }).map(({ ordinal }) => lotId(id, ordinal)),
      movements: movements(pk),
      reservations: row.timeoutAt === null ? [] : reservations(pk),
      refunded: row.type === 'PURCHASE' ? sum(refunds.all({ pk }).map((r) => r.amount)) : 0n,
    };
  };
}

function prepareEntries(db: Db): (pk: number) => Entry[] {
  const statement = prepareSelect(
    db,
    db
      .select({
        account: entry.account,
        walletId: wallet.id,
        amount: entry.amount,
        purpose: entry.purpose,
      })
      .from(entry)
      .leftJoin(wallet, eq(wallet.pk, entry.walletPk))
      .where(eq(entry.transactionPk, bound('pk')))
      .orderBy(asc(entry.line)),
  );
  return (pk) => statement.all({ pk });
}

function prepareMovements(db: Db): (pk: number) => LotMovement[] {
  const statement = prepareSelect(
    db,
    db
      .select({
        originId: origin.id,
        ordinal: lotMovement.lotOrdinal,
        amount: lotMovement.amount,
        purpose: lotMovement.purpose,
      })
      .from(lotMovement)
      .innerJoin(origin, eq(origin.pk, lotMovement.lotTransactionPk))
      .where(eq(lotMovement.transactionPk, bound('pk')))
      .orderBy(asc(lotMovement.line)),
  );
  return (pk) =>
    statement.all({ pk }).map(({ originId, ordinal, amount, purpose }) => ({
      lotId: lotId(originId, ordinal),
      amount,
      purpose,
    }));
}

/** The reservations of a hold. */
export function prepareReservations(db: Db): (pk: number) => Reservation[] {
  const statement = prepareSelect(
    db,
    db
      .select({
        originId: origin.id,
        ordinal: reservation.lotOrdinal,
        amount: reservation.amount,
      })
      .from(reservation)
      .innerJoin(origin, eq(origin.pk, reservation.lotTransactionPk))
      .where(eq(reservation.transactionPk, bound('pk')))
      .orderBy(asc(reservation.line)),
  );
  return (pk) =>
    statement.all({ pk }).map(({ originId, ordinal, amount }) => ({
      lotId: lotId(originId, ordinal),
      amount,
    }));
}

/**
 * Walks the list of movements that each lot is the head of, newest first. A transaction that was
 * undone gave back what it took; a hold that has timed out keeps nothing back.
 */
function prepareDependents(db: Db) {
  const statement = prepareSelect(
    db,
    db
      .select({ id: transaction.id })
      .from(transaction)
      .where(
        sql`${transaction.pk} in (
        with recursive mover(lot_ordinal, pk) as (
          select ordinal, last_mover_pk from lot
          where transaction_pk = ${bound('pk')} and last_mover_pk is not null
          union
          select m.lot_ordinal, m.previous_mover_pk from mover
          cross join lot_movement m on m.transaction_pk = mover.pk
            and m.lot_transaction_pk = ${bound('pk')}
            and m.lot_ordinal = mover.lot_ordinal
          where m.previous_mover_pk is not null
        )
        select m.transaction_pk from mover
        cross join lot_movement m on m.transaction_pk = mover.pk
          and m.lot_transaction_pk = ${bound('pk')}
        where m.amount < 0 and m.transaction_pk <> ${bound('pk')}
        union
        select r.transaction_pk from open_hold h
        join reservation r on r.transaction_pk = h.transaction_pk
          and r.lot_transaction_pk = ${bound('pk')}
        where h.timeout_at > ${bound('at')} and h.wallet_pk =
          (select wallet_pk from "transaction" where pk = ${bound('pk')})
      )
      and not exists (
        select 1 from resolution r where r.transaction_pk = ${transaction.pk}
      )`,
      )
      .orderBy(atMost(asc(transaction.pk), 'limit')),
  );
  return (pk: number, at: Instant): string[] =>
    statement.all({ pk, at, limit: DEPENDENTS_MAX }).map(({ id }) => id);
}
