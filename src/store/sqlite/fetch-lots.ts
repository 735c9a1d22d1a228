import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import type { LotKind } from '../../ledger/lot.ts';
import { sum } from '../../ledger/money.ts';
import type { Instant } from '../../ledger/time.ts';
import type { Db } from './connection.ts';
import { type LotRow, selectLots } from './rows.ts';
import { lot, lotMovement, reservation } from './schema.ts';

/** How many lots a draw fetches at first, and by how much more each time they do not cover it. */
const DRAW_LOTS_FIRST = 4;
const DRAW_LOTS_FACTOR = 16;

/** The lots in a wallet that a transaction granted, moved or reserved. */
export function prepareLotsOfTransaction(db: Db) {
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

/** Usable lots in draw order, as many as cover an amount. */
export function prepareDrawable(db: Db) {
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
