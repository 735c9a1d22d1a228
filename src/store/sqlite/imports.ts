import { and, eq } from 'drizzle-orm';
import { advance } from '../../ledger/import-progress.ts';
import type { ImportProgress, ImportStore } from '../../ledger/store.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { currency, member, merchant, program } from './merchant-schema.ts';
import { importProgress, wallet } from './schema.ts';
import type { Writer } from './writer.ts';

/** Imports in batches; a batch and its progress are one commit. */
export function prepareImports(db: Db, writer: () => Writer): ImportStore {
  const walletId = prepareWalletId(db);
  return {
    progressOf: async (source) => progressOf(db, source),
    async importBatch(batch) {
      const { source, commands } = batch;
      const envelopes = commands.map(({ envelope }) => envelope);
      return writer().commit(envelopes, (answers) => {
        const outcome = advance(progressOf(db, source), batch, answers);
        const { line, counts } = outcome.progress;
        const set = { line, counts: JSON.stringify(counts) };
        db.insert(importProgress)
          .values({ source, ...set })
          .onConflictDoUpdate({ target: importProgress.source, set })
          .run();
        return outcome;
      });
    },
    async walletIdOf(merchantId, of) {
      return walletId.get({ merchantId, ...of })?.id ?? null;
    },
  };
}

function progressOf(db: Db, source: string): ImportProgress | null {
  const row = db.select().from(importProgress).where(eq(importProgress.source, source)).get();
  if (!row) return null;
  // What `importBatch` wrote.
  const counts = JSON.parse(row.counts) as ImportProgress['counts'];
  return { line: row.line, counts };
}

function prepareWalletId(db: Db) {
  return db
    .select({ id: wallet.id })
    .from(wallet)
    .innerJoin(merchant, eq(merchant.pk, wallet.merchantPk))
    .innerJoin(program, eq(program.pk, wallet.programPk))
    .innerJoin(member, eq(member.pk, wallet.memberPk))
    .innerJoin(currency, eq(currency.pk, wallet.currencyPk))
    .where(
      and(
        eq(merchant.id, bound('merchantId')),
        eq(program.id, bound('programId')),
        eq(member.merchantPk, merchant.pk),
        eq(member.id, bound('memberId')),
        eq(currency.code, bound('currency')),
      ),
    )
    .prepare();
}
