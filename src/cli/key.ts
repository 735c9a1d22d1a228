import { DAY_MS } from '../ledger/time.ts';
import { generateApiKey, parseApiKey } from '../merchant/api-key.ts';
import { patiently, requireDatabase, withStore } from './database.ts';
import { Failure } from './failure.ts';
import { merchantIds } from './inspect.ts';

export interface KeyOptions {
  readonly merchant: string;
  readonly name: string;
  readonly expiresInDays?: number;
}

/** Makes a key. It is shown now and never again, alone on the last line, for scripts. */
export async function createKey(file: string, options: KeyOptions): Promise<void> {
  const { merchant: merchantId, name, expiresInDays } = options;
  requireDatabase(file);
  const { text, prefix, secretHash } = generateApiKey();
  const createdAt = Date.now();
  const expiresAt = expiresInDays === undefined ? null : createdAt + expiresInDays * DAY_MS;
  const times = { createdAt, expiresAt, revokedAt: null };
  await withStore(file, async ({ merchants }) => {
    if (!merchantIds(file).includes(merchantId)) {
      throw new Failure(`there is no merchant ${merchantId}: "storno program create" makes one`);
    }
    await patiently(() =>
      merchants.createApiKey({ prefix, secretHash, name, merchantId, ...times }),
    );
  });
  const end = expiresAt === null ? 'never expires' : `expires ${new Date(expiresAt).toISOString()}`;
  console.log(`key ${prefix} (${name}) of merchant ${merchantId}: created, ${end}`);
  console.log('It is shown this once:');
  console.log(text);
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
