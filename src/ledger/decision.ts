import type { Change } from './change.ts';
import type { Refusal } from './refusal.ts';
import type { Instant } from './time.ts';

/** Who asks, and what a rule may not find out by itself: the time and a fresh id. */
export interface Context {
  readonly merchantId: string;
  /** The name of the verified credential; it is kept with what the command records. */
  readonly actor: string;
  /** The moment that the rule decides for. */
  readonly at: Instant;
  /** The moment that is written down; differs from `at` in an import of past events. */
  readonly recordedAt: Instant;
  /** An unused UUID, version 7, for the transaction or wallet that the command may create. */
  readonly newId: string;
}

/** What a rule returns: an outcome, and the changes that make it true (none on a refusal). */
export interface Decision<Outcome> {
  readonly outcome: Outcome;
  readonly changes: readonly Change[];
}

export function grant<Outcome>(outcome: Outcome, changes: readonly Change[]): Decision<Outcome> {
  return { outcome, changes };
}

/** A refusal writes no ledger row: invariant 6. */
export function refuse<R extends Refusal>(refusal: R): Decision<R> {
  return { outcome: refusal, changes: [] };
}
