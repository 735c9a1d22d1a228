import { and, asc, eq, sql } from 'drizzle-orm';
import { parseDerivedId } from '../../ledger/derived/row.ts';
import { lotId } from '../../ledger/lot.ts';
import type { LedgerReads } from '../../ledger/store.ts';
import { recordOf } from '../rows.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { prepareDerivedRows } from './derived-rows.ts';
import { inList, inUuidList, uuidList } from './lists.ts';
import { prepareMerchantKey } from './merchant-key.ts';
import { merchant } from './merchant-schema.ts';
import { lotColumns, lotColumnsAt, lotOf, origin, selectTransactions } from './rows.ts';
import { entry, lot, lotMovement, transaction, wallet } from './schema.ts';

type TransactionReads = Pick<
  LedgerReads,
  'transactionsById' | 'transactionsByReference' | 'entriesOf' | 'lotsGrantedBy' | 'giftMovementsOf'
>;

/** Each list of transactions is answered by one statement, however long it is. */
export function prepareTransactionReads(db: Db): TransactionReads {
  const byId = selectTransactions(db)
    .where(and(ofMerchant(), sql`${transaction.id} in ${inUuidList('ids')}`))
    .prepare();
  // What a hold was committed into takes its reference over: the row that it names, or else itself.
  const byReference = selectTransactions(db)
    .where(
      and(
        ofMerchant(),
        sql`${transaction.pk} in (
          select coalesce(ended.by_pk, named.pk) from "transaction" named
          left join resolution ended on ended.transaction_pk = named.pk and ended.kind = 'COMMIT'
          where named.merchant_pk =
              (select pk from merchant where id = ${bound('merchantId')})
            and named.external_reference in ${inList('references')} and named.owns_reference = 1)`,
      ),
    )
    .prepare();
  const derived = prepareDerivedRows(db);
  const merchantKey = prepareMerchantKey(db);
  return {
    async transactionsById(merchantId, ids, at) {
      const asker = merchantKey(merchantId);
      const derivedIds = ids.filter((id) => parseDerivedId(id) !== null);
      return [
        ...byId.all({ merchantId, ids: uuidList(ids) }).map(recordOf),
        ...derived.find(derivedIds, asker, at),
      ];
    },
    async transactionsByReference(merchantId, references) {
      return byReference.all({ merchantId, references: JSON.stringify(references) }).map(recordOf);
    },
    ...prepareParts(db),
  };
}

function ofMerchant() {
  return eq(merchant.id, bound('merchantId'));
}

function prepareParts(
  db: Db,
): Pick<TransactionReads, 'entriesOf' | 'lotsGrantedBy' | 'giftMovementsOf'> {
  const entries = prepareEntries(db);
  const granted = prepareGranted(db);
  const moved = prepareGiftMovements(db);
  return {
    async entriesOf(merchantId, ids) {
      return entries
        .all({ merchantId, ids: uuidList(ids) })
        .map(({ transactionId, ...columns }) => ({ transactionId, entry: columns }));
    },
    async lotsGrantedBy(merchantId, ids, at) {
      return granted
        .all({ merchantId, ids: uuidList(ids), at })
        .map((row) => ({ transactionId: row.originId, lot: lotOf(row, row.walletId) }));
    },
    async giftMovementsOf(merchantId, ids) {
      return moved.all({ merchantId, ids: uuidList(ids) }).map((row) => ({
        transactionId: row.transactionId,
        movement: {
          lotId: lotId(row.originId, row.ordinal),
          amount: row.amount,
          purpose: row.purpose,
        },
        lot: lotOf(row, row.walletId),
      }));
    },
  };
}

function prepareGranted(db: Db) {
  return db
    .select({ ...lotColumnsAt, walletId: wallet.id })
    .from(origin)
    .innerJoin(lot, eq(lot.transactionPk, origin.pk))
    .innerJoin(wallet, eq(wallet.pk, lot.walletPk))
    .innerJoin(merchant, eq(merchant.pk, wallet.merchantPk))
    .where(and(ofMerchant(), sql`${origin.id} in ${inUuidList('ids')}`))
    .orderBy(asc(lot.transactionPk), asc(lot.ordinal))
    .prepare();
}

function prepareGiftMovements(db: Db) {
  const ofLot = and(
    eq(lot.transactionPk, lotMovement.lotTransactionPk),
    eq(lot.ordinal, lotMovement.lotOrdinal),
  );
  return db
    .select({
      ...lotColumns,
      transactionId: transaction.id,
      walletId: wallet.id,
      amount: lotMovement.amount,
      purpose: lotMovement.purpose,
    })
    .from(transaction)
    .innerJoin(lotMovement, eq(lotMovement.transactionPk, transaction.pk))
    .innerJoin(lot, ofLot)
    .innerJoin(origin, eq(origin.pk, lot.transactionPk))
    .innerJoin(wallet, eq(wallet.pk, lot.walletPk))
    .innerJoin(merchant, eq(merchant.pk, wallet.merchantPk))
    .where(and(ofMerchant(), sql`${transaction.id} in ${inUuidList('ids')}`, eq(lot.kind, 'GIFT')))
    .orderBy(asc(lotMovement.transactionPk), asc(lotMovement.line))
    .prepare();
}

function prepareEntries(db: Db) {
  return db
    .select({
      transactionId: transaction.id,
      account: entry.account,
      walletId: wallet.id,
      amount: entry.amount,
      purpose: entry.purpose,
    })
    .from(transaction)
    .innerJoin(merchant, eq(merchant.pk, transaction.merchantPk))
    .innerJoin(entry, eq(entry.transactionPk, transaction.pk))
    .leftJoin(wallet, eq(wallet.pk, entry.walletPk))
    .where(and(ofMerchant(), sql`${transaction.id} in ${inUuidList('ids')}`))
    .orderBy(asc(entry.transactionPk), asc(entry.line))
    .prepare();
}
