import { type Context, type Decision, refuse } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { checkTimeout, type Optional } from '../input.ts';
import type { Kind } from '../kind.ts';
import type { Refusal } from '../refusal.ts';
import { refuseShort, takePoints, timeoutOf } from './points.ts';
import {
  amountDrawn,
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

export interface RedeemPoints extends PostingInput {
  readonly type: 'REDEMPTION' | 'FINALIZE' | 'ADJUSTMENT';
  /** Reserve the points now, take them at the commit. */
  readonly temporary: boolean;
  readonly timeoutSeconds?: Optional<number>;
}

export type RedeemPointsOutcome =
  | PostingSuccess<'RedeemPointsSuccess'>
  | PostingRefusal
  | Refusal<'WalletSuspendedError' | 'InsufficientBalanceError'>;

/** Takes points from lots in draw order, or reserves them. */
export const redeemPoints = {
  refuses: [...POSTING_REFUSALS, 'WalletSuspendedError', 'InsufficientBalanceError'],
  check: (input, context) =>
    checkPosting(input, context) ?? checkTimeout('timeoutSeconds', input.timeoutSeconds),
  needs: (input) => needsOf(input, amountDrawn(input)),
  decide,
} as const satisfies Kind<RedeemPoints, RedeemPointsOutcome>;

function decide(
  facts: Facts,
  input: RedeemPoints,
  context: Context,
): Decision<RedeemPointsOutcome> {
  const opened = openPosting(facts, input, context, 'POINTS');
  if ('__typename' in opened) return refuse(opened);
  const { type } = input;
  const { draft, amount } = opened;
  if (!input.temporary) {
    const entries = takePoints(opened, amount);
    if ('__typename' in entries) return refuse(entries);
    const content = contentOf(input, opened, context, { type, amount, entries });
    return record('RedeemPointsSuccess', opened, content);
  }
  const short = refuseShort(opened, amount);
  if (short) return refuse(short);
  const timeoutAt = timeoutOf(input.timeoutSeconds, opened, context);
  draft.reserve(amount);
  draft.addBoundary(timeoutAt);
  const hold = { timeoutAt, activatesAt: null, expiresAt: null };
  const content = contentOf(input, opened, context, { type, amount, entries: [], hold });
  return record('RedeemPointsSuccess', opened, content);
}
