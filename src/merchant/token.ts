import {
  createRemoteJWKSet,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';
import type { Instant } from '../ledger/time.ts';
import { type Claims, IdentityUnavailableError } from './principal.ts';
import { readScopes, type Scope } from './scope.ts';

/** How far the clocks of whoever issues a token and of this machine may lie apart. */
export const LEEWAY_SECONDS = 30;
/** How long the key set may take to arrive. */
const KEY_SET_TIMEOUT_MS = 3_000;
/** How long a key set is good for, and how often one with an unknown key makes us ask again. */
const KEY_SET_AGE_MAX_MS = 600_000;
const KEY_SET_COOLDOWN_MS = 30_000;
/** How long a key set that could not be had is not asked for again. */
const KEY_SET_PAUSE_MS = 1_000;

/** Which tokens are believed. */
export interface TokenSettings {
  /** The issuer's public keys, or the secret that it shares. */
  readonly keys: { readonly jwksUrl: string } | { readonly secret: string };
  /** Those that may sign; of the keys' own kind, so that no public key passes for a secret. */
  readonly algorithms: readonly string[];
  readonly issuer: string;
  readonly audience: string;
  /** The claim that names the merchant. */
  readonly merchantClaim: string;
}

/** What a token says of its caller; null: it is not to be believed. */
export type VerifyToken = (token: string, at: Instant) => Promise<Claims | null>;

/**
 * Checks signature, algorithm, issuer, audience and both ends of a token's time, which has to end.
 *
 * @throws {IdentityUnavailableError} where the issuer's keys cannot be had.
 */
export function createTokenVerifier(settings: TokenSettings): VerifyToken {
  const { keys, issuer, audience, merchantClaim } = settings;
  const key = 'secret' in keys ? sharedKey(keys.secret) : remoteKey(keys.jwksUrl);
  const expected: JWTVerifyOptions = {
    algorithms: [...settings.algorithms],
    issuer,
    audience,
    clockTolerance: LEEWAY_SECONDS,
    requiredClaims: ['exp', 'sub', merchantClaim],
  };
  return async (token, at) => {
    try {
      const { payload } = await jwtVerify(token, key, { ...expected, currentDate: new Date(at) });
      const merchantId = payload[merchantClaim];
      return { merchantId, actor: payload.sub, scopes: scopesOf(payload) };
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  };
}

function sharedKey(secret: string): JWTVerifyGetKey {
  const bytes = new TextEncoder().encode(secret);
  return () => bytes;
}

/** As the three usual claims have them: a text of words, or a list. */
function scopesOf({ scope, scp, scopes }: JWTPayload): readonly Scope[] {
  const claimed = scope ?? scp ?? scopes;
  if (Array.isArray(claimed)) return readScopes(claimed.join(' '));
  return typeof claimed === 'string' ? readScopes(claimed) : [];
}

/** What is wrong with the token rather than with whoever should have sent the keys. */
const OF_THE_TOKEN = [
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSENotSupported,
];

function remoteKey(jwksUrl: string): JWTVerifyGetKey {
  const keySet = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: KEY_SET_TIMEOUT_MS,
    cacheMaxAge: KEY_SET_AGE_MAX_MS,
    cooldownDuration: KEY_SET_COOLDOWN_MS,
  });
  let pausedUntilMs = 0;
  return async (header, token) => {
    if (performance.now() < pausedUntilMs) throw unavailable();
    try {
      return await keySet(header, token);
    } catch (error) {
      if (OF_THE_TOKEN.some((kind) => error instanceof kind)) throw error;
      pausedUntilMs = performance.now() + KEY_SET_PAUSE_MS;
      throw unavailable(error);
    }
  };
}

function unavailable(cause?: unknown): IdentityUnavailableError {
  return new IdentityUnavailableError('the key set cannot be had', { cause });
}
