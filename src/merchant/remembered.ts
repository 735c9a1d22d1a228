import { StoreUnavailableError } from '../ledger/store.ts';
import type { ApiKeyRecord } from './api-key.ts';
import { IdentityUnavailableError } from './principal.ts';
import type { MerchantStore } from './store.ts';

/** For how long a key is not looked up again: so long a revoked key may still be good here. */
export const KEY_REMEMBERED_MS = 2_000;
/** Keys, and merchants, that are remembered: beyond this the oldest is forgotten. */
const REMEMBERED_MAX = 10_000;

type Identities = Pick<MerchantStore, 'findApiKey' | 'hasMerchant'>;

/**
 * Looks keys and merchants up once for many requests. What is not there is not remembered, so that
 * whoever tries names pushes nobody out. Merchants are never removed.
 *
 * @throws {IdentityUnavailableError} where the store cannot be asked now.
 */
export function rememberIdentities(
  store: Identities,
  nowMs: () => number = () => performance.now(),
): Identities {
  const keys = new Map<string, { readonly record: ApiKeyRecord; readonly untilMs: number }>();
  const merchants = new Map<string, true>();
  return {
    async findApiKey(prefix) {
      const known = keys.get(prefix);
      if (known && nowMs() < known.untilMs) return known.record;
      const record = await store.findApiKey(prefix).catch(unavailable);
      keys.delete(prefix);
      if (record) remember(keys, prefix, { record, untilMs: nowMs() + KEY_REMEMBERED_MS });
      return record;
    },
    async hasMerchant(id) {
      if (merchants.has(id)) return true;
      const found = await store.hasMerchant(id).catch(unavailable);
      if (found) remember(merchants, id, true);
      return found;
    },
  };
}

function unavailable(error: unknown): never {
  if (!(error instanceof StoreUnavailableError)) throw error;
  throw new IdentityUnavailableError('the store cannot be asked', { cause: error });
}

function remember<T>(known: Map<string, T>, name: string, value: T): void {
  const oldest = known.keys().next();
  if (known.size >= REMEMBERED_MAX && !oldest.done) known.delete(oldest.value);
  known.set(name, value);
}
