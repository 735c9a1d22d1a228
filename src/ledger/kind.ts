import type { Context, Decision } from './decision.ts';
import type { Facts, FactsQuery } from './facts.ts';
import type { Refusal, RefusalName } from './refusal.ts';

/**
 * A kind of command: everything the ledger has to know of it. All three functions are pure and
 * synchronous, so that the store may run them inside its transaction, and again after a retry.
 */
export interface Kind<Input, Outcome extends { readonly __typename: string }> {
  /** In order of precedence: the first that holds is the one the caller sees. */
  readonly refuses: readonly RefusalName[];
  /** What the input alone is refused for, before anything is read. */
  check(input: Input, context: Context): Extract<Outcome, Refusal> | null;
  /** The facts that `decide` needs. */
  needs(input: Input): FactsQuery;
  decide(facts: Facts, input: Input, context: Context): Decision<Outcome>;
}
