import { eq, type SQLWrapper, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { LOTS_PER_TRANSACTION_MAX, type Lot, lotId } from '../../ledger/lot.ts';
import type { TransactionRecord } from '../../ledger/transaction.ts';
import { instantOf, recordOf } from '../rows.ts';
import { bound } from './bound.ts';
import { bytesText, uuidText, uuidTextOrNull } from './columns.ts';
import type { Db } from './connection.ts';
import type { Identities } from './identities.ts';
import { lot, resolution, transaction, wallet } from './schema.ts';

export const main = alias(transaction, 'main');
const by = alias(transaction, 'by');
export const origin = alias(transaction, 'origin');

/** Where the key and the effective time of a transaction stand. */
interface Place {
  readonly transactionPk: SQLWrapper;
  readonly effectiveAt: SQLWrapper;
}

/**
 * Selects transactions with how they ended; a `where` follows. Its order is found without sorting
 * only where the columns of it are selected: those of what lists the transactions, if that does.
 */
export function selectTransactions(
  db: Db,
  { transactionPk, effectiveAt }: Place = {
    transactionPk: transaction.pk,
    effectiveAt: transaction.effectiveAt,
  },
) {
  return db
    .select({
      pk: sql`${transactionPk}`.mapWith(transaction.pk),
      id: uuidText(transaction.id),
      walletPk: transaction.walletPk,
      type: transaction.type,
      amount: transaction.amount,
      externalReference: transaction.externalReference,
      description: transaction.description,
      channel: transaction.channel,
      reason: transaction.reason,
      recordedBy: transaction.recordedBy,
      effectiveAt: sql`${effectiveAt}`.mapWith(transaction.effectiveAt),
      recordedAt: transaction.recordedAt,
      balanceAfter: transaction.balanceAfter,
      giftAfter: transaction.giftAfter,
      timeoutAt: transaction.timeoutAt,
      promisedActivatesAt: transaction.promisedActivatesAt,
      promisedExpiresAt: transaction.promisedExpiresAt,
      mainTransactionId: uuidTextOrNull(main.id),
      resolutionKind: resolution.kind,
      resolutionById: uuidTextOrNull(by.id),
      resolvedAt: resolution.at,
      resolvedBy: resolution.recordedBy,
      resolvedReason: resolution.reason,
    })
    .from(transaction)
    .leftJoin(main, eq(main.pk, transaction.mainPk))
    .leftJoin(resolution, eq(resolution.transactionPk, transaction.pk))
    .leftJoin(by, eq(by.pk, resolution.byPk))
    .$dynamic();
}

export type TransactionRow = Awaited<ReturnType<typeof selectTransactions>>[number];

/** A transaction with where it belongs. */
export function transactionOf(row: TransactionRow, identities: Identities): TransactionRecord {
  return recordOf(row, identities.ofWallet(row.walletPk));
}

/** What stands in a wallet's own row. */
export const walletColumns = {
  pk: wallet.pk,
  id: uuidText(wallet.id),
  openedAt: wallet.openedAt,
  closedAt: wallet.closedAt,
  suspendedAt: wallet.suspendedAt,
  total: wallet.total,
  held: wallet.held,
  pending: wallet.pending,
  expired: wallet.expired,
  debt: wallet.debt,
  gift: wallet.gift,
  settledThrough: wallet.settledThrough,
  boundaryAt: wallet.boundaryAt,
  head: bytesText(wallet.head),
  links: wallet.links,
};

/** Selects lots with the id of the transaction that granted them; a `where` follows. */
export function selectLots(db: Db) {
  return db
    .select(lotColumns)
    .from(lot)
    .innerJoin(origin, eq(origin.pk, lot.transactionPk))
    .$dynamic();
}

export const ownLotColumns = {
  transactionPk: lot.transactionPk,
  ordinal: lot.ordinal,
  walletPk: lot.walletPk,
  kind: lot.kind,
  granted: lot.granted,
  activatesAt: lot.activatesAt,
  expiresAt: lot.expiresAt,
  remaining: lot.remaining,
  held: lot.held,
  lastMoverPk: lot.lastMoverPk,
};

export const lotColumns = { originId: uuidText(origin.id), ...ownLotColumns };

/** What is held of a lot at a moment: a hold that has timed out holds nothing, noticed or not. */
export const lotColumnsAt = {
  ...lotColumns,
  held: sql`${lot.held} - coalesce((
    select sum(r.amount) from open_hold h
    join reservation r on r.transaction_pk = h.transaction_pk
    where h.wallet_pk = ${lot.walletPk} and h.timeout_at <= ${bound('at')}
      and r.lot_transaction_pk = ${lot.transactionPk}
      and r.lot_ordinal = ${lot.ordinal}), 0)`.mapWith(lot.held),
};

export type LotRow = Awaited<ReturnType<typeof selectLots>>[number];

/** A lot of its own, as it is selected where the transaction that granted it is known. */
type OwnLotRow = Omit<LotRow, 'originId'>;

/** Field by field: to spread them takes eight times as long. */
export function grantedBy(originId: string, row: OwnLotRow): LotRow {
  return {
    originId,
    transactionPk: row.transactionPk,
    ordinal: row.ordinal,
    walletPk: row.walletPk,
    kind: row.kind,
    granted: row.granted,
    activatesAt: row.activatesAt,
    expiresAt: row.expiresAt,
    remaining: row.remaining,
    held: row.held,
    lastMoverPk: row.lastMoverPk,
  };
}

/** Numbers a lot among all: in the order of what granted them. */
export function sequenceOf({ transactionPk, ordinal }: LotName): number {
  return transactionPk * LOTS_PER_TRANSACTION_MAX + ordinal;
}

type LotName = Pick<LotRow, 'transactionPk' | 'ordinal'>;

export function lotOf(row: LotRow, walletId: string): Lot {
  return {
    id: lotId(row.originId, row.ordinal),
    walletId,
    kind: row.kind,
    granted: row.granted,
    activatesAt: row.activatesAt,
    expiresAt: instantOf(row.expiresAt),
    remaining: row.remaining,
    held: row.held,
    sequence: sequenceOf(row),
  };
}
