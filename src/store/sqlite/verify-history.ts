import { sql } from 'drizzle-orm';
import type { Finding } from '../../ledger/store.ts';
import { WRONG_ROWS_MAX } from '../verification.ts';
import type { Db } from './connection.ts';
import { history } from './history-schema.ts';
import { transaction, wallet, walletLink } from './schema.ts';

/** Finds histories that are not what the hash chains recorded, and lists that are none. */
export function* findWrongHistory(db: Db): Generator<Finding, void> {
  for (const { walletId } of unreadable(db)) {
    const problem = "the wallet's recent history is not written as a list of transactions";
    yield { walletId, transactionId: null, problem };
  }
  for (const place of different(db)) {
    yield { ...place, problem: "the wallet's history is not what its hash chain recorded" };
  }
}

/** Written again from what the history reads of it, every list is the same. */
function unreadable(db: Db) {
  const text = wallet.recentHistory;
  const again = sql`(select json_group_array(json_array(value ->> 0, value ->> 1))
    from json_each(${text}) where type = 'array')`;
  return db
    .select({ walletId: wallet.id })
    .from(wallet)
    .where(sql`${text} is not iif(json_valid(${text}), ${again}, null)`)
    .limit(WRONG_ROWS_MAX)
    .all();
}

/** What is in a wallet's history and not in its hash chain, or not as often, or the reverse. */
function different(db: Db) {
  const difference = sql`(
    select wallet_pk, transaction_pk from (
      select wallet_pk, effective_at, transaction_pk, 1 as times from ${walletLink}
      where kind = 'RECORDED'
      union all
      select wallet_pk, effective_at, transaction_pk, -1 from ${history}
    )
    group by wallet_pk, effective_at, transaction_pk having sum(times) <> 0
  ) as difference`;
  return db
    .select({ walletId: wallet.id, transactionId: transaction.id })
    .from(difference)
    .leftJoin(wallet, sql`${wallet.pk} = difference.wallet_pk`)
    .leftJoin(transaction, sql`${transaction.pk} = difference.transaction_pk`)
    .limit(WRONG_ROWS_MAX)
    .all();
}
