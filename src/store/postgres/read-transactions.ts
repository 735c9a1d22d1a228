import { and, asc, eq, sql } from 'drizzle-orm';
import { parseDerivedId } from '../../ledger/derived/row.ts';
import { lotId } from '../../ledger/lot.ts';
import type { LedgerReads } from '../../ledger/store.ts';
import { recordOf } from '../rows.ts';
import { isText, isUuid } from './columns.ts';
import { type Database, inSnapshot } from './connection.ts';
import { gatherDerivedRows } from './derived-rows.ts';
import { gatherWallets } from './fetch-wallet.ts';
import { given, write } from './gather.ts';
import { currency, member } from './merchant-schema.ts';
import { ended, joins, lotColumns, lotColumnsAt, lotOf, transactionColumns } from './rows.ts';
import { entry, lot, lotMovement, transaction, wallet } from './schema.ts';
import { prepareSelect } from './select.ts';

type TransactionReads = Pick<
  LedgerReads,
  'transactionsById' | 'transactionsByReference' | 'entriesOf' | 'lotsGrantedBy' | 'giftMovementsOf'
>;

/** Each list of transactions is answered by one statement, however long it is. */
export function createTransactionReads(database: Database): TransactionReads {
  return {
    async transactionsById(merchantId, ids, at) {
      const stored = { merchantId, ids: ids.filter(isUuid) };
      const derivedIds = ids.filter((id) => parseDerivedId(id) !== null);
      if (derivedIds.length === 0) {
        const rows = await database.session((session) => statements.byId(session, stored));
        return rows.map((row) => recordOf(row, row));
      }
      return inSnapshot(database, async (session) => [
        ...(await statements.byId(session, stored)).map((row) => recordOf(row, row)),
        ...(await gatherDerivedRows(session, gatherWallets(session)).find(
          derivedIds,
          merchantId,
          at,
        )),
      ]);
    },
    async transactionsByReference(merchantId, references) {
      const rows = await database.session((session) =>
        statements.byReference(session, { merchantId, references: references.filter(isText) }),
      );
      return rows.map((row) => recordOf(row, row));
    },
    ...createPartReads(database),
  };
}

type PartReads = Pick<TransactionReads, 'entriesOf' | 'lotsGrantedBy' | 'giftMovementsOf'>;

function createPartReads(database: Database): PartReads {
  return {
    async entriesOf(merchantId, ids) {
      const values = { merchantId, ids: ids.filter(isUuid) };
      const rows = await database.session((session) => statements.entries(session, values));
      return rows.map(({ transactionId, ...columns }) => ({ transactionId, entry: columns }));
    },
    async lotsGrantedBy(merchantId, ids, at) {
      const values = { merchantId, ids: ids.filter(isUuid), at };
      const rows = await database.session((session) => statements.granted(session, values));
      return rows.map((row) => ({ transactionId: row.transactionId, lot: lotOf(row) }));
    },
    async giftMovementsOf(merchantId, ids) {
      const values = { merchantId, ids: ids.filter(isUuid) };
      const rows = await database.session((session) => statements.giftMovements(session, values));
      return rows.map((row) => ({
        transactionId: row.moverId,
        movement: {
          lotId: lotId(row.transactionId, row.ordinal),
          amount: row.amount,
          purpose: row.purpose,
        },
        lot: lotOf(row),
      }));
    },
  };
}

const ofMerchant = and(
  eq(transaction.merchantId, given('merchantId', 'text')),
  sql`${transaction.id} = any(${given('ids', 'uuid[]')})`,
);

/** A transaction's lots and movements lie in its own wallet and in those that it is booked on. */
const touched = sql`lateral (
  select ${transaction.walletId} as id union
  select e.booked_id from entry e where e.merchant_id = ${transaction.merchantId}
    and e.wallet_id = ${transaction.walletId} and e.transaction_id = ${transaction.id}
    and e.booked_id is not null
) as touched`;

const touchedBy = (table: typeof lot | typeof lotMovement) =>
  and(
    eq(table.merchantId, transaction.merchantId),
    sql`${table.walletId} = touched.id`,
    eq(table.transactionId, transaction.id),
  );

function selectTransactions() {
  return write
    .select(transactionColumns)
    .from(transaction)
    .innerJoin(wallet, joins.walletOfTransaction)
    .innerJoin(member, joins.memberOfWallet)
    .innerJoin(currency, joins.currencyOfWallet)
    .leftJoinLateral(ended, sql`true`)
    .$dynamic();
}

const statements = {
  byId: prepareSelect(selectTransactions().where(ofMerchant)),
  // What a hold was committed into takes its reference over: the row that it names, or else itself.
  byReference: prepareSelect(
    selectTransactions().where(
      and(
        eq(transaction.merchantId, given('merchantId', 'text')),
        sql`${transaction.id} = any(array(
          select coalesce(ended.by_id, named.id) from "transaction" named
          left join resolution ended on ended.merchant_id = named.merchant_id
            and ended.wallet_id = named.wallet_id and ended.transaction_id = named.id
            and ended.kind = 'COMMIT'
          where named.merchant_id = ${given('merchantId', 'text')} and named.owns_reference
            and named.external_reference = any(${given('references', 'text[]')})))`,
      ),
    ),
  ),
  entries: prepareSelect(
    write
      .select({
        transactionId: entry.transactionId,
        account: entry.account,
        walletId: entry.bookedId,
        amount: entry.amount,
        purpose: entry.purpose,
      })
      .from(transaction)
      .innerJoin(
        entry,
        and(
          eq(entry.merchantId, transaction.merchantId),
          eq(entry.walletId, transaction.walletId),
          eq(entry.transactionId, transaction.id),
        ),
      )
      .where(ofMerchant)
      .orderBy(asc(entry.transactionId), asc(entry.line)),
  ),
  granted: prepareSelect(
    write
      .select(lotColumnsAt)
      .from(transaction)
      .innerJoin(touched, sql`true`)
      .innerJoin(lot, touchedBy(lot))
      .where(ofMerchant)
      .orderBy(asc(lot.transactionId), asc(lot.ordinal)),
  ),
  giftMovements: prepareSelect(
    write
      .select({
        ...lotColumns,
        moverId: lotMovement.transactionId,
        amount: lotMovement.amount,
        purpose: lotMovement.purpose,
      })
      .from(transaction)
      .innerJoin(touched, sql`true`)
      .innerJoin(lotMovement, touchedBy(lotMovement))
      .innerJoin(
        lot,
        and(
          eq(lot.merchantId, lotMovement.merchantId),
          eq(lot.walletId, lotMovement.walletId),
          eq(lot.transactionId, lotMovement.lotTransactionId),
          eq(lot.ordinal, lotMovement.lotOrdinal),
        ),
      )
      .where(and(ofMerchant, eq(lot.kind, sql`'GIFT'`)))
      .orderBy(asc(lotMovement.transactionId), asc(lotMovement.line)),
  ),
};
