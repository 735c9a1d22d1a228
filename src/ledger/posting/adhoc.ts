import { type Context, type Decision, refuse } from '../decision.ts';
import type { Facts } from '../facts.ts';
import type { Optional } from '../input.ts';
import type { Kind } from '../kind.ts';
import type { Refusal } from '../refusal.ts';
import type { Instant } from '../time.ts';
import { checkShares, redeemShared, type SharedRedemption } from './household.ts';
import { checkLife, grantPoints, takePoints } from './points.ts';
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

export interface PostAdhocReward extends PostingInput {
  readonly expiresAt?: Optional<Instant>;
}

export type PostAdhocRewardOutcome =
  | PostingSuccess<'PostAdhocRewardSuccess'>
  | PostingRefusal
  | Refusal<'WalletSuspendedError' | 'InsufficientBalanceError'>;

export type PostAdhocRedemptionOutcome =
  | PostingSuccess<'PostAdhocRedemptionSuccess'>
  | PostingRefusal
  | Refusal<'WalletSuspendedError' | 'InsufficientBalanceError'>;

/** ES Loyalty: a reward outside any rule; a negative one takes points away. */
export const postAdhocReward = {
  refuses: [...POSTING_REFUSALS, 'WalletSuspendedError', 'InsufficientBalanceError'],
  check: (input, context) =>
    checkPosting(input, context) ?? checkLife(input, input.effectiveAt, context),
  needs: (input) => needsOf(input, amountDrawn(input)),
  decide: decideReward,
} as const satisfies Kind<PostAdhocReward, PostAdhocRewardOutcome>;

/** ES Loyalty: a redemption outside any rule, of one member or shared by a household. */
export const postAdhocRedemption = {
  refuses: [...POSTING_REFUSALS, 'WalletSuspendedError', 'InsufficientBalanceError'],
  check: (input, context) => checkPosting(input, context) ?? checkShares(input),
  needs: (input) => ({
    ...needsOf(input, amountDrawn(input)),
    otherWalletIds: (input.shares ?? []).map((share) => share.walletId),
  }),
  decide: decideRedemption,
} as const satisfies Kind<SharedRedemption, PostAdhocRedemptionOutcome>;

function decideReward(
  facts: Facts,
  input: PostAdhocReward,
  context: Context,
): Decision<PostAdhocRewardOutcome> {
  const opened = openPosting(facts, input, context, 'POINTS', 'SIGNED');
  if ('__typename' in opened) return refuse(opened);
  const { amount, effectiveAt } = opened;
  const type = 'ADHOC_REWARD';
  if (amount > 0n) {
    const granted = grantPoints(opened, input, effectiveAt, context);
    const content = contentOf(input, opened, context, { type, amount, ...granted });
    return record('PostAdhocRewardSuccess', opened, content);
  }
  const entries = takePoints(opened, -amount);
  if ('__typename' in entries) return refuse(entries);
  const content = contentOf(input, opened, context, { type, amount, entries });
  return record('PostAdhocRewardSuccess', opened, content);
}

function decideRedemption(
  facts: Facts,
  input: SharedRedemption,
  context: Context,
): Decision<PostAdhocRedemptionOutcome> {
  const opened = openPosting(facts, input, context, 'POINTS');
  if ('__typename' in opened) return refuse(opened);
  if (input.shares) return redeemShared(facts, input, input.shares, opened, context);
  const { amount } = opened;
  const entries = takePoints(opened, amount);
  if ('__typename' in entries) return refuse(entries);
  const content = contentOf(input, opened, context, { type: 'ADHOC_REDEEM', amount, entries });
  return record('PostAdhocRedemptionSuccess', opened, content);
}
