import { and, eq, isNull } from 'drizzle-orm';
import type { ApiKeyRecord } from '../../merchant/api-key.ts';
import { readScopes } from '../../merchant/scope.ts';
import type { MerchantStore } from '../../merchant/store.ts';
import { writePolicies } from '../policies.ts';
import { bound } from './bound.ts';
import { ASSIGNED } from './columns.ts';
import type { Db } from './connection.ts';
import { apiKey, currency, merchant, program } from './merchant-schema.ts';

/** What merchants are set up with. */
export function prepareMerchants(db: Db): MerchantStore {
  return { ...prepareSetUp(db), ...prepareKeys(db) };
}

type SetUp = Pick<
  MerchantStore,
  'createMerchant' | 'hasMerchant' | 'createProgram' | 'createCurrency' | 'findCurrency'
>;

/** Set-up is rare: nothing of it is prepared. */
function prepareSetUp(db: Db): SetUp {
  return {
    async createMerchant(created) {
      const row = { pk: ASSIGNED, ...created };
      return db.insert(merchant).values(row).onConflictDoNothing().run().changes > 0;
    },
    async hasMerchant(id) {
      return db.select().from(merchant).where(eq(merchant.id, id)).get() !== undefined;
    },
    async createProgram({ merchantId, id, name, policies }) {
      const merchantPk = pkOf(db, merchantId);
      const row = { pk: ASSIGNED, merchantPk, id, name, policies: writePolicies(policies) };
      return db.insert(program).values(row).onConflictDoNothing().run().changes > 0;
    },
    async createCurrency(merchantId, created) {
      const row = { pk: ASSIGNED, merchantPk: pkOf(db, merchantId), ...created };
      return db.insert(currency).values(row).onConflictDoNothing().run().changes > 0;
    },
    async findCurrency(merchantId, code) {
      const { scale, kind } = currency;
      const ofMerchant = and(eq(merchant.id, merchantId), eq(currency.code, code));
      const found = db
        .select({ code: currency.code, scale, kind })
        .from(currency)
        .innerJoin(merchant, eq(merchant.pk, currency.merchantPk))
        .where(ofMerchant);
      return found.get() ?? null;
    },
  };
}

function prepareKeys(db: Db): Omit<MerchantStore, keyof SetUp> {
  const find = selectKeys(db)
    .where(eq(apiKey.prefix, bound('prefix')))
    .prepare();
  return {
    async findApiKey(prefix) {
      const row = find.get({ prefix });
      return row ? recordOf(row) : null;
    },
    async apiKeysOf(merchantId) {
      const ofMerchant = selectKeys(db).where(eq(merchant.id, merchantId));
      return ofMerchant.orderBy(apiKey.createdAt, apiKey.prefix).all().map(recordOf);
    },
    async createApiKey({ merchantId, scopes, ...key }) {
      const row = { ...key, scopes: scopes.join(' '), merchantPk: pkOf(db, merchantId) };
      db.insert(apiKey).values(row).run();
    },
    async revokeApiKey(prefix, at) {
      const inForce = and(eq(apiKey.prefix, prefix), isNull(apiKey.revokedAt));
      return db.update(apiKey).set({ revokedAt: at }).where(inForce).run().changes > 0;
    },
  };
}

function selectKeys(db: Db) {
  return db
    .select({
      prefix: apiKey.prefix,
      secretHash: apiKey.secretHash,
      name: apiKey.name,
      merchantId: merchant.id,
      scopes: apiKey.scopes,
      createdAt: apiKey.createdAt,
      expiresAt: apiKey.expiresAt,
      revokedAt: apiKey.revokedAt,
    })
    .from(apiKey)
    .innerJoin(merchant, eq(merchant.pk, apiKey.merchantPk))
    .$dynamic();
}

type KeyRow = Omit<ApiKeyRecord, 'scopes'> & { readonly scopes: string };

function recordOf(row: KeyRow): ApiKeyRecord {
  return { ...row, scopes: readScopes(row.scopes) };
}

function pkOf(db: Db, merchantId: string): number {
  const row = db.select().from(merchant).where(eq(merchant.id, merchantId)).get();
  if (!row) throw new Error(`there is no merchant ${merchantId}`);
  return row.pk;
}
