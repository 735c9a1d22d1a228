import type { Caller, Ledger } from '../ledger/ledger.ts';
import type { Instant } from '../ledger/time.ts';
import type { Principal } from '../merchant/principal.ts';
import type { Scope } from '../merchant/scope.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { Misses } from './misses.ts';

/** What all requests share. */
export interface GraphParts {
  readonly ledger: Ledger;
  /** Signs the cursors of lists; the same in every process that answers the same callers. */
  readonly cursorKey: Buffer;
}

/** What the resolvers of one request know. */
export interface GraphContext extends GraphParts {
  readonly caller: Caller;
  readonly scopes: readonly Scope[];
  /** Names the caller's credential. */
  readonly credential: string;
  readonly misses: Misses;
  readonly requestId: string;
  /** One moment for the whole request, for statuses and balances; after a mutation, a later one. */
  at: Instant;
  loaders: Loaders;
}

export function createContext(
  { ledger, cursorKey }: GraphParts,
  { merchantId, actor, scopes, credential }: Principal,
  requestId: string,
): GraphContext {
  const at = ledger.now();
  const misses = new Misses();
  const loaders = createLoaders(ledger.reads, merchantId, at, misses);
  const caller = { merchantId, actor };
  return { ledger, cursorKey, caller, scopes, credential, misses, requestId, at, loaders };
}

/**
 * Forgets what was read. GraphQL runs the mutations of a request one after another, each with all
 * that is selected below it, so that each shows the ledger as it left it.
 */
export function renew(context: GraphContext): void {
  context.at = context.ledger.now();
  const { ledger, caller, at, misses } = context;
  context.loaders = createLoaders(ledger.reads, caller.merchantId, at, misses);
}
