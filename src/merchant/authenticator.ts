import type { Instant } from '../ledger/time.ts';
import { claimsIn, type GatewaySettings, isSigned, sendsSecret } from './gateway.ts';
import { holderOf } from './key-holder.ts';
import { agree, type Claims, type Principal, principalOf } from './principal.ts';
import type { MerchantStore } from './store.ts';
import type { VerifyToken } from './token.ts';

export interface AuthenticatorParts {
  readonly merchants: Pick<MerchantStore, 'findApiKey' | 'hasMerchant'>;
  readonly now: () => Instant;
  /** Absent: no token is believed. */
  readonly verifyToken?: VerifyToken | null;
  /** Absent: nobody is taken for a gateway. */
  readonly gateway?: GatewaySettings;
}

/**
 * Who sends a request, by its headers (names in lower case); null if nobody known. The body is
 * asked for only where a gateway may have signed it, and only its signature is looked at.
 */
export type Authenticate = (
  headers: ReadonlyMap<string, string>,
  body: () => Promise<unknown>,
) => Promise<Principal | null>;

const BEARER = /^bearer +(\S+)$/i;
const NO_GATEWAY: GatewaySettings = { secret: null, hmacSecret: null };

/**
 * Puts the kinds of credentials together: an API key, as `Authorization: Bearer storno_…` or as
 * `x-api-key`; a token, as `Authorization: Bearer …`; what a gateway says in the headers
 * `x-storno-…`, once it has shown that it is one. Each that is sent has to be good, and all have
 * to agree. The claims of somebody who is no gateway are not refused but ignored.
 *
 * @throws {IdentityUnavailableError} where nobody can tell now.
 */
export function createAuthenticator(parts: AuthenticatorParts): Authenticate {
  const { merchants, now, verifyToken, gateway = NO_GATEWAY } = parts;

  async function ofClaims(kind: string, claims: Claims | null): Promise<Principal | null> {
    const principal = claims && principalOf(kind, claims);
    return principal && (await merchants.hasMerchant(principal.merchantId)) ? principal : null;
  }
  async function ofBearer(authorization: string): Promise<Principal | null> {
    const text = BEARER.exec(authorization)?.[1];
    if (text === undefined) return null;
    if (text.startsWith('storno_')) return holderOf(text, merchants, now());
    return verifyToken ? ofClaims('token', await verifyToken(text, now())) : null;
  }

  return async (headers, body) => {
    const authorization = headers.get('authorization');
    const apiKey = headers.get('x-api-key');
    const claims = claimsIn(headers);
    const bearerKey = keyIn(authorization);
    // Two keys are two callers, whosever they are.
    if (bearerKey !== null && apiKey !== undefined && apiKey !== bearerKey) return null;
    const principals: (Principal | null)[] = [];
    if (authorization !== undefined) principals.push(await ofBearer(authorization));
    if (apiKey !== undefined && bearerKey === null) {
      principals.push(await holderOf(apiKey, merchants, now()));
    }
    if (claims && (sendsSecret(headers, gateway) || (await signs(body)))) {
      principals.push(await ofClaims('gateway', claims));
    }
    const known = principals.filter((principal) => principal !== null);
    return known.length === principals.length ? agree(known) : null;
  };

  async function signs(body: () => Promise<unknown>): Promise<boolean> {
    return gateway.hmacSecret !== null && isSigned(await body(), gateway);
  }
}

/** The API key of an `authorization` header, if that is what it holds. */
function keyIn(authorization: string | undefined): string | null {
  const text = BEARER.exec(authorization ?? '')?.[1] ?? null;
  return text?.startsWith('storno_') ? text : null;
}
