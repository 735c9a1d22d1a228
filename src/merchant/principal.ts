import { randomBytes } from 'node:crypto';
import type { Instant } from '../ledger/time.ts';
import { type ApiKeyRecord, hashSecret, parseApiKey, verifyApiKey } from './api-key.ts';
import type { MerchantStore } from './store.ts';

/** On whose behalf a request runs. */
export interface Principal {
  readonly merchantId: string;
  /** The name of the key, for audit records. */
  readonly actor: string;
}

const BEARER = /^bearer +(\S+)$/i;

/** Takes the place of a record that does not exist; nobody knows a secret for it. */
const nobody: ApiKeyRecord = {
  prefix: '',
  secretHash: hashSecret(randomBytes(32).toString('base64url')),
  name: '',
  merchantId: '',
  createdAt: 0,
  expiresAt: null,
  revokedAt: null,
};

/** The key as it was sent; null if there is none, or if two headers name different ones. */
function presented(authorization: string | undefined, apiKey: string | undefined): string | null {
  const bearer = authorization === undefined ? apiKey : BEARER.exec(authorization)?.[1];
  if (bearer === undefined) return null;
  return apiKey === undefined || apiKey === bearer ? bearer : null;
}

/**
 * Who sends a request, from its headers `authorization` (`Bearer storno_…`) and `x-api-key`; null
 * if nobody known. An unknown prefix takes the same path as a wrong secret, so that neither the
 * answer nor its timing tells which prefixes exist.
 */
export async function authenticate(
  authorization: string | undefined,
  apiKey: string | undefined,
  store: Pick<MerchantStore, 'findApiKey'>,
  at: Instant,
): Promise<Principal | null> {
  const text = presented(authorization, apiKey);
  const key = text === null ? null : parseApiKey(text);
  if (!key) return null;
  const record = (await store.findApiKey(key.prefix)) ?? nobody;
  const verified = verifyApiKey(record, key.secret, at);
  if (!verified || record === nobody) return null;
  return { merchantId: record.merchantId, actor: record.name };
}
