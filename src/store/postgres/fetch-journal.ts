import { asc, sql } from 'drizzle-orm';
import type { Journal, JournalEvent } from '../../ledger/derived/journal.ts';
import { type GrantedLot, type LotMovement, lotId, type Reservation } from '../../ledger/lot.ts';
import { INSTANT_MAX, type Instant } from '../../ledger/time.ts';
import { isReversal } from '../../ledger/transaction.ts';
import { instantOf } from '../rows.ts';
import type { Session } from './connection.ts';
import { gather, prepareQuestion, write } from './gather.ts';
import { ended } from './rows.ts';
import { lot, lotMovement, reservation, transaction, walletLink } from './schema.ts';

interface JournalOf {
  readonly merchantId: string;
  readonly id: string;
  readonly openedAt: Instant;
}

/** Reads all of a wallet's journal that derived rows depend on, in four ranges. */
export function gatherJournal(session: Session): (of: JournalOf) => Promise<Journal> {
  const names = ['merchantId', 'walletId'] as const;
  const ask = {
    events: gather(session, statements.events, names),
    lots: gather(session, statements.lots, names),
    movements: gather(session, statements.movements, names),
    reservations: gather(session, statements.reservations, names),
  };
  return async ({ merchantId, id: walletId, openedAt }) => {
    const key = { merchantId, walletId };
    const [events, granted, moved, reserved] = await Promise.all([
      ask.events(key),
      ask.lots(key),
      ask.movements(key),
      ask.reservations(key),
    ]);
    const lots = Map.groupBy(granted, (row) => row.transactionId);
    const movements = Map.groupBy(moved, (row) => row.transactionId);
    const reservations = Map.groupBy(reserved, (row) => row.transactionId);
    const eventOf = (row: EventRow): JournalEvent => {
      const { transactionId, ended: kind } = row;
      return {
        transactionId,
        sequence: row.sequence,
        effectiveAt: row.effectiveAt,
        undoneAt: kind === null || kind === 'COMMIT' ? null : row.endedAt,
        deleted: kind === 'DELETE',
        mainTransactionId: row.mainId,
        reversal: isReversal(row.type),
        lots: (lots.get(transactionId) ?? []).map((lotRow) => grantedOf(lotRow, walletId)),
        movements: (movements.get(transactionId) ?? []).map(movementOf),
        hold: holdOf(row, (reservations.get(transactionId) ?? []).map(movementOf)),
      };
    };
    return { walletId, openedAt, events: events.map(eventOf) };
  };
}

interface GrantedRow extends Omit<GrantedLot, 'id' | 'walletId' | 'expiresAt'> {
  readonly transactionId: string;
  readonly ordinal: number;
  readonly expiresAt: number;
}

function grantedOf(row: GrantedRow, walletId: string): GrantedLot {
  const { transactionId, ordinal, kind, granted, activatesAt, expiresAt } = row;
  const id = lotId(transactionId, ordinal);
  return { id, walletId, kind, granted, activatesAt, expiresAt: instantOf(expiresAt) };
}

function movementOf(row: {
  readonly originId: string;
  readonly ordinal: number;
  readonly amount: bigint;
}): Pick<LotMovement, 'lotId' | 'amount'> {
  return { lotId: lotId(row.originId, row.ordinal), amount: row.amount };
}

/** A hold keeps its reservations until it is settled, or until its timeout. */
function holdOf(
  row: { readonly timeoutAt: Instant | null; readonly endedAt: Instant | null },
  reservations: readonly Reservation[],
): JournalEvent['hold'] {
  if (row.timeoutAt === null) return null;
  return { endedAt: Math.min(row.timeoutAt, row.endedAt ?? INSTANT_MAX), reservations };
}

const ofWallet = { merchantId: 'text', walletId: 'uuid' } as const;

const isOfWallet = (table: typeof lot | typeof lotMovement | typeof reservation) =>
  sql`${table.merchantId} = wanted.merchant_id and ${table.walletId} = wanted.wallet_id`;

type EventRow = Awaited<ReturnType<typeof statements.events>>[number];

const statements = {
  events: prepareQuestion(
    ofWallet,
    write
      .select({
        sequence: walletLink.ordinal,
        transactionId: walletLink.transactionId,
        mainId: transaction.mainId,
        type: transaction.type,
        effectiveAt: transaction.effectiveAt,
        timeoutAt: transaction.timeoutAt,
        ended: ended.kind,
        endedAt: ended.at,
      })
      .from(walletLink)
      .innerJoin(
        transaction,
        sql`${transaction.merchantId} = ${walletLink.merchantId}
          and ${transaction.walletId} = ${walletLink.homeId}
          and ${transaction.id} = ${walletLink.transactionId}`,
      )
      .leftJoinLateral(ended, sql`true`)
      .where(
        sql`${walletLink.merchantId} = wanted.merchant_id
          and ${walletLink.walletId} = wanted.wallet_id and ${walletLink.kind} = 'RECORDED'`,
      )
      .orderBy(asc(walletLink.ordinal)),
  ),
  lots: prepareQuestion(
    ofWallet,
    write
      .select({
        transactionId: lot.transactionId,
        ordinal: lot.ordinal,
        kind: lot.kind,
        granted: lot.granted,
        activatesAt: lot.activatesAt,
        expiresAt: lot.expiresAt,
      })
      .from(lot)
      .where(isOfWallet(lot))
      .orderBy(asc(lot.ordinal)),
  ),
  movements: prepareQuestion(
    ofWallet,
    write
      .select({
        transactionId: lotMovement.transactionId,
        originId: lotMovement.lotTransactionId,
        ordinal: lotMovement.lotOrdinal,
        amount: lotMovement.amount,
      })
      .from(lotMovement)
      .where(isOfWallet(lotMovement))
      .orderBy(asc(lotMovement.line)),
  ),
  reservations: prepareQuestion(
    ofWallet,
    write
      .select({
        transactionId: reservation.transactionId,
        originId: reservation.lotTransactionId,
        ordinal: reservation.lotOrdinal,
        amount: reservation.amount,
      })
      .from(reservation)
      .where(isOfWallet(reservation))
      .orderBy(asc(reservation.line)),
  ),
};
