import { sql } from 'drizzle-orm';
import type { Finding } from '../../ledger/store.ts';
import { WRONG_ROWS_MAX } from '../verification.ts';
import type { Session } from './connection.ts';
import { write } from './gather.ts';
import { prepareSelect } from './select.ts';

/** Finds lots that do not equal their movements and reservations. */
export async function* findWrongLots(session: Session): AsyncGenerator<Finding, void> {
  for (const { walletId, transactionId, exists, moved, reserved } of await wrong(session, {})) {
    const problems = exists
      ? [
          ...(moved ? ['what remains of a lot is not its grant and its movements'] : []),
          ...(reserved ? ['what is held of a lot is not what open holds reserve'] : []),
        ]
      : ['a lot that was moved or reserved is missing'];
    for (const problem of problems) yield { walletId, transactionId, problem };
  }
}

/**
 * Every lot beside all that its sums are made of. Each column is summed by itself: the sums are
 * exact, where a difference of edited values could overflow.
 */
const tally = sql`(
  select wallet_id, lot_transaction_id, sum(is_lot) as lots,
    sum(granted) + sum(moved) <> sum(remaining) as is_moved,
    sum(reserved) <> sum(held) as is_reserved
  from (
    select merchant_id, wallet_id, transaction_id as lot_transaction_id, ordinal as lot_ordinal,
      1 as is_lot, granted, 0::bigint as moved, remaining, 0::bigint as reserved, held from lot
    union all
    select merchant_id, wallet_id, lot_transaction_id, lot_ordinal, 0, 0, amount, 0, 0, 0
    from lot_movement
    union all
    select r.merchant_id, r.wallet_id, r.lot_transaction_id, r.lot_ordinal, 0, 0, 0, 0, r.amount, 0
    from open_hold h join reservation r on r.merchant_id = h.merchant_id
      and r.wallet_id = h.wallet_id and r.transaction_id = h.transaction_id
  ) as part
  group by merchant_id, wallet_id, lot_transaction_id, lot_ordinal
  having sum(is_lot) <> 1 or sum(granted) + sum(moved) <> sum(remaining)
    or sum(reserved) <> sum(held)
) as tally`;

const wrong = prepareSelect(
  write
    .select({
      walletId: sql<string>`tally.wallet_id`,
      transactionId: sql<string>`tally.lot_transaction_id`,
      exists: sql<boolean>`tally.lots > 0`,
      moved: sql<boolean>`tally.is_moved`,
      reserved: sql<boolean>`tally.is_reserved`,
    })
    .from(tally)
    .limit(WRONG_ROWS_MAX),
);
