import { and, eq } from 'drizzle-orm';
import { advance } from '../../ledger/import-progress.ts';
import type { ImportProgress, ImportStore } from '../../ledger/store.ts';
import type { Database, Session } from './connection.ts';
import { given, write } from './gather.ts';
import { importProgress } from './request-schema.ts';
import { wallet } from './schema.ts';
import { prepareSelect } from './select.ts';
import type { Writer } from './writer.ts';

/** Imports in batches; a batch and its progress are one commit. */
export function createImports(database: Database, writer: Writer): ImportStore {
  return {
    progressOf: (source) => database.session((session) => progressOf(session, source)),
    importBatch(batch) {
      const { source, commands } = batch;
      const envelopes = commands.map(({ envelope }) => envelope);
      return writer.commit(envelopes, async (answers, session) => {
        const outcome = advance(await progressOf(session, source), batch, answers);
        const { line, counts } = outcome.progress;
        await session.query(ADVANCE, [source, line, JSON.stringify(counts)]);
        return outcome;
      });
    },
    async walletIdOf(merchantId, of) {
      const [row] = await database.session((session) => walletId(session, { merchantId, ...of }));
      return row?.id ?? null;
    },
  };
}

async function progressOf(session: Session, source: string): Promise<ImportProgress | null> {
  const [row] = await progress(session, { source });
  // What `importBatch` wrote.
  return row
    ? { line: row.line, counts: JSON.parse(row.counts) as ImportProgress['counts'] }
    : null;
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
