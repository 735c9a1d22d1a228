import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import { mergePage } from '../../ledger/history.ts';
import { LOTS_PER_TRANSACTION_MAX } from '../../ledger/lot.ts';
import type { LedgerReads, LotPlace, Page } from '../../ledger/store.ts';
import { columnOf, recordOf } from '../rows.ts';
import { isUuid } from './columns.ts';
import { type Database, inSnapshot } from './connection.ts';
import { gatherDerivedRows } from './derived-rows.ts';
import { gatherWallets } from './fetch-wallet.ts';
import { given, write } from './gather.ts';
import { currency, member } from './merchant-schema.ts';
import { ended, joins, lotColumnsAt, lotOf, transactionColumns } from './rows.ts';
import { lot, transaction, wallet, walletLink } from './schema.ts';
import { prepareSelect } from './select.ts';

/** The place before the first row and behind the last one, for a page that begins at an end. */
const LOWEST = 0;
const HIGHEST = Number.MAX_SAFE_INTEGER;
/** Sorts behind the name of every kind of lot, in every collation. */
const KIND_LAST = 'ZZZZ';

/** A wallet's transactions by keyset: one range of one index, at any length of history. */
export function createHistory(database: Database): LedgerReads['history'] {
  return async (merchantId, walletId, filter, page, at) => {
    if (!isUuid(walletId)) return [];
    const end = page.backwards ? LOWEST : HIGHEST;
    const values = {
      merchantId,
      walletId,
      effectiveAt: page.beyond?.effectiveAt ?? end,
      sequence: page.beyond?.sequence ?? end,
      from: filter.from ?? LOWEST,
      to: filter.to ?? HIGHEST,
      types: filter.types,
      hideReversed: filter.hideReversed,
      limit: page.limit,
    };
    const { stored, derived } = await inSnapshot(database, async (session) => ({
      stored: await (page.backwards ? history.newer : history.older)(session, values),
      derived: await gatherDerivedRows(session, gatherWallets(session)).history(
        walletId,
        merchantId,
        at,
      ),
    }));
    const found = stored.map((row) => ({
      effectiveAt: row.effectiveAt,
      sequence: row.sequence,
      transaction: recordOf(row, row),
    }));
    return mergePage(found, derived, filter, page);
  };
}

function prepareHistoryPage(direction: 'NEWER' | 'OLDER') {
  const beyond = sql`(${walletLink.effectiveAt}, ${walletLink.ordinal})`;
  const place = sql`(${given('effectiveAt', 'bigint')}, ${given('sequence', 'bigint')})`;
  const order = direction === 'NEWER' ? asc : desc;
  return prepareSelect(
    write
      .select({ ...transactionColumns, sequence: walletLink.ordinal })
      .from(walletLink)
      .innerJoin(
        transaction,
        and(
          eq(transaction.merchantId, walletLink.merchantId),
          eq(transaction.walletId, walletLink.homeId),
          eq(transaction.id, walletLink.transactionId),
        ),
      )
      .innerJoin(wallet, joins.walletOfTransaction)
      .innerJoin(member, joins.memberOfWallet)
      .innerJoin(currency, joins.currencyOfWallet)
      .leftJoinLateral(ended, sql`true`)
      .where(
        and(
          eq(walletLink.merchantId, given('merchantId', 'text')),
          eq(walletLink.walletId, given('walletId', 'uuid')),
          sql`${walletLink.kind} = 'RECORDED'`,
          direction === 'NEWER' ? sql`${beyond} > ${place}` : sql`${beyond} < ${place}`,
          sql`${walletLink.effectiveAt} >= ${given('from', 'bigint')}`,
          sql`${walletLink.effectiveAt} < ${given('to', 'bigint')}`,
          isListed(),
        ),
      )
      .orderBy(order(walletLink.effectiveAt), order(walletLink.ordinal))
      .limit(sql.placeholder('limit')),
  );
}

/** Deleted transactions are in the journal only; reversed pairs are hidden when asked. */
function isListed(): SQL | undefined {
  const types = given('types', 'text[]');
  return and(
    sql`${transaction.type} <> 'DELETE'`,
    sql`(${ended.kind} is null or ${ended.kind} <> 'DELETE')`,
    sql`(${types} is null or ${transaction.type} = any(${types}))`,
    sql`(not ${given('hideReversed', 'boolean')} or (
      ${transaction.type} not in ('CANCEL', 'VOID')
      and (${ended.kind} is null or ${ended.kind} = 'COMMIT')))`,
  );
}

const history = { newer: prepareHistoryPage('NEWER'), older: prepareHistoryPage('OLDER') };

/** Lots with something left, in draw order: gifts first, soonest to expire first, then oldest. */
export function createLotPages(database: Database): LedgerReads['lots'] {
  return async (merchantId, walletId, kind, page, at) => {
    if (!isUuid(walletId)) return [];
    const statement = page.backwards ? lotPage.before : lotPage.after;
    const values = { merchantId, walletId, kind, at, ...placeOf(page), limit: page.limit };
    const rows = await database.session((session) => statement(session, values));
    const found = rows.map(lotOf);
    return page.backwards ? found.toReversed() : found;
  };
}

function placeOf({ beyond, backwards }: Page<LotPlace>) {
  const end = backwards ? HIGHEST : LOWEST;
  return {
    lastKind: beyond?.kind ?? (backwards ? KIND_LAST : ''),
    expiresAt: beyond ? columnOf(beyond.expiresAt) : end,
    activatesAt: beyond?.activatesAt ?? end,
    link: beyond ? Math.floor(beyond.sequence / LOTS_PER_TRANSACTION_MAX) : end,
    ordinal: beyond ? beyond.sequence % LOTS_PER_TRANSACTION_MAX : end,
  };
}

function prepareLotPage(direction: 'AFTER' | 'BEFORE') {
  const columns = sql`(${lot.kind}, ${lot.expiresAt}, ${lot.activatesAt},
    ${lot.link}, ${lot.ordinal})`;
  const place = sql`(${given('lastKind', 'text')}, ${given('expiresAt', 'bigint')},
    ${given('activatesAt', 'bigint')}, ${given('link', 'bigint')}, ${given('ordinal', 'bigint')})`;
  const order = direction === 'AFTER' ? asc : desc;
  const kind = given('kind', 'text');
  return prepareSelect(
    write
      .select(lotColumnsAt)
      .from(lot)
      .where(
        and(
          eq(lot.merchantId, given('merchantId', 'text')),
          eq(lot.walletId, given('walletId', 'uuid')),
          sql`${lot.remaining} > 0`,
          sql`(${kind} is null or ${lot.kind} = ${kind})`,
          direction === 'AFTER' ? sql`${columns} > ${place}` : sql`${columns} < ${place}`,
        ),
      )
      .orderBy(
        order(lot.kind),
        order(lot.expiresAt),
        order(lot.activatesAt),
        order(lot.link),
        order(lot.ordinal),
      )
      .limit(sql.placeholder('limit')),
  );
}

const lotPage = { after: prepareLotPage('AFTER'), before: prepareLotPage('BEFORE') };
