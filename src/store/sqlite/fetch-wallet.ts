import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import type { FactsQuery, TransactionFacts } from '../../ledger/facts.ts';
import type { Lot, LotId, LotKind } from '../../ledger/lot.ts';
import { type CurrencyKind, sum } from '../../ledger/money.ts';
import { earlier, INSTANT_MAX, type Instant } from '../../ledger/time.ts';
import type { TimedOutHold, WalletFacts, WalletState } from '../../ledger/wallet.ts';
import { bytesOfUuid } from './columns.ts';
import type { Db } from './connection.ts';
import { prepareReservations } from './fetch-transaction.ts';
import type { Keys } from './keys.ts';
import {
  type LotRow,
  lotOf,
  policiesOf,
  selectLots,
  selectWallets,
  stateOf,
  walletOf,
} from './rows.ts';
import { lot, lotMovement, openHold, reservation, transaction, wallet } from './schema.ts';

export interface WalletQuery {
  readonly id: string;
  readonly target: TransactionFacts | null;
  readonly at: Instant;
  readonly draw?: NonNullable<FactsQuery['draw']>;
}

/** How many lots a draw fetches at first, and by how much more each time they do not cover it. */
const DRAW_LOTS_FIRST = 4;
const DRAW_LOTS_FACTOR = 16;

/** The kinds of lots in a wallet, in draw order: each is a range of one index. */
const KINDS_DRAWN: Readonly<Record<CurrencyKind, readonly LotKind[]>> = {
  POINTS: ['POINTS'],
  MONEY: ['GIFT', 'MONEY'],
};

/** Finds a merchant's wallet with the lots that a command can touch. */
export function prepareWalletFetch(db: Db) {
  const byId = selectWallets(db)
    .where(
      and(
        eq(wallet.id, sql.placeholder('id')),
        eq(wallet.merchantPk, sql.placeholder('merchantPk')),
      ),
    )
    .prepare();
  const lotsOfTarget = prepareLotsOfTarget(db);
  const crossed = prepareCrossed(db);
  const drawable = prepareDrawable(db);
  return (query: WalletQuery, keys: Keys): WalletFacts | null => {
    const id = bytesOfUuid(query.id);
    const row = id && byId.get({ id, merchantPk: keys.merchantPk });
    if (!row) return null;
    const { pk, head, links } = row;
    keys.wallets.set(row.id, { pk, head, links });
    const lots = new Map<LotId, Lot>();
    const add = (rows: readonly LotRow[]) => {
      for (const lotRow of rows) {
        const found = lotOf(lotRow, row.id);
        const { transactionPk, ordinal, lastMoverPk } = lotRow;
        lots.set(found.id, found);
        keys.lots.set(found.id, { transactionPk, ordinal, lastMoverPk });
      }
    };
    const state = stateOf(row);
    const at = Math.max(query.at, state.settledThrough);
    const past = crossed(pk, state, at);
    add(past.lots);
    const targetPk = query.target && keys.transactions.get(query.target.record.id);
    if (typeof targetPk === 'number') add(lotsOfTarget(targetPk, pk));
    const facts: WalletFacts = {
      record: walletOf(row),
      program: {
        id: row.programId,
        merchantId: row.merchantId,
        name: row.programName,
        policies: policiesOf(row.policies),
      },
      state,
      lots: [...lots.values()],
      timedOut: past.timedOut,
      nextBoundaryAt: past.nextBoundaryAt,
    };
    const draw = query.draw?.(facts, query.target) ?? 0n;
    if (draw === 0n) return facts;
    add(drawable(pk, KINDS_DRAWN[row.currencyKind], at, draw));
    return { ...facts, lots: [...lots.values()] };
  };
}

/** The lots in a wallet that a transaction granted, moved or reserved. */
function prepareLotsOfTarget(db: Db) {
  const granted = selectLots(db)
    .where(
      and(
        eq(lot.transactionPk, sql.placeholder('pk')),
        eq(lot.walletPk, sql.placeholder('walletPk')),
      ),
    )
    .prepare();
  const touched = selectLots(db)
    .where(
      and(
        sql`(${lot.transactionPk}, ${lot.ordinal}) in (
          select ${lotMovement.lotTransactionPk}, ${lotMovement.lotOrdinal} from ${lotMovement}
          where ${lotMovement.transactionPk} = ${sql.placeholder('pk')}
          union all
          select ${reservation.lotTransactionPk}, ${reservation.lotOrdinal} from ${reservation}
          where ${reservation.transactionPk} = ${sql.placeholder('pk')})`,
        eq(lot.walletPk, sql.placeholder('walletPk')),
      ),
    )
    .prepare();
  return (pk: number, walletPk: number): LotRow[] => [
    ...granted.all({ pk, walletPk }),
    ...touched.all({ pk, walletPk }),
  ];
}

