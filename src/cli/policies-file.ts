import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { HOLD_TIMEOUT_SECONDS_MAX } from '../ledger/input.ts';
import {
  type Currency,
  type CurrencyKind,
  type Decimal,
  type Minor,
  PERCENTAGE_SCALE,
  parseDecimal,
} from '../ledger/money.ts';
import {
  type Charge,
  INTERVAL_DAYS_MAX,
  LIFETIME_DAYS_MAX,
  POLICIES_DEFAULT,
  type Policies,
  RULES_MAX,
} from '../ledger/program.ts';
import { REVERSIBLE_TYPES, type TransactionType } from '../ledger/transaction.ts';
import { Failure } from './failure.ts';

// A program's policies as people write them: amounts and percentages are decimals, such as "2.5".

/** A fee of more than the purchase is a slip of the pen. */
const PERCENTAGE_MAX: Minor = 100n * 10n ** BigInt(PERCENTAGE_SCALE);

const days = (min: number) => z.int().min(min).max(LIFETIME_DAYS_MAX).nullable();
const intervalDays = z.int().min(1).max(INTERVAL_DAYS_MAX);

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

/** An amount of the one currency of its kind; without it nobody knows the amount's scale. */
function amountIn(kind: CurrencyKind, currencies: readonly Currency[]) {
  const [only, ...others] = currencies.filter((currency) => currency.kind === kind);
  const unknownScale = `an amount needs exactly one ${kind} currency beside it, in --currency`;
  if (only && others.length === 0) return decimal(only.scale);
  return z
    .string()
    .refine(() => false, unknownScale)
    .transform(() => 0n);
}

function chargeOf(currencies: readonly Currency[]) {
  const amount = amountIn('MONEY', currencies);
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

/** What takes points as time passes. */
function derivedOf(currencies: readonly Currency[]) {
  const depreciation = z.strictObject({
    basis: z.enum(['PER_TRANSACTION', 'LAST_TRANSACTION']),
    intervalDays,
    percentage: decimal(PERCENTAGE_SCALE, PERCENTAGE_MAX),
  });
  const fee = z.strictObject({ intervalDays, amount: amountIn('POINTS', currencies) });
  return {
    depreciations: z.array(depreciation).max(RULES_MAX).default([]),
    recurringFees: z.array(fee).max(RULES_MAX).default([]),
  };
}

function policiesOf(currencies: readonly Currency[]): z.ZodType<Policies> {
  const { voids, onShortfall, pointsLifetimeDays, holdTimeoutSeconds } = POLICIES_DEFAULT;
  const charge = chargeOf(currencies);
  const voidPolicy = z.strictObject({
    enabled: z.boolean().default(voids.enabled),
    voidableTypes: z
      .array(z.enum(REVERSIBLE_TYPES))
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
    onExpiredGift: z.enum(['EXPIRE', 'REJECT']).default(POLICIES_DEFAULT.onExpiredGift),
    ...derivedOf(currencies),
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
  const parsed = policiesOf(currencies).safeParse(parseJson(await readFile(path, 'utf8'), path));
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
