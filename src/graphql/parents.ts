import type { Entry } from '../ledger/entry.ts';
import type { Lot } from '../ledger/lot.ts';
import type { Minor } from '../ledger/money.ts';
import type { Refusal } from '../ledger/refusal.ts';
import type { CommandName, OutcomeOf } from '../ledger/register.ts';
import type { Balances } from '../ledger/wallet.ts';

/** What a command answers when it is granted. */
export type SuccessOf<N extends CommandName> = Exclude<OutcomeOf<N>, Refusal>;

// Minor units say nothing without their scale: the number of digits behind the point.

export interface EntryParent {
  readonly entry: Entry;
  readonly scale: number;
}

export interface LotParent {
  readonly lot: Lot;
  readonly scale: number;
}

export interface BalancesParent {
  readonly balances: Balances;
  readonly scale: number;
}

export interface UsedGiftParent {
  readonly lot: Lot;
  readonly used: Minor;
  readonly scale: number;
}

/** A page's neighbours are looked for only if the caller asks whether there are any. */
export interface PageInfoParent {
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  hasNextPage(): Promise<boolean>;
  hasPreviousPage(): Promise<boolean>;
}
