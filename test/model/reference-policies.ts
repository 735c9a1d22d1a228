import { type Charge, minorOf } from './operation.ts';

// The policies of the program that the model knows, as numbers of its own.

export const DAY_MS = 24 * 60 * 60 * 1_000;
export const POINTS_LIFETIME_DAYS = 120;
export const ADJUSTMENT_PERIOD_DAYS = 20;
export const VOIDABLE_TYPES = ['ADHOC_REWARD', 'ADHOC_REDEEM'];
/** In ten-thousandths of a percent. */
export const FEE_PERCENTAGE = 15_000n;

const HUNDRED_PERCENT = 1_000_000n;

/** What is charged with a purchase: what the call says, or else the program. */
export function chargeOf(asked: Charge, what: 'fee' | 'cashback', purchase: bigint): bigint {
  if (!asked) return what === 'fee' ? (purchase * FEE_PERCENTAGE) / HUNDRED_PERCENT : 0n;
  if ('amount' in asked) return minorOf(asked.amount);
  return (purchase * BigInt(asked.percentage.replace('.', ''))) / HUNDRED_PERCENT;
}
