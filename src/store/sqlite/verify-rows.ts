import { eq, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Finding } from '../../ledger/store.ts';
import { WRONG_ROWS_MAX } from '../verification.ts';
import type { Db } from './connection.ts';
import { history } from './history-schema.ts';
import { currency, member, program } from './merchant-schema.ts';
import {
  entry,
  lot,
  lotMovement,
  openHold,
  refund,
  reservation,
  resolution,
  transaction,
  wallet,
  walletLink,
} from './schema.ts';

type Place = Pick<Finding, 'walletId' | 'transactionId'>;

/** Something that no row may be, and the rows that are. */
interface Check {
  readonly problem: string;
  readonly find: (db: Db) => readonly Place[];
}

/** Finds rows that name each other wrongly, that stand alone, or that should be there. */
export function* findWrongRows(db: Db): Generator<Finding, void> {
  for (const { problem, find } of [...checks, ...orphans]) {
    for (const found of find(db)) yield { ...found, problem };
  }
}

const by = alias(transaction, 'by');
const place = { walletId: wallet.id, transactionId: transaction.id };
const nowhere = { walletId: sql<null>`null`, transactionId: sql<null>`null` };
const nothing = sql<null>`null`;

/** Wallets where something holds. */
const wallets = (problem: string, where: SQL): Check => ({
  problem,
  find: (db) =>
    db
      .select({ walletId: wallet.id, transactionId: nothing })
      .from(wallet)
      .where(where)
      .limit(WRONG_ROWS_MAX)
      .all(),
});

/** Transactions where something holds. */
const transactions = (problem: string, where: SQL): Check => ({
  problem,
  find: (db) =>
    db
      .select(place)
      .from(transaction)
      .leftJoin(wallet, eq(wallet.pk, transaction.walletPk))
      .where(where)
      .limit(WRONG_ROWS_MAX)
      .all(),
});

/** Rows about a transaction where something holds. `by` is what it was ended by, or undoes. */
const about = (
  table: typeof resolution | typeof refund | typeof openHold,
  problem: string,
  where: SQL,
  byPk: SQL = nothing,
): Check => ({
  problem,
  find: (db) =>
    db
      .select(place)
      .from(table)
      .leftJoin(transaction, eq(transaction.pk, table.transactionPk))
      .leftJoin(wallet, eq(wallet.pk, transaction.walletPk))
      .leftJoin(by, sql`${by.pk} = ${byPk}`)
      .where(where)
      .limit(WRONG_ROWS_MAX)
      .all(),
});

const ofAnotherMerchant = (table: typeof program | typeof member | typeof currency, key: SQL) =>
  sql`not exists (select 1 from ${table}
    where ${table.pk} = ${key} and ${table.merchantPk} = ${wallet.merchantPk})`;

/** No index finds the links of a transaction: the history does, which is what they recorded. */
const isInHistoryOf = (walletPk: SQL) =>
  sql`exists (select 1 from ${history} where ${history.walletPk} = ${walletPk}
    and ${history.effectiveAt} = ${transaction.effectiveAt}
    and ${history.transactionPk} = ${transaction.pk})`;

const hasReservation = sql`exists (select 1 from ${reservation}
  where ${reservation.transactionPk} = ${transaction.pk})`;
const hasEnded = sql`exists (select 1 from ${resolution}
  where ${resolution.transactionPk} = ${transaction.pk})`;

