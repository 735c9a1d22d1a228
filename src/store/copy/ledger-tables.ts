import { and, eq, getTableColumns, type SQLWrapper, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import * as target from '../postgres/schema.ts';
import type { Db } from '../sqlite/connection.ts';
import { currency, member, merchant, program } from '../sqlite/merchant-schema.ts';
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
} from '../sqlite/schema.ts';
import { type CopiedTable, copied } from './copied-table.ts';

// A file's rows name each other by row keys, a server's by the ids that callers see; and a server's
// keys all begin with the merchant and the wallet: what there is most of is read in that order, in
// which an index is written from one end to the other.

const home = alias(wallet, 'home');
const booked = alias(wallet, 'booked');
const main = alias(transaction, 'main');
const origin = alias(transaction, 'origin');
const by = alias(transaction, 'by');

const flag = (column: SQLWrapper) => sql<boolean>`${column}`.mapWith(Boolean);

/** A UUID as text: PostgreSQL does without the hyphens, and making text of bytes takes long. */
const uuidOf = (id: SQLWrapper) => sql<string>`hex(${id})`;
const uuidOrNull = (id: SQLWrapper) => sql<string | null>`nullif(hex(${id}), '')`;

/** All links, each with its place in its wallet's chain: the order in which they were written. */
const numberedLinks = (db: Db) =>
  db
    .select({
      walletPk: walletLink.walletPk,
      kind: walletLink.kind,
      transactionPk: walletLink.transactionPk,
      effectiveAt: walletLink.effectiveAt,
      hash: walletLink.hash,
      place: sql<number>`row_number() over (
          partition by ${walletLink.walletPk} order by ${walletLink.pk})`.as('place'),
    })
    .from(walletLink)
    .as('numbered');

const ordinalOf = ({ place }: ReturnType<typeof numberedLinks>) =>
  sql<number>`${place}`.mapWith(Number);

/** What names a transaction in its own wallet. */
const ofTransaction = {
  merchantId: merchant.id,
  walletId: uuidOf(home.id),
  transactionId: uuidOf(transaction.id),
};

