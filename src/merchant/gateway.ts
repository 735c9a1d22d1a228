import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { Claims } from './principal.ts';
import { readScopes } from './scope.ts';

/** How a gateway shows that it is one; null: not this way. */
export interface GatewaySettings {
  /** What it sends in the header `x-storno-gateway-secret`. */
  readonly secret: string | null;
  /** What it signs bodies with, as Hive Gateway's `hmacSignature` does. */
  readonly hmacSecret: string | null;
}

export const GATEWAY_SECRET_HEADER = 'x-storno-gateway-secret';
/** The claims that a gateway forwards; of anybody else they are not looked at. */
export const CLAIM_HEADERS = {
  merchantId: 'x-storno-merchant',
  actor: 'x-storno-actor',
  scopes: 'x-storno-scopes',
} as const;

/** Whom a gateway's records name as the actor where it does not say. */
const ACTOR_DEFAULT = 'gateway';
/** The extension of a body that holds its signature. */
const SIGNATURE = 'hmac-signature';
/** Lists and objects within one another; what is deeper is no operation that a gateway writes. */
const NESTING_MAX = 64;

type Headers = ReadonlyMap<string, string>;

/** The claims of the headers, believed or not; null where there are none. */
export function claimsIn(headers: Headers): Claims | null {
  const merchantId = headers.get(CLAIM_HEADERS.merchantId);
  const actor = headers.get(CLAIM_HEADERS.actor);
  const scopes = headers.get(CLAIM_HEADERS.scopes);
  if (merchantId === undefined && actor === undefined && scopes === undefined) return null;
  return { merchantId, actor: actor ?? ACTOR_DEFAULT, scopes: readScopes(scopes ?? '') };
}

/** Whether the headers hold the secret. Both are hashed first: a comparison tells no length. */
export function sendsSecret(headers: Headers, { secret }: GatewaySettings): boolean {
  const sent = headers.get(GATEWAY_SECRET_HEADER);
  if (sent === undefined || secret === null) return false;
  return timingSafeEqual(hash('sha256', sent, 'buffer'), hash('sha256', secret, 'buffer'));
}

/** Whether a body carries its own signature: SHA-256, in base 64, over its query and variables. */
export function isSigned(body: unknown, { hmacSecret }: GatewaySettings): boolean {
  if (hmacSecret === null || !isRecord(body)) return false;
  const { query, variables, extensions } = body;
  const signature = isRecord(extensions) ? extensions[SIGNATURE] : undefined;
  if (typeof signature !== 'string' || typeof query !== 'string') return false;
  const hasVariables = isRecord(variables) && Object.keys(variables).length > 0;
  const signed = stableJson(hasVariables ? { query, variables } : { query }, 0);
  if (signed === null) return false;
  const expected = createHmac('sha256', hmacSecret).update(signed).digest();
  const actual = Buffer.from(signature, 'base64');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON with the keys of objects in order; null where it is nested too deeply. */
function stableJson(value: unknown, depth: number): string | null {
  if (depth > NESTING_MAX) return null;
  if (Array.isArray(value)) {
    const parts = value.map((part) => stableJson(part, depth + 1));
    return parts.includes(null) ? null : `[${parts.join(',')}]`;
  }
  if (!isRecord(value)) return JSON.stringify(value);
  const parts: string[] = [];
  for (const name of Object.keys(value).toSorted()) {
    const part = stableJson(value[name], depth + 1);
    if (part === null) return null;
    parts.push(`${JSON.stringify(name)}:${part}`);
  }
  return `{${parts.join(',')}}`;
}
