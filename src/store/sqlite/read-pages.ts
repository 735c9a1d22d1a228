import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { LedgerReads, LotPlace, Page } from '../../ledger/store.ts';
import { bytesOfUuid } from './columns.ts';
import type { Db } from './connection.ts';
import { merchant } from './merchant-schema.ts';
import { columnOf, inList, lotOf, recordOf, selectLots, selectTransactions } from './rows.ts';
import { lot, resolution, transaction, wallet, walletLink } from './schema.ts';

/** The place before the first row and behind the last one, for a page that begins at an end. */
const LOWEST = 0;
const HIGHEST = Number.MAX_SAFE_INTEGER;

/** A wallet's transactions by keyset: one range of one index, at any length of history. */
export function prepareHistory(db: Db): LedgerReads['history'] {
  const newer = prepareHistoryPage(db, 'NEWER');
  const older = prepareHistoryPage(db, 'OLDER');
  return async (merchantId, walletId, filter, page) => {
    const id = bytesOfUuid(walletId);
    if (!id) return [];
    const statement = page.backwards ? newer : older;
    const end = page.backwards ? LOWEST : HIGHEST;
    const rows = statement.all({
      merchantId,
      walletId: id,
      effectiveAt: page.beyond?.effectiveAt ?? end,
      sequence: page.beyond?.sequence ?? end,
      from: filter.from ?? LOWEST,
      to: filter.to ?? HIGHEST,
      types: filter.types === null ? null : JSON.stringify(filter.types),
      hideReversed: filter.hideReversed ? 1 : 0,
      limit: page.limit,
    });
    const found = rows.map((row) => ({
      effectiveAt: row.effectiveAt,
      sequence: row.pk,
      transaction: recordOf(row),
    }));
    return page.backwards ? found.toReversed() : found;
  };
}

function prepareHistoryPage(db: Db, direction: 'NEWER' | 'OLDER') {
  const beyond = sql`(${walletLink.effectiveAt}, ${walletLink.transactionPk})`;
  const place = sql`(${sql.placeholder('effectiveAt')}, ${sql.placeholder('sequence')})`;
  const order = direction === 'NEWER' ? asc : desc;
  return selectTransactions(db)
    .innerJoin(
      walletLink,
      and(eq(walletLink.transactionPk, transaction.pk), sql`${walletLink.kind} = 'RECORDED'`),
    )
    .where(
      and(
        sql`${walletLink.walletPk} = (
          select w.pk from wallet w join merchant m on m.pk = w.merchant_pk
          where w.id = ${sql.placeholder('walletId')} and m.id = ${sql.placeholder('merchantId')})`,
        direction === 'NEWER' ? sql`${beyond} > ${place}` : sql`${beyond} < ${place}`,
        sql`${walletLink.effectiveAt} >= ${sql.placeholder('from')}`,
        sql`${walletLink.effectiveAt} < ${sql.placeholder('to')}`,
        isListed(),
      ),
    )
    .orderBy(order(walletLink.effectiveAt), order(walletLink.transactionPk))
    .limit(sql.placeholder('limit'))
    .prepare();
}

/** Deleted transactions are in the journal only; reversed pairs are hidden when asked. */
function isListed(): SQL | undefined {
  const types = sql.placeholder('types');
  return and(
    sql`${transaction.type} <> 'DELETE'`,
    sql`(${resolution.kind} is null or ${resolution.kind} <> 'DELETE')`,
    sql`(${types} is null or ${transaction.type} in ${inList('types')})`,
    sql`(${sql.placeholder('hideReversed')} = 0 or (
      ${transaction.type} not in ('CANCEL', 'VOID')
      and (${resolution.kind} is null or ${resolution.kind} = 'COMMIT')))`,
  );
}

/** Lots with something left, in draw order: gifts first, soonest to expire first, then oldest. */
export function prepareLotPages(db: Db): LedgerReads['lots'] {
  const after = prepareLotPage(db, 'AFTER');
  const before = prepareLotPage(db, 'BEFORE');
  return async (merchantId, walletId, kind, page) => {
    const id = bytesOfUuid(walletId);
    if (!id) return [];
    const rows = (page.backwards ? before : after).all({
      merchantId,
      walletId: id,
      kind,
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
    sequence: beyond?.sequence ?? end,
  };
}

function prepareLotPage(db: Db, direction: 'AFTER' | 'BEFORE') {
  const columns = sql`(${lot.kind}, ${lot.expiresAt}, ${lot.activatesAt}, ${lot.transactionPk})`;
  const place = sql`(${sql.placeholder('lastKind')}, ${sql.placeholder('expiresAt')},
    ${sql.placeholder('activatesAt')}, ${sql.placeholder('sequence')})`;
  const order = direction === 'AFTER' ? asc : desc;
  return selectLots(db)
    .innerJoin(wallet, eq(wallet.pk, lot.walletPk))
    .innerJoin(merchant, eq(merchant.pk, wallet.merchantPk))
    .where(
      and(
        eq(merchant.id, sql.placeholder('merchantId')),
        eq(wallet.id, sql.placeholder('walletId')),
        sql`${lot.remaining} > 0`,
        sql`(${sql.placeholder('kind')} is null or ${lot.kind} = ${sql.placeholder('kind')})`,
        direction === 'AFTER' ? sql`${columns} > ${place}` : sql`${columns} < ${place}`,
      ),
    )
    .orderBy(
      order(lot.kind),
      order(lot.expiresAt),
      order(lot.activatesAt),
      order(lot.transactionPk),
    )
    .limit(sql.placeholder('limit'))
    .prepare();
}
