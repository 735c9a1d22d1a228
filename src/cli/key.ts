import { DAY_MS } from '../ledger/time.ts';
import { type ApiKeyRecord, generateApiKey, parseApiKey } from '../merchant/api-key.ts';
import type { Scope } from '../merchant/scope.ts';
import type { MerchantStore } from '../merchant/store.ts';
import { patiently, requireDatabase, withStore } from './database.ts';
import { Failure } from './failure.ts';

export interface KeyOptions {
  readonly merchant: string;
  readonly name: string;
  readonly scope: readonly Scope[];
  readonly expiresInDays?: number;
}

/** Makes a key. It is shown now and never again, alone on the last line, for scripts. */
export async function createKey(file: string, options: KeyOptions): Promise<void> {
  const { merchant: merchantId, name, scope: scopes, expiresInDays } = options;
  requireDatabase(file);
  const { text, prefix, secretHash } = generateApiKey();
  const createdAt = Date.now();
  const expiresAt = expiresInDays === undefined ? null : createdAt + expiresInDays * DAY_MS;
  const times = { createdAt, expiresAt, revokedAt: null };
  await withStore(file, async ({ merchants }) => {
    await requireMerchant(merchants, merchantId);
    await patiently(() =>
      merchants.createApiKey({ prefix, secretHash, name, merchantId, scopes, ...times }),
    );
  });
  const end = expiresAt === null ? 'never expires' : `expires ${textOf(expiresAt)}`;
  console.log(`key ${prefix} (${name}) of merchant ${merchantId}: created, ${end}`);
  console.log(`It is good for ${scopes.join(', ')}.`);
  console.log('It is shown this once:');
  console.log(text);
}

/** Prints what is known of a merchant's keys, one a line; their secrets are known to nobody. */
export async function listKeys(file: string, merchantId: string): Promise<void> {
  requireDatabase(file);
  const keys = await withStore(file, async ({ merchants }) => {
    await requireMerchant(merchants, merchantId);
    return merchants.apiKeysOf(merchantId);
  });
  if (keys.length === 0) console.log(`merchant ${merchantId} has no keys`);
  for (const key of keys) console.log(describe(key, Date.now()));
}

function describe(key: ApiKeyRecord, now: number): string {
  const { prefix, name, scopes, createdAt } = key;
  const columns = [prefix, stateOf(key, now), scopes.join(','), textOf(createdAt), name];
  return columns.join('  ');
}

function stateOf({ expiresAt, revokedAt }: ApiKeyRecord, now: number): string {
  if (revokedAt !== null) return `revoked ${textOf(revokedAt)}`;
  if (expiresAt === null) return 'in force';
  return `${expiresAt <= now ? 'expired' : 'in force until'} ${textOf(expiresAt)}`;
}

function textOf(instant: number): string {
  return new Date(instant).toISOString();
}

async function requireMerchant(merchants: MerchantStore, merchantId: string): Promise<void> {
  if (await merchants.hasMerchant(merchantId)) return;
  throw new Failure(`there is no merchant ${merchantId}: "storno program create" makes one`);
}

/** Ends a key, named by its prefix, or by the whole of it, as it is found where it leaked. */
export async function revokeKey(file: string, text: string): Promise<void> {
  requireDatabase(file);
  const prefix = parseApiKey(text)?.prefix ?? text.replace(/^storno_/, '');
  await withStore(file, async ({ merchants }) => {
    const record = await merchants.findApiKey(prefix);
    if (!record) throw new Failure('there is no such key');
    const revoked = await patiently(() => merchants.revokeApiKey(prefix, Date.now()));
    const said = revoked ? 'revoked' : 'was revoked before';
    console.log(`key ${prefix} (${record.name}) of merchant ${record.merchantId}: ${said}`);
  });
}
