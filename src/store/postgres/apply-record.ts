import { recordedHash } from '../../ledger/chain.ts';
import { ownsReference, type TransactionContent } from '../../ledger/transaction.ts';
import type { WalletAfter } from '../../ledger/wallet.ts';
import { addParts } from './apply-parts.ts';
import type { Rows } from './apply-rows.ts';
import { addWalletAfter } from './apply-wallet.ts';
import { type Keys, keyOf } from './keys.ts';

/** Records a transaction: its row and parts, what it ends, a link and the sums of each wallet. */
export function addRecord(
  content: TransactionContent,
  wallets: readonly WalletAfter[],
  keys: Keys,
  rows: Rows,
): void {
  const { merchantId } = keys;
  const { id: transactionId, walletId: homeId, effectiveAt } = content;
  keys.homes.set(transactionId, homeId);
  addHeader(content, keys, rows);
  addParts(content, wallets, keys, rows);
  addEnd(content, keys, rows);
  const granted = new Set(content.lots.map((lot) => lot.id));
  for (const after of wallets) {
    const { walletId } = after;
    const { head, links } = keyOf(keys.wallets, walletId);
    const hash = recordedHash(head, content);
    const ordinal = links + 1;
    const link = { merchantId, walletId, ordinal, transactionId, homeId, effectiveAt, hash };
    rows.links.push({ ...link, kind: 'RECORDED' });
    addWalletAfter(after, hash, keys, rows, granted);
  }
}

function addHeader(content: TransactionContent, { merchantId }: Keys, rows: Rows): void {
  const { hold } = content;
  rows.transactions.push({
    merchantId,
    walletId: content.walletId,
    id: content.id,
    type: content.type,
    amount: content.amount,
    externalReference: content.externalReference,
    ownsReference: ownsReference(content),
    description: content.description,
    channel: content.channel,
    reason: content.reason,
    recordedBy: content.recordedBy,
    effectiveAt: content.effectiveAt,
    recordedAt: content.recordedAt,
    mainId: content.mainTransactionId,
    balanceAfter: content.balanceAfter,
    giftAfter: content.giftAfter,
    timeoutAt: hold?.timeoutAt ?? null,
    promisedActivatesAt: hold?.activatesAt ?? null,
    promisedExpiresAt: hold?.expiresAt ?? null,
  });
}

/** What a transaction does to its main transaction: ends it, or refunds part of it. */
function addEnd(content: TransactionContent, keys: Keys, rows: Rows): void {
  const { merchantId } = keys;
  const { id: byId, resolves, mainTransactionId, recordedAt: at, recordedBy, reason } = content;
  if (resolves) {
    const { transactionId, kind } = resolves;
    const walletId = keyOf(keys.homes, transactionId);
    rows.resolutions.push({
      merchantId,
      walletId,
      transactionId,
      kind,
      byId,
      at,
      recordedBy,
      reason,
    });
    if (kind === 'COMMIT') rows.holdsEnded.push({ merchantId, walletId, transactionId });
  } else if (content.type === 'REFUND' && mainTransactionId !== null) {
    const walletId = keyOf(keys.homes, mainTransactionId);
    const purchase = { merchantId, walletId, purchaseId: mainTransactionId };
    rows.refunds.push({ ...purchase, transactionId: byId, amount: content.amount });
  }
}
