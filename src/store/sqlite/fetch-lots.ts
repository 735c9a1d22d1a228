import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import type { LotKind } from '../../ledger/lot.ts';
import { sum } from '../../ledger/money.ts';
import type { Instant } from '../../ledger/time.ts';
import { atMost, bound } from './bound.ts';
import type { Db } from './connection.ts';
import { type LotRow, selectLots } from './rows.ts';
import { lot } from './schema.ts';
import { prepareSelect } from './select.ts';

/** How many lots a draw fetches at first, and by how much more each time they do not cover it. */
const DRAW_LOTS_FIRST = 4;
const DRAW_LOTS_FACTOR = 16;

/** Usable lots in draw order, as many as cover an amount. */
export function prepareDrawable(db: Db) {
  const statement = prepareSelect(
    db,
    selectLots(db)
      .where(
        and(
          eq(lot.walletPk, bound('walletPk')),
          eq(lot.kind, bound('kind')),
          sql`${lot.remaining} > 0`,
          gt(lot.expiresAt, bound('at')),
          lte(lot.activatesAt, bound('at')),
        ),
      )
      .orderBy(
        asc(lot.expiresAt),
        asc(lot.activatesAt),
        asc(lot.transactionPk),
        atMost(asc(lot.ordinal), 'limit'),
      ),
  );
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
