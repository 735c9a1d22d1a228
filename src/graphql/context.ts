import type { Caller, Ledger } from '../ledger/ledger.ts';
import type { Instant } from '../ledger/time.ts';
import type { Principal } from '../merchant/principal.ts';
import { createLoaders, type Loaders } from './loaders.ts';

/** What all requests share. */
export interface GraphParts {
  readonly ledger: Ledger;
  /** Signs the cursors of lists; the same in every process that answers the same callers. */
  readonly cursorKey: Buffer;
}

/** What the resolvers of one request know. */
export interface GraphContext extends GraphParts {
  readonly caller: Caller;
  readonly requestId: string;
  /** One moment for the whole request, for statuses and balances; after a mutation, a later one. */
  at: Instant;
  loaders: Loaders;
}

export function createContext(
  { ledger, cursorKey }: GraphParts,
  { merchantId, actor }: Principal,
  requestId: string,
): GraphContext {
  const at = ledger.now();
  const loaders = createLoaders(ledger.reads, merchantId, at);
  return { ledger, cursorKey, caller: { merchantId, actor }, requestId, at, loaders };
}

/**
 * Forgets what was read. GraphQL runs the mutations of a request one after another, each with all
 * that is selected below it, so that each shows the ledger as it left it.
 */
export function renew(context: GraphContext): void {
  context.at = context.ledger.now();
  context.loaders = createLoaders(context.ledger.reads, context.caller.merchantId, context.at);
}
