import { and, eq } from 'drizzle-orm';
import type { ImportProgress, ImportStore } from '../../ledger/store.ts';
import type { Database } from './connection.ts';
import { given, write } from './gather.ts';
import { importProgress } from './request-schema.ts';
import { wallet } from './schema.ts';
import { prepareSelect } from './select.ts';
import type { Writer } from './writer.ts';

/** Imports in batches; a batch and its progress are one commit. */
export function createImports(database: Database, writer: Writer): ImportStore {
  return {
    async progressOf(source) {
      const [row] = await database.session((session) => progress(session, { source }));
      // What `importBatch` wrote.
      return row
        ? { line: row.line, counts: JSON.parse(row.counts) as ImportProgress['counts'] }
        : null;
    },
    importBatch: (source, batch, advance) =>
      writer.commit(batch, async (answers, session) => {
        const { line, counts } = advance(answers);
        await session.query(ADVANCE, [source, line, JSON.stringify(counts)]);
      }),
    async walletIdOf(merchantId, of) {
      const [row] = await database.session((session) => walletId(session, { merchantId, ...of }));
      return row?.id ?? null;
    },
  };
}

const ADVANCE = `insert into import_progress (source, line, counts) values ($1, $2, $3)
  on conflict (source) do update set line = excluded.line, counts = excluded.counts`;

const progress = prepareSelect(
  write
    .select({ line: importProgress.line, counts: importProgress.counts })
    .from(importProgress)
    .where(eq(importProgress.source, given('source', 'text'))),
);

const walletId = prepareSelect(
  write
    .select({ id: wallet.id })
    .from(wallet)
    .where(
      and(
        eq(wallet.merchantId, given('merchantId', 'text')),
        eq(wallet.memberId, given('memberId', 'text')),
        eq(wallet.programId, given('programId', 'text')),
        eq(wallet.currencyCode, given('currency', 'text')),
      ),
    ),
);
