import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// What `drizzle-ledger.sql` creates.

export const wallet = sqliteTable('wallet', {
  id: text('id').primaryKey(),
  member: text('member').notNull(),
  balance: integer('balance').notNull(),
});

export const ledgerTransaction = sqliteTable('ledger_transaction', {
  id: text('id').primaryKey(),
  walletId: text('wallet_id').notNull(),
  type: text('type', { enum: ['ACCRUAL', 'CANCEL'] }).notNull(),
  amount: integer('amount').notNull(),
  createdAt: integer('created_at').notNull(),
});

export const entry = sqliteTable('entry', {
  id: integer('id').primaryKey(),
  transactionId: text('transaction_id').notNull(),
  account: text('account', { enum: ['WALLET', 'ISSUER'] }).notNull(),
  walletId: text('wallet_id'),
  amount: integer('amount').notNull(),
});

export const reversal = sqliteTable('reversal', {
  transactionId: text('transaction_id').primaryKey(),
  reversedBy: text('reversed_by').notNull(),
  createdAt: integer('created_at').notNull(),
});

export const idempotency = sqliteTable('idempotency', {
  key: text('key').primaryKey(),
  transactionId: text('transaction_id').notNull(),
  answer: text('answer').notNull(),
  createdAt: integer('created_at').notNull(),
});
