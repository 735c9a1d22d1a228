import { type Context, type Decision, grant, refuse } from '../decision.ts';
import type { Facts, TransactionFacts } from '../facts.ts';
import type { Kind } from '../kind.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { refuseClosed } from '../wallet-refusals.ts';
import {
  findPurchase,
  namedPurchase,
  type PurchaseNamed,
  purposesOf,
  refundedOf,
} from './purchase.ts';
import { reverse } from './reverse.ts';
import { WHOLE } from './slice.ts';
import { type ReversalSuccess, reversalSuccess } from './success.ts';
import { isRefusal, refuseReversed, shortfallPolicy, walletOf } from './target.ts';

export type CancelPurchase = PurchaseNamed;

export type CancelPurchaseOutcome =
  | ReversalSuccess<'CancelPurchaseSuccess'>
  | Refusal<
      | 'MissingIdentifierError'
      | 'InvalidInputError'
      | 'TransactionNotFoundError'
      | 'AlreadyReversedError'
      | 'PurchaseRefundedError'
      | 'WalletClosedError'
      | 'InsufficientBalanceError'
    >;

/** Paywall wallet, *Sale/Expense Cancellation*: a purchase whole, by its external reference. */
export const cancelPurchase = {
  refuses: [
    'MissingIdentifierError',
    'InvalidInputError',
    'TransactionNotFoundError',
    'AlreadyReversedError',
    'PurchaseRefundedError',
    'WalletClosedError',
    'InsufficientBalanceError',
  ],
  ...namedPurchase,
  decide,
} as const satisfies Kind<CancelPurchase, CancelPurchaseOutcome>;

function decide(
  facts: Facts,
  input: CancelPurchase,
  context: Context,
): Decision<CancelPurchaseOutcome> {
  const target = findPurchase(facts, input.externalReference);
  if (isRefusal(target)) return refuse(target);
  const wallet = walletOf(facts, target);
  const refused =
    refuseReversed(target.record) ?? refuseRefunded(target) ?? refuseClosed(wallet.record);
  if (refused) return refuse(refused);

  const done = reverse(
    facts,
    {
      target,
      type: 'CANCEL',
      purposes: purposesOf(input),
      slice: WHOLE,
      onShortfall: shortfallPolicy(input, wallet.program),
      externalReference: target.record.externalReference,
      channel: null,
      reason: input.reason ?? null,
      effectiveAt: context.at,
    },
    context,
  );
  if ('__typename' in done) return refuse(done);
  return grant(reversalSuccess('CancelPurchaseSuccess', wallet.record, done), [
    { kind: 'record', transaction: done.content, wallets: done.wallets },
  ]);
}

function refuseRefunded(target: TransactionFacts): Refusal<'PurchaseRefundedError'> | null {
  if (target.refunded === 0n) return null;
  const data = refundedOf(target);
  return refusal(
    'PurchaseRefundedError',
    `Refunds were made; ${data.remaining} can still be refunded.`,
    data,
  );
}
