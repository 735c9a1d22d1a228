import { z } from 'zod';
import {
  INTERVAL_DAYS_MAX,
  LIFETIME_DAYS_MAX,
  type Policies,
  RULES_MAX,
} from '../ledger/program.ts';
import { REVERSIBLE_TYPES } from '../ledger/transaction.ts';

// A program's policies as they stand in its row: JSON whose amounts are strings of minor units.

const minorText = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform(BigInt);
const charge = z.union([
  z.strictObject({ amount: minorText }),
  z.strictObject({ percentage: minorText }),
]);

const intervalDays = z.int().min(1).max(INTERVAL_DAYS_MAX);

const policies: z.ZodType<Policies> = z.strictObject({
  voids: z.strictObject({
    enabled: z.boolean(),
    voidableTypes: z.array(z.enum(REVERSIBLE_TYPES)),
    adjustmentPeriodDays: z.int().min(0).max(LIFETIME_DAYS_MAX).nullable(),
  }),
  onShortfall: z.enum(['REJECT', 'WITHIN_BALANCE', 'ALLOW_NEGATIVE']),
  pointsLifetimeDays: z.int().min(1).max(LIFETIME_DAYS_MAX).nullable(),
  holdTimeoutSeconds: z.int().min(1),
  fee: charge.nullable(),
  cashback: charge.nullable(),
  onExpiredGift: z.enum(['EXPIRE', 'REJECT']),
  depreciations: z
    .array(
      z.strictObject({
        basis: z.enum(['PER_TRANSACTION', 'LAST_TRANSACTION']),
        intervalDays,
        percentage: minorText,
      }),
    )
    .max(RULES_MAX),
  recurringFees: z.array(z.strictObject({ intervalDays, amount: minorText })).max(RULES_MAX),
});

export function readPolicies(text: string): Policies {
  return policies.parse(JSON.parse(text));
}

export function writePolicies(value: Policies): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  );
}
