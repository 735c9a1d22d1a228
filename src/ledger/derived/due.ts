import type { LotId } from '../lot.ts';
import type { Policies } from '../program.ts';
import { DAY_MS, INSTANT_MAX, type Instant } from '../time.ts';
import type { Journal } from './journal.ts';
import { depreciationId, feeId, inactivityId } from './row.ts';

/** A moment at which a rule takes something. */
export interface Due {
  readonly id: string;
  readonly at: Instant;
  /** Rules that are due at one moment follow one another: depreciations in order, then fees. */
  readonly order: number;
  readonly rule:
    | { readonly kind: 'LOT'; readonly lotId: LotId; readonly percentage: bigint }
    | { readonly kind: 'WALLET'; readonly percentage: bigint }
    | { readonly kind: 'FEE'; readonly amount: bigint };
}

/** Derived rows of one wallet that are worked out at most: a guard, not a limit to live with. */
export const DUES_MAX = 1_000_000;

/** Everything that falls due in a wallet up to a moment, in order. */
export function duesOf(journal: Journal, policies: Policies, until: Instant): Due[] {
  const dues = [
    ...policies.depreciations.flatMap((rule, order) => {
      const step = rule.intervalDays * DAY_MS;
      return rule.basis === 'PER_TRANSACTION'
        ? ofLots(journal, { step, order, percentage: rule.percentage, until })
        : ofInactivity(journal, { step, order, percentage: rule.percentage, until });
    }),
    ...policies.recurringFees.flatMap((rule, index) => {
      const order = policies.depreciations.length + index;
      const step = rule.intervalDays * DAY_MS;
      return turns(journal.openedAt, step, until).map((at, turn) => ({
        id: feeId(journal.walletId, index, turn + 1),
        at,
        order,
        rule: { kind: 'FEE' as const, amount: rule.amount },
      }));
    }),
  ];
  if (dues.length > DUES_MAX) throw new Error(`wallet ${journal.walletId}: too many derived rows`);
  return dues.toSorted((a, b) => a.at - b.at || a.order - b.order);
}

interface Rule {
  readonly step: number;
  readonly order: number;
  readonly percentage: bigint;
  readonly until: Instant;
}

/**
 * Each lot by itself, from its activation to its expiry. An undone earn has lost nothing; what came
 * back to its lots afterwards does.
 */
function ofLots(journal: Journal, { step, order, percentage, until }: Rule): Due[] {
  return journal.events.flatMap(({ transactionId, lots, undoneAt }) =>
    lots.flatMap(({ id: lotId, activatesAt, expiresAt }) => {
      const last = Math.min(until, (expiresAt ?? INSTANT_MAX) - 1);
      return turns(activatesAt, step, last)
        .map((at, turn) => ({
          id: depreciationId(transactionId, order, turn + 1),
          at,
          order,
          rule: { kind: 'LOT' as const, lotId, percentage },
        }))
        .filter(({ at }) => undoneAt === null || at > undoneAt);
    }),
  );
}

/** The whole wallet, each time that it has seen no activity for an interval. */
function ofInactivity(journal: Journal, { step, order, percentage, until }: Rule): Due[] {
  const activities = journal.events
    .filter((event) => event.undoneAt === null && !event.reversal)
    .map((event) => event.effectiveAt)
    .toSorted((a, b) => a - b);
  return activities.flatMap((activity, i) => {
    const next = activities[i + 1];
    const last = next === undefined ? until : Math.min(until, next);
    return turns(activity, step, last).map((at) => ({
      id: inactivityId(journal.walletId, order, at),
      at,
      order,
      rule: { kind: 'WALLET' as const, percentage },
    }));
  });
}

/** Every step after `from`, up to and with `last`. */
function turns(from: Instant, step: number, last: Instant): Instant[] {
  const count = Math.max(0, Math.floor((last - from) / step));
  if (count > DUES_MAX) throw new Error('too many derived rows');
  return Array.from({ length: count }, (_, i) => from + (i + 1) * step);
}
