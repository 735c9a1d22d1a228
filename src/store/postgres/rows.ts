import { and, eq, sql } from 'drizzle-orm';
import { LOTS_PER_TRANSACTION_MAX, type Lot, lotId } from '../../ledger/lot.ts';
import { instantOf } from '../rows.ts';
import { given, write } from './gather.ts';
import { currency, member, program } from './merchant-schema.ts';
import { lot, resolution, transaction, wallet } from './schema.ts';

/** How a transaction ended, for a `left join lateral`: looked up by key, and not by the planner. */
export const ended = write
  .select({
    kind: resolution.kind,
    byId: resolution.byId,
    at: resolution.at,
    recordedBy: resolution.recordedBy,
    reason: resolution.reason,
  })
  .from(resolution)
  .where(
    and(
      eq(resolution.merchantId, transaction.merchantId),
      eq(resolution.walletId, transaction.walletId),
      eq(resolution.transactionId, transaction.id),
    ),
  )
  .limit(1)
  .as('ended');

/** What is read of a transaction, with where it belongs and how it ended. */
export const transactionColumns = {
  id: transaction.id,
  walletId: transaction.walletId,
  type: transaction.type,
  amount: transaction.amount,
  externalReference: transaction.externalReference,
  description: transaction.description,
  channel: transaction.channel,
  reason: transaction.reason,
  recordedBy: transaction.recordedBy,
  effectiveAt: transaction.effectiveAt,
  recordedAt: transaction.recordedAt,
  mainTransactionId: transaction.mainId,
  balanceAfter: transaction.balanceAfter,
  giftAfter: transaction.giftAfter,
  timeoutAt: transaction.timeoutAt,
  promisedActivatesAt: transaction.promisedActivatesAt,
  promisedExpiresAt: transaction.promisedExpiresAt,
  merchantId: transaction.merchantId,
  programId: wallet.programId,
  memberId: wallet.memberId,
  memberCode: member.code,
  scale: currency.scale,
  resolutionKind: ended.kind,
  resolutionById: ended.byId,
  resolvedAt: ended.at,
  resolvedBy: ended.recordedBy,
  resolvedReason: ended.reason,
};

/** How the tables of `transactionColumns` are joined to a transaction. */
export const joins = {
  walletOfTransaction: and(
    eq(wallet.merchantId, transaction.merchantId),
    eq(wallet.id, transaction.walletId),
  ),
  memberOfWallet: and(eq(member.merchantId, wallet.merchantId), eq(member.id, wallet.memberId)),
  programOfWallet: and(eq(program.merchantId, wallet.merchantId), eq(program.id, wallet.programId)),
  currencyOfWallet: and(
    eq(currency.merchantId, wallet.merchantId),
    eq(currency.code, wallet.currencyCode),
  ),
};

/** What is read of a wallet, with who it is of. */
export const walletColumns = {
  id: wallet.id,
  merchantId: wallet.merchantId,
  programId: wallet.programId,
  memberId: wallet.memberId,
  currencyCode: wallet.currencyCode,
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
  head: wallet.head,
  links: wallet.links,
  programName: program.name,
  policies: program.policies,
  memberCode: member.code,
  scale: currency.scale,
  currencyKind: currency.kind,
};

export const lotColumns = {
  transactionId: lot.transactionId,
  ordinal: lot.ordinal,
  walletId: lot.walletId,
  link: lot.link,
  kind: lot.kind,
  granted: lot.granted,
  activatesAt: lot.activatesAt,
  expiresAt: lot.expiresAt,
  remaining: lot.remaining,
  held: lot.held,
};

/** What is held of a lot at a moment: a hold that has timed out holds nothing, noticed or not. */
export const lotColumnsAt = {
  ...lotColumns,
  held: sql`lot.held - coalesce((
    select sum(r.amount) from open_hold h
    join reservation r on r.merchant_id = h.merchant_id and r.wallet_id = h.wallet_id
      and r.transaction_id = h.transaction_id
    where h.merchant_id = lot.merchant_id and h.wallet_id = lot.wallet_id
      and h.timeout_at <= ${given('at', 'bigint')}
      and r.lot_transaction_id = lot.transaction_id
      and r.lot_ordinal = lot.ordinal), 0)::bigint`.mapWith(lot.held),
};

export interface LotRow extends Omit<Lot, 'id' | 'expiresAt' | 'sequence'> {
  readonly transactionId: string;
  readonly ordinal: number;
  readonly link: number;
  readonly expiresAt: number;
}

export function lotOf(row: LotRow): Lot {
  return {
    id: lotId(row.transactionId, row.ordinal),
    walletId: row.walletId,
    kind: row.kind,
    granted: row.granted,
    activatesAt: row.activatesAt,
    expiresAt: instantOf(row.expiresAt),
    remaining: row.remaining,
    held: row.held,
    sequence: row.link * LOTS_PER_TRANSACTION_MAX + row.ordinal,
  };
}