const checks: readonly Check[] = [
  wallets(
    "the wallet's program, member or currency is missing or of another merchant",
    sql`${ofAnotherMerchant(program, sql`${wallet.programPk}`)}
      or ${ofAnotherMerchant(member, sql`${wallet.memberPk}`)}
      or ${ofAnotherMerchant(currency, sql`${wallet.currencyPk}`)}`,
  ),
  wallets(
    'the wallet is half closed',
    sql`(${wallet.closedAt} is null) <> (${wallet.closedBy} is null)
      or (${wallet.closedAt} is null and ${wallet.closedReason} is not null)`,
  ),
  wallets(
    'the member has another wallet of the program and currency',
    sql`(${wallet.memberPk}, ${wallet.programPk}, ${wallet.currencyPk}) in (
      select member_pk, program_pk, currency_pk from ${wallet}
      group by member_pk, program_pk, currency_pk having count(*) > 1)`,
  ),
  {
    problem: 'a member has no wallet, although the first one makes the member',
    find: (db) =>
      db
        .select(nowhere)
        .from(member)
        .where(sql`not exists (select 1 from ${wallet} where ${wallet.memberPk} = ${member.pk})`)
        .limit(WRONG_ROWS_MAX)
        .all(),
  },
  transactions(
    'the transaction is not in the history of its wallet',
    sql`not ${isInHistoryOf(sql`${transaction.walletPk}`)}`,
  ),
  transactions(
    'the transaction is not in the history of another wallet that it touches',
    sql`exists (select 1 from ${entry} where ${entry.transactionPk} = ${transaction.pk}
      and ${entry.walletPk} is not null and not ${isInHistoryOf(sql`${entry.walletPk}`)})`,
  ),
  {
    problem: 'how the transaction ended is missing',
    find: (db) =>
      db
        .select(place)
        .from(by)
        .leftJoin(transaction, eq(transaction.pk, by.mainPk))
        .leftJoin(wallet, eq(wallet.pk, transaction.walletPk))
        .where(
          sql`${by.mainPk} is not null and ${by.type} <> 'REFUND' and not exists (
            select 1 from ${resolution} where ${resolution.transactionPk} = ${by.mainPk}
            and ${resolution.byPk} = ${by.pk})`,
        )
        .limit(WRONG_ROWS_MAX)
        .all(),
  },
  about(
    resolution,
    'how the transaction ended is not what the transaction says that ended it',
    sql`${transaction.pk} is null or ${resolution.byPk} is not null and (
      ${by.mainPk} is not ${resolution.transactionPk}
      or ${resolution.kind} is not
        iif(${by.type} in ('CANCEL', 'VOID', 'DELETE'), ${by.type}, 'COMMIT')
      or ${by.recordedAt} is not ${resolution.at}
      or ${by.recordedBy} is not ${resolution.recordedBy}
      or ${by.reason} is not ${resolution.reason})`,
    sql`${resolution.byPk}`,
  ),
  about(
    resolution,
    'the end of the hold is not in the hash chain of its wallet',
    sql`${resolution.byPk} is null and (${resolution.transactionPk}, ${transaction.walletPk})
      not in (select ${walletLink.transactionPk}, ${walletLink.walletPk} from ${walletLink}
        where ${walletLink.kind} = 'RESOLVED')`,
  ),
  transactions(
    'the refund is not counted',
    sql`${transaction.type} = 'REFUND' and not exists (select 1 from ${refund}
      where ${refund.purchasePk} = ${transaction.mainPk}
      and ${refund.transactionPk} = ${transaction.pk})`,
  ),
  about(
    refund,
    'a refund is counted that the transaction did not make',
    sql`${transaction.type} is not 'REFUND' or ${transaction.mainPk} is not ${refund.purchasePk}
      or ${transaction.amount} is not ${refund.amount}`,
  ),
  about(
    openHold,
    'a hold counts as open that is not',
    sql`${transaction.walletPk} is not ${openHold.walletPk}
      or ${transaction.timeoutAt} is not ${openHold.timeoutAt}
      or not ${hasReservation} or ${hasEnded}`,
  ),
  about(
    openHold,
    "a hold times out before its wallet's boundary",
    sql`${wallet.boundaryAt} is null or ${wallet.boundaryAt} > ${openHold.timeoutAt}`,
  ),
  transactions(
    'the hold does not count as open',
    sql`${transaction.timeoutAt} > ${wallet.settledThrough} and not ${hasEnded}
      and ${hasReservation} and not exists (select 1 from ${openHold}
        where ${openHold.walletPk} = ${transaction.walletPk}
        and ${openHold.timeoutAt} = ${transaction.timeoutAt}
        and ${openHold.transactionPk} = ${transaction.pk})`,
  ),
];

const isOrphan = (transactionPk: SQL) =>
  sql`not exists (select 1 from ${transaction} where ${transaction.pk} = ${transactionPk})`;
const ORPHAN = 'a row belongs to a transaction that is missing';

/** Parts of a transaction that is gone; they still name the wallet. */
const orphans: readonly Check[] = [
  ...[entry, lot].map((table) => ({
    problem: ORPHAN,
    find: (db: Db) =>
      db
        .selectDistinct({ walletId: wallet.id, transactionId: nothing })
        .from(table)
        .leftJoin(wallet, eq(wallet.pk, table.walletPk))
        .where(isOrphan(sql`${table.transactionPk}`))
        .limit(WRONG_ROWS_MAX)
        .all(),
  })),
  ...[lotMovement, reservation].map((table) => ({
    problem: ORPHAN,
    find: (db: Db) =>
      db
        .selectDistinct({ walletId: wallet.id, transactionId: nothing })
        .from(table)
        .leftJoin(
          lot,
          sql`${lot.transactionPk} = ${table.lotTransactionPk}
            and ${lot.ordinal} = ${table.lotOrdinal}`,
        )
        .leftJoin(wallet, eq(wallet.pk, lot.walletPk))
        .where(isOrphan(sql`${table.transactionPk}`))
        .limit(WRONG_ROWS_MAX)
        .all(),
  })),
];
