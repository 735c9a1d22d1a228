import { z } from 'zod';
import type { GatewaySettings } from '../merchant/gateway.ts';
import type { TokenSettings } from '../merchant/token.ts';

/** Shorter secrets can be tried. */
const SECRET_BYTES_MIN = 32;
const NAME_LENGTH_MAX = 255;
const MERCHANT_CLAIM_DEFAULT = 'merchant_id';

/** What may sign with a key pair, and what with a shared secret; never both, and never nothing. */
const PUBLIC_KEY_ALGORITHMS =
  'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');
const SECRET_ALGORITHMS = ['HS256', 'HS384', 'HS512'];
const PUBLIC_KEY_DEFAULTS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
const SECRET_DEFAULTS = ['HS256'];

// None of these has a default, and what they hold is never repeated.
function secret(name: string) {
  return z
    .string()
    .refine(
      (text) => /^[\x21-\x7e]+$/.test(text) && text.length >= SECRET_BYTES_MIN,
      `${name} must be at least ${SECRET_BYTES_MIN} printable ASCII characters without blanks.`,
    )
    .optional();
}

function label(variable: string) {
  return z
    .string()
    .max(NAME_LENGTH_MAX, `${variable} must be at most ${NAME_LENGTH_MAX} characters.`)
    .optional();
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Keys that come over an open line could be anybody's. */
function isKeySetUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

export const credentialVariables = {
  STORNO_JWT_JWKS_URL: z
    .string()
    .refine(
      isKeySetUrl,
      'STORNO_JWT_JWKS_URL must be an https URL without a password (http on this machine only).',
    )
    .optional(),
  STORNO_JWT_SECRET: secret('STORNO_JWT_SECRET'),
  STORNO_JWT_ALGORITHMS: z.string().optional(),
  STORNO_JWT_ISSUER: label('STORNO_JWT_ISSUER'),
  STORNO_JWT_AUDIENCE: label('STORNO_JWT_AUDIENCE'),
  STORNO_JWT_MERCHANT_CLAIM: label('STORNO_JWT_MERCHANT_CLAIM'),
  STORNO_GATEWAY_SECRET: secret('STORNO_GATEWAY_SECRET'),
  STORNO_GATEWAY_HMAC_SECRET: secret('STORNO_GATEWAY_HMAC_SECRET'),
};

const variables = z.object(credentialVariables);
type Variables = z.infer<typeof variables>;

/** What is wrong with credentials that are each right by themselves, a sentence each. */
export function credentialProblems(set: Variables): string[] {
  const { STORNO_JWT_JWKS_URL: url, STORNO_JWT_SECRET: shared } = set;
  const dependent = [
    'STORNO_JWT_ALGORITHMS',
    'STORNO_JWT_ISSUER',
    'STORNO_JWT_AUDIENCE',
    'STORNO_JWT_MERCHANT_CLAIM',
  ] as const;
  if (url === undefined && shared === undefined) {
    const idle = dependent.filter((variable) => set[variable] !== undefined);
    return idle.map(
      (variable) => `${variable} must have STORNO_JWT_JWKS_URL or STORNO_JWT_SECRET beside it.`,
    );
  }
  const problems: string[] = [];
  if (url !== undefined && shared !== undefined) {
    problems.push('STORNO_JWT_SECRET must not be set beside STORNO_JWT_JWKS_URL: use one of them.');
  }
  for (const variable of ['STORNO_JWT_ISSUER', 'STORNO_JWT_AUDIENCE'] as const) {
    if (set[variable] === undefined)
      problems.push(`${variable} must be set where tokens are used.`);
  }
  const known = url === undefined ? SECRET_ALGORITHMS : PUBLIC_KEY_ALGORITHMS;
  if (algorithmsOf(set).some((algorithm) => !known.includes(algorithm))) {
    problems.push(`STORNO_JWT_ALGORITHMS must be some of ${known.join(' ')} for such keys.`);
  }
  return problems;
}

function algorithmsOf(set: Variables): readonly string[] {
  const { STORNO_JWT_ALGORITHMS: text, STORNO_JWT_JWKS_URL: url } = set;
  if (text !== undefined) return text.trim().split(/[\s,]+/);
  return url === undefined ? SECRET_DEFAULTS : PUBLIC_KEY_DEFAULTS;
}

/** Which tokens are believed; null: none. For variables without problems. */
export function tokenSettings(set: Variables): TokenSettings | null {
  const { STORNO_JWT_JWKS_URL: jwksUrl, STORNO_JWT_SECRET: shared } = set;
  const { STORNO_JWT_ISSUER: issuer, STORNO_JWT_AUDIENCE: audience } = set;
  if (issuer === undefined || audience === undefined) return null;
  const merchantClaim = set.STORNO_JWT_MERCHANT_CLAIM ?? MERCHANT_CLAIM_DEFAULT;
  const rest = { algorithms: algorithmsOf(set), issuer, audience, merchantClaim };
  if (jwksUrl !== undefined) return { keys: { jwksUrl }, ...rest };
  return shared === undefined ? null : { keys: { secret: shared }, ...rest };
}

export function gatewaySettings(set: Variables): GatewaySettings {
  return {
    secret: set.STORNO_GATEWAY_SECRET ?? null,
    hmacSecret: set.STORNO_GATEWAY_HMAC_SECRET ?? null,
  };
}
