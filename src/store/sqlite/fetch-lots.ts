import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import type { LotKind } from '../../ledger/lot.ts';
import { type Minor, sum } from '../../ledger/money.ts';
import type { Instant } from '../../ledger/time.ts';
import { atMost, bound } from './bound.ts';
import type { Db } from './connection.ts';
import { type LotRow, selectLots } from './rows.ts';
import { lot } from './schema.ts';
import { prepareSelect } from './select.ts';

/** Which lots a draw asks for. */
export interface DrawQuery {
  readonly walletPk: number;
  readonly kind: LotKind;
  readonly at: Instant;
  /** Until then time alone changes nothing in the wallet; null: never. */
  readonly until: Instant | null;
  /** Minor units that they are to cover. */
  readonly amount: Minor;
}

/** Usable lots of one kind in draw order, as many as cover an amount, or all. */
export interface Drawable {
  readonly rows: readonly LotRow[];
  readonly isAll: boolean;
}

/** Where a command finds the lots that it draws on. */
export interface LotRows {
  drawable(query: DrawQuery): Drawable;
}

/** How many lots a draw fetches at first, and by how much more each time they do not cover it. */
const DRAW_LOTS_FIRST = 4;
const DRAW_LOTS_FACTOR = 16;

/** Reads every time. */
export function prepareLotRows(db: Db): LotRows {
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
  return {
    drawable({ walletPk, kind, at, amount }) {
      for (let limit = DRAW_LOTS_FIRST; ; limit *= DRAW_LOTS_FACTOR) {
        const rows = statement.all({ walletPk, kind, at, limit });
        const isAll = rows.length < limit;
        if (isAll || usableOf(rows) >= amount) return { rows, isAll };
      }
    },
  };
}

/** What lots have left that no hold keeps. */
export function usableOf(rows: readonly LotRow[]): Minor {
  return sum(rows.map((row) => row.remaining - row.held));
}

/** Lots of these kinds, one kind after the other, until an amount is covered. */
export function drawableOf(
  lots: LotRows,
  kinds: readonly LotKind[],
  query: Omit<DrawQuery, 'kind'>,
): LotRow[] {
  const found: LotRow[] = [];
  let missing = query.amount;
  for (const kind of kinds) {
    if (missing <= 0n) break;
    const { rows } = lots.drawable({ ...query, kind, amount: missing });
    found.push(...rows);
    missing -= usableOf(rows);
  }
  return found;
}
