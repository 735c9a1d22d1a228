import { asc, type SQL, sql } from 'drizzle-orm';
import type { Entry } from '../../ledger/entry.ts';
import { DEPENDENTS_MAX, type TransactionFacts } from '../../ledger/facts.ts';
import { lotId } from '../../ledger/lot.ts';
import { sum } from '../../ledger/money.ts';
import type { Instant } from '../../ledger/time.ts';
import type { TransactionRecord } from '../../ledger/transaction.ts';
import { recordOf } from '../rows.ts';
import { isUuid } from './columns.ts';
import type { Session } from './connection.ts';
import { gather, prepareQuestion, write } from './gather.ts';
import { type Keys, keyOf } from './keys.ts';
import { currency, member } from './merchant-schema.ts';
import { ended, joins, transactionColumns } from './rows.ts';
import { entry, lot, lotMovement, refund, reservation, transaction, wallet } from './schema.ts';
import type { Values } from './select.ts';

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
  const dependents = gather(session, statements.dependents, ['merchantId', 'walletId', 'id', 'at']);
  const parts = gatherParts(session);
  const byId: TransactionFetch['byId'] = async (id, keys) => {
    const [row] = isUuid(id) ? await rowById({ merchantId: keys.merchantId, id }) : [];
    return row ? parts(recordOf(row, row), keys) : null;
  };
  return {
    byId,
    async byReference(reference, keys) {
      const [row] = await rowByReference({ merchantId: keys.merchantId, reference });
      if (!row) return null;
      const successorId = row.resolutionKind === 'COMMIT' ? row.resolutionById : null;
      const successor = successorId === null ? null : await byId(successorId, keys);
      return successor ?? parts(recordOf(row, row), keys);
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

interface WalletPart extends Values {
  readonly merchantId: string;
  readonly walletId: string;
  readonly id: string;
}

function gatherParts(session: Session) {
  const names = ['merchantId', 'walletId', 'id'] as const;
  const entries = gather(session, statements.entries, names);
  const granted = gather(session, statements.granted, names);
  const movements = gather(session, statements.movements, names);
  const reservations = gather(session, statements.reservations, names);
  const refunds = gather(session, statements.refunds, names);
  const lotsIn = async (key: WalletPart) => {
    const [lots, moved] = await Promise.all([granted(key), movements(key)]);
    return { lots, moved };
  };
  return async (record: TransactionRecord, keys: Keys): Promise<TransactionFacts> => {
    const { id, walletId, type, hold } = record;
    const key = { merchantId: keys.merchantId, walletId, id };
    const [lines, own, reserved, refunded] = await Promise.all([
      entries(key),
      lotsIn(key),
      hold ? reservations(key) : [],
      type === 'PURCHASE' ? refunds(key) : [],
    ]);
    // A transaction has lots and movements in every wallet that it is booked on; few have several.
    const others = new Set(lines.flatMap(({ bookedId }) => bookedId ?? []));
    others.delete(walletId);
    const parts = [own];
    for (const other of others) parts.push(await lotsIn({ ...key, walletId: other }));
    const lots = parts.flatMap((part) => part.lots).toSorted((a, b) => a.ordinal - b.ordinal);
    const moved = parts.flatMap((part) => part.moved).toSorted((a, b) => a.line - b.line);
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

/** Rows of a transaction in one wallet. */
function ofWanted(table: typeof entry | typeof lot | typeof lotMovement | typeof reservation) {
  return sql`${table.merchantId} = wanted.merchant_id and ${table.walletId} = wanted.wallet_id
    and ${table.transactionId} = wanted.id`;
}

function selectTransactions(named: SQL) {
  return write
    .select(transactionColumns)
    .from(transaction)
    .innerJoin(wallet, joins.walletOfTransaction)
    .innerJoin(member, joins.memberOfWallet)
    .innerJoin(currency, joins.currencyOfWallet)
    .leftJoinLateral(ended, sql`true`)
    .where(named);
}

/** Debits of a lot by posted transactions, and by holds that keep some of it back. */
const debits = sql`(
  select m.transaction_id as id from lot_movement m
  where m.merchant_id = wanted.merchant_id and m.wallet_id = wanted.wallet_id
    and m.lot_transaction_id = wanted.id and m.amount < 0 and m.transaction_id <> wanted.id
  union
  select h.transaction_id from open_hold h
  join reservation r on r.merchant_id = h.merchant_id and r.wallet_id = h.wallet_id
    and r.transaction_id = h.transaction_id and r.lot_transaction_id = wanted.id
  where h.merchant_id = wanted.merchant_id and h.wallet_id = wanted.wallet_id
    and h.timeout_at > wanted.at
) as debit`;

const recorded = { merchantId: 'text', walletId: 'uuid', id: 'uuid' } as const;

const statements = {
  byId: prepareQuestion(
    { merchantId: 'text', id: 'uuid' },
    selectTransactions(
      sql`${transaction.merchantId} = wanted.merchant_id and ${transaction.id} = wanted.id`,
    ),
  ),
  byReference: prepareQuestion(
    { merchantId: 'text', reference: 'text' },
    selectTransactions(
      sql`${transaction.merchantId} = wanted.merchant_id
        and ${transaction.externalReference} = wanted.reference and ${transaction.ownsReference}`,
    ),
  ),
  entries: prepareQuestion(
    recorded,
    write
      .select({
        account: entry.account,
        bookedId: entry.bookedId,
        amount: entry.amount,
        purpose: entry.purpose,
      })
      .from(entry)
      .where(ofWanted(entry))
      .orderBy(asc(entry.line)),
  ),
  granted: prepareQuestion(
    recorded,
    write
      .select({ originId: lot.transactionId, ordinal: lot.ordinal, walletId: lot.walletId })
      .from(lot)
      .where(ofWanted(lot)),
  ),
  movements: prepareQuestion(
    recorded,
    write
      .select({
        originId: lotMovement.lotTransactionId,
        ordinal: lotMovement.lotOrdinal,
        walletId: lotMovement.walletId,
        line: lotMovement.line,
        amount: lotMovement.amount,
        purpose: lotMovement.purpose,
      })
      .from(lotMovement)
      .where(ofWanted(lotMovement)),
  ),
  reservations: prepareQuestion(
    recorded,
    write
      .select({
        originId: reservation.lotTransactionId,
        ordinal: reservation.lotOrdinal,
        walletId: reservation.walletId,
        amount: reservation.amount,
      })
      .from(reservation)
      .where(ofWanted(reservation))
      .orderBy(asc(reservation.line)),
  ),
  refunds: prepareQuestion(
    recorded,
    write
      .select({ amount: refund.amount })
      .from(refund)
      .where(
        sql`${refund.merchantId} = wanted.merchant_id and ${refund.walletId} = wanted.wallet_id
          and ${refund.purchaseId} = wanted.id`,
      ),
  ),
  // What was undone gave back what it took; a hold that has timed out keeps nothing back.
  dependents: prepareQuestion(
    { ...recorded, at: 'bigint' },
    write
      .select({ id: transaction.id, recordedAt: transaction.recordedAt })
      .from(debits)
      .innerJoin(
        transaction,
        sql`${transaction.merchantId} = wanted.merchant_id and ${transaction.id} = debit.id`,
      )
      .where(
        sql`not exists (select 1 from resolution ended
          where ended.merchant_id = ${transaction.merchantId}
            and ended.wallet_id = ${transaction.walletId}
            and ended.transaction_id = ${transaction.id})`,
      )
      .orderBy(asc(transaction.recordedAt), asc(transaction.id))
      .limit(DEPENDENTS_MAX),
  ),
};
