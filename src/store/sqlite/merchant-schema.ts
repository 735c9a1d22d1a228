import { sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { bytes, int } from './columns.ts';

// What merchants are set up with, and their members.

export const merchant = sqliteTable('merchant', {
  pk: int('pk').primaryKey(),
  id: text('id').notNull().unique(),
  name: text('name').notNull(),
  createdAt: int('created_at').notNull(),
});

export const apiKey = sqliteTable('api_key', {
  prefix: text('prefix').primaryKey(),
  merchantPk: int('merchant_pk')
    .notNull()
    .references(() => merchant.pk),
  name: text('name').notNull(),
  secretHash: text('secret_hash').notNull(),
  /** Words with a blank between them. */
  scopes: text('scopes').notNull(),
  createdAt: int('created_at').notNull(),
  expiresAt: int('expires_at'),
  revokedAt: int('revoked_at'),
});

export const program = sqliteTable(
  'program',
  {
    pk: int('pk').primaryKey(),
    merchantPk: int('merchant_pk')
      .notNull()
      .references(() => merchant.pk),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** JSON; amounts are strings of minor units. */
    policies: text('policies').notNull(),
  },
  (t) => [uniqueIndex('program_id').on(t.merchantPk, t.id)],
);

export const currency = sqliteTable(
  'currency',
  {
    pk: int('pk').primaryKey(),
    merchantPk: int('merchant_pk')
      .notNull()
      .references(() => merchant.pk),
    code: text('code').notNull(),
    scale: int('scale').notNull(),
    kind: text('kind', { enum: ['POINTS', 'MONEY'] }).notNull(),
  },
  (t) => [uniqueIndex('currency_code').on(t.merchantPk, t.code)],
);

export const member = sqliteTable(
  'member',
  {
    pk: int('pk').primaryKey(),
    merchantPk: int('merchant_pk')
      .notNull()
      .references(() => merchant.pk),
    id: text('id').notNull(),
    code: text('code').notNull(),
  },
  (t) => [
    uniqueIndex('member_id').on(t.merchantPk, t.id),
    uniqueIndex('member_code').on(t.merchantPk, t.code),
  ],
);

/** What all processes on one database have to know and nobody else may: made with the database. */
export const secret = sqliteTable('secret', {
  name: text('name').primaryKey(),
  value: bytes('value').notNull(),
});
