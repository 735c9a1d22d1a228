import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, int, minor } from './columns.ts';

// Every key is led by the merchant and then the wallet that the row is about, so that a
// distributed database can keep a wallet's rows together and split a merchant by wallets. Nothing
// is numbered over more than one wallet. There are no foreign keys, which would lock the rows that
// they name: `storno verify` looks after what they would.
//
// All but `wallet`, `lot.remaining`, `lot.held` and `open_hold` is append-only, by triggers; those
// are caches over the rest, which `storno verify` rebuilds and compares.

const merchantId = () => text('merchant_id').notNull();
const walletId = () => uuid('wallet_id').notNull();
const transactionId = () => uuid('transaction_id').notNull();

export const wallet = pgTable(
  'wallet',
  {
    merchantId: merchantId(),
    id: uuid('id').notNull(),
    programId: text('program_id').notNull(),
    memberId: text('member_id').notNull(),
    currencyCode: text('currency_code').notNull(),
    openedAt: int('opened_at').notNull(),
    closedAt: int('closed_at'),
    closedBy: text('closed_by'),
    closedReason: text('closed_reason'),
    suspendedAt: int('suspended_at'),
    total: minor('total').notNull(),
    held: minor('held').notNull(),
    pending: minor('pending').notNull(),
    expired: minor('expired').notNull(),
    debt: minor('debt').notNull(),
    gift: minor('gift').notNull(),
    settledThrough: int('settled_through').notNull(),
    boundaryAt: int('boundary_at'),
    /** The last link of the wallet's hash chain, and how many there are. */
    head: bytes('head').notNull(),
    links: integer('links').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    uniqueIndex('wallet_of').on(t.merchantId, t.memberId, t.programId, t.currencyCode),
  ],
);

export const transaction = pgTable(
  'transaction',
  {
    merchantId: merchantId(),
    walletId: walletId(),
    id: uuid('id').notNull(),
    type: text('type', {
      enum: [
        'ACCRUAL',
        'REDEMPTION',
        'FINALIZE',
        'ADJUSTMENT',
        'ADHOC_REWARD',
        'ADHOC_REDEEM',
        'TOP_UP',
        'GIFT',
        'PURCHASE',
        'REFUND',
        'CANCEL',
        'VOID',
        'DELETE',
      ],
    }).notNull(),
    amount: minor('amount').notNull(),
    externalReference: text('external_reference'),
    /** Whether the reference is its own; a reversal repeats that of its main transaction. */
    ownsReference: boolean('owns_reference').notNull(),
    description: text('description'),
    channel: text('channel', {
      enum: ['SYSTEM', 'CONSOLE', 'POS', 'STORE', 'APP', 'ONLINE', 'PARTNER', 'WEBSITE'],
    }),
    reason: text('reason'),
    recordedBy: text('recorded_by').notNull(),
    effectiveAt: int('effective_at').notNull(),
    recordedAt: int('recorded_at').notNull(),
    mainId: uuid('main_id'),
    balanceAfter: minor('balance_after').notNull(),
    giftAfter: minor('gift_after').notNull(),
    timeoutAt: int('timeout_at'),
    promisedActivatesAt: int('promised_activates_at'),
    promisedExpiresAt: int('promised_expires_at'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.walletId, t.id] }),
    uniqueIndex('transaction_id').on(t.merchantId, t.id),
    uniqueIndex('transaction_reference')
      .on(t.merchantId, t.externalReference)
      .where(sql`owns_reference`),
  ],
);

/** `wallet_id` is the transaction's; `booked_id` the wallet that is booked on, if it is one. */
export const entry = pgTable(
  'entry',
  {
    merchantId: merchantId(),
    walletId: walletId(),
    transactionId: transactionId(),
    line: smallint('line').notNull(),
    account: text('account', {
      enum: ['WALLET', 'ISSUER', 'SALES', 'FEE_REVENUE', 'CASHBACK_EXPENSE', 'GIFT_LIABILITY'],
    }).notNull(),
    bookedId: uuid('booked_id'),
    amount: minor('amount').notNull(),
    purpose: text('purpose', { enum: ['PRINCIPAL', 'GIFT', 'FEE', 'CASHBACK'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.walletId, t.transactionId, t.line] })],
);

