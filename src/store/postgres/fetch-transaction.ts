import { asc, sql } from 'drizzle-orm';
import type { Entry } from '../../ledger/entry.ts';
import { DEPENDENTS_MAX, type TransactionFacts } from '../../ledger/facts.ts';
import { lotId } from '../../ledger/lot.ts';
import { sum } from '../../ledger/money.ts';
import type { Instant } from '../../ledger/time.ts';
import type { TransactionRecord } from '../../ledger/transaction.ts';
import { recordOf } from '../rows.ts';
import { isUuid } from './columns.ts';
import type { Session } from './connection.ts';
import { gather, given, place, wanted, write } from './gather.ts';
import { type Keys, keyOf } from './keys.ts';
import { currency, member } from './merchant-schema.ts';
import { joins, transactionColumns } from './rows.ts';
import {
  entry,
  lot,
  lotMovement,
  refund,
  reservation,
  resolution,
  transaction,
  wallet,
} from './schema.ts';
import { prepareSelect } from './select.ts';

/** Finds a merchant's transactions with all that undoing them needs. */
export interface TransactionFetch {
  byId(id: string, keys: Keys): Promise<TransactionFacts | null>;
  /** The transaction that has the reference, or what it was committed into. */
  byReference(reference: string, keys: Keys): Promise<TransactionFacts | null>;
  /** Later debits of the lots that it granted, and holds on them, that still stand. */
  dependentsOf(target: TransactionFacts, keys: Keys, at: Instant): Promise<string[]>;
}

export function gatherTransactions(session: Session): TransactionFetch {
  const rowById = gather(session, statements.byId, ['merchantId', 'id']);
  const rowByReference = gather(session, statements.byReference, ['merchantId', 'reference']);
  const dependents = gather(
    session,
    statements.dependents,
    ['merchantId', 'walletId', 'id', 'at'],
    { limit: DEPENDENTS_MAX },
  );
  const parts = gatherParts(session);
  const byId: TransactionFetch['byId'] = async (id, keys) => {
    const [row] = isUuid(id) ? await rowById({ merchantId: keys.merchantId, id }) : [];
    return row ? parts(recordOf(row), keys) : null;
  };
  return {
    byId,
    async byReference(reference, keys) {
      const [row] = await rowByReference({ merchantId: keys.merchantId, reference });
      if (!row) return null;
      const successorId = row.resolutionKind === 'COMMIT' ? row.resolutionById : null;
      const successor = successorId === null ? null : await byId(successorId, keys);
      return successor ?? parts(recordOf(row), keys);
    },
    async dependentsOf(target, keys, at) {
      const { merchantId } = keys;
      const walletIds = new Set(target.lots.map((id) => keyOf(keys.lots, id)));
      const found = await Promise.all(
        [...walletIds].map((walletId) =>
          dependents({ merchantId, walletId, id: target.record.id, at }),
        ),
      );
      const oldestFirst = found.flat().toSorted((a, b) => a.recordedAt - b.recordedAt);
      return [...new Set(oldestFirst.map(({ id }) => id))].slice(0, DEPENDENTS_MAX);
    },
  };
}

function gatherParts(session: Session) {
  const names = ['merchantId', 'walletId', 'id'] as const;
  const entries = gather(session, statements.entries, names);
  const granted = gather(session, statements.granted, names);
  const movements = gather(session, statements.movements, names);
  const reservations = gather(session, statements.reservations, names);
  const refunds = gather(session, statements.refunds, names);
  return async (record: TransactionRecord, keys: Keys): Promise<TransactionFacts> => {
    const { id, walletId, type, hold } = record;
    const key = { merchantId: keys.merchantId, walletId, id };
    const [lines, lots, moved, reserved, refunded] = await Promise.all([
      entries(key),
      granted(key),
      movements(key),
      hold ? reservations(key) : [],
      type === 'PURCHASE' ? refunds(key) : [],
    ]);
    keys.homes.set(id, walletId);
    for (const row of [...lots, ...moved, ...reserved]) keys.lots.set(lotIdOf(row), row.walletId);
    return {
      record,
      entries: lines.map(
        ({ account, bookedId, amount, purpose }): Entry => ({
          account,
          walletId: bookedId,
          amount,
          purpose,
        }),
      ),
      lots: lots.map(lotIdOf),
      movements: moved.map((row) => ({
        lotId: lotIdOf(row),
        amount: row.amount,
        purpose: row.purpose,
      })),
      reservations: reserved.map((row) => ({ lotId: lotIdOf(row), amount: row.amount })),
      refunded: sum(refunded.map((row) => row.amount)),
    };
  };
}

function lotIdOf(row: { readonly originId: string; readonly ordinal: number }): string {
  return lotId(row.originId, row.ordinal);
}

const recorded = wanted({ merchantId: 'text', walletId: 'uuid', id: 'uuid' });

/** Rows that lie in the transaction's own wallet. */
function ofWanted(table: typeof entry | typeof reservation) {
  return sql`${table.merchantId} = wanted.merchant_id and ${table.walletId} = wanted.wallet_id
    and ${table.transactionId} = wanted.id`;
}

