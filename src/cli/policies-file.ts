import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { HOLD_TIMEOUT_SECONDS_MAX } from '../ledger/input.ts';
import {
  type Currency,
  type Decimal,
  type Minor,
  PERCENTAGE_SCALE,
  parseDecimal,
} from '../ledger/money.ts';
import { type Charge, POLICIES_DEFAULT, type Policies } from '../ledger/program.ts';
import type { TransactionType } from '../ledger/transaction.ts';
import { Failure } from './failure.ts';

// A program's policies as people write them: amounts and percentages are decimals, such as "2.5".

/** A fee of more than the purchase is a slip of the pen. */
const PERCENTAGE_MAX: Minor = 100n * 10n ** BigInt(PERCENTAGE_SCALE);
/** A hundred years: no policy needs more, and no date overflows. */
const DAYS_MAX = 36_500;

const VOIDABLE_TYPES = [
  'ACCRUAL',
  'REDEMPTION',
  'FINALIZE',
  'ADJUSTMENT',
  'ADHOC_REWARD',
  'ADHOC_REDEEM',
  'TOP_UP',
  'GIFT',
] as const satisfies readonly TransactionType[];

const days = (min: number) => z.int().min(min).max(DAYS_MAX).nullable();

/** Zod's transform for a decimal of a scale; zero is what leaving the policy out is for. */
function decimal(scale: number, max?: Minor) {
  return z.string().transform((text: Decimal, context): Minor => {
    const { minor, reason } = parseDecimal(text, scale);
    const problem =
      reason ??
      (minor <= 0n ? 'is not more than zero' : null) ??
      (max !== undefined && minor > max ? 'is more than 100' : null);
    if (problem === null && minor !== undefined) return minor;
    context.addIssue({ code: 'custom', message: `"${text}" ${problem}` });
    return z.NEVER;
  });
}

/** `scale`: of the money that an amount is in; null where that is not known. */
function chargeOf(scale: number | null) {
  const unknownScale = 'an amount needs exactly one MONEY currency beside it, in --currency';
  const amount =
    scale === null
      ? z
          .string()
          .refine(() => false, unknownScale)
          .transform(() => 0n)
      : decimal(scale);
  const percentage = decimal(PERCENTAGE_SCALE, PERCENTAGE_MAX);
  return z
    .strictObject({ amount: amount.optional(), percentage: percentage.optional() })
    .transform((charge, context): Charge => {
      const { amount: fixed, percentage: rate } = charge;
      if (fixed !== undefined && rate === undefined) return { amount: fixed };
      if (rate !== undefined && fixed === undefined) return { percentage: rate };
      context.addIssue({ code: 'custom', message: 'name either an amount or a percentage' });
      return z.NEVER;
    })
    .nullable();
}

function policiesOf(moneyScale: number | null): z.ZodType<Policies> {
  const { voids, onShortfall, pointsLifetimeDays, holdTimeoutSeconds } = POLICIES_DEFAULT;
  const charge = chargeOf(moneyScale);
  const voidPolicy = z.strictObject({
    enabled: z.boolean().default(voids.enabled),
    voidableTypes: z
      .array(z.enum(VOIDABLE_TYPES))
      .transform((types): readonly TransactionType[] => [...new Set(types)])
      .default(voids.voidableTypes),
    adjustmentPeriodDays: days(0).default(voids.adjustmentPeriodDays),
  });
  return z.strictObject({
    voids: voidPolicy.prefault({}),
    onShortfall: z.enum(['REJECT', 'WITHIN_BALANCE', 'ALLOW_NEGATIVE']).default(onShortfall),
    pointsLifetimeDays: days(1).default(pointsLifetimeDays),
    holdTimeoutSeconds: z.int().min(1).max(HOLD_TIMEOUT_SECONDS_MAX).default(holdTimeoutSeconds),
    fee: charge.default(POLICIES_DEFAULT.fee),
    cashback: charge.default(POLICIES_DEFAULT.cashback),
  });
}

/**
 * Reads a policies file; without one, and for what it leaves out, the defaults hold.
 *
 * @throws {Failure} with every problem of the file.
 */
export async function readPoliciesFile(
  path: string | undefined,
  currencies: readonly Currency[],
): Promise<Policies> {
  if (path === undefined) return POLICIES_DEFAULT;
  const money = currencies.filter(({ kind }) => kind === 'MONEY');
  const scale = money.length === 1 ? (money[0]?.scale ?? null) : null;
  const parsed = policiesOf(scale).safeParse(parseJson(await readFile(path, 'utf8'), path));
  if (!parsed.success) throw new Failure(`${path}: ${describeIssues(parsed.error)}`);
  return parsed.data;
}

/** All that is wrong with a value, each with the path to it: "fee.amount: …; voids: …". */
export function describeIssues({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : 'not JSON';
    throw new Failure(`${path} is not JSON: ${reason}`, { cause: error });
  }
}
