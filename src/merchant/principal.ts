import { checkIdentifier, isBlank } from '../ledger/input.ts';
import { grants, SCOPES, type Scope } from './scope.ts';

/** On whose behalf a request runs. */
export interface Principal {
  readonly merchantId: string;
  /** Who asks, for audit records: the name of a key, or the subject of a token. */
  readonly actor: string;
  readonly scopes: readonly Scope[];
  /** Names the credential, to tell one caller's use from another's; holds no secret. */
  readonly credential: string;
}

/** What a token or a gateway says of a caller, before anybody has looked whether it can be. */
export interface Claims {
  readonly merchantId: unknown;
  readonly actor: unknown;
  readonly scopes: readonly Scope[];
}

/** Thrown when nobody can say now who asks: the same credential may be good later. */
export class IdentityUnavailableError extends Error {
  override readonly name = 'IdentityUnavailableError';
}

function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && !isBlank(claim) && !checkIdentifier('claim', claim);
}

/** Null: the claims name nobody that a record could be kept of. */
export function principalOf(kind: string, claims: Claims): Principal | null {
  const { merchantId, actor, scopes } = claims;
  if (!isName(merchantId) || !isName(actor)) return null;
  return { merchantId, actor, scopes, credential: `${kind} ${merchantId} ${actor}` };
}

/**
 * The one caller that several credentials of a request name; null where they disagree on the
 * merchant. What one of them does not grant is not granted: a further credential adds nothing.
 */
export function agree(principals: readonly Principal[]): Principal | null {
  const [first, ...others] = principals;
  if (!first || others.length === 0) return first ?? null;
  if (others.some(({ merchantId }) => merchantId !== first.merchantId)) return null;
  const scopes = SCOPES.filter((scope) => principals.every((each) => grants(each.scopes, scope)));
  return { ...first, scopes };
}
