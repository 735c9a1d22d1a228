import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import { mergePage } from '../../ledger/history.ts';
import { LOTS_PER_TRANSACTION_MAX } from '../../ledger/lot.ts';
import type { LedgerReads, LotPlace, Page } from '../../ledger/store.ts';
import { columnOf } from '../rows.ts';
import { atMost, bound } from './bound.ts';
import { bytesOfUuid } from './columns.ts';
import type { Db } from './connection.ts';
import type { DerivedRows } from './derived-rows.ts';
import { history } from './history-schema.ts';
import type { Identities } from './identities.ts';
import { inList } from './lists.ts';
import { prepareMerchantKey } from './merchant-key.ts';
import { merchant } from './merchant-schema.ts';
import { lotColumnsAt, lotOf, origin, selectTransactions, transactionOf } from './rows.ts';
import { lot, resolution, transaction, wallet } from './schema.ts';
import { prepareSelect } from './select.ts';

/** The place before the first row and behind the last one, for a page that begins at an end. */
const LOWEST = 0;
const HIGHEST = Number.MAX_SAFE_INTEGER;

/** A wallet's transactions by keyset: one range of a table and a few, at any length of history. */
export function prepareHistory(
  db: Db,
  identities: Identities,
  derived: DerivedRows,
): LedgerReads['history'] {
  const newer = prepareHistoryPage(db, 'NEWER');
  const older = prepareHistoryPage(db, 'OLDER');
  const merchantKey = prepareMerchantKey(db);
  return async (merchantId, walletId, filter, page, at) => {
    const id = bytesOfUuid(walletId);
    if (!id) return [];
    const asker = merchantKey(merchantId);
    const statement = page.backwards ? newer : older;
    const end = page.backwards ? LOWEST : HIGHEST;
    const stored = statement.all({
      merchantPk: asker.merchantPk,
      walletId: id,
      effectiveAt: page.beyond?.effectiveAt ?? end,
      sequence: page.beyond?.sequence ?? end,
      from: filter.from ?? LOWEST,
      to: filter.to ?? HIGHEST,
      types: filter.types === null ? null : JSON.stringify(filter.types),
      hideReversed: filter.hideReversed ? 1 : 0,
      limit: page.limit,
    });
    const found = stored.map((row) => ({
      effectiveAt: row.effectiveAt,
      sequence: row.pk,
      transaction: transactionOf(row, identities),
    }));
    const rows = derived.history(walletId, asker, at);
    return mergePage(found, rows, filter, page);
  };
}

function prepareHistoryPage(db: Db, direction: 'NEWER' | 'OLDER') {
  const beyond = sql`(${history.effectiveAt}, ${history.transactionPk})`;
  const place = sql`(${bound('effectiveAt')}, ${bound('sequence')})`;
  const order = direction === 'NEWER' ? asc : desc;
  const page = selectTransactions(db, history)
    .innerJoin(history, eq(history.transactionPk, transaction.pk))
    .where(
      and(
        sql`${history.walletPk} = (
          select pk from wallet
          where id = ${bound('walletId')} and merchant_pk = ${bound('merchantPk')})`,
        direction === 'NEWER' ? sql`${beyond} > ${place}` : sql`${beyond} < ${place}`,
        sql`${history.effectiveAt} >= ${bound('from')}`,
        sql`${history.effectiveAt} < ${bound('to')}`,
        isListed(),
      ),
    )
    .orderBy(order(history.effectiveAt), atMost(order(history.transactionPk), 'limit'));
  return prepareSelect(db, page);
}

/** Deleted transactions are in the journal only; reversed pairs are hidden when asked. */
function isListed(): SQL | undefined {
  const types = bound('types');
  return and(
    sql`${transaction.type} <> 'DELETE'`,
    sql`(${resolution.kind} is null or ${resolution.kind} <> 'DELETE')`,
    sql`(${types} is null or ${transaction.type} in ${inList('types')})`,
    sql`(${bound('hideReversed')} = 0 or (
      ${transaction.type} not in ('CANCEL', 'VOID')
      and (${resolution.kind} is null or ${resolution.kind} = 'COMMIT')))`,
  );
}

/** Lots with something left, in draw order: gifts first, soonest to expire first, then oldest. */
export function prepareLotPages(db: Db): LedgerReads['lots'] {
  const after = prepareLotPage(db, 'AFTER');
  const before = prepareLotPage(db, 'BEFORE');
  return async (merchantId, walletId, kind, page, at) => {
    const id = bytesOfUuid(walletId);
    if (!id) return [];
    const rows = (page.backwards ? before : after).all({
      merchantId,
      walletId: id,
      kind,
      at,
      ...placeOf(page),
      limit: page.limit,
    });
    const found = rows.map((row) => lotOf(row, walletId));
    return page.backwards ? found.toReversed() : found;
  };
}

function placeOf({ beyond, backwards }: Page<LotPlace>) {
  const end = backwards ? HIGHEST : LOWEST;
  return {
    lastKind: beyond?.kind ?? (backwards ? '~' : ''),
    expiresAt: beyond ? columnOf(beyond.expiresAt) : end,
    activatesAt: beyond?.activatesAt ?? end,
    transactionPk: beyond ? Math.floor(beyond.sequence / LOTS_PER_TRANSACTION_MAX) : end,
    ordinal: beyond ? beyond.sequence % LOTS_PER_TRANSACTION_MAX : end,
  };
}

function prepareLotPage(db: Db, direction: 'AFTER' | 'BEFORE') {
  const columns = sql`(${lot.kind}, ${lot.expiresAt}, ${lot.activatesAt},
    ${lot.transactionPk}, ${lot.ordinal})`;
  const place = sql`(${bound('lastKind')}, ${bound('expiresAt')},
    ${bound('activatesAt')}, ${bound('transactionPk')}, ${bound('ordinal')})`;
  const order = direction === 'AFTER' ? asc : desc;
  const page = db
    .select(lotColumnsAt)
    .from(lot)
    .innerJoin(origin, eq(origin.pk, lot.transactionPk))
    .innerJoin(wallet, eq(wallet.pk, lot.walletPk))
    .innerJoin(merchant, eq(merchant.pk, wallet.merchantPk))
    .where(
      and(
        eq(merchant.id, bound('merchantId')),
        eq(wallet.id, bound('walletId')),
        sql`${lot.remaining} > 0`,
        sql`(${bound('kind')} is null or ${lot.kind} = ${bound('kind')})`,
        direction === 'AFTER' ? sql`${columns} > ${place}` : sql`${columns} < ${place}`,
      ),
    )
    .orderBy(
      order(lot.kind),
      order(lot.expiresAt),
      order(lot.activatesAt),
      order(lot.transactionPk),
      atMost(order(lot.ordinal), 'limit'),
    );
  return prepareSelect(db, page);
}