interface Crossed {
  readonly lots: readonly LotRow[];
  readonly timedOut: readonly TimedOutHold[];
  readonly nextBoundaryAt: Instant | null;
}

/** What time alone changed since the wallet was last settled; nothing, up to its boundary. */
function prepareCrossed(db: Db) {
  const lots = prepareCrossedLots(db);
  const holds = db
    .select({ pk: openHold.transactionPk, id: transaction.id })
    .from(openHold)
    .innerJoin(transaction, eq(transaction.pk, openHold.transactionPk))
    .where(
      and(
        eq(openHold.walletPk, sql.placeholder('walletPk')),
        lte(openHold.timeoutAt, sql.placeholder('at')),
      ),
    )
    .prepare();
  const reservations = prepareReservations(db);
  const lotsOfTarget = prepareLotsOfTarget(db);
  const next = prepareNextBoundary(db);
  return (walletPk: number, state: WalletState, at: Instant): Crossed => {
    const { settledThrough, boundaryAt } = state;
    if (boundaryAt === null || boundaryAt > at) {
      return { lots: [], timedOut: [], nextBoundaryAt: boundaryAt };
    }
    const timedOut = holds.all({ walletPk, at });
    return {
      lots: [
        ...lots({ walletPk, from: settledThrough, at }),
        ...timedOut.flatMap(({ pk }) => lotsOfTarget(pk, walletPk)),
      ],
      timedOut: timedOut.map(({ pk, id }) => ({
        transactionId: id,
        reservations: reservations(pk),
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
  const expired = selectLots(db)
    .where(
      and(
        eq(lot.walletPk, sql.placeholder('walletPk')),
        sql`${lot.kind} in ('GIFT', 'MONEY', 'POINTS')`,
        gt(lot.expiresAt, sql.placeholder('from')),
        lte(lot.expiresAt, sql.placeholder('at')),
        sql`${lot.remaining} > 0`,
      ),
    )
    .prepare();
  const activated = selectLots(db)
    .where(
      and(
        eq(lot.walletPk, sql.placeholder('walletPk')),
        gt(lot.activatesAt, sql.placeholder('from')),
        lte(lot.activatesAt, sql.placeholder('at')),
        sql`${lot.deferred} = 1`,
      ),
    )
    .prepare();
  return (window: Window): LotRow[] => [
    ...expired.all({ ...window }),
    ...activated.all({ ...window }),
  ];
}

function prepareNextBoundary(db: Db) {
  const statement = db
    .select({
      expiry: sql<bigint | null>`(select min(expires_at) from lot
        where wallet_pk = ${sql.placeholder('walletPk')} and kind in ('GIFT', 'MONEY', 'POINTS')
        and remaining > 0 and expires_at > ${sql.placeholder('at')})`,
      activation: sql<bigint | null>`(select min(activates_at) from lot
        where wallet_pk = ${sql.placeholder('walletPk')} and deferred = 1
        and activates_at > ${sql.placeholder('at')})`,
      timeout: sql<bigint | null>`(select min(timeout_at) from open_hold
        where wallet_pk = ${sql.placeholder('walletPk')} and timeout_at > ${sql.placeholder('at')})`,
    })
    .from(wallet)
    .where(eq(wallet.pk, sql.placeholder('walletPk')))
    .prepare();
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

/** Usable lots in draw order, as many as cover an amount. */
function prepareDrawable(db: Db) {
  const statement = selectLots(db)
    .where(
      and(
        eq(lot.walletPk, sql.placeholder('walletPk')),
        eq(lot.kind, sql.placeholder('kind')),
        sql`${lot.remaining} > 0`,
        gt(lot.expiresAt, sql.placeholder('at')),
        lte(lot.activatesAt, sql.placeholder('at')),
      ),
    )
    .orderBy(asc(lot.expiresAt), asc(lot.activatesAt), asc(lot.transactionPk))
    .limit(sql.placeholder('limit'))
    .prepare();
  const ofKind = (walletPk: number, kind: LotKind, at: Instant, amount: bigint) => {
    for (let limit = DRAW_LOTS_FIRST; ; limit *= DRAW_LOTS_FACTOR) {
      const rows = statement.all({ walletPk, kind, at, limit });
      const covered = sum(rows.map((row) => row.remaining - row.held));
      if (covered >= amount || rows.length < limit) return { rows, covered };
    }
  };
  return (walletPk: number, kinds: readonly LotKind[], at: Instant, amount: bigint): LotRow[] => {
    const found: LotRow[] = [];
    let missing = amount;
    for (const kind of kinds) {
      if (missing <= 0n) break;
      const { rows, covered } = ofKind(walletPk, kind, at, missing);
      found.push(...rows);
      missing -= covered;
    }
    return found;
  };
}
