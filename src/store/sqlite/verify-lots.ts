import { and, eq, sql } from 'drizzle-orm';
import type { Finding } from '../../ledger/store.ts';
import { WRONG_ROWS_MAX } from '../verification.ts';
import type { Db } from './connection.ts';
import { lot, transaction, wallet } from './schema.ts';

/** Finds lots that do not equal their movements and reservations, and broken lists of movers. */
export function* findWrongLots(db: Db): Generator<Finding, void> {
  yield* findWrongSums(db);
  yield* findWrongMovers(db);
}

/** The exact sum of a column. SQLite's own stops at an overflow, which an edit can bring about. */
function exactSum(column: string) {
  const name = sql.identifier(column);
  return sql`(sum(${name} >> 32) * 4294967296 + sum(${name} & 4294967295))`;
}

/**
 * Every lot beside all that its sums are made of; what it says is subtracted, and zero is left.
 * The sums have names of their own: `having` would take the columns of the same name.
 */
const tally = sql`(
  select lot_pk, ordinal, sum(is_lot) as lots, ${exactSum('moved')} as moved_off,
    ${exactSum('reserved')} as reserved_off, max(mover) as last_mover, max(said_mover) as said_last
  from (
    select transaction_pk as lot_pk, ordinal, 1 as is_lot, granted - remaining as moved,
      -held as reserved, null as mover, last_mover_pk as said_mover from lot
    union all
    select lot_transaction_pk, lot_ordinal, 0, amount, 0, transaction_pk, null from lot_movement
    union all
    select r.lot_transaction_pk, r.lot_ordinal, 0, 0, r.amount, null, null
    from open_hold h join reservation r on r.transaction_pk = h.transaction_pk
  )
  group by lot_pk, ordinal
  having lots <> 1 or moved_off <> 0 or reserved_off <> 0 or last_mover is not said_last
) as tally`;

function* findWrongSums(db: Db): Generator<Finding, void> {
  const rows = db
    .select({
      walletId: wallet.id,
      transactionId: transaction.id,
      exists: sql<bigint>`tally.lots`,
      moved: sql<bigint>`tally.moved_off <> 0`,
      reserved: sql<bigint>`tally.reserved_off <> 0`,
      mover: sql<bigint>`tally.last_mover is not tally.said_last`,
    })
    .from(tally)
    .leftJoin(lot, sql`${lot.transactionPk} = tally.lot_pk and ${lot.ordinal} = tally.ordinal`)
    .leftJoin(transaction, sql`${transaction.pk} = tally.lot_pk`)
    .leftJoin(wallet, sql`${wallet.pk} = coalesce(${lot.walletPk}, ${transaction.walletPk})`)
    .limit(WRONG_ROWS_MAX)
    .all();
  for (const { walletId, transactionId, ...wrong } of rows) {
    for (const problem of problemsOfLot(wrong)) yield { walletId, transactionId, problem };
  }
}

/** Flags of the database: 0 or 1. */
interface WrongLot {
  readonly exists: bigint;
  readonly moved: bigint;
  readonly reserved: bigint;
  readonly mover: bigint;
}

function problemsOfLot({ exists, moved, reserved, mover }: WrongLot): string[] {
  if (exists === 0n) return ['a lot that was moved or reserved is missing'];
  return [
    ...(moved ? ['what remains of a lot is not its grant and its movements'] : []),
    ...(reserved ? ['what is held of a lot is not what open holds reserve'] : []),
    ...(mover ? ['the last transaction that moved a lot is another'] : []),
  ];
}

/** What moved each lot, with what moved it before: by its own word, and in fact. */
const movers = sql`(
  select *, lag(pk) over (partition by lot_pk, ordinal order by pk) as before
  from (
    select lot_transaction_pk as lot_pk, lot_ordinal as ordinal, transaction_pk as pk,
      min(previous_mover_pk) as first, max(previous_mover_pk) as last,
      count(previous_mover_pk) in (0, count(*)) as agreed
    from lot_movement group by 1, 2, 3
  )
) as mover`;

const isMisplaced = sql`not mover.agreed or mover.first is not mover.last
  or mover.first is not mover.before`;

function* findWrongMovers(db: Db): Generator<Finding, void> {
  const rows = db
    .select({ walletId: wallet.id, transactionId: transaction.id })
    .from(movers)
    .leftJoin(transaction, sql`${transaction.pk} = mover.pk`)
    .leftJoin(
      lot,
      and(sql`${lot.transactionPk} = mover.lot_pk`, sql`${lot.ordinal} = mover.ordinal`),
    )
    .leftJoin(wallet, eq(wallet.pk, lot.walletPk))
    .where(isMisplaced)
    .limit(WRONG_ROWS_MAX)
    .all();
  const problem = 'the transaction that moved a lot before this one is another';
  for (const place of rows) yield { ...place, problem };
}
