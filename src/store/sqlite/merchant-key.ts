import { eq } from 'drizzle-orm';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import type { Asker } from './keys.ts';
import { merchant } from './merchant-schema.ts';
import { prepareSelect } from './select.ts';

/** Finds a merchant's row key. Merchants are never removed, so that each is looked up once. */
export function prepareMerchantKey(db: Db): (merchantId: string) => Asker {
  const statement = prepareSelect(
    db,
    db
      .select({ pk: merchant.pk })
      .from(merchant)
      .where(eq(merchant.id, bound('id'))),
  );
  const known = new Map<string, Asker>();
  return (merchantId) => {
    const remembered = known.get(merchantId);
    if (remembered) return remembered;
    const merchantPk = statement.get({ id: merchantId })?.pk;
    if (merchantPk === undefined) {
      throw new Error('a verified credential names a merchant that is not there');
    }
    const asker = { merchantId, merchantPk };
    known.set(merchantId, asker);
    return asker;
  };
}
