import type { Minor } from './money.ts';

/** The accounts that entries are booked on: wallets, and the program's own. */
export type LedgerAccount =
  | 'WALLET'
  | 'ISSUER'
  | 'SALES'
  | 'FEE_REVENUE'
  | 'CASHBACK_EXPENSE'
  | 'GIFT_LIABILITY';

/** Which part of a transaction an entry books; reversals and refunds go part by part. */
export type EntryPurpose = 'PRINCIPAL' | 'GIFT' | 'FEE' | 'CASHBACK';

/** One signed integer of minor units on one ledger account. Never changed once written. */
export interface Entry {
  readonly account: LedgerAccount;
  /** Set exactly where the account is a wallet. */
  readonly walletId: string | null;
  readonly amount: Minor;
  readonly purpose: EntryPurpose;
}

/** Books an amount on a wallet and its opposite on a program account: the two sum to zero. */
export function leg(
  walletId: string,
  account: Exclude<LedgerAccount, 'WALLET'>,
  purpose: EntryPurpose,
  amount: Minor,
): readonly Entry[] {
  if (amount === 0n) return [];
  return [
    { account: 'WALLET', walletId, amount, purpose },
    { account, walletId: null, amount: -amount, purpose },
  ];
}
