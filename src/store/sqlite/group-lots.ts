import { and, eq, sql } from 'drizzle-orm';
import type { LotKind } from '../../ledger/lot.ts';
import type { Instant } from '../../ledger/time.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import {
  type Drawable,
  type DrawQuery,
  type LotRows,
  prepareLotRows,
  usableOf,
} from './fetch-lots.ts';
import type { GroupRows } from './group-rows.ts';
import { prepareModify } from './modify.ts';
import { type LotRow, sequenceOf } from './rows.ts';
import { lot } from './schema.ts';

/** What changes in a lot's row. */
export type LotChange = Pick<
  LotRow,
  'transactionPk' | 'ordinal' | 'remaining' | 'held' | 'lastMoverPk'
>;

/** What was found of a kind: valid for draws at these moments. */
interface Known {
  readonly from: Instant;
  readonly until: Instant | null;
  readonly isAll: boolean;
  /** By their numbers among all. */
  readonly rows: Map<number, LotRow>;
}

/**
 * The lots that a group of commands draws on, read once as long as they suffice, and written once
 * however many commands of the group draw on them.
 */
export class GroupLots implements LotRows {
  private readonly stored: LotRows;
  private readonly rows: GroupRows;
  private readonly write: (change: LotChange) => void;
  private known = new Map<number, Map<LotKind, Known>>();

  constructor(db: Db, rows: GroupRows) {
    this.stored = prepareLotRows(db);
    this.rows = rows;
    this.write = rows.changing(prepareLotUpdate(db), sequenceOf);
  }

  drawable(query: DrawQuery): Drawable {
    const { walletPk, kind, at, until } = query;
    const known = this.known.get(walletPk)?.get(kind);
    const again = known && drawableAgain(known, query);
    if (again) return again;
    this.rows.flushOf(walletPk);
    const found = this.stored.drawable(query);
    const rows = new Map(found.rows.map((row) => [sequenceOf(row), row]));
    const ofWallet = this.known.get(walletPk) ?? new Map<LotKind, Known>();
    this.known.set(walletPk, ofWallet.set(kind, { from: at, until, isAll: found.isAll, rows }));
    return found;
  }

  /** Takes what a command left in a lot that was there before. */
  change(walletPk: number, change: LotChange): void {
    this.write(change);
    const key = sequenceOf(change);
    for (const { rows } of this.known.get(walletPk)?.values() ?? []) {
      const row = rows.get(key);
      if (!row) continue;
      if (change.remaining > 0n) rows.set(key, { ...row, ...change });
      else rows.delete(key);
      return;
    }
    // One that was not to be drawn on may be now.
    this.known.delete(walletPk);
  }

  /** A wallet has a new lot, wherever that stands among the others. */
  grant(walletPk: number): void {
    this.known.delete(walletPk);
  }

  /** The group is over, whether it was committed or not. */
  forget(): void {
    this.known = new Map();
  }
}

function drawableAgain({ from, until, isAll, rows }: Known, query: DrawQuery): Drawable | null {
  if (query.at < from || (until !== null && query.at >= until)) return null;
  const left = [...rows.values()];
  return isAll || usableOf(left) >= query.amount ? { rows: left, isAll } : null;
}

function prepareLotUpdate(db: Db): (change: LotChange) => void {
  return prepareModify(
    db,
    db
      .update(lot)
      .set({
        remaining: sql`${sql.placeholder('remaining')}`,
        held: sql`${sql.placeholder('held')}`,
        lastMoverPk: sql`${sql.placeholder('lastMoverPk')}`,
      })
      .where(and(eq(lot.transactionPk, bound('transactionPk')), eq(lot.ordinal, bound('ordinal')))),
  );
}
