import { type Context, type Decision, grant, refuse } from '../decision.ts';
import type { Facts, TransactionFacts } from '../facts.ts';
import { readAmount } from '../input.ts';
import type { Kind } from '../kind.ts';
import { type Decimal, formatDecimal, type Minor, sum } from '../money.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { WalletFacts } from '../wallet.ts';
import { refuseClosed } from '../wallet-refusals.ts';
import {
  findPurchase,
  namedPurchase,
  type PurchaseNamed,
  purposesOf,
  refundedOf,
} from './purchase.ts';
import { type Reversal, reverse } from './reverse.ts';
import { type ReversalSuccess, reversalSuccess } from './success.ts';
import { isRefusal, refuseReversed, shortfallPolicy, walletOf } from './target.ts';

export interface RefundPurchase extends PurchaseNamed {
  readonly amount: Decimal;
}

export interface RefundPurchaseSuccess extends ReversalSuccess<'RefundPurchaseSuccess'> {
  readonly remaining: Decimal;
}

export type RefundPurchaseOutcome =
  | RefundPurchaseSuccess
  | Refusal<
      | 'MissingIdentifierError'
      | 'InvalidInputError'
      | 'TransactionNotFoundError'
      | 'AlreadyReversedError'
      | 'RefundExceedsPurchaseError'
      | 'WalletClosedError'
      | 'InsufficientBalanceError'
      | 'GiftBalanceExpiredError'
    >;

/** The partial form of *cancelPurchase*. It resolves nothing: a purchase can be refunded again. */
export const refundPurchase = {
  refuses: [
    'MissingIdentifierError',
    'InvalidInputError',
    'TransactionNotFoundError',
    'AlreadyReversedError',
    'RefundExceedsPurchaseError',
    'WalletClosedError',
    'InsufficientBalanceError',
    'GiftBalanceExpiredError',
  ],
  ...namedPurchase,
  decide,
} as const satisfies Kind<RefundPurchase, RefundPurchaseOutcome>;

function decide(
  facts: Facts,
  input: RefundPurchase,
  context: Context,
): Decision<RefundPurchaseOutcome> {
  const target = findPurchase(facts, input.externalReference);
  if (isRefusal(target)) return refuse(target);
  const { record, refunded } = target;
  const wallet = walletOf(facts, target);
  const reversed = refuseReversed(record);
  if (reversed) return refuse(reversed);
  const amount = readAmount('amount', input.amount, record.scale);
  if (typeof amount !== 'bigint') return refuse(amount);
  const refused = refuseExcess(target, amount) ?? refuseClosed(wallet.record);
  if (refused) return refuse(refused);

  const done = reverse(
    facts,
    {
      target,
      type: 'REFUND',
      purposes: purposesOf(input),
      slice: { from: refunded, to: refunded + amount, whole: record.amount },
      onShortfall: shortfallPolicy(input, wallet.program),
      externalReference: record.externalReference,
      channel: null,
      reason: input.reason ?? null,
      effectiveAt: context.at,
    },
    context,
  );
  if ('__typename' in done) return refuse(done);
  const expired = refuseExpiredGift(done, wallet);
  if (expired) return refuse(expired);
  return grant(
    {
      ...reversalSuccess('RefundPurchaseSuccess', wallet.record, done),
      remaining: formatDecimal(record.amount - refunded - amount, record.scale),
    },
    [{ kind: 'record', transaction: done.content, wallets: done.wallets }],
  );
}

function refuseExcess(
  target: TransactionFacts,
  amount: Minor,
): Refusal<'RefundExceedsPurchaseError'> | null {
  if (target.refunded + amount <= target.record.amount) return null;
  const data = refundedOf(target);
  return refusal(
    'RefundExceedsPurchaseError',
    `Only ${data.remaining} of the purchase is left to refund.`,
    data,
  );
}

/** The program says whether gift value may come back to a balance that has expired. */
function refuseExpiredGift(
  done: Reversal,
  wallet: WalletFacts,
): Refusal<'GiftBalanceExpiredError'> | null {
  const { onExpiredGift } = wallet.program.policies;
  const expired = done.effects.filter(({ expiredAmount }) => expiredAmount > 0n);
  if (onExpiredGift === 'EXPIRE' || expired.length === 0) return null;
  const { scale } = wallet.record.currency;
  return refusal('GiftBalanceExpiredError', 'A gift balance that paid for it has expired.', {
    expiredAmount: formatDecimal(sum(expired.map((effect) => effect.expiredAmount)), scale),
    giftBalanceIds: expired.map((effect) => effect.lotId),
  });
}
