import { pgTable, primaryKey, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytes, int } from './columns.ts';

// What merchants are set up with, and their members. Every key is led by the merchant, so that a
// distributed database keeps a merchant's rows together and merchants apart.

export const merchant = pgTable('merchant', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: int('created_at').notNull(),
});

export const apiKey = pgTable('api_key', {
  prefix: text('prefix').primaryKey(),
  merchantId: text('merchant_id')
    .notNull()
    .references(() => merchant.id),
  name: text('name').notNull(),
  secretHash: text('secret_hash').notNull(),
  /** Words with a blank between them. */
  scopes: text('scopes').notNull(),
  createdAt: int('created_at').notNull(),
  expiresAt: int('expires_at'),
  revokedAt: int('revoked_at'),
});

export const program = pgTable(
  'program',
  {
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** JSON; amounts are strings of minor units. */
    policies: text('policies').notNull(),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.id] })],
);

export const currency = pgTable(
  'currency',
  {
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    code: text('code').notNull(),
    scale: smallint('scale').notNull(),
    kind: text('kind', { enum: ['POINTS', 'MONEY'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.code] })],
);

export const member = pgTable(
  'member',
  {
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    id: text('id').notNull(),
    code: text('code').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    uniqueIndex('member_code').on(t.merchantId, t.code),
  ],
);

/** What all processes on one database have to know and nobody else may: made with the database. */
export const secret = pgTable('secret', {
  name: text('name').primaryKey(),
  value: bytes('value').notNull(),
});
