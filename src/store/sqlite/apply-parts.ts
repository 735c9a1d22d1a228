import { type GrantedLot, parseLotId } from '../../ledger/lot.ts';
import type { TransactionContent } from '../../ledger/transaction.ts';
import type { WalletAfter } from '../../ledger/wallet.ts';
import { columnOf } from '../rows.ts';
import type { GroupRows } from './group-rows.ts';
import { type Keys, keyOf } from './keys.ts';
import { entry, lot, lotMovement, openHold, reservation } from './schema.ts';

/** Writes what a transaction consists of: entries, lots, movements, reservations. */
export function prepareParts(rows: GroupRows) {
  const addEntry = rows.adding(entry);
  const addLot = prepareLot(rows);
  const addMovement = rows.adding(lotMovement);
  const addReservations = prepareReservations(rows);
  return (
    content: TransactionContent,
    transactionPk: number,
    wallets: readonly WalletAfter[],
    keys: Keys,
  ): void => {
    for (const [line, { walletId, account, amount, purpose }] of content.entries.entries()) {
      const walletPk = walletId === null ? null : keyOf(keys.wallets, walletId).pk;
      addEntry({ transactionPk, line, account, walletPk, amount, purpose });
    }
    for (const granted of content.lots) addLot(granted, content, transactionPk, wallets, keys);
    for (const [line, { lotId, amount, purpose }] of content.movements.entries()) {
      const key = keyOf(keys.lots, lotId);
      addMovement({
        transactionPk,
        line,
        lotTransactionPk: key.transactionPk,
        lotOrdinal: key.ordinal,
        amount,
        purpose,
        previousMoverPk: key.lastMoverPk,
      });
    }
    if (content.reservations.length > 0) addReservations(content, transactionPk, keys);
  };
}

function prepareLot(rows: GroupRows) {
  const insert = rows.adding(lot);
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
    insert({
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

/** A hold's reservations, and the hold among those whose reservations are counted. */
function prepareReservations(rows: GroupRows) {
  const add = rows.adding(reservation);
  const open = rows.adding(openHold);
  return (content: TransactionContent, transactionPk: number, keys: Keys): void => {
    const { hold, walletId, reservations } = content;
    if (!hold) throw new Error(`transaction ${content.id} reserves and is no hold`);
    for (const [line, { lotId, amount }] of reservations.entries()) {
      const { transactionPk: lotTransactionPk, ordinal: lotOrdinal } = keyOf(keys.lots, lotId);
      add({ transactionPk, line, lotTransactionPk, lotOrdinal, amount });
    }
    const { pk: walletPk } = keyOf(keys.wallets, walletId);
    open({ walletPk, timeoutAt: hold.timeoutAt, transactionPk });
  };
}
