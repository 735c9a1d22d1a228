import { and, asc, eq, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Entry } from '../../ledger/entry.ts';
import { DEPENDENTS_MAX, type TransactionFacts } from '../../ledger/facts.ts';
import { type LotMovement, lotId, type Reservation } from '../../ledger/lot.ts';
import { sum } from '../../ledger/money.ts';
import type { Instant } from '../../ledger/time.ts';
import { atMost, bound } from './bound.ts';
import { bytesOfUuid } from './columns.ts';
import type { Db } from './connection.ts';
import type { Identities } from './identities.ts';
import { type Keys, keyOf } from './keys.ts';
import {
  grantedBy,
  type LotRow,
  lotColumns,
  origin,
  ownLotColumns,
  selectTransactions,
  type TransactionRow,
  transactionOf,
} from './rows.ts';
import { entry, lot, lotMovement, refund, reservation, transaction } from './schema.ts';
import { prepareSelect } from './select.ts';
import type { WalletRows } from './wallet-rows.ts';

/** What undoing a transaction needs, and the lots that it granted, moved or reserved. */
export interface FetchedTransaction {
  readonly facts: TransactionFacts;
  readonly lots: readonly LotRow[];
}

/** Finds a merchant's transactions. */
export interface TransactionFetch {
  byId(id: string, keys: Keys): FetchedTransaction | null;
  /** The transaction that has the reference, or what it was committed into. */
  byReference(reference: string, keys: Keys): FetchedTransaction | null;
  /** Later debits of the lots that it granted, and holds on them, that still stand. */
  dependentsOf(target: TransactionFacts, keys: Keys, at: Instant): string[];
}

export function prepareTransactionFetch(
  db: Db,
  identities: Identities,
  wallets: WalletRows,
): TransactionFetch {
  const headers = prepareHeaders(db, wallets);
  const parts = prepareParts(db, identities, wallets);
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

function prepareHeaders(db: Db, wallets: WalletRows) {
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
  /** How a transaction ended may not have been written yet. */
  const settled = (read: () => TransactionRow | undefined): TransactionRow | undefined => {
    const row = read();
    return row && wallets.settle(row.walletPk) ? read() : row;
  };
  return {
    byId: (id: string, merchantPk: number): TransactionRow | undefined => {
      const bytes = bytesOfUuid(id);
      return bytes ? settled(() => byId.get({ id: bytes, merchantPk })) : undefined;
    },
    byReference: (reference: string, merchantPk: number): TransactionRow | undefined =>
      settled(() => byReference.get({ reference, merchantPk })),
  };
}

function prepareParts(db: Db, identities: Identities, wallets: WalletRows) {
  const entries = prepareEntries(db, identities);
  const granted = prepareSelect(
    db,
    db
      .select(ownLotColumns)
      .from(lot)
      .where(eq(lot.transactionPk, bound('pk')))
      .orderBy(asc(lot.ordinal)),
  );
  const moved = prepareMoved(db);
  const reserved = prepareReserved(db);
  const refunds = prepareSelect(
    db,
    db
      .select({ amount: refund.amount })
      .from(refund)
      .where(eq(refund.purchasePk, bound('pk'))),
  );
  return (row: TransactionRow, keys: Keys): FetchedTransaction => {
    const { pk, id, walletPk } = row;
    keys.transactions.set(id, pk);
    keys.walletPks.set(identities.ofWallet(walletPk).walletId, walletPk);
    const lines = entries(pk, keys);
    for (const named of keys.walletPks.values()) wallets.settle(named);
    const own = granted.all({ pk }).map((found) => grantedBy(id, found));
    const taken = moved(pk);
    const kept = row.timeoutAt === null ? [] : reserved(pk);
    const facts: TransactionFacts = {
      record: transactionOf(row, identities),
      entries: lines,
      lots: own.map(({ ordinal }) => lotId(id, ordinal)),
      movements: taken.map(({ movement }) => movement),
      reservations: kept.map(({ reservation: of }) => of),
      refunded: row.type === 'PURCHASE' ? sum(refunds.all({ pk }).map((r) => r.amount)) : 0n,
    };
    const others = [...taken, ...kept].map(({ lot: of }) => of);
    return { facts, lots: others.length === 0 ? own : [...own, ...others] };
  };
}

function prepareEntries(db: Db, identities: Identities): (pk: number, keys: Keys) => Entry[] {
  const statement = prepareSelect(
    db,
    db
      .select({
        account: entry.account,
        walletPk: entry.walletPk,
        amount: entry.amount,
        purpose: entry.purpose,
      })
      .from(entry)
      .where(eq(entry.transactionPk, bound('pk')))
      .orderBy(asc(entry.line)),
  );
  return (pk, keys) =>
    statement.all({ pk }).map(({ account, walletPk, amount, purpose }) => {
      const walletId = walletPk === null ? null : identities.ofWallet(walletPk).walletId;
      if (walletId !== null && walletPk !== null) keys.walletPks.set(walletId, walletPk);
      return { account, walletId, amount, purpose };
    });
}

/** The movements of a transaction, each with its lot as that is now. */
function prepareMoved(db: Db) {
  const statement = prepareSelect(
    db,
    db
      .select({ ...lotColumns, amount: lotMovement.amount, purpose: lotMovement.purpose })
      .from(lotMovement)
      .innerJoin(lot, isLot(lotMovement.lotTransactionPk, lotMovement.lotOrdinal))
      .innerJoin(origin, eq(origin.pk, lot.transactionPk))
      .where(eq(lotMovement.transactionPk, bound('pk')))
      .orderBy(asc(lotMovement.line)),
  );
  return (pk: number) =>
    statement.all({ pk }).map(({ amount, purpose, ...row }) => {
      const movement: LotMovement = { lotId: lotId(row.originId, row.ordinal), amount, purpose };
      return { movement, lot: row };
    });
}

/** The reservations of a hold, each with its lot as that is now. */
export function prepareReserved(db: Db) {
  const statement = prepareSelect(
    db,
    db
      .select({ ...lotColumns, amount: reservation.amount })
      .from(reservation)
      .innerJoin(lot, isLot(reservation.lotTransactionPk, reservation.lotOrdinal))
      .innerJoin(origin, eq(origin.pk, lot.transactionPk))
      .where(eq(reservation.transactionPk, bound('pk')))
      .orderBy(asc(reservation.line)),
  );
  return (pk: number) =>
    statement.all({ pk }).map(({ amount, ...row }) => {
      const reserved: Reservation = { lotId: lotId(row.originId, row.ordinal), amount };
      return { reservation: reserved, lot: row };
    });
}

function isLot(transactionPk: SQLiteColumn, ordinal: SQLiteColumn) {
  return and(eq(lot.transactionPk, transactionPk), eq(lot.ordinal, ordinal));
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
