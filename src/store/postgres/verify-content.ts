import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { lotId } from '../../ledger/lot.ts';
import type { StoredTransaction } from '../../ledger/verification.ts';
import { instantOf } from '../rows.ts';
import {
  type EndedHold,
  type PartRows,
  rowProblems,
  storedTransactionOf,
} from '../verification.ts';
import type { Session } from './connection.ts';
import { gather, prepareQuestion, write } from './gather.ts';
import { entry, lot, lotMovement, reservation, resolution, transaction } from './schema.ts';

/** A transaction, or what there is of it, in one wallet. */
export type NameInWallet = Readonly<Record<(typeof NAMES)[number], string>>;

/** A transaction as its links need it. */
export interface RecordedTransaction {
  readonly content: StoredTransaction;
  /** The links that its lots say granted them, each in the lot's own wallet. */
  readonly grants: readonly { readonly walletId: string; readonly link: number }[];
  /** What is wrong with its rows beside what its link covers. */
  readonly problems: readonly string[];
}

/** Rebuilds transactions, many at a time, as they were hashed when they were recorded. */
export function gatherContents(
  session: Session,
): (name: NameInWallet) => Promise<RecordedTransaction | null> {
  const headers = gather(session, statements.headers, NAMES);
  const partsOf = gatherParts(session);
  return async (name) => {
    const [[header], { grants, ...parts }] = await Promise.all([headers(name), partsOf(name)]);
    if (!header) return null;
    const content = storedTransactionOf(header, parts);
    return { content, grants, problems: rowProblems(header, parts, content) };
  };
}

type Parts = PartRows & Pick<RecordedTransaction, 'grants'>;

/** Finds what transactions consist of: in their own wallets, and where they are booked. */
function gatherParts(session: Session): (name: NameInWallet) => Promise<Parts> {
  const entriesOf = gather(session, statements.entries, NAMES);
  const lotsIn = gather(session, statements.lots, NAMES);
  const movementsIn = gather(session, statements.movements, NAMES);
  const reservationsOf = gather(session, statements.reservations, NAMES);
  return async (name) => {
    const [entries, reservations] = await Promise.all([entriesOf(name), reservationsOf(name)]);
    const walletIds = new Set([name.walletId, ...entries.flatMap((row) => row.walletId ?? [])]);
    const touched = [...walletIds].map((walletId) => ({ ...name, walletId }));
    const [lots, movements] = await Promise.all([
      Promise.all(touched.map(lotsIn)),
      Promise.all(touched.map(movementsIn)),
    ]);
    const granted = lots.flat().toSorted((a, b) => a.ordinal - b.ordinal);
    const moved = movements.flat().toSorted((a, b) => a.line - b.line);
    return {
      entries,
      lots: granted.map((row) => ({
        ...row,
        id: lotId(name.transactionId, row.ordinal),
        expiresAt: instantOf(row.expiresAt),
        sequence: row.link,
      })),
      grants: granted,
      movements: moved.map((row) => ({ ...row, lotId: lotId(row.originId, row.ordinal) })),
      reservations: reservations.map((row) => ({
        ...row,
        lotId: lotId(row.originId, row.ordinal),
      })),
    };
  };
}

/** Finds holds that ended without a transaction, many at a time. */
export function gatherEndings(session: Session): (name: NameInWallet) => Promise<EndedHold | null> {
  const ask = gather(session, statements.endings, NAMES);
  return async (name) => {
    const [row] = await ask(name);
    if (!row) return null;
    const { id, kind, byId, at, recordedBy, reason } = row;
    const isEnd = kind !== null && byId === null && at !== null && recordedBy !== null;
    const end = isEnd ? { transactionId: id, kind, by: null, at, recordedBy, reason } : null;
    return { id, resolution: end };
  };
}

const NAMES = ['merchantId', 'walletId', 'transactionId'] as const;
const asked = { merchantId: 'text', walletId: 'uuid', transactionId: 'uuid' } as const;
const main = alias(transaction, 'main');

const isAsked = sql`${transaction.merchantId} = wanted.merchant_id
  and ${transaction.walletId} = wanted.wallet_id and ${transaction.id} = wanted.transaction_id`;

/** The rows about a transaction in a wallet. */
const isOfAsked = (table: typeof entry | typeof lot | typeof lotMovement | typeof reservation) =>
  sql`${table.merchantId} = wanted.merchant_id and ${table.walletId} = wanted.wallet_id
    and ${table.transactionId} = wanted.transaction_id`;

const statements = {
  headers: prepareQuestion(
    asked,
    write
      .select({
        ...getTableColumns(transaction),
        mainTransactionId: transaction.mainId,
        resolves: resolution.kind,
      })
      .from(transaction)
      .leftJoin(
        main,
        and(eq(main.merchantId, transaction.merchantId), eq(main.id, transaction.mainId)),
      )
      .leftJoin(
        resolution,
        and(
          eq(resolution.merchantId, main.merchantId),
          eq(resolution.walletId, main.walletId),
          eq(resolution.transactionId, main.id),
          eq(resolution.byId, transaction.id),
        ),
      )
      .where(isAsked),
  ),
  entries: prepareQuestion(
    asked,
    write
      .select({
        line: entry.line,
        account: entry.account,
        walletId: entry.bookedId,
        amount: entry.amount,
        purpose: entry.purpose,
      })
      .from(entry)
      .where(isOfAsked(entry))
      .orderBy(asc(entry.line)),
  ),
  lots: prepareQuestion(
    asked,
    write.select(getTableColumns(lot)).from(lot).where(isOfAsked(lot)).orderBy(asc(lot.ordinal)),
  ),
  movements: prepareQuestion(
    asked,
    write
      .select({
        line: lotMovement.line,
        originId: lotMovement.lotTransactionId,
        ordinal: lotMovement.lotOrdinal,
        amount: lotMovement.amount,
        purpose: lotMovement.purpose,
      })
      .from(lotMovement)
      .where(isOfAsked(lotMovement))
      .orderBy(asc(lotMovement.line)),
  ),
  reservations: prepareQuestion(
    asked,
    write
      .select({
        line: reservation.line,
        originId: reservation.lotTransactionId,
        ordinal: reservation.lotOrdinal,
        amount: reservation.amount,
      })
      .from(reservation)
      .where(isOfAsked(reservation))
      .orderBy(asc(reservation.line)),
  ),
  endings: prepareQuestion(
    asked,
    write
      .select({
        id: transaction.id,
        kind: resolution.kind,
        byId: resolution.byId,
        at: resolution.at,
        recordedBy: resolution.recordedBy,
        reason: resolution.reason,
      })
      .from(transaction)
      .leftJoin(
        resolution,
        and(
          eq(resolution.merchantId, transaction.merchantId),
          eq(resolution.walletId, transaction.walletId),
          eq(resolution.transactionId, transaction.id),
        ),
      )
      .where(isAsked),
  ),
};
