import type { Minor } from './money.ts';
import type { TransactionType } from './transaction.ts';

/** What a reversal does when the wallet no longer has what it would take back. */
export type ShortfallPolicy = 'REJECT' | 'WITHIN_BALANCE' | 'ALLOW_NEGATIVE';

/** Gift value that comes back too late expires on the way, or the refund is refused. */
export type ExpiredGiftPolicy = 'EXPIRE' | 'REJECT';

/** A fixed amount in minor units, or a percentage (at scale 4) of the purchase. */
export type Charge =
  | { readonly amount: Minor; readonly percentage?: never }
  | { readonly amount?: never; readonly percentage: Minor };

/** ES Loyalty: whether, what and how long a program lets be voided. */
export interface VoidPolicy {
  readonly enabled: boolean;
  readonly voidableTypes: readonly TransactionType[];
  /** In days of 24 hours; null: without end. */
  readonly adjustmentPeriodDays: number | null;
}

/** A program's policies. Corrections follow what was recorded, these govern what is new. */
export interface Policies {
  readonly voids: VoidPolicy;
  readonly onShortfall: ShortfallPolicy;
  /** In days of 24 hours; null: points live for ever. */
  readonly pointsLifetimeDays: number | null;
  readonly holdTimeoutSeconds: number;
  readonly fee: Charge | null;
  readonly cashback: Charge | null;
  /** What a refund does with gift value whose balance has expired; a cancel lets it expire. */
  readonly onExpiredGift: ExpiredGiftPolicy;
  /** Applied one after another to what is left at the due time. */
  readonly depreciations: readonly Depreciation[];
  readonly recurringFees: readonly RecurringFee[];
}

/** Sticky Street: points lose value with time, each earn by itself or all after inactivity. */
export interface Depreciation {
  readonly basis: 'PER_TRANSACTION' | 'LAST_TRANSACTION';
  /** In days of 24 hours, 1 to `INTERVAL_DAYS_MAX`. */
  readonly intervalDays: number;
  /** At scale 4: 10 % is 100,000. Rounded down to the minor unit. */
  readonly percentage: Minor;
}

/** Taken from what is usable, or as much of it as there is, counted from the wallet's opening. */
export interface RecurringFee {
  readonly intervalDays: number;
  readonly amount: Minor;
}

/** Ten years. */
export const INTERVAL_DAYS_MAX = 3_650;
/** A hundred years. */
export const LIFETIME_DAYS_MAX = 36_500;
/** Rules of one kind that a program can have. */
export const RULES_MAX = 10;

export interface Program {
  readonly id: string;
  readonly merchantId: string;
  readonly name: string;
  readonly policies: Policies;
}

export const HOLD_TIMEOUT_SECONDS_DEFAULT = 900;

export const POLICIES_DEFAULT: Policies = {
  voids: {
    enabled: true,
    voidableTypes: ['ADHOC_REWARD', 'ADHOC_REDEEM'],
    adjustmentPeriodDays: null,
  },
  onShortfall: 'REJECT',
  pointsLifetimeDays: null,
  holdTimeoutSeconds: HOLD_TIMEOUT_SECONDS_DEFAULT,
  fee: null,
  cashback: null,
  onExpiredGift: 'EXPIRE',
  depreciations: [],
  recurringFees: [],
};
