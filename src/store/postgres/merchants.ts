import { and, asc, eq } from 'drizzle-orm';
import type { ApiKeyRecord } from '../../merchant/api-key.ts';
import { readScopes } from '../../merchant/scope.ts';
import type { MerchantStore } from '../../merchant/store.ts';
import { writePolicies } from '../policies.ts';
import type { Database } from './connection.ts';
import { given, write } from './gather.ts';
import { apiKey, currency, merchant } from './merchant-schema.ts';
import { prepareSelect } from './select.ts';

/** Merchants, their programs, currencies and keys. */
export function createMerchants(database: Database): MerchantStore {
  const created = async (text: string, values: readonly unknown[]): Promise<boolean> =>
    (await database.session((session) => session.query(text, values))).length > 0;
  return {
    createMerchant: ({ id, name, createdAt }) =>
      created(insertions.merchant, [id, name, createdAt]),
    createProgram: ({ merchantId, id, name, policies }) =>
      created(insertions.program, [merchantId, id, name, writePolicies(policies)]),
    createCurrency: (merchantId, { code, scale, kind }) =>
      created(insertions.currency, [merchantId, code, scale, kind]),
    async findCurrency(merchantId, code) {
      const [found] = await database.session((session) =>
        statements.currency(session, { merchantId, code }),
      );
      return found ?? null;
    },
    async hasMerchant(id) {
      return (await database.session((session) => statements.merchant(session, { id }))).length > 0;
    },
    async findApiKey(prefix) {
      const [row] = await database.session((session) => statements.key(session, { prefix }));
      return row ? recordOf(row) : null;
    },
    async apiKeysOf(merchantId) {
      const rows = await database.session((session) => statements.keys(session, { merchantId }));
      return rows.map(recordOf);
    },
    async createApiKey({ prefix, merchantId, name, secretHash, scopes, ...times }) {
      const { createdAt, expiresAt, revokedAt } = times;
      const row = [prefix, merchantId, name, secretHash, scopes.join(' ')];
      await database.session((session) =>
        session.query(insertions.apiKey, [...row, createdAt, expiresAt, revokedAt]),
      );
    },
    revokeApiKey: (prefix, at) => created(REVOKE, [prefix, at]),
  };
}

const insertions = {
  merchant: `insert into merchant (id, name, created_at) values ($1, $2, $3)
    on conflict do nothing returning id`,
  program: `insert into program (merchant_id, id, name, policies) values ($1, $2, $3, $4)
    on conflict do nothing returning id`,
  currency: `insert into currency (merchant_id, code, scale, kind) values ($1, $2, $3, $4)
    on conflict do nothing returning code`,
  apiKey: `insert into api_key (prefix, merchant_id, name, secret_hash, scopes,
    created_at, expires_at, revoked_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
};

const REVOKE = `update api_key set revoked_at = $2 where prefix = $1 and revoked_at is null
  returning prefix`;

const keyColumns = {
  prefix: apiKey.prefix,
  secretHash: apiKey.secretHash,
  name: apiKey.name,
  merchantId: apiKey.merchantId,
  scopes: apiKey.scopes,
  createdAt: apiKey.createdAt,
  expiresAt: apiKey.expiresAt,
  revokedAt: apiKey.revokedAt,
};

type KeyRow = Omit<ApiKeyRecord, 'scopes'> & { readonly scopes: string };

function recordOf(row: KeyRow): ApiKeyRecord {
  return { ...row, scopes: readScopes(row.scopes) };
}

const statements = {
  currency: prepareSelect(
    write
      .select({ code: currency.code, scale: currency.scale, kind: currency.kind })
      .from(currency)
      .where(
        and(
          eq(currency.merchantId, given('merchantId', 'text')),
          eq(currency.code, given('code', 'text')),
        ),
      ),
  ),
  merchant: prepareSelect(
    write
      .select({ id: merchant.id })
      .from(merchant)
      .where(eq(merchant.id, given('id', 'text'))),
  ),
  key: prepareSelect(
    write
      .select(keyColumns)
      .from(apiKey)
      .where(eq(apiKey.prefix, given('prefix', 'text'))),
  ),
  keys: prepareSelect(
    write
      .select(keyColumns)
      .from(apiKey)
      .where(eq(apiKey.merchantId, given('merchantId', 'text')))
      .orderBy(asc(apiKey.createdAt), asc(apiKey.prefix)),
  ),
};
