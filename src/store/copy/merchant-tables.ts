import { eq, getTableColumns, sql } from 'drizzle-orm';
import * as target from '../postgres/merchant-schema.ts';
import { idempotency as answers, importProgress as progress } from '../postgres/request-schema.ts';
import { apiKey, currency, member, merchant, program } from '../sqlite/merchant-schema.ts';
import { idempotency, importProgress } from '../sqlite/schema.ts';
import { type CopiedTable, copied } from './copied-table.ts';

/**
 * What merchants are set up with, and what is kept beside the ledger, in an order in which nothing
 * names what is not there yet.
 *
 * Secrets are not copied. They vouch for cursors, and a cursor is a place among the row keys of an
 * engine: the server has its own, so that those handed out before are refused and not misread.
 */
export const merchantTables: readonly CopiedTable[] = [
  copied(target.merchant, (db) =>
    db
      .select({ id: merchant.id, name: merchant.name, createdAt: merchant.createdAt })
      .from(merchant),
  ),
  copied(target.apiKey, (db) =>
    db
      .select({ ...getTableColumns(apiKey), merchantId: merchant.id })
      .from(apiKey)
      .innerJoin(merchant, eq(merchant.pk, apiKey.merchantPk)),
  ),
  copied(target.program, (db) =>
    db
      .select({ ...getTableColumns(program), merchantId: merchant.id })
      .from(program)
      .innerJoin(merchant, eq(merchant.pk, program.merchantPk)),
  ),
  copied(target.currency, (db) =>
    db
      .select({ ...getTableColumns(currency), merchantId: merchant.id })
      .from(currency)
      .innerJoin(merchant, eq(merchant.pk, currency.merchantPk)),
  ),
  copied(target.member, (db) =>
    db
      .select({ merchantId: merchant.id, id: member.id, code: member.code })
      .from(member)
      .innerJoin(merchant, eq(merchant.pk, member.merchantPk)),
  ),
  copied(answers, (db) =>
    db
      .select({
        ...getTableColumns(idempotency),
        merchantId: merchant.id,
        sampled: sql<boolean>`${idempotency.sampled}`.mapWith(Boolean),
      })
      .from(idempotency)
      .innerJoin(merchant, eq(merchant.pk, idempotency.merchantPk)),
  ),
  copied(progress, (db) => db.select(getTableColumns(importProgress)).from(importProgress)),
];
