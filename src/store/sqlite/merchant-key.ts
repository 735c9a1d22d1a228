import { eq } from 'drizzle-orm';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { merchant } from './merchant-schema.ts';

/** Finds a merchant's row key. Merchants are never removed, so that each is looked up once. */
export function prepareMerchantKey(db: Db): (merchantId: string) => number {
  const statement = db
    .select({ pk: merchant.pk })
    .from(merchant)
    .where(eq(merchant.id, bound('id')))
    .prepare();
  const known = new Map<string, number>();
  return (merchantId) => {
    const pk = known.get(merchantId) ?? statement.get({ id: merchantId })?.pk;
    if (pk === undefined)
      throw new Error('a verified credential names a merchant that is not there');
    known.set(merchantId, pk);
    return pk;
  };
}
