import { POLICIES_DEFAULT, type Policies } from '../../src/ledger/program.ts';
import type { Instant } from '../../src/ledger/time.ts';
import { generateApiKey } from '../../src/merchant/api-key.ts';
import type { MerchantStore } from '../../src/merchant/store.ts';

/** Sets up a merchant with program `club` in `stars` and `GBP`. Returns an API key. */
export async function setUpMerchant(
  merchants: MerchantStore,
  merchantId: string,
  policies: Partial<Policies>,
  createdAt: Instant,
): Promise<string> {
  await merchants.createMerchant({ id: merchantId, name: merchantId, createdAt });
  await merchants.createCurrency(merchantId, { code: 'stars', scale: 2, kind: 'POINTS' });
  await merchants.createCurrency(merchantId, { code: 'GBP', scale: 2, kind: 'MONEY' });
  const all = { ...POLICIES_DEFAULT, ...policies };
  await merchants.createProgram({ id: 'club', merchantId, name: 'club', policies: all });
  const { text, prefix, secretHash } = generateApiKey();
  const key = { prefix, secretHash, name: 'till', merchantId, scopes: ['admin'] as const };
  await merchants.createApiKey({ ...key, createdAt, expiresAt: null, revokedAt: null });
  return text;
}
