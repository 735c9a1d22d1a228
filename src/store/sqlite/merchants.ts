import { and, eq, isNull, sql } from 'drizzle-orm';
import type { MerchantStore } from '../../merchant/store.ts';
import { ASSIGNED } from './columns.ts';
import type { Db } from './connection.ts';
import { writePolicies } from './policies.ts';
import { apiKey, currency, merchant, program } from './schema.ts';

/** What merchants are set up with. Set-up is rare: only the look-up of a key is prepared. */
export function prepareMerchants(db: Db): MerchantStore {
  const findKey = db
    .select({
      prefix: apiKey.prefix,
      secretHash: apiKey.secretHash,
      name: apiKey.name,
      merchantId: merchant.id,
      createdAt: apiKey.createdAt,
      expiresAt: apiKey.expiresAt,
      revokedAt: apiKey.revokedAt,
    })
    .from(apiKey)
    .innerJoin(merchant, eq(merchant.pk, apiKey.merchantPk))
    .where(eq(apiKey.prefix, sql.placeholder('prefix')))
    .prepare();
  const pkOf = (merchantId: string): number => {
    const row = db.select().from(merchant).where(eq(merchant.id, merchantId)).get();
    if (!row) throw new Error(`there is no merchant ${merchantId}`);
    return row.pk;
  };
  return {
    async createMerchant(created) {
      return (
        db
          .insert(merchant)
          .values({ pk: ASSIGNED, ...created })
          .onConflictDoNothing()
          .run().changes > 0
      );
    },
    async createProgram({ merchantId, id, name, policies }) {
      const merchantPk = pkOf(merchantId);
      const row = { pk: ASSIGNED, merchantPk, id, name, policies: writePolicies(policies) };
      const { changes } = db.insert(program).values(row).onConflictDoNothing().run();
      return changes > 0;
    },
    async createCurrency(merchantId, created) {
      const row = { pk: ASSIGNED, merchantPk: pkOf(merchantId), ...created };
      return db.insert(currency).values(row).onConflictDoNothing().run().changes > 0;
    },
    async findApiKey(prefix) {
      return findKey.get({ prefix }) ?? null;
    },
    async createApiKey({ merchantId, ...key }) {
      db.insert(apiKey)
        .values({ ...key, merchantPk: pkOf(merchantId) })
        .run();
    },
    async revokeApiKey(prefix, at) {
      const inForce = and(eq(apiKey.prefix, prefix), isNull(apiKey.revokedAt));
      return db.update(apiKey).set({ revokedAt: at }).where(inForce).run().changes > 0;
    },
  };
}
