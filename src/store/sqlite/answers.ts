import { and, eq } from 'drizzle-orm';
import type { IdempotencyKey, IdempotencyRecord } from '../../ledger/idempotency.ts';
import type { CommandName, OutcomeOf } from '../../ledger/register.ts';
import type { Instant } from '../../ledger/time.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { prepareInsert } from './insert.ts';
import { idempotency } from './schema.ts';
import { prepareSelect } from './select.ts';

type Outcome = OutcomeOf<CommandName>;

/** The first answers to keyed requests. */
export function prepareAnswers(db: Db) {
  const select = prepareSelect(
    db,
    db
      .select({ fingerprint: idempotency.fingerprint, outcome: idempotency.outcome })
      .from(idempotency)
      .where(
        and(eq(idempotency.merchantPk, bound('merchantPk')), eq(idempotency.key, bound('key'))),
      ),
  );
  const insert = prepareInsert(db, idempotency);
  return {
    find(merchantPk: number, key: string): IdempotencyRecord<Outcome> | null {
      const row = select.get({ merchantPk, key });
      if (!row) return null;
      // What `keep` wrote: outcomes are plain JSON, and the fingerprint ties them to their command.
      return { fingerprint: row.fingerprint, outcome: JSON.parse(row.outcome) as Outcome };
    },
    keep(merchantPk: number, key: IdempotencyKey, outcome: Outcome, recordedAt: Instant): void {
      insert({ merchantPk, ...key, outcome: JSON.stringify(outcome), recordedAt });
    },
  };
}
