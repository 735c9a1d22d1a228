import { formatDecimal, type Minor } from './money.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { WalletRecord } from './wallet.ts';

/** Nothing is posted to a closed wallet, or undone in it. */
export function refuseClosed(wallet: WalletRecord): Refusal<'WalletClosedError'> | null {
  if (wallet.closedAt === null) return null;
  return refusal('WalletClosedError', 'The wallet is closed.', { closedAt: wallet.closedAt });
}

/** A wallet has less than is to be taken, by `shortfall`; minor units. */
export function insufficient(
  required: Minor,
  shortfall: Minor,
  scale: number,
): Refusal<'InsufficientBalanceError'> {
  return refusal('InsufficientBalanceError', 'The wallet has less than is to be taken.', {
    required: formatDecimal(required, scale),
    available: formatDecimal(required - shortfall, scale),
    shortfall: formatDecimal(shortfall, scale),
  });
}
