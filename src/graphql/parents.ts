import type { Entry } from '../ledger/entry.ts';
import type { Refusal } from '../ledger/refusal.ts';
import type { CommandName, OutcomeOf } from '../ledger/register.ts';

/** What a command answers when it is granted. */
export type SuccessOf<N extends CommandName> = Exclude<OutcomeOf<N>, Refusal>;

/** An entry with the digits that its amount has behind the point. */
export interface EntryParent {
  readonly entry: Entry;
  readonly scale: number;
}

/** A page's neighbours are looked for only if the caller asks whether there are any. */
export interface PageInfoParent {
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  hasNextPage(): Promise<boolean>;
  hasPreviousPage(): Promise<boolean>;
}
