import { formatDecimal, type Minor } from './money.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { WalletFacts, WalletRecord } from './wallet.ts';

/** Nothing is posted to a closed wallet, or undone in it. */
export function refuseClosed(wallet: WalletRecord): Refusal<'WalletClosedError'> | null {
  if (wallet.closedAt === null) return null;
  return refusal('WalletClosedError', 'The wallet is closed.', { closedAt: wallet.closedAt });
}

/** Nothing is taken from a suspended wallet; reversals give back all the same. */
export function refuseSuspended(wallet: WalletRecord): Refusal<'WalletSuspendedError'> | null {
  if (wallet.suspendedAt === null) return null;
  return refusal('WalletSuspendedError', 'The wallet is suspended.', {
    suspendedAt: wallet.suspendedAt,
  });
}

/** The first closed one among the wallets that a command would write to. */
export function refuseAnyClosed(
  wallets: Iterable<WalletFacts>,
): Refusal<'WalletClosedError'> | null {
  for (const { record } of wallets) {
    const closed = refuseClosed(record);
    if (closed) return closed;
  }
  return null;
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
