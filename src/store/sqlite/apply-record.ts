import { recordedHash } from '../../ledger/chain.ts';
import { ownsReference, type TransactionContent } from '../../ledger/transaction.ts';
import type { WalletAfter } from '../../ledger/wallet.ts';
import { prepareParts } from './apply-parts.ts';
import { prepareForgetHold, prepareWalletUpdate } from './apply-wallet.ts';
import type { Db } from './connection.ts';
import type { GroupRows } from './group-rows.ts';
import { type Keys, keyOf } from './keys.ts';
import { refund, resolution, transaction } from './schema.ts';
import type { GroupWallets } from './wallet-rows.ts';

/** Records a transaction: its row and parts, what it ends, a link and the sums of each wallet. */
export function prepareRecord(db: Db, rows: GroupRows, wallets: GroupWallets) {
  const header = prepareHeader(rows);
  const parts = prepareParts(rows);
  const end = prepareEnd(db, rows);
  const update = prepareWalletUpdate(db, wallets);
  return (content: TransactionContent, afters: readonly WalletAfter[], keys: Keys): void => {
    const transactionPk = header(content, keys);
    parts(content, transactionPk, afters, keys);
    end(content, transactionPk, keys);
    const moved = new Set(content.movements.map((movement) => movement.lotId));
    const granted = new Set(content.lots.map((lot) => lot.id));
    for (const after of afters) {
      const hash = recordedHash(keyOf(keys.wallets, after.walletId).head, content);
      const { effectiveAt } = content;
      const link = { kind: 'RECORDED', transactionPk, effectiveAt, hash } as const;
      update(after, link, keys, { transactionPk, moved, granted });
    }
  };
}

function prepareHeader(rows: GroupRows) {
  const insert = rows.addingKeyed(transaction);
  return (content: TransactionContent, keys: Keys): number => {
    const { hold, mainTransactionId } = content;
    rows.name(content.id);
    if (content.externalReference !== null) rows.name(content.externalReference);
    return insert({
      id: content.id,
      merchantPk: keys.merchantPk,
      walletPk: keyOf(keys.wallets, content.walletId).pk,
      type: content.type,
      amount: content.amount,
      externalReference: content.externalReference,
      ownsReference: ownsReference(content) ? 1 : 0,
      description: content.description,
      channel: content.channel,
      reason: content.reason,
      recordedBy: content.recordedBy,
      effectiveAt: content.effectiveAt,
      recordedAt: content.recordedAt,
      mainPk: mainTransactionId === null ? null : keyOf(keys.transactions, mainTransactionId),
      balanceAfter: content.balanceAfter,
      giftAfter: content.giftAfter,
      timeoutAt: hold?.timeoutAt ?? null,
      promisedActivatesAt: hold?.activatesAt ?? null,
      promisedExpiresAt: hold?.expiresAt ?? null,
    });
  };
}

/** What a transaction does to its main transaction: ends it, or refunds part of it. */
function prepareEnd(db: Db, rows: GroupRows) {
  const resolve = rows.adding(resolution);
  const addRefund = rows.adding(refund);
  const forget = prepareForgetHold(db);
  return (content: TransactionContent, byPk: number, keys: Keys): void => {
    const { resolves, recordedAt: at, recordedBy, reason, amount } = content;
    if (resolves) {
      const transactionPk = keyOf(keys.transactions, resolves.transactionId);
      resolve({ transactionPk, kind: resolves.kind, byPk, at, recordedBy, reason });
      if (resolves.kind === 'COMMIT') {
        forget(keyOf(keys.wallets, content.walletId).pk, transactionPk);
      }
    } else if (content.type === 'REFUND' && content.mainTransactionId !== null) {
      const purchasePk = keyOf(keys.transactions, content.mainTransactionId);
      addRefund({ purchasePk, transactionPk: byPk, amount });
    }
  };
}
