import { type Charge, minorOf, type Shortfall } from './operation.ts';

// The policies of the programs that the model knows, as numbers of its own.

export const DAY_MS = 24 * 60 * 60 * 1_000;

const HUNDRED_PERCENT = 1_000_000n;

export interface ModelPolicies {
  readonly voids: boolean;
  readonly voidableTypes: readonly string[];
  readonly adjustmentPeriodDays: number | null;
  readonly pointsLifetimeDays: number | null;
  readonly holdTimeoutSeconds: number;
  readonly onShortfall: Exclude<Shortfall, null>;
  /** Both in ten-thousandths of a percent. */
  readonly fee: bigint;
  readonly cashback: bigint;
  readonly rules?: Rules;
}

/** What a program takes by itself as time goes by. */
export interface Rules {
  /** Of each earn by itself, or of all after an interval without activity. */
  readonly depreciations: readonly {
    readonly each: boolean;
    readonly days: number;
    readonly percentage: bigint;
  }[];
  readonly fees: readonly { readonly days: number; readonly amount: bigint }[];
}

const ADHOC = ['ADHOC_REWARD', 'ADHOC_REDEEM'];

/** Each merchant's program has the same name and policies of its own. */
const POLICIES: Readonly<Record<string, ModelPolicies>> = {
  shop: {
    voids: true,
    voidableTypes: ADHOC,
    adjustmentPeriodDays: 20,
    pointsLifetimeDays: 120,
    holdTimeoutSeconds: 900,
    onShortfall: 'REJECT',
    fee: 15_000n,
    cashback: 0n,
  },
  stall: {
    voids: true,
    voidableTypes: [...ADHOC, 'FINALIZE'],
    adjustmentPeriodDays: 3,
    pointsLifetimeDays: null,
    holdTimeoutSeconds: 7_200,
    onShortfall: 'ALLOW_NEGATIVE',
    fee: 0n,
    cashback: 33_333n,
  },
  booth: {
    voids: false,
    voidableTypes: ADHOC,
    adjustmentPeriodDays: null,
    pointsLifetimeDays: 9,
    holdTimeoutSeconds: 60,
    onShortfall: 'WITHIN_BALANCE',
    fee: 99_999n,
    cashback: 1n,
  },
  attic: {
    voids: true,
    voidableTypes: ADHOC,
    adjustmentPeriodDays: null,
    pointsLifetimeDays: 40,
    holdTimeoutSeconds: 7_200,
    onShortfall: 'REJECT',
    fee: 0n,
    cashback: 50_000n,
    rules: {
      depreciations: [
        { each: true, days: 2, percentage: 105_000n },
        { each: false, days: 1, percentage: 73_333n },
      ],
      fees: [{ days: 3, amount: 150n }],
    },
  },
};

export function policiesOf(merchantId: string): ModelPolicies {
  const policies = POLICIES[merchantId];
  if (!policies) throw new Error(`the model has no merchant ${merchantId}`);
  return policies;
}

/** What is charged with a purchase: what the call says, or else the program. */
export function chargeOf(asked: Charge, otherwise: bigint, purchase: bigint): bigint {
  if (asked && 'amount' in asked) return minorOf(asked.amount);
  const percentage = asked ? BigInt(asked.percentage.replace('.', '')) : otherwise;
  return (purchase * percentage) / HUNDRED_PERCENT;
}
