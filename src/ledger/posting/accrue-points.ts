import { type Context, type Decision, refuse } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { checkTimeout, type Optional } from '../input.ts';
import type { Kind } from '../kind.ts';
import { checkLife, grantPoints, type PointsLife, timeoutOf } from './points.ts';
import {
  checkPosting,
  contentOf,
  needsOf,
  openPosting,
  POSTING_REFUSALS,
  type PostingInput,
  type PostingRefusal,
  type PostingSuccess,
  record,
} from './posting.ts';

export interface AccruePoints extends PostingInput, PointsLife {
  readonly type: 'ACCRUAL' | 'FINALIZE' | 'ADJUSTMENT';
  /** Promise the points now, grant them at the commit. */
  readonly temporary: boolean;
  readonly timeoutSeconds?: Optional<number>;
}

export type AccruePointsOutcome = PostingSuccess<'AccruePointsSuccess'> | PostingRefusal;

/** Grants points as one lot, or promises them. */
export const accruePoints = {
  refuses: POSTING_REFUSALS,
  check: (input, context) =>
    checkPosting(input, context) ??
    checkTimeout('timeoutSeconds', input.timeoutSeconds) ??
    checkLife(input, input.effectiveAt, context),
  needs: (input) => needsOf(input),
  decide,
} as const satisfies Kind<AccruePoints, AccruePointsOutcome>;

function decide(
  facts: Facts,
  input: AccruePoints,
  context: Context,
): Decision<AccruePointsOutcome> {
  const opened = openPosting(facts, input, context, 'POINTS');
  if ('__typename' in opened) return refuse(opened);
  const { type } = input;
  const { amount, effectiveAt } = opened;
  if (!input.temporary) {
    const granted = grantPoints(opened, input, effectiveAt, context);
    const content = contentOf(input, opened, context, { type, amount, ...granted });
    return record('AccruePointsSuccess', opened, content);
  }
  // A promise posts nothing: no entry, no lot, until it is committed.
  const hold = {
    timeoutAt: timeoutOf(input.timeoutSeconds, opened, context),
    activatesAt: input.activatesAt ?? null,
    expiresAt: input.expiresAt ?? null,
  };
  const content = contentOf(input, opened, context, { type, amount, entries: [], hold });
  return record('AccruePointsSuccess', opened, content);
}
