import { and, asc, eq, sql } from 'drizzle-orm';
import { parseDerivedId } from '../../ledger/derived/row.ts';
import { lotId } from '../../ledger/lot.ts';
import type { LedgerReads } from '../../ledger/store.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import type { DerivedRows } from './derived-rows.ts';
import type { Identities } from './identities.ts';
import type { Asker } from './keys.ts';
import { inList, inUuidList, uuidList } from './lists.ts';
import { prepareMerchantKey } from './merchant-key.ts';
import {
  lotColumns,
  lotColumnsAt,
  lotOf,
  origin,
  selectTransactions,
  transactionOf,
} from './rows.ts';
import { entry, lot, lotMovement, transaction } from './schema.ts';
import { prepareSelect } from './select.ts';

type TransactionReads = Pick<
  LedgerReads,
  'transactionsById' | 'transactionsByReference' | 'entriesOf' | 'lotsGrantedBy' | 'giftMovementsOf'
>;

/** Each list of transactions is answered by one statement, however long it is. */
export function prepareTransactionReads(
  db: Db,
  identities: Identities,
  derived: DerivedRows,
): TransactionReads {
  const byId = prepareSelect(
    db,
    selectTransactions(db).where(and(ofMerchant(), sql`${transaction.id} in ${inUuidList('ids')}`)),
  );
  // What a hold was committed into takes its reference over: the row that it names, or else itself.
  const byReference = prepareSelect(
    db,
    selectTransactions(db).where(
      sql`${transaction.pk} in (
        select coalesce(ended.by_pk, named.pk) from "transaction" named
        left join resolution ended on ended.transaction_pk = named.pk and ended.kind = 'COMMIT'
        where named.merchant_pk = ${bound('merchantPk')}
          and named.external_reference in ${inList('references')} and named.owns_reference = 1)`,
    ),
  );
  const merchantKey = prepareMerchantKey(db);
  return {
    async transactionsById(merchantId, ids, at) {
      const asker = merchantKey(merchantId);
      const derivedIds = ids.filter((id) => parseDerivedId(id) !== null);
      const { merchantPk } = asker;
      return [
        ...byId
          .all({ merchantPk, ids: uuidList(ids) })
          .map((row) => transactionOf(row, identities)),
        ...derived.find(derivedIds, asker, at),
      ];
    },
    async transactionsByReference(merchantId, references) {
      const { merchantPk } = merchantKey(merchantId);
      return byReference
        .all({ merchantPk, references: JSON.stringify(references) })
        .map((row) => transactionOf(row, identities));
    },
    ...prepareParts(db, identities, merchantKey),
  };
}

function ofMerchant() {
  return eq(transaction.merchantPk, bound('merchantPk'));
}

/** The same of lots, by the transactions that granted them. */
function grantedToMerchant() {
  return eq(origin.merchantPk, bound('merchantPk'));
}

function prepareParts(
  db: Db,
  identities: Identities,
  merchantKey: (merchantId: string) => Asker,
): Pick<TransactionReads, 'entriesOf' | 'lotsGrantedBy' | 'giftMovementsOf'> {
  const entries = prepareEntries(db);
  const granted = prepareGranted(db);
  const moved = prepareGiftMovements(db);
  return {
    async entriesOf(merchantId, ids) {
      const { merchantPk } = merchantKey(merchantId);
      return entries
        .all({ merchantPk, ids: uuidList(ids) })
        .map(({ transactionId, account, walletPk, amount, purpose }) => {
          const walletId = walletPk === null ? null : identities.ofWallet(walletPk).walletId;
          return { transactionId, entry: { account, walletId, amount, purpose } };
        });
    },
    async lotsGrantedBy(merchantId, ids, at) {
      const { merchantPk } = merchantKey(merchantId);
      return granted.all({ merchantPk, ids: uuidList(ids), at }).map((row) => {
        const { walletId } = identities.ofWallet(row.walletPk);
        return { transactionId: row.originId, lot: lotOf(row, walletId) };
      });
    },
    async giftMovementsOf(merchantId, ids) {
      const { merchantPk } = merchantKey(merchantId);
      return moved.all({ merchantPk, ids: uuidList(ids) }).map((row) => ({
        transactionId: row.transactionId,
        movement: {
          lotId: lotId(row.originId, row.ordinal),
          amount: row.amount,
          purpose: row.purpose,
        },
        lot: lotOf(row, identities.ofWallet(row.walletPk).walletId),
      }));
    },
  };
}

function prepareGranted(db: Db) {
  const lots = db
    .select(lotColumnsAt)
    .from(origin)
    .innerJoin(lot, eq(lot.transactionPk, origin.pk))
    .where(and(grantedToMerchant(), sql`${origin.id} in ${inUuidList('ids')}`))
    .orderBy(asc(lot.transactionPk), asc(lot.ordinal));
  return prepareSelect(db, lots);
}

function prepareGiftMovements(db: Db) {
  const ofLot = and(
    eq(lot.transactionPk, lotMovement.lotTransactionPk),
    eq(lot.ordinal, lotMovement.lotOrdinal),
  );
  const movements = db
    .select({
      ...lotColumns,
      transactionId: transaction.id,
      amount: lotMovement.amount,
      purpose: lotMovement.purpose,
    })
    .from(transaction)
    .innerJoin(lotMovement, eq(lotMovement.transactionPk, transaction.pk))
    .innerJoin(lot, ofLot)
    .innerJoin(origin, eq(origin.pk, lot.transactionPk))
    .where(and(ofMerchant(), sql`${transaction.id} in ${inUuidList('ids')}`, eq(lot.kind, 'GIFT')))
    .orderBy(asc(lotMovement.transactionPk), asc(lotMovement.line));
  return prepareSelect(db, movements);
}

function prepareEntries(db: Db) {
  const entries = db
    .select({
      transactionId: transaction.id,
      account: entry.account,
      walletPk: entry.walletPk,
      amount: entry.amount,
      purpose: entry.purpose,
    })
    .from(transaction)
    .innerJoin(entry, eq(entry.transactionPk, transaction.pk))
    .where(and(ofMerchant(), sql`${transaction.id} in ${inUuidList('ids')}`))
    .orderBy(asc(entry.transactionPk), asc(entry.line));
  return prepareSelect(db, entries);
}
