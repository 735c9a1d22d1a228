import { type Context, type Decision, refuse } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { checkIdentifier, invalid, type Optional } from '../input.ts';
import { type Minor, shareOf } from '../money.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { WalletRecord } from '../wallet.ts';
import { WalletDraft } from '../wallet-draft.ts';
import { refuseClosed } from '../wallet-refusals.ts';
import { type PointsRefusal, takePoints } from './points.ts';
import {
  contentOf,
  type Opened,
  type PostingInput,
  type PostingSuccess,
  record,
} from './posting.ts';

/** One wallet's part in a redemption that the members of a household share. */
export interface RedemptionShare {
  readonly walletId: string;
  /** Its part of the sum of all weights. */
  readonly weight: number;
}

/** Wallets that share one redemption at most, and the largest weight of one. */
export const SHARES_MAX = 10;
export const SHARE_WEIGHT_MAX = 1_000;

export interface SharedRedemption extends PostingInput {
  readonly shares?: Optional<readonly RedemptionShare[]>;
}

/** At least two wallets, each once, the transaction's own among them. */
export function checkShares({
  walletId,
  shares,
}: SharedRedemption): Refusal<'InvalidInputError'> | null {
  if (shares === null || shares === undefined) return null;
  if (shares.length < 2 || shares.length > SHARES_MAX) {
    return invalid('shares', `names not between 2 and ${SHARES_MAX} wallets`);
  }
  const ids = new Set(shares.map((share) => share.walletId));
  if (ids.size < shares.length) return invalid('shares', 'names a wallet twice');
  if (!ids.has(walletId)) return invalid('shares', 'does not name the wallet of the transaction');
  if (shares.some(({ weight }) => weight < 1 || weight > SHARE_WEIGHT_MAX)) {
    return invalid('shares', `has a weight that is not between 1 and ${SHARE_WEIGHT_MAX}`);
  }
  for (const share of shares) {
    const refused = checkIdentifier('shares', share.walletId);
    if (refused) return refused;
  }
  return null;
}

type ShareRefusal = PointsRefusal | Refusal<'WalletNotFoundError' | 'WalletClosedError'>;

/** Takes each wallet's share; a cent that cannot be cut goes by the order of the shares. */
export function redeemShared(
  facts: Facts,
  input: SharedRedemption,
  shares: readonly RedemptionShare[],
  opened: Opened,
  context: Context,
): Decision<
  PostingSuccess<'PostAdhocRedemptionSuccess'> | ShareRefusal | Refusal<'InvalidInputError'>
> {
  const parts: { opened: Opened; amount: Minor }[] = [];
  for (const [i, share] of shares.entries()) {
    const part = openShare(facts, share.walletId, opened, context);
    if ('__typename' in part) return refuse(part);
    parts.push({ opened: part, amount: amountOf(shares, i, opened.amount) });
  }
  const entries = [];
  for (const part of parts) {
    const taken = takePoints(part.opened, part.amount);
    if ('__typename' in taken) return refuse(taken);
    entries.push(...taken);
  }
  const others = parts.map((part) => part.opened.draft).filter((draft) => draft !== opened.draft);
  const content = contentOf(input, opened, context, {
    type: 'ADHOC_REDEEM',
    amount: opened.amount,
    entries,
    alsoMoved: others,
  });
  return record('PostAdhocRedemptionSuccess', opened, content, others);
}

/** Shares that follow one another add up exactly, and the same weights always cut the same way. */
function amountOf(shares: readonly RedemptionShare[], i: number, amount: Minor): Minor {
  const sumTo = (end: number) =>
    BigInt(shares.slice(0, end).reduce((total, { weight }) => total + weight, 0));
  return shareOf(amount, sumTo(i), sumTo(i + 1), sumTo(shares.length));
}

function openShare(
  facts: Facts,
  walletId: string,
  opened: Opened,
  context: Context,
): Opened | Refusal<'WalletNotFoundError' | 'WalletClosedError' | 'InvalidInputError'> {
  const own = opened.draft.facts.record;
  if (walletId === own.id) return opened;
  const wallet = facts.wallets.get(walletId);
  if (!wallet) return refusal('WalletNotFoundError', 'There is no such wallet.', { walletId });
  if (!isAlike(wallet.record, own)) {
    return invalid('shares', 'names wallets of different programs or currencies');
  }
  const closed = refuseClosed(wallet.record);
  return closed ?? { ...opened, draft: new WalletDraft(wallet, context.at) };
}

function isAlike(a: WalletRecord, b: WalletRecord): boolean {
  return a.programId === b.programId && a.currency.code === b.currency.code;
}
