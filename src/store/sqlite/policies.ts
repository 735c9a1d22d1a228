import { z } from 'zod';
import type { Policies } from '../../ledger/program.ts';

// A program's policies as they stand in its row: JSON whose amounts are strings of minor units.

const minorText = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform(BigInt);
const charge = z.union([
  z.strictObject({ amount: minorText }),
  z.strictObject({ percentage: minorText }),
]);

const policies: z.ZodType<Policies> = z.strictObject({
  voids: z.strictObject({
    enabled: z.boolean(),
    voidableTypes: z.array(
      z.enum([
        'ACCRUAL',
        'REDEMPTION',
        'FINALIZE',
        'ADJUSTMENT',
        'ADHOC_REWARD',
        'ADHOC_REDEEM',
        'TOP_UP',
        'GIFT',
      ]),
    ),
    adjustmentPeriodDays: z.int().min(0).nullable(),
  }),
  onShortfall: z.enum(['REJECT', 'WITHIN_BALANCE', 'ALLOW_NEGATIVE']),
  pointsLifetimeDays: z.int().min(1).nullable(),
  holdTimeoutSeconds: z.int().min(1),
  fee: charge.nullable(),
  cashback: charge.nullable(),
});

export function readPolicies(text: string): Policies {
  return policies.parse(JSON.parse(text));
}

export function writePolicies(value: Policies): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  );
}
