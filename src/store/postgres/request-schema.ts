import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { int } from './columns.ts';

// What is kept of requests and imports: it commits with what they wrote.

export const idempotency = pgTable(
  'idempotency',
  {
    merchantId: text('merchant_id').notNull(),
    key: text('key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    /** JSON of the first answer. */
    outcome: text('outcome').notNull(),
    recordedAt: int('recorded_at').notNull(),
    /** From this moment on it may be forgotten; null: never. */
    keptUntil: int('kept_until'),
    /** True in a random few: how many there are tells, without counting all, how many answers. */
    sampled: boolean('sampled').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.key] }),
    index('idempotency_oldest').on(t.merchantId, t.keptUntil).where(sql`kept_until is not null`),
    index('idempotency_sample').on(t.merchantId).where(sql`sampled`),
  ],
);

/** How far an import has come; it moves in the same commit as what it imported. */
export const importProgress = pgTable('import_progress', {
  source: text('source').primaryKey(),
  line: int('line').notNull(),
  /** JSON: counts by operation and answer. */
  counts: text('counts').notNull(),
});
