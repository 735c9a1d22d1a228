import { sql } from 'drizzle-orm';
import { primaryKey, sqliteTable, sqliteView } from 'drizzle-orm/sqlite-core';
import { int } from './columns.ts';

// What a wallet's chain recorded, by when it took effect. The newest few stand in the wallet's own
// row, which every command writes anyway, and come to a table together: one page is written for
// several of them instead of one for each. `storno verify` compares both with the chain.

/** What has left its wallet's row. Append-only. */
export const olderHistory = sqliteTable(
  'older_history',
  {
    walletPk: int('wallet_pk').notNull(),
    effectiveAt: int('effective_at').notNull(),
    transactionPk: int('transaction_pk').notNull(),
  },
  (t) => [primaryKey({ columns: [t.walletPk, t.effectiveAt, t.transactionPk] })],
);

/**
 * Both parts of every wallet's history. SQLite takes it apart again where a wallet is given, and
 * merges the range of the table with the few of the row; in an order only if it is selected too.
 */
export const history = sqliteView('history', {
  walletPk: int('wallet_pk').notNull(),
  effectiveAt: int('effective_at').notNull(),
  transactionPk: int('transaction_pk').notNull(),
}).as(sql`select wallet_pk, effective_at, transaction_pk from older_history
union all
select wallet.pk, cast(recent.value ->> 0 as integer), cast(recent.value ->> 1 as integer)
from wallet,
  json_each(iif(json_valid(wallet.recent_history), wallet.recent_history, '[]')) as recent
where recent.type = 'array'`);
