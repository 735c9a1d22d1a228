import type { EntryPurpose } from '../entry.ts';
import type { Facts, FactsQuery, TransactionFacts } from '../facts.ts';
import { checkAllNamed, checkIdentifier, checkText, type Optional } from '../input.ts';
import type { Decimal } from '../money.ts';
import { formatDecimal } from '../money.ts';
import type { ShortfallPolicy } from '../program.ts';
import type { Refusal } from '../refusal.ts';
import { drawnBack, notFound } from './target.ts';

/** Paywall's two questions of every cancellation. */
export interface RollbackFlags {
  readonly rollbackFee: boolean;
  readonly rollbackCashback: boolean;
}

/** What names a purchase, and how it is undone. */
export interface PurchaseNamed extends RollbackFlags {
  readonly externalReference: string;
  readonly onShortfall?: Optional<ShortfallPolicy>;
  readonly reason?: Optional<string>;
}

/** The parts of a purchase that are undone: money and gift always, the others if asked. */
export function purposesOf(flags: RollbackFlags): EntryPurpose[] {
  return [
    'PRINCIPAL',
    'GIFT',
    ...(flags.rollbackFee ? (['FEE'] as const) : []),
    ...(flags.rollbackCashback ? (['CASHBACK'] as const) : []),
  ];
}

/** The purchase that has the reference; any other transaction that has it is not found here. */
export function findPurchase(
  facts: Facts,
  externalReference: string,
): TransactionFacts | Refusal<'TransactionNotFoundError'> {
  const found = facts.byReference;
  return found?.record.type === 'PURCHASE' ? found : notFound({ externalReference });
}

/** What refunds gave back of a purchase and what is left of it. */
export function refundedOf(target: TransactionFacts): { refunded: Decimal; remaining: Decimal } {
  const { amount, scale } = target.record;
  return {
    refunded: formatDecimal(target.refunded, scale),
    remaining: formatDecimal(amount - target.refunded, scale),
  };
}

/** What cancelling and refunding a purchase check and need: both name it by its reference. */
export const namedPurchase = {
  check: (input: PurchaseNamed) =>
    checkAllNamed({ externalReference: input.externalReference }) ??
    checkIdentifier('externalReference', input.externalReference) ??
    checkText('reason', input.reason),
  needs: (input: PurchaseNamed): FactsQuery => ({
    transaction: { id: null, externalReference: input.externalReference },
    draw: drawnBack,
  }),
} as const;
