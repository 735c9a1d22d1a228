import { sql } from 'drizzle-orm';
import { lotId } from '../../ledger/lot.ts';
import { INSTANT_MAX, type Instant } from '../../ledger/time.ts';
import type { TimedOutHold, WalletState } from '../../ledger/wallet.ts';
import type { Session } from './connection.ts';
import { gatherLots } from './fetch-lots.ts';
import { gather, prepareQuestion, write } from './gather.ts';
import type { Keys } from './keys.ts';
import { type LotRow, lotColumns } from './rows.ts';
import { lot, openHold, reservation } from './schema.ts';

/** What time alone changed in a wallet. */
export interface Crossed {
  readonly lots: readonly LotRow[];
  readonly timedOut: readonly TimedOutHold[];
  readonly nextBoundaryAt: Instant | null;
}

/** What time alone changed since the wallet was last settled; nothing, up to its boundary. */
export function gatherCrossed(session: Session) {
  const names = ['merchantId', 'walletId', 'at'] as const;
  const expired = gather(session, statements.expired, [...names, 'since']);
  const activated = gather(session, statements.activated, [...names, 'since']);
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
    const [gone, come, reserved, [boundary]] = await Promise.all([
      expired({ ...key, since }),
      activated({ ...key, since }),
      reservations(key),
      next(key),
    ]);
    for (const row of reserved) keys.lots.set(lotId(row.originId, row.ordinal), walletId);
    const ids = new Set(reserved.map((row) => lotId(row.originId, row.ordinal)));
    return {
      lots: [...gone, ...come, ...(await lotsOf(ids, keys))],
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
const moment = { merchantId: 'text', walletId: 'uuid', at: 'bigint' } as const;
const isInWallet = sql`${lot.merchantId} = wanted.merchant_id
  and ${lot.walletId} = wanted.wallet_id`;

const statements = {
  expired: prepareQuestion(
    { ...moment, since: 'bigint' },
    write
      .select(lotColumns)
      .from(lot)
      .where(
        sql`${isInWallet} and ${lot.remaining} > 0 and ${lot.kind} in ('GIFT', 'MONEY', 'POINTS')
          and ${lot.expiresAt} > wanted.since and ${lot.expiresAt} <= wanted.at`,
      ),
  ),
  activated: prepareQuestion(
    { ...moment, since: 'bigint' },
    write
      .select(lotColumns)
      .from(lot)
      .where(
        sql`${isInWallet} and ${lot.deferred}
          and ${lot.activatesAt} > wanted.since and ${lot.activatesAt} <= wanted.at`,
      ),
  ),
  reservations: prepareQuestion(
    moment,
    write
      .select({
        holdId: openHold.transactionId,
        originId: reservation.lotTransactionId,
        ordinal: reservation.lotOrdinal,
        amount: reservation.amount,
      })
      .from(openHold)
      .innerJoin(
        reservation,
        sql`${reservation.merchantId} = ${openHold.merchantId}
          and ${reservation.walletId} = ${openHold.walletId}
          and ${reservation.transactionId} = ${openHold.transactionId}`,
      )
      .where(
        sql`${openHold.merchantId} = wanted.merchant_id and ${openHold.walletId} = wanted.wallet_id
          and ${openHold.timeoutAt} <= wanted.at`,
      )
      .orderBy(openHold.transactionId, reservation.line),
  ),
  nextBoundary: prepareQuestion(
    moment,
    write
      .select({
        at: sql<number | null>`least(
          (select min(expires_at) from lot where ${ofWallet} and remaining > 0
            and kind in ('GIFT', 'MONEY', 'POINTS') and expires_at > wanted.at),
          (select min(activates_at) from lot where ${ofWallet} and deferred
            and activates_at > wanted.at),
          (select min(timeout_at) from open_hold where ${ofWallet}
            and timeout_at > wanted.at))`.mapWith(Number),
      })
      .from(sql`(select 1) as once`),
  ),
};
