import { type GrantedLot, parseLotId } from '../../ledger/lot.ts';
import type { TransactionContent } from '../../ledger/transaction.ts';
import type { WalletAfter } from '../../ledger/wallet.ts';
import { columnOf } from '../rows.ts';
import type { Rows } from './apply-rows.ts';
import { type Keys, keyOf } from './keys.ts';

/** Adds what a transaction consists of: entries, lots, movements, reservations. */
export function addParts(
  content: TransactionContent,
  wallets: readonly WalletAfter[],
  keys: Keys,
  rows: Rows,
): void {
  const { merchantId } = keys;
  const { id: transactionId, walletId } = content;
  for (const [line, { walletId: bookedId, ...columns }] of content.entries.entries()) {
    rows.entries.push({ merchantId, walletId, transactionId, line, bookedId, ...columns });
  }
  for (const granted of content.lots) addLot(granted, content, wallets, keys, rows);
  for (const [line, { lotId, amount, purpose }] of content.movements.entries()) {
    const moved = lotKey(lotId, keys);
    rows.movements.push({ merchantId, transactionId, line, amount, purpose, ...moved });
  }
  if (content.reservations.length > 0) addReservations(content, keys, rows);
}

function addLot(
  granted: GrantedLot,
  content: TransactionContent,
  wallets: readonly WalletAfter[],
  keys: Keys,
  rows: Rows,
): void {
  const { merchantId } = keys;
  const { walletId, kind, activatesAt } = granted;
  const ordinal = parseLotId(granted.id)?.ordinal;
  const after = wallets.find((wallet) => wallet.walletId === walletId);
  const now = after?.lots.find((changed) => changed.id === granted.id);
  if (ordinal === undefined || !now) throw new Error(`lot ${granted.id} has no state`);
  keys.lots.set(granted.id, walletId);
  rows.lots.push({
    merchantId,
    walletId,
    transactionId: content.id,
    ordinal,
    link: keyOf(keys.wallets, walletId).links + 1,
    kind,
    granted: granted.granted,
    activatesAt,
    expiresAt: columnOf(granted.expiresAt),
    deferred: activatesAt > content.effectiveAt,
    remaining: now.remaining,
    held: now.held,
  });
}

/** A hold's reservations, and the hold among those whose reservations are counted. */
function addReservations(content: TransactionContent, keys: Keys, rows: Rows): void {
  const { merchantId } = keys;
  const { id: transactionId, hold, walletId, reservations } = content;
  if (!hold) throw new Error(`transaction ${transactionId} reserves and is no hold`);
  for (const [line, { lotId, amount }] of reservations.entries()) {
    rows.reservations.push({ merchantId, transactionId, line, amount, ...lotKey(lotId, keys) });
  }
  rows.openHolds.push({ merchantId, walletId, timeoutAt: hold.timeoutAt, transactionId });
}

function lotKey(lotId: string, keys: Keys) {
  const name = parseLotId(lotId);
  if (!name) throw new Error(`${lotId} is not the id of a lot`);
  const { transactionId: lotTransactionId, ordinal: lotOrdinal } = name;
  return { walletId: keyOf(keys.lots, lotId), lotTransactionId, lotOrdinal };
}
