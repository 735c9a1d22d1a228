import { type Context, type Decision, refuse } from '../decision.ts';
import { leg } from '../entry.ts';
import type { Facts } from '../facts.ts';
import { checkAfter, type Optional } from '../input.ts';
import type { Kind } from '../kind.ts';
import { type GrantedLot, lotId } from '../lot.ts';
import type { Instant } from '../time.ts';
import {
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

export interface IssueGiftBalance extends PostingInput {
  /** Null: never. */
  readonly expiresAt?: Optional<Instant>;
}

export type TopUpWalletOutcome = PostingSuccess<'TopUpWalletSuccess'> | PostingRefusal;

export interface IssueGiftBalanceSuccess extends PostingSuccess<'IssueGiftBalanceSuccess'> {
  readonly giftBalanceId: string;
}
export type IssueGiftBalanceOutcome = IssueGiftBalanceSuccess | PostingRefusal;

/** Adds money, as a lot that never expires. */
export const topUpWallet = {
  refuses: POSTING_REFUSALS,
  check: checkPosting,
  needs: (input) => needsOf(input),
  decide: decideTopUp,
} as const satisfies Kind<PostingInput, TopUpWalletOutcome>;

/** Adds a gift balance: a lot of its own kind, drawn before money. */
export const issueGiftBalance = {
  refuses: POSTING_REFUSALS,
  check: (input, context) =>
    checkPosting(input, context) ??
    checkAfter('expiresAt', input.expiresAt, input.effectiveAt ?? context.at),
  needs: (input) => needsOf(input),
  decide: decideGift,
} as const satisfies Kind<IssueGiftBalance, IssueGiftBalanceOutcome>;

function decideTopUp(
  facts: Facts,
  input: PostingInput,
  context: Context,
): Decision<TopUpWalletOutcome> {
  const opened = openPosting(facts, input, context, 'MONEY');
  if ('__typename' in opened) return refuse(opened);
  const { amount } = opened;
  const lots = [addLot(opened, 'MONEY', null, context)];
  const entries = leg(input.walletId, 'ISSUER', 'PRINCIPAL', amount);
  const content = contentOf(input, opened, context, { type: 'TOP_UP', amount, entries, lots });
  return record('TopUpWalletSuccess', opened, content);
}

function decideGift(
  facts: Facts,
  input: IssueGiftBalance,
  context: Context,
): Decision<IssueGiftBalanceOutcome> {
  const opened = openPosting(facts, input, context, 'MONEY');
  if ('__typename' in opened) return refuse(opened);
  const { amount } = opened;
  const lot = addLot(opened, 'GIFT', input.expiresAt ?? null, context);
  const entries = leg(input.walletId, 'GIFT_LIABILITY', 'GIFT', amount);
  const content = contentOf(input, opened, context, {
    type: 'GIFT',
    amount,
    entries,
    lots: [lot],
  });
  const { outcome, changes } = record('IssueGiftBalanceSuccess', opened, content);
  if (outcome.__typename === 'InvalidInputError') return refuse(outcome);
  return { outcome: { ...outcome, giftBalanceId: lot.id }, changes };
}

function addLot(
  { draft, amount, effectiveAt }: Opened,
  kind: GrantedLot['kind'],
  expiresAt: Instant | null,
  context: Context,
): GrantedLot {
  const lot: GrantedLot = {
    id: lotId(context.newId, 0),
    walletId: draft.facts.record.id,
    kind,
    granted: amount,
    activatesAt: effectiveAt,
    expiresAt,
  };
  draft.book(amount);
  draft.grant(lot);
  draft.payDebt([lot.id]);
  return lot;
}
