import type { KeyObject } from 'node:crypto';
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
  readonly cursorKey: KeyObject;
}

/**
 * What the resolvers of one request know. Apollo copies it, all that is a property of the object
 * itself: hence nothing here is private to the language.
 */
export class GraphContext implements GraphParts {
  readonly ledger: Ledger;
  readonly cursorKey: KeyObject;
  readonly caller: Caller;
  readonly scopes: readonly Scope[];
  /** Names the caller's credential. */
  readonly credential: string;
  readonly misses = new Misses();
  readonly requestId: string;
  /** Of each root field, where somebody may execute the operation once more; see `keepAnswers`. */
  answers: Map<unknown, unknown> | null = null;
  private moment: Instant;
  private made: Loaders | null = null;

  constructor({ ledger, cursorKey }: GraphParts, principal: Principal, requestId: string) {
    this.ledger = ledger;
    this.cursorKey = cursorKey;
    this.caller = { merchantId: principal.merchantId, actor: principal.actor };
    this.scopes = principal.scopes;
    this.credential = principal.credential;
    this.requestId = requestId;
    this.moment = ledger.now();
  }

  /** One moment for the whole request, for statuses and balances; after a mutation, a later one. */
  get at(): Instant {
    return this.moment;
  }

  /** Made when the first of them is needed: many a mutation needs none. */
  get loaders(): Loaders {
    const { ledger, caller, moment, misses } = this;
    this.made ??= createLoaders(ledger.reads, caller.merchantId, moment, misses);
    return this.made;
  }

  /**
   * Forgets what was read. GraphQL runs the mutations of a request one after another, each with all
   * that is selected below it, so that each shows the ledger as it left it.
   */
  renew(): void {
    this.moment = this.ledger.now();
    this.made = null;
  }
}
