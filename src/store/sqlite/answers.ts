import { and, eq, sql } from 'drizzle-orm';
import type { IdempotencyKey, IdempotencyRecord } from '../../ledger/idempotency.ts';
import type { CommandName, OutcomeOf } from '../../ledger/register.ts';
import type { AnswerLimits } from '../../ledger/store.ts';
import type { Instant } from '../../ledger/time.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import type { GroupRows } from './group-rows.ts';
import { idempotency } from './schema.ts';
import { prepareSelect } from './select.ts';

/** One answer in so many is sampled: counting those is counting all of them, nearly. */
const SAMPLED_ONE_IN = 256;
/** For how long a count of a merchant's answers is taken for right. */
const COUNT_HOLDS_MS = 1_000;
/** What is out of date is forgotten in batches: two for each that is kept, until none is left. */
const FORGOTTEN_AT_ONCE = 32;
const KEPT_BETWEEN = 16;

type Outcome = OutcomeOf<CommandName>;

/** The first answers to keyed requests; without limits all are kept for ever. */
export function prepareAnswers(db: Db, rows: GroupRows, limits: AnswerLimits | null) {
  const select = prepareSelect(
    db,
    db
      .select({ fingerprint: idempotency.fingerprint, outcome: idempotency.outcome })
      .from(idempotency)
      .where(
        and(eq(idempotency.merchantPk, bound('merchantPk')), eq(idempotency.key, bound('key'))),
      ),
  );
  const add = rows.adding(idempotency);
  const forget = prepareForget(db);
  let kept = 0;
  return {
    find(merchantPk: number, key: string): IdempotencyRecord<Outcome> | null {
      rows.flushNamed([key]);
      const row = select.get({ merchantPk, key });
      if (!row) return null;
      // What `keep` wrote: outcomes are plain JSON, and the fingerprint ties them to their command.
      return { fingerprint: row.fingerprint, outcome: JSON.parse(row.outcome) as Outcome };
    },
    /** Whether as many answers of a merchant are kept as may be. */
    isFull: limits ? prepareQuota(db, limits) : () => false,
    keep(merchantPk: number, key: IdempotencyKey, outcome: Outcome, recordedAt: Instant): void {
      const keptUntil = limits ? recordedAt + limits.retentionMs : null;
      const sampled = limits && Math.random() * SAMPLED_ONE_IN < 1 ? 1 : 0;
      const answer = { outcome: JSON.stringify(outcome), recordedAt, keptUntil, sampled };
      add({ merchantPk, ...key, ...answer });
      rows.name(key.key);
      kept += 1;
      if (limits && kept % KEPT_BETWEEN === 0) forget(merchantPk, recordedAt);
    },
  };
}

/** Forgets the oldest of what a merchant's answers need not be kept any more, a few at a time. */
function prepareForget(db: Db) {
  const due = `from idempotency where merchant_pk = +? and kept_until <= +?`;
  const first = db.$client.prepare(`select 1 ${due} limit 1`);
  const statement = db.$client.prepare(`delete from idempotency where pk in (
    select pk ${due} order by kept_until limit ${FORGOTTEN_AT_ONCE})`);
  return (merchantPk: number, at: Instant): void => {
    if (first.get(merchantPk, at) !== undefined) statement.run(merchantPk, at);
  };
}

/** Counts the sample, and not more often than a count holds. */
function prepareQuota(db: Db, { perMerchantMax }: AnswerLimits): (merchantPk: number) => boolean {
  const sampledMax = Math.ceil(perMerchantMax / SAMPLED_ONE_IN);
  const count = prepareSelect(
    db,
    db
      .select({ sampled: sql<number>`count(*)`.mapWith(Number) })
      .from(idempotency)
      .where(and(eq(idempotency.merchantPk, bound('merchantPk')), sql`sampled = 1`)),
  );
  const counted = new Map<number, { readonly full: boolean; readonly untilMs: number }>();
  return (merchantPk) => {
    const nowMs = performance.now();
    const known = counted.get(merchantPk);
    if (known && nowMs < known.untilMs) return known.full;
    const full = (count.get({ merchantPk })?.sampled ?? 0) >= sampledMax;
    counted.set(merchantPk, { full, untilMs: nowMs + COUNT_HOLDS_MS });
    return full;
  };
}
