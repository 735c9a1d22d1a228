import type { Currency } from '../ledger/money.ts';
import type { Program } from '../ledger/program.ts';
import type { Instant } from '../ledger/time.ts';
import type { ApiKeyRecord } from './api-key.ts';

/** The tenant. Every row of the ledger belongs to one. */
export interface Merchant {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Instant;
}

/**
 * What merchants are set up with. The three that answer whether something was created may be
 * repeated: what stands already is left as it is, and the answer is false.
 */
export interface MerchantStore {
  createMerchant(merchant: Merchant): Promise<boolean>;
  hasMerchant(id: string): Promise<boolean>;
  createProgram(program: Program): Promise<boolean>;
  createCurrency(merchantId: string, currency: Currency): Promise<boolean>;
  findCurrency(merchantId: string, code: string): Promise<Currency | null>;
  /** Also finds keys that have expired or were revoked: the caller tells them apart. */
  findApiKey(prefix: string): Promise<ApiKeyRecord | null>;
  /** The keys of a merchant, the oldest first, with those that have expired or were revoked. */
  apiKeysOf(merchantId: string): Promise<ApiKeyRecord[]>;
  /** @throws if the prefix is taken. */
  createApiKey(record: ApiKeyRecord): Promise<void>;
  /** False: there is no such key, or it was revoked before (the first moment stays). */
  revokeApiKey(prefix: string, at: Instant): Promise<boolean>;
}
