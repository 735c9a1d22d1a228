import { hash } from 'node:crypto';
import type { WalletClosing } from './change.ts';
import type { Minor } from './money.ts';
import type { Resolution, TransactionContent } from './transaction.ts';
import type { WalletRecord } from './wallet.ts';

// Each wallet's chain begins with its opening, and each link covers the full content of what was
// recorded and the link before it (invariant 10). It orders nothing that the wallet's row does not
// order already. What is hashed is a JSON array in a fixed order: no field can be moved, dropped or
// slipped in without another text.

/** What stands in a hashed array; amounts as text, because JSON knows no bigint. */
type Part = string | number | null | readonly Part[];

/** The first link: who the wallet is of, and since when. */
export function openingHash(wallet: WalletRecord): Buffer {
  const { id, merchantId, programId, memberId, memberCode, currency, openedAt } = wallet;
  const { code, scale, kind } = currency;
  const identity = [id, merchantId, programId, memberId, memberCode, code, scale, kind, openedAt];
  return link(Buffer.alloc(0), ['OPENED', ...identity]);
}

/** The link of a transaction that was recorded. */
export function recordedHash(previous: Buffer, transaction: TransactionContent): Buffer {
  const t = transaction;
  const { hold, resolves } = t;
  return link(previous, [
    'RECORDED',
    [t.id, t.walletId, t.type, text(t.amount), t.externalReference, t.description],
    [t.channel, t.reason, t.recordedBy, t.effectiveAt, t.recordedAt, t.mainTransactionId],
    [text(t.balanceAfter), text(t.giftAfter)],
    hold && [hold.timeoutAt, hold.activatesAt, hold.expiresAt],
    resolves && [resolves.transactionId, resolves.kind],
    t.entries.map((e) => [e.account, e.walletId, text(e.amount), e.purpose]),
    t.lots.map((l) => [l.id, l.walletId, l.kind, text(l.granted), l.activatesAt, l.expiresAt]),
    t.movements.map((m) => [m.lotId, text(m.amount), m.purpose]),
    t.reservations.map((r) => [r.lotId, text(r.amount)]),
  ]);
}

/** The link of a hold that ended without a transaction. */
export function resolvedHash(previous: Buffer, resolution: Resolution): Buffer {
  const { transactionId, kind, at, recordedBy, reason } = resolution;
  return link(previous, ['RESOLVED', transactionId, kind, at, recordedBy, reason]);
}

/** The last link: nothing is recorded in a wallet after its closing. */
export function closedHash(previous: Buffer, closing: WalletClosing): Buffer {
  return link(previous, ['CLOSED', closing.at, closing.recordedBy, closing.reason]);
}

function text(amount: Minor): string {
  return amount.toString();
}

function link(previous: Buffer, content: readonly Part[]): Buffer {
  const bytes = Buffer.from(JSON.stringify(content));
  // By way of text: Node takes twice as long to make a buffer of it.
  return Buffer.from(hash('sha256', Buffer.concat([previous, bytes]), 'hex'), 'hex');
}
