import { and, eq, sql } from 'drizzle-orm';
import type { IdempotencyKey, IdempotencyRecord } from '../../ledger/idempotency.ts';
import type { CommandName, OutcomeOf } from '../../ledger/register.ts';
import type { AnswerLimits } from '../../ledger/store.ts';
import type { Instant } from '../../ledger/time.ts';
import type { Session } from './connection.ts';
import { gather, given, prepareQuestion, write } from './gather.ts';
import type { NewRow } from './insert.ts';
import { idempotency } from './request-schema.ts';
import { prepareSelect } from './select.ts';

/** One answer in so many is sampled: counting those is counting all of them, nearly. */
const SAMPLED_ONE_IN = 256;
/** For how long a count of a merchant's answers is taken for right. */
const COUNT_HOLDS_MS = 1_000;
/** What is out of date is forgotten in batches: two for each that is kept, until none is left. */
const FORGOTTEN_AT_ONCE = 32;
const KEPT_BETWEEN = 16;

type Outcome = OutcomeOf<CommandName>;
type Kept = IdempotencyRecord<Outcome>;

/** Finds the first answers to keyed requests. */
export function gatherAnswers(
  session: Session,
): (merchantId: string, key: string) => Promise<Kept | null> {
  const ask = gather(session, statements.byKey, ['merchantId', 'key']);
  return async (merchantId, key) => {
    const [row] = await ask({ merchantId, key });
    // What `answerRow` made: outcomes are plain JSON, and the fingerprint ties them to a command.
    return row
      ? { fingerprint: row.fingerprint, outcome: JSON.parse(row.outcome) as Outcome }
      : null;
  };
}

/** What is kept of an answer; without limits it is kept for ever. */
export function answerRow(
  merchantId: string,
  key: IdempotencyKey,
  outcome: Outcome,
  recordedAt: Instant,
  limits: AnswerLimits | null,
): NewRow<typeof idempotency> {
  return {
    merchantId,
    ...key,
    outcome: JSON.stringify(outcome),
    recordedAt,
    keptUntil: limits ? recordedAt + limits.retentionMs : null,
    sampled: limits !== null && Math.random() * SAMPLED_ONE_IN < 1,
  };
}

/** Forgets what need not be kept any more, with every so many answers that are kept. */
export class Forgetting {
  private kept = 0;

  /** Forgets a few of the oldest of the merchants whose answers were just kept. */
  async after(session: Session, answers: readonly NewRow<typeof idempotency>[]): Promise<void> {
    const due = new Map<string, Instant>();
    for (const { merchantId, recordedAt, keptUntil } of answers) {
      if (keptUntil === null || keptUntil === undefined) continue;
      this.kept += 1;
      if (this.kept % KEPT_BETWEEN === 0) due.set(merchantId, recordedAt);
    }
    for (const [merchantId, at] of due) await session.query(FORGET, [merchantId, at]);
  }
}

const FORGET = `delete from idempotency where (merchant_id, key) in (
  select merchant_id, key from idempotency where merchant_id = $1 and kept_until <= $2::bigint
  order by kept_until limit ${FORGOTTEN_AT_ONCE})`;

/** Knows which merchants have as many answers kept as may be. */
export class Quota {
  private readonly sampledMax: number;
  private readonly counted = new Map<
    string,
    { readonly full: boolean; readonly untilMs: number }
  >();

  constructor({ perMerchantMax }: AnswerLimits) {
    this.sampledMax = Math.ceil(perMerchantMax / SAMPLED_ONE_IN);
  }

  isFull(merchantId: string): boolean {
    return this.counted.get(merchantId)?.full ?? false;
  }

  /** Counts the samples of these merchants, and not more often than a count holds. */
  async count(session: Session, merchantIds: Iterable<string>): Promise<void> {
    const nowMs = performance.now();
    for (const merchantId of new Set(merchantIds)) {
      const known = this.counted.get(merchantId);
      if (known && nowMs < known.untilMs) continue;
      const [row] = await statements.sampled(session, { merchantId });
      const full = (row?.sampled ?? 0) >= this.sampledMax;
      this.counted.set(merchantId, { full, untilMs: nowMs + COUNT_HOLDS_MS });
    }
  }
}

const statements = {
  byKey: prepareQuestion(
    { merchantId: 'text', key: 'text' },
    write
      .select({ fingerprint: idempotency.fingerprint, outcome: idempotency.outcome })
      .from(idempotency)
      .where(
        sql`${idempotency.merchantId} = wanted.merchant_id and ${idempotency.key} = wanted.key`,
      ),
  ),
  sampled: prepareSelect(
    write
      .select({ sampled: sql<number>`count(*)`.mapWith(Number) })
      .from(idempotency)
      .where(and(eq(idempotency.merchantId, given('merchantId', 'text')), idempotency.sampled)),
  ),
};