export const lot = pgTable(
  'lot',
  {
    merchantId: merchantId(),
    walletId: walletId(),
    /** The transaction that granted it, and which of that one's lots it is. */
    transactionId: transactionId(),
    ordinal: smallint('ordinal').notNull(),
    /** The link of the wallet's chain that granted it. */
    link: integer('link').notNull(),
    /** In draw order GIFT stands before MONEY, which is how the names sort. */
    kind: text('kind', { enum: ['POINTS', 'MONEY', 'GIFT'] }).notNull(),
    granted: minor('granted').notNull(),
    activatesAt: int('activates_at').notNull(),
    /** `INSTANT_MAX` where it never does, so that it sorts last. */
    expiresAt: int('expires_at').notNull(),
    deferred: boolean('deferred').notNull(),
    remaining: minor('remaining').notNull(),
    held: minor('held').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.walletId, t.transactionId, t.ordinal] }),
    index('lot_draw')
      .on(t.merchantId, t.walletId, t.kind, t.expiresAt, t.activatesAt, t.link, t.ordinal)
      .where(sql`remaining > 0`),
    index('lot_deferred').on(t.merchantId, t.walletId, t.activatesAt).where(sql`deferred`),
  ],
);

export const lotMovement = pgTable(
  'lot_movement',
  {
    merchantId: merchantId(),
    walletId: walletId(),
    transactionId: transactionId(),
    line: smallint('line').notNull(),
    lotTransactionId: uuid('lot_transaction_id').notNull(),
    lotOrdinal: smallint('lot_ordinal').notNull(),
    amount: minor('amount').notNull(),
    purpose: text('purpose', { enum: ['PRINCIPAL', 'GIFT', 'FEE', 'CASHBACK', 'DEBT'] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.walletId, t.transactionId, t.line] }),
    index('lot_movement_of').on(t.merchantId, t.walletId, t.lotTransactionId, t.lotOrdinal),
  ],
);

/** Both are in one wallet. */
export const reservation = pgTable(
  'reservation',
  {
    merchantId: merchantId(),
    walletId: walletId(),
    transactionId: transactionId(),
    line: smallint('line').notNull(),
    lotTransactionId: uuid('lot_transaction_id').notNull(),
    lotOrdinal: smallint('lot_ordinal').notNull(),
    amount: minor('amount').notNull(),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.walletId, t.transactionId, t.line] })],
);

/** The holds whose reservations are counted in `wallet.held` and `lot.held`. */
export const openHold = pgTable(
  'open_hold',
  {
    merchantId: merchantId(),
    walletId: walletId(),
    timeoutAt: int('timeout_at').notNull(),
    transactionId: transactionId(),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.walletId, t.timeoutAt, t.transactionId] })],
);

/** How a transaction ended. The key is both its state and the guard that it ends only once. */
export const resolution = pgTable(
  'resolution',
  {
    merchantId: merchantId(),
    walletId: walletId(),
    transactionId: transactionId(),
    kind: text('kind', { enum: ['CANCEL', 'VOID', 'DELETE', 'ROLLBACK', 'COMMIT'] }).notNull(),
    byId: uuid('by_id'),
    at: int('at').notNull(),
    recordedBy: text('recorded_by').notNull(),
    reason: text('reason'),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.walletId, t.transactionId] })],
);

export const refund = pgTable(
  'refund',
  {
    merchantId: merchantId(),
    walletId: walletId(),
    purchaseId: uuid('purchase_id').notNull(),
    transactionId: transactionId(),
    amount: minor('amount').notNull(),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.walletId, t.purchaseId, t.transactionId] })],
);

/** Links of hash chains; those that recorded a transaction are the wallet's history as well. */
export const walletLink = pgTable(
  'wallet_link',
  {
    merchantId: merchantId(),
    walletId: walletId(),
    /** From 1 on. The key keeps two commands from going on from the same head. */
    ordinal: integer('ordinal').notNull(),
    kind: text('kind', { enum: ['RECORDED', 'RESOLVED'] }).notNull(),
    transactionId: transactionId(),
    /** The wallet that the transaction is recorded in; one shared by a household is in several. */
    homeId: uuid('home_id').notNull(),
    effectiveAt: int('effective_at').notNull(),
    hash: bytes('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.walletId, t.ordinal] }),
    index('wallet_history')
      .on(t.merchantId, t.walletId, t.effectiveAt, t.ordinal)
      .where(sql`kind = 'RECORDED'`),
  ],
);