/** Everything that the ledger consists of. */
export const ledgerTables: readonly CopiedTable[] = [
  copied(target.wallet, (db) =>
    db
      .select({
        ...getTableColumns(wallet),
        id: uuidOf(wallet.id),
        merchantId: merchant.id,
        programId: program.id,
        memberId: member.id,
        currencyCode: currency.code,
      })
      .from(wallet)
      .innerJoin(merchant, eq(merchant.pk, wallet.merchantPk))
      .innerJoin(program, eq(program.pk, wallet.programPk))
      .innerJoin(member, eq(member.pk, wallet.memberPk))
      .innerJoin(currency, eq(currency.pk, wallet.currencyPk)),
  ),
  copied(target.transaction, (db) =>
    db
      .select({
        ...getTableColumns(transaction),
        id: uuidOf(transaction.id),
        merchantId: merchant.id,
        walletId: uuidOf(home.id),
        ownsReference: flag(transaction.ownsReference),
        mainId: uuidOrNull(main.id),
      })
      .from(transaction)
      .innerJoin(merchant, eq(merchant.pk, transaction.merchantPk))
      .innerJoin(home, eq(home.pk, transaction.walletPk))
      .leftJoin(main, eq(main.pk, transaction.mainPk))
      .orderBy(transaction.walletPk, transaction.pk),
  ),
  copied(target.entry, (db) =>
    db
      .select({ ...getTableColumns(entry), ...ofTransaction, bookedId: uuidOrNull(booked.id) })
      .from(entry)
      .innerJoin(transaction, eq(transaction.pk, entry.transactionPk))
      .innerJoin(merchant, eq(merchant.pk, transaction.merchantPk))
      .innerJoin(home, eq(home.pk, transaction.walletPk))
      .leftJoin(booked, eq(booked.pk, entry.walletPk))
      .orderBy(transaction.walletPk, transaction.pk),
  ),
  copied(target.lot, (db) => {
    const link = numberedLinks(db);
    return db
      .select({
        ...getTableColumns(lot),
        merchantId: merchant.id,
        walletId: uuidOf(wallet.id),
        transactionId: uuidOf(transaction.id),
        link: ordinalOf(link),
        deferred: flag(lot.deferred),
      })
      .from(link)
      .innerJoin(
        lot,
        and(eq(lot.transactionPk, link.transactionPk), eq(lot.walletPk, link.walletPk)),
      )
      .innerJoin(transaction, eq(transaction.pk, lot.transactionPk))
      .innerJoin(wallet, eq(wallet.pk, lot.walletPk))
      .innerJoin(merchant, eq(merchant.pk, wallet.merchantPk))
      .where(eq(link.kind, 'RECORDED'));
  }),
  copied(target.lotMovement, (db) =>
    db
      .select({
        ...getTableColumns(lotMovement),
        merchantId: merchant.id,
        walletId: uuidOf(wallet.id),
        transactionId: uuidOf(transaction.id),
        lotTransactionId: uuidOf(origin.id),
      })
      .from(lotMovement)
      .innerJoin(transaction, eq(transaction.pk, lotMovement.transactionPk))
      .innerJoin(origin, eq(origin.pk, lotMovement.lotTransactionPk))
      .innerJoin(
        lot,
        and(
          eq(lot.transactionPk, lotMovement.lotTransactionPk),
          eq(lot.ordinal, lotMovement.lotOrdinal),
        ),
      )
      .innerJoin(wallet, eq(wallet.pk, lot.walletPk))
      .innerJoin(merchant, eq(merchant.pk, wallet.merchantPk))
      .orderBy(lot.walletPk, lotMovement.transactionPk),
  ),
  copied(target.reservation, (db) =>
    db
      .select({
        ...getTableColumns(reservation),
        ...ofTransaction,
        lotTransactionId: uuidOf(origin.id),
      })
      .from(reservation)
      .innerJoin(transaction, eq(transaction.pk, reservation.transactionPk))
      .innerJoin(merchant, eq(merchant.pk, transaction.merchantPk))
      .innerJoin(home, eq(home.pk, transaction.walletPk))
      .innerJoin(origin, eq(origin.pk, reservation.lotTransactionPk)),
  ),
  copied(target.openHold, (db) =>
    db
      .select({ ...ofTransaction, timeoutAt: openHold.timeoutAt })
      .from(openHold)
      .innerJoin(transaction, eq(transaction.pk, openHold.transactionPk))
      .innerJoin(home, eq(home.pk, openHold.walletPk))
      .innerJoin(merchant, eq(merchant.pk, home.merchantPk)),
  ),
  copied(target.resolution, (db) =>
    db
      .select({ ...getTableColumns(resolution), ...ofTransaction, byId: uuidOrNull(by.id) })
      .from(resolution)
      .innerJoin(transaction, eq(transaction.pk, resolution.transactionPk))
      .innerJoin(merchant, eq(merchant.pk, transaction.merchantPk))
      .innerJoin(home, eq(home.pk, transaction.walletPk))
      .leftJoin(by, eq(by.pk, resolution.byPk)),
  ),
  copied(target.refund, (db) =>
    db
      .select({
        merchantId: merchant.id,
        walletId: uuidOf(home.id),
        purchaseId: uuidOf(main.id),
        transactionId: uuidOf(transaction.id),
        amount: refund.amount,
      })
      .from(refund)
      .innerJoin(transaction, eq(transaction.pk, refund.transactionPk))
      .innerJoin(main, eq(main.pk, refund.purchasePk))
      .innerJoin(merchant, eq(merchant.pk, main.merchantPk))
      .innerJoin(home, eq(home.pk, main.walletPk)),
  ),
  copied(target.walletLink, (db) => {
    const link = numberedLinks(db);
    return db
      .select({
        merchantId: merchant.id,
        walletId: uuidOf(wallet.id),
        ordinal: ordinalOf(link),
        kind: link.kind,
        transactionId: uuidOf(transaction.id),
        homeId: uuidOf(home.id),
        effectiveAt: link.effectiveAt,
        hash: link.hash,
      })
      .from(link)
      .innerJoin(wallet, eq(wallet.pk, link.walletPk))
      .innerJoin(merchant, eq(merchant.pk, wallet.merchantPk))
      .innerJoin(transaction, eq(transaction.pk, link.transactionPk))
      .innerJoin(home, eq(home.pk, transaction.walletPk));
  }),
];
