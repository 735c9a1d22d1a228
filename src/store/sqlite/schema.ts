import { sql } from 'drizzle-orm';
import { index, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { bytes, int, minor, uuid } from './columns.ts';
import { currency, member, merchant, program } from './merchant-schema.ts';
import { NOTHING_RECENT } from './recent-history.ts';

// Rows name each other by small integer keys; the ids that callers see stand in their own row only.
// `transaction`, `entry`, `lot_movement`, `reservation`, `resolution`, `refund` and `wallet_link`
// are append-only: triggers refuse UPDATE and DELETE. `lot.remaining`, `lot.held`, `open_hold` and
// a wallet's sums are caches over them, which `storno verify` rebuilds and compares.

export const wallet = sqliteTable(
  'wallet',
  {
    pk: int('pk').primaryKey(),
    id: uuid('id').notNull().unique(),
    merchantPk: int('merchant_pk')
      .notNull()
      .references(() => merchant.pk),
    programPk: int('program_pk')
      .notNull()
      .references(() => program.pk),
    memberPk: int('member_pk')
      .notNull()
      .references(() => member.pk),
    currencyPk: int('currency_pk')
      .notNull()
      .references(() => currency.pk),
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
    links: int('links').notNull(),
    /** The newest part of its history; see `history`. */
    recentHistory: text('recent_history').notNull().default(NOTHING_RECENT),
  },
  (t) => [uniqueIndex('wallet_of').on(t.memberPk, t.programPk, t.currencyPk)],
);

export const transaction = sqliteTable(
  'transaction',
  {
    pk: int('pk').primaryKey(),
    id: uuid('id').notNull().unique(),
    merchantPk: int('merchant_pk').notNull(),
    walletPk: int('wallet_pk').notNull(),
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
    /** 1 where the reference is its own; a reversal repeats that of its main transaction. */
    ownsReference: int('owns_reference').notNull(),
    description: text('description'),
    channel: text('channel', {
      enum: ['SYSTEM', 'CONSOLE', 'POS', 'STORE', 'APP', 'ONLINE', 'PARTNER', 'WEBSITE'],
    }),
    reason: text('reason'),
    recordedBy: text('recorded_by').notNull(),
    effectiveAt: int('effective_at').notNull(),
    recordedAt: int('recorded_at').notNull(),
    mainPk: int('main_pk'),
    balanceAfter: minor('balance_after').notNull(),
    giftAfter: minor('gift_after').notNull(),
    /** Set on a hold. */
    timeoutAt: int('timeout_at'),
    promisedActivatesAt: int('promised_activates_at'),
    promisedExpiresAt: int('promised_expires_at'),
  },
  (t) => [
    uniqueIndex('transaction_reference')
      .on(t.merchantPk, t.externalReference)
      .where(sql`owns_reference = 1`),
  ],
);

export const entry = sqliteTable(
  'entry',
  {
    transactionPk: int('transaction_pk').notNull(),
    line: int('line').notNull(),
    account: text('account', {
      enum: ['WALLET', 'ISSUER', 'SALES', 'FEE_REVENUE', 'CASHBACK_EXPENSE', 'GIFT_LIABILITY'],
    }).notNull(),
    walletPk: int('wallet_pk'),
    amount: minor('amount').notNull(),
    purpose: text('purpose', { enum: ['PRINCIPAL', 'GIFT', 'FEE', 'CASHBACK'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.transactionPk, t.line] })],
);

export const lot = sqliteTable(
  'lot',
  {
    transactionPk: int('transaction_pk').notNull(),
    ordinal: int('ordinal').notNull(),
    walletPk: int('wallet_pk').notNull(),
    /** In draw order GIFT stands before MONEY, which is how the names sort. */
    kind: text('kind', { enum: ['POINTS', 'MONEY', 'GIFT'] }).notNull(),
    granted: minor('granted').notNull(),
    activatesAt: int('activates_at').notNull(),
    /** `INSTANT_MAX` where it never does, so that it sorts last. */
    expiresAt: int('expires_at').notNull(),
    /** 1 where it was not active from the first: few are, and only they are looked for. */
    deferred: int('deferred').notNull(),
    remaining: minor('remaining').notNull(),
    held: minor('held').notNull(),
    /** The last transaction that moved it: where the list of its movements begins. */
    lastMoverPk: int('last_mover_pk'),
  },
  (t) => [
    primaryKey({ columns: [t.transactionPk, t.ordinal] }),
    index('lot_draw')
      .on(t.walletPk, t.kind, t.expiresAt, t.activatesAt, t.transactionPk)
      .where(sql`remaining > 0`),
    index('lot_deferred').on(t.walletPk, t.activatesAt).where(sql`deferred = 1`),
  ],
);

export const lotMovement = sqliteTable(
  'lot_movement',
  {
    transactionPk: int('transaction_pk').notNull(),
    line: int('line').notNull(),
    lotTransactionPk: int('lot_transaction_pk').notNull(),
    lotOrdinal: int('lot_ordinal').notNull(),
    amount: minor('amount').notNull(),
    purpose: text('purpose', { enum: ['PRINCIPAL', 'GIFT', 'FEE', 'CASHBACK', 'DEBT'] }).notNull(),
    /** The transaction that moved the lot before this one: a list costs no index. */
    previousMoverPk: int('previous_mover_pk'),
  },
  (t) => [primaryKey({ columns: [t.transactionPk, t.line] })],
);

/** What a hold reserves of a lot. */
export const reservation = sqliteTable(
  'reservation',
  {
    transactionPk: int('transaction_pk').notNull(),
    line: int('line').notNull(),
    lotTransactionPk: int('lot_transaction_pk').notNull(),
    lotOrdinal: int('lot_ordinal').notNull(),
    amount: minor('amount').notNull(),
  },
  (t) => [primaryKey({ columns: [t.transactionPk, t.line] })],
);

/** The holds whose reservations are counted in `wallet.held` and `lot.held`. */
export const openHold = sqliteTable(
  'open_hold',
  {
    walletPk: int('wallet_pk').notNull(),
    timeoutAt: int('timeout_at').notNull(),
    transactionPk: int('transaction_pk').notNull(),
  },
  (t) => [primaryKey({ columns: [t.walletPk, t.timeoutAt, t.transactionPk] })],
);

/** How a transaction ended. The key is both its state and the guard that it ends only once. */
export const resolution = sqliteTable('resolution', {
  transactionPk: int('transaction_pk').primaryKey(),
  kind: text('kind', { enum: ['CANCEL', 'VOID', 'DELETE', 'ROLLBACK', 'COMMIT'] }).notNull(),
  byPk: int('by_pk'),
  at: int('at').notNull(),
  recordedBy: text('recorded_by').notNull(),
  reason: text('reason'),
});

export const refund = sqliteTable(
  'refund',
  {
    purchasePk: int('purchase_pk').notNull(),
    transactionPk: int('transaction_pk').notNull(),
    amount: minor('amount').notNull(),
  },
  (t) => [primaryKey({ columns: [t.purchasePk, t.transactionPk] })],
);

/** One link of a wallet's hash chain. */
export const walletLink = sqliteTable('wallet_link', {
  pk: int('pk').primaryKey(),
  walletPk: int('wallet_pk').notNull(),
  kind: text('kind', { enum: ['RECORDED', 'RESOLVED'] }).notNull(),
  transactionPk: int('transaction_pk').notNull(),
  effectiveAt: int('effective_at').notNull(),
  hash: bytes('hash').notNull(),
});

/** The first answers to keyed requests, as they were given: an index finds them by their keys. */
export const idempotency = sqliteTable(
  'idempotency',
  {
    pk: int('pk').primaryKey(),
    merchantPk: int('merchant_pk').notNull(),
    key: text('key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    /** JSON of the first answer. */
    outcome: text('outcome').notNull(),
    recordedAt: int('recorded_at').notNull(),
    /** From this moment on it may be forgotten; null: never. */
    keptUntil: int('kept_until'),
    /** 1 in a random few: how many there are tells, without counting all, how many answers are. */
    sampled: int('sampled').notNull(),
  },
  (t) => [
    uniqueIndex('idempotency_key').on(t.merchantPk, t.key),
    index('idempotency_oldest').on(t.merchantPk, t.keptUntil).where(sql`kept_until is not null`),
    index('idempotency_sample').on(t.merchantPk).where(sql`sampled = 1`),
  ],
);

/** How far an import has come; it moves in the same commit as what it imported. */
export const importProgress = sqliteTable('import_progress', {
  source: text('source').primaryKey(),
  line: int('line').notNull(),
  /** JSON: counts by operation and answer. */
  counts: text('counts').notNull(),
});
