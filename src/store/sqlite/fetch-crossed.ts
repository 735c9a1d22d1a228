import { and, eq, gt, lte, sql } from 'drizzle-orm';
import { earlier, INSTANT_MAX, type Instant } from '../../ledger/time.ts';
import type { TimedOutHold, WalletState } from '../../ledger/wallet.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { prepareReserved } from './fetch-transaction.ts';
import { type LotRow, selectLots } from './rows.ts';
import { lot, openHold, transaction, wallet } from './schema.ts';
import { prepareSelect } from './select.ts';
import type { WalletRows } from './wallet-rows.ts';

/** What time alone changed in a wallet. */
export interface Crossed {
  readonly lots: readonly LotRow[];
  readonly timedOut: readonly TimedOutHold[];
  readonly nextBoundaryAt: Instant | null;
}

/** What time alone changed since the wallet was last settled; nothing, up to its boundary. */
export function prepareCrossed(db: Db, wallets: WalletRows) {
  const lots = prepareCrossedLots(db);
  const holds = prepareSelect(
    db,
    db
      .select({ pk: openHold.transactionPk, id: transaction.id })
      .from(openHold)
      .innerJoin(transaction, eq(transaction.pk, openHold.transactionPk))
      .where(and(eq(openHold.walletPk, bound('walletPk')), lte(openHold.timeoutAt, bound('at')))),
  );
  const reserved = prepareReserved(db);
  const next = prepareNextBoundary(db);
  return (walletPk: number, state: WalletState, at: Instant): Crossed => {
    const { settledThrough, boundaryAt } = state;
    if (boundaryAt === null || boundaryAt > at) {
      return { lots: [], timedOut: [], nextBoundaryAt: boundaryAt };
    }
    wallets.settle(walletPk);
    const timedOut = holds.all({ walletPk, at }).map(({ pk, id }) => ({ id, of: reserved(pk) }));
    return {
      lots: [
        ...lots({ walletPk, from: settledThrough, at }),
        ...timedOut.flatMap(({ of }) => of.map((one) => one.lot)),
      ],
      timedOut: timedOut.map(({ id, of }) => ({
        transactionId: id,
        reservations: of.map(({ reservation }) => reservation),
      })),
      nextBoundaryAt: next(walletPk, at),
    };
  };
}

interface Window {
  readonly walletPk: number;
  readonly from: Instant;
  readonly at: Instant;
}

function prepareCrossedLots(db: Db) {
  const expired = prepareSelect(
    db,
    selectLots(db).where(
      and(
        eq(lot.walletPk, bound('walletPk')),
        sql`${lot.kind} in ('GIFT', 'MONEY', 'POINTS')`,
        gt(lot.expiresAt, bound('from')),
        lte(lot.expiresAt, bound('at')),
        sql`${lot.remaining} > 0`,
      ),
    ),
  );
  const activated = prepareSelect(
    db,
    selectLots(db).where(
      and(
        eq(lot.walletPk, bound('walletPk')),
        gt(lot.activatesAt, bound('from')),
        lte(lot.activatesAt, bound('at')),
        sql`${lot.deferred} = 1`,
      ),
    ),
  );
  return (window: Window): LotRow[] => [
    ...expired.all({ ...window }),
    ...activated.all({ ...window }),
  ];
}

function prepareNextBoundary(db: Db) {
  const statement = prepareSelect(
    db,
    db
      .select({
        expiry: sql<bigint | null>`(select min(expires_at) from lot
        where wallet_pk = ${bound('walletPk')} and kind in ('GIFT', 'MONEY', 'POINTS')
        and remaining > 0 and expires_at > ${bound('at')})`,
        activation: sql<bigint | null>`(select min(activates_at) from lot
        where wallet_pk = ${bound('walletPk')} and deferred = 1
        and activates_at > ${bound('at')})`,
        timeout: sql<bigint | null>`(select min(timeout_at) from open_hold
        where wallet_pk = ${bound('walletPk')}
        and timeout_at > ${bound('at')})`,
      })
      .from(wallet)
      .where(eq(wallet.pk, bound('walletPk'))),
  );
  return (walletPk: number, at: Instant): Instant | null => {
    const row = statement.get({ walletPk, at });
    let next: Instant | null = null;
    for (const moment of [row?.expiry, row?.activation, row?.timeout]) {
      if (moment !== null && moment !== undefined && moment < BigInt(INSTANT_MAX)) {
        next = earlier(next, Number(moment));
      }
    }
    return next;
  };
}
