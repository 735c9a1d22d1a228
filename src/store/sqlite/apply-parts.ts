import { sql } from 'drizzle-orm';
import { type GrantedLot, parseLotId } from '../../ledger/lot.ts';
import type { TransactionContent } from '../../ledger/transaction.ts';
import type { WalletAfter } from '../../ledger/wallet-draft.ts';
import type { Db } from './connection.ts';
import { type Keys, keyOf } from './keys.ts';
import { columnOf } from './rows.ts';
import { entry, lot, lotMovement, openHold, reservation } from './schema.ts';

/** Writes what a transaction consists of: entries, lots, movements, reservations. */
export function prepareParts(db: Db) {
  const entries = prepareEntries(db);
  const lots = prepareLots(db);
  const movements = prepareMovements(db);
  const reservations = prepareReservations(db);
  return (
    content: TransactionContent,
    transactionPk: number,
    wallets: readonly WalletAfter[],
    keys: Keys,
  ): void => {
    entries(content, transactionPk, keys);
    for (const granted of content.lots) lots(granted, content, transactionPk, wallets, keys);
    movements(content, transactionPk, keys);
    if (content.reservations.length > 0) reservations(content, transactionPk, keys);
  };
}

function prepareEntries(db: Db) {
  const statement = db
    .insert(entry)
    .values({
      transactionPk: sql.placeholder('transactionPk'),
      line: sql.placeholder('line'),
      account: sql.placeholder('account'),
      walletPk: sql.placeholder('walletPk'),
      amount: sql.placeholder('amount'),
      purpose: sql.placeholder('purpose'),
    })
    .prepare();
  return (content: TransactionContent, transactionPk: number, keys: Keys): void => {
    for (const [line, { walletId, ...columns }] of content.entries.entries()) {
      const walletPk = walletId === null ? null : keyOf(keys.wallets, walletId).pk;
      statement.run({ transactionPk, line, walletPk, ...columns });
    }
  };
}

function prepareLots(db: Db) {
  const statement = db
    .insert(lot)
    .values({
      transactionPk: sql.placeholder('transactionPk'),
      ordinal: sql.placeholder('ordinal'),
      walletPk: sql.placeholder('walletPk'),
      kind: sql.placeholder('kind'),
      granted: sql.placeholder('granted'),
      activatesAt: sql.placeholder('activatesAt'),
      expiresAt: sql.placeholder('expiresAt'),
      deferred: sql.placeholder('deferred'),
      remaining: sql.placeholder('remaining'),
      held: sql.placeholder('held'),
      lastMoverPk: sql.placeholder('lastMoverPk'),
    })
    .prepare();
  return (
    granted: GrantedLot,
    content: TransactionContent,
    transactionPk: number,
    wallets: readonly WalletAfter[],
    keys: Keys,
  ): void => {
    const ordinal = parseLotId(granted.id)?.ordinal;
    const after = wallets.find((wallet) => wallet.walletId === granted.walletId);
    const now = after?.lots.find((changed) => changed.id === granted.id);
    if (ordinal === undefined || !now) throw new Error(`lot ${granted.id} has no state`);
    const moved = content.movements.some((movement) => movement.lotId === granted.id);
    keys.lots.set(granted.id, { transactionPk, ordinal, lastMoverPk: null });
    statement.run({
      transactionPk,
      ordinal,
      walletPk: keyOf(keys.wallets, granted.walletId).pk,
      kind: granted.kind,
      granted: granted.granted,
      activatesAt: granted.activatesAt,
      expiresAt: columnOf(granted.expiresAt),
      deferred: granted.activatesAt > content.effectiveAt ? 1 : 0,
      remaining: now.remaining,
      held: now.held,
      lastMoverPk: moved ? transactionPk : null,
    });
  };
}

function prepareMovements(db: Db) {
  const statement = db
    .insert(lotMovement)
    .values({
      transactionPk: sql.placeholder('transactionPk'),
      line: sql.placeholder('line'),
      lotTransactionPk: sql.placeholder('lotTransactionPk'),
      lotOrdinal: sql.placeholder('lotOrdinal'),
      amount: sql.placeholder('amount'),
      purpose: sql.placeholder('purpose'),
      previousMoverPk: sql.placeholder('previousMoverPk'),
    })
    .prepare();
  return (content: TransactionContent, transactionPk: number, keys: Keys): void => {
    for (const [line, { lotId, amount, purpose }] of content.movements.entries()) {
      const key = keyOf(keys.lots, lotId);
      statement.run({
        transactionPk,
        line,
        lotTransactionPk: key.transactionPk,
        lotOrdinal: key.ordinal,
        amount,
        purpose,
        previousMoverPk: key.lastMoverPk,
      });
    }
  };
}

/** A hold's reservations, and the hold among those whose reservations are counted. */
function prepareReservations(db: Db) {
  const statement = db
    .insert(reservation)
    .values({
      transactionPk: sql.placeholder('transactionPk'),
      line: sql.placeholder('line'),
      lotTransactionPk: sql.placeholder('lotTransactionPk'),
      lotOrdinal: sql.placeholder('lotOrdinal'),
      amount: sql.placeholder('amount'),
    })
    .prepare();
  const open = db
    .insert(openHold)
    .values({
      walletPk: sql.placeholder('walletPk'),
      timeoutAt: sql.placeholder('timeoutAt'),
      transactionPk: sql.placeholder('transactionPk'),
    })
    .prepare();
  return (content: TransactionContent, transactionPk: number, keys: Keys): void => {
    for (const [line, { lotId, amount }] of content.reservations.entries()) {
      const { transactionPk: lotTransactionPk, ordinal: lotOrdinal } = keyOf(keys.lots, lotId);
      statement.run({ transactionPk, line, lotTransactionPk, lotOrdinal, amount });
    }
    const { pk: walletPk } = keyOf(keys.wallets, content.walletId);
    open.run({ walletPk, timeoutAt: content.hold?.timeoutAt, transactionPk });
  };
}
