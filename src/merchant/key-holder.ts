import { randomBytes } from 'node:crypto';
import type { Instant } from '../ledger/time.ts';
import { type ApiKeyRecord, hashSecret, parseApiKey, verifyApiKey } from './api-key.ts';
import type { Principal } from './principal.ts';
import type { MerchantStore } from './store.ts';

/** Takes the place of a record that does not exist; nobody knows a secret for it. */
const nobody: ApiKeyRecord = {
  prefix: '',
  secretHash: hashSecret(randomBytes(32).toString('base64url')),
  name: '',
  merchantId: '',
  scopes: [],
  createdAt: 0,
  expiresAt: null,
  revokedAt: null,
};

/**
 * Who holds an API key; null if it is none that is in force. An unknown prefix takes the same path
 * as a wrong secret, so that neither the answer nor its timing tells which prefixes exist.
 */
export async function holderOf(
  text: string,
  store: Pick<MerchantStore, 'findApiKey'>,
  at: Instant,
): Promise<Principal | null> {
  const key = parseApiKey(text);
  if (!key) return null;
  const record = (await store.findApiKey(key.prefix)) ?? nobody;
  const verified = verifyApiKey(record, key.secret, at);
  if (!verified || record === nobody) return null;
  const { merchantId, name, scopes, prefix } = record;
  return { merchantId, actor: name, scopes, credential: `key ${prefix}` };
}
