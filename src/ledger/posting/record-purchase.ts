import { type Context, type Decision, refuse } from '../decision.ts';
import { type Entry, leg } from '../entry.ts';
import type { Facts } from '../facts.ts';
import { invalid, isBlank, type Optional, readAmount } from '../input.ts';
import type { Kind } from '../kind.ts';
import { type GrantedLot, lotId } from '../lot.ts';
import { type Decimal, type Minor, minorMin, PERCENTAGE_SCALE, percentageOf } from '../money.ts';
import type { Charge } from '../program.ts';
import type { Refusal } from '../refusal.ts';
import type { WalletFacts } from '../wallet.ts';
import { insufficient, refuseSuspended } from '../wallet-refusals.ts';
import {
  amountDrawn,
  checkPosting,
  contentOf,
  needsOf,
  type Opened,
  openPosting,
  POSTING_REFUSALS,
  type PostingInput,
  type PostingRefusal,
  type PostingSuccess,
  record,
} from './posting.ts';

/** A fixed amount or a percentage of the purchase: exactly one of the two. */
export interface ChargeInput {
  readonly amount?: Optional<Decimal>;
  readonly percentage?: Optional<Decimal>;
}

export interface RecordPurchase extends PostingInput {
  readonly externalReference: string;
  /** Instead of the program's. */
  readonly fee?: Optional<ChargeInput>;
  readonly cashback?: Optional<ChargeInput>;
}

export type RecordPurchaseOutcome =
  | PostingSuccess<'RecordPurchaseSuccess'>
  | PostingRefusal
  | Refusal<'WalletSuspendedError' | 'InsufficientBalanceError'>;

/** Paywall wallet: a purchase, paid by gift balances first; fee and cashback beside it. */
export const recordPurchase = {
  refuses: [...POSTING_REFUSALS, 'WalletSuspendedError', 'InsufficientBalanceError'],
  check: (input, context) =>
    isBlank(input.externalReference)
      ? invalid('externalReference', 'is blank')
      : checkPosting(input, context),
  needs: (input) => needsOf(input, (wallet) => drawn(input, wallet)),
  decide,
} as const satisfies Kind<RecordPurchase, RecordPurchaseOutcome>;

/** The purchase and its fee. Gifts are drawn first, and do not pay the fee: hence both, plus. */
function drawn(input: RecordPurchase, wallet: WalletFacts): Minor {
  const amount = amountDrawn(input)(wallet);
  const fee = chargeOf('fee', input.fee, wallet.program.policies.fee, amount, wallet);
  return wallet.state.gift + amount + (typeof fee === 'bigint' ? fee : 0n);
}

function decide(
  facts: Facts,
  input: RecordPurchase,
  context: Context,
): Decision<RecordPurchaseOutcome> {
  const opened = openPosting(facts, input, context, 'MONEY');
  if ('__typename' in opened) return refuse(opened);
  const { draft, amount } = opened;
  const { policies } = draft.facts.program;
  const fee = chargeOf('fee', input.fee, policies.fee, amount, draft.facts);
  if (typeof fee !== 'bigint') return refuse(fee);
  const cashback = chargeOf('cashback', input.cashback, policies.cashback, amount, draft.facts);
  if (typeof cashback !== 'bigint') return refuse(cashback);
  const suspended = refuseSuspended(draft.facts.record);
  if (suspended) return refuse(suspended);
  const gift = minorMin(draft.gift, amount);
  const money = draft.active > draft.gift ? draft.active - draft.gift : 0n;
  if (amount - gift + fee > money) {
    const shortfall = amount - gift + fee - money;
    return refuse(insufficient(amount + fee, shortfall, draft.facts.record.currency.scale));
  }
  const entries = pay(opened, gift, fee);
  const granted = payCashback(opened, cashback, context);
  const content = contentOf(input, opened, context, {
    type: 'PURCHASE',
    amount,
    entries: [...entries, ...leg(input.walletId, 'CASHBACK_EXPENSE', 'CASHBACK', cashback)],
    lots: granted,
  });
  return record('RecordPurchaseSuccess', opened, content);
}

function pay({ draft, amount }: Opened, gift: Minor, fee: Minor): Entry[] {
  const walletId = draft.facts.record.id;
  draft.book(-amount - fee);
  draft.draw(gift, 'GIFT', ['GIFT']);
  draft.draw(amount - gift, 'PRINCIPAL', ['MONEY']);
  draft.draw(fee, 'FEE', ['MONEY']);
  return [
    ...leg(walletId, 'SALES', 'GIFT', -gift),
    ...leg(walletId, 'SALES', 'PRINCIPAL', gift - amount),
    ...leg(walletId, 'FEE_REVENUE', 'FEE', -fee),
  ];
}

function payCashback({ draft, effectiveAt }: Opened, cashback: Minor, context: Context) {
  if (cashback === 0n) return [];
  const lot: GrantedLot = {
    id: lotId(context.newId, 0),
    walletId: draft.facts.record.id,
    kind: 'MONEY',
    granted: cashback,
    activatesAt: effectiveAt,
    expiresAt: null,
  };
  draft.book(cashback);
  draft.grant(lot);
  draft.payDebt([lot.id]);
  return [lot];
}

/** A fee or cashback: the call's, else the program's, else none. */
function chargeOf(
  field: 'fee' | 'cashback',
  asked: Optional<ChargeInput>,
  policy: Charge | null,
  purchase: Minor,
  wallet: WalletFacts,
): Minor | Refusal<'InvalidInputError'> {
  if (!asked) {
    if (!policy) return 0n;
    return policy.percentage === undefined
      ? policy.amount
      : percentageOf(purchase, policy.percentage);
  }
  const { amount, percentage } = asked;
  if (typeof amount === 'string' && typeof percentage !== 'string') {
    return readCharge(`${field}.amount`, amount, wallet.record.currency.scale);
  }
  if (typeof percentage !== 'string' || typeof amount === 'string') {
    return invalid(field, 'names not exactly one of amount and percentage');
  }
  const rate = readCharge(`${field}.percentage`, percentage, PERCENTAGE_SCALE);
  return typeof rate === 'bigint' ? percentageOf(purchase, rate) : rate;
}

/** Unlike other amounts, a charge may be zero: that is how a call waives the program's. */
function readCharge(field: string, text: Decimal, scale: number) {
  return /^0(\.0+)?$/.test(text) ? 0n : readAmount(field, text, scale);
}
