import { sql } from 'drizzle-orm';
import { lotId } from '../../ledger/lot.ts';
import { INSTANT_MAX, type Instant } from '../../ledger/time.ts';
import type { TimedOutHold, WalletState } from '../../ledger/wallet.ts';
import type { Session } from './connection.ts';
import { gatherLots } from './fetch-lots.ts';
import { gather, place, wanted, write } from './gather.ts';
import type { Keys } from './keys.ts';
import { type LotRow, lotColumns } from './rows.ts';
import { lot, openHold, reservation } from './schema.ts';
import { prepareSelect } from './select.ts';

/** What time alone changed in a wallet. */
export interface Crossed {
  readonly lots: readonly LotRow[];
  readonly timedOut: readonly TimedOutHold[];
  readonly nextBoundaryAt: Instant | null;
}

/** What time alone changed since the wallet was last settled; nothing, up to its boundary. */
export function gatherCrossed(session: Session) {
  const names = ['merchantId', 'walletId', 'at'] as const;
  const lots = gather(session, statements.lots, [...names, 'since']);
  const reservations = gather(session, statements.reservations, names);
  const next = gather(session, statements.nextBoundary, names);
  const lotsOf = gatherLots(session);
  return async (
    walletId: string,
    state: WalletState,
    at: Instant,
    keys: Keys,
  ): Promise<Crossed> => {
    const { settledThrough: since, boundaryAt } = state;
    if (boundaryAt === null || boundaryAt > at) {
      return { lots: [], timedOut: [], nextBoundaryAt: boundaryAt };
    }
    const { merchantId } = keys;
    const key = { merchantId, walletId, at };
    const [crossed, reserved, [boundary]] = await Promise.all([
      lots({ ...key, since }),
      reservations(key),
      next(key),
    ]);
    for (const row of reserved) keys.lots.set(lotId(row.originId, row.ordinal), walletId);
    const ids = new Set(reserved.map((row) => lotId(row.originId, row.ordinal)));
    return {
      lots: [...crossed, ...(await lotsOf(ids, keys))],
      timedOut: holdsOf(reserved),
      nextBoundaryAt: momentOf(boundary?.at ?? null),
    };
  };
}

interface ReservedRow {
  readonly holdId: string;
  readonly originId: string;
  readonly ordinal: number;
  readonly amount: bigint;
}

function holdsOf(reserved: readonly ReservedRow[]): TimedOutHold[] {
  return [...Map.groupBy(reserved, (row) => row.holdId)].map(([transactionId, rows]) => ({
    transactionId,
    reservations: rows.map((row) => ({
      lotId: lotId(row.originId, row.ordinal),
      amount: row.amount,
    })),
  }));
}

/** Whatever never comes is no boundary. */
function momentOf(at: Instant | null): Instant | null {
  return at === null || at >= INSTANT_MAX ? null : at;
}

const ofWallet = sql`merchant_id = wanted.merchant_id and wallet_id = wanted.wallet_id`;
const asked = wanted({ merchantId: 'text', walletId: 'uuid', at: 'bigint' });

const statements = {
  lots: prepareSelect(
    write
      .select({ place, ...lotColumns })
      .from(lot)
      .innerJoin(
        wanted({ merchantId: 'text', walletId: 'uuid', at: 'bigint', since: 'bigint' }),
        sql`${lot.merchantId} = wanted.merchant_id and ${lot.walletId} = wanted.wallet_id and (
          ${lot.remaining} > 0 and ${lot.kind} in ('GIFT', 'MONEY', 'POINTS')
            and ${lot.expiresAt} > wanted.since and ${lot.expiresAt} <= wanted.at
          or ${lot.deferred}
            and ${lot.activatesAt} > wanted.since and ${lot.activatesAt} <= wanted.at)`,
      ),
  ),
  reservations: prepareSelect(
    write
      .select({
        place,
        holdId: openHold.transactionId,
        originId: reservation.lotTransactionId,
        ordinal: reservation.lotOrdinal,
        amount: reservation.amount,
      })
      .from(openHold)
      .innerJoin(
        asked,
        sql`${openHold.merchantId} = wanted.merchant_id and ${openHold.walletId} = wanted.wallet_id
          and ${openHold.timeoutAt} <= wanted.at`,
      )
      .innerJoin(
        reservation,
        sql`${reservation.merchantId} = ${openHold.merchantId}
          and ${reservation.walletId} = ${openHold.walletId}
          and ${reservation.transactionId} = ${openHold.transactionId}`,
      )
      .orderBy(place, openHold.transactionId, reservation.line),
  ),
  nextBoundary: prepareSelect(
    write
      .select({
        place,
        at: sql<number | null>`least(
          (select min(expires_at) from lot where ${ofWallet} and remaining > 0
            and kind in ('GIFT', 'MONEY', 'POINTS') and expires_at > wanted.at),
          (select min(activates_at) from lot where ${ofWallet} and deferred
            and activates_at > wanted.at),
          (select min(timeout_at) from open_hold where ${ofWallet}
            and timeout_at > wanted.at))`.mapWith(Number),
      })
      .from(asked),
  ),
};