/** A transaction's lots and movements lie in its own wallet and in those that it is booked on. */
function touchedByWanted(table: typeof lot | typeof lotMovement) {
  return sql`${table.merchantId} = wanted.merchant_id and ${table.transactionId} = wanted.id
    and ${table.walletId} in (select wanted.wallet_id union
      select e.booked_id from entry e where e.merchant_id = wanted.merchant_id
        and e.wallet_id = wanted.wallet_id and e.transaction_id = wanted.id
        and e.booked_id is not null)`;
}

function selectTransactions() {
  return write
    .select({ place, ...transactionColumns })
    .from(transaction)
    .innerJoin(wallet, joins.walletOfTransaction)
    .innerJoin(member, joins.memberOfWallet)
    .innerJoin(currency, joins.currencyOfWallet)
    .leftJoin(resolution, joins.resolutionOfTransaction)
    .$dynamic();
}

/**
 * A transaction that was undone gave back what it took; a hold that has timed out keeps nothing
 * back. The oldest come first.
 */
const dependent = sql`lateral (
  select t.id, t.recorded_at from (
    select m.transaction_id from lot_movement m
    where m.merchant_id = wanted.merchant_id and m.wallet_id = wanted.wallet_id
      and m.lot_transaction_id = wanted.id and m.amount < 0 and m.transaction_id <> wanted.id
    union
    select h.transaction_id from open_hold h
    join reservation r on r.merchant_id = h.merchant_id and r.wallet_id = h.wallet_id
      and r.transaction_id = h.transaction_id and r.lot_transaction_id = wanted.id
    where h.merchant_id = wanted.merchant_id and h.wallet_id = wanted.wallet_id
      and h.timeout_at > wanted.at
  ) as debit
  join transaction t on t.merchant_id = wanted.merchant_id and t.id = debit.transaction_id
  where not exists (
    select 1 from resolution ended where ended.merchant_id = t.merchant_id
      and ended.wallet_id = t.wallet_id and ended.transaction_id = t.id
  )
  order by t.recorded_at, t.id limit ${given('limit', 'integer')}
) as dependent`;

const statements = {
  byId: prepareSelect(
    selectTransactions().innerJoin(
      wanted({ merchantId: 'text', id: 'uuid' }),
      sql`${transaction.merchantId} = wanted.merchant_id and ${transaction.id} = wanted.id`,
    ),
  ),
  byReference: prepareSelect(
    selectTransactions().innerJoin(
      wanted({ merchantId: 'text', reference: 'text' }),
      sql`${transaction.merchantId} = wanted.merchant_id
        and ${transaction.externalReference} = wanted.reference and ${transaction.ownsReference}`,
    ),
  ),
  entries: prepareSelect(
    write
      .select({
        place,
        account: entry.account,
        bookedId: entry.bookedId,
        amount: entry.amount,
        purpose: entry.purpose,
      })
      .from(entry)
      .innerJoin(recorded, ofWanted(entry))
      .orderBy(place, asc(entry.line)),
  ),
  granted: prepareSelect(
    write
      .select({
        place,
        originId: lot.transactionId,
        ordinal: lot.ordinal,
        walletId: lot.walletId,
      })
      .from(lot)
      .innerJoin(recorded, touchedByWanted(lot))
      .orderBy(place, asc(lot.ordinal)),
  ),
  movements: prepareSelect(
    write
      .select({
        place,
        originId: lotMovement.lotTransactionId,
        ordinal: lotMovement.lotOrdinal,
        walletId: lotMovement.walletId,
        amount: lotMovement.amount,
        purpose: lotMovement.purpose,
      })
      .from(lotMovement)
      .innerJoin(recorded, touchedByWanted(lotMovement))
      .orderBy(place, asc(lotMovement.line)),
  ),
  reservations: prepareSelect(
    write
      .select({
        place,
        originId: reservation.lotTransactionId,
        ordinal: reservation.lotOrdinal,
        walletId: reservation.walletId,
        amount: reservation.amount,
      })
      .from(reservation)
      .innerJoin(recorded, ofWanted(reservation))
      .orderBy(place, asc(reservation.line)),
  ),
  refunds: prepareSelect(
    write
      .select({ place, amount: refund.amount })
      .from(refund)
      .innerJoin(
        recorded,
        sql`${refund.merchantId} = wanted.merchant_id and ${refund.walletId} = wanted.wallet_id
          and ${refund.purchaseId} = wanted.id`,
      ),
  ),
  dependents: prepareSelect(
    write
      .select({
        place,
        id: sql<string>`dependent.id`,
        recordedAt: sql<number>`dependent.recorded_at`.mapWith(Number),
      })
      .from(wanted({ merchantId: 'text', walletId: 'uuid', id: 'uuid', at: 'bigint' }))
      .innerJoin(dependent, sql`true`)
      .orderBy(place, sql`dependent.recorded_at`, sql`dependent.id`),
  ),
};
