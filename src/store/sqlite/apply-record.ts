import { recordedHash } from '../../ledger/chain.ts';
import { ownsReference, type TransactionContent } from '../../ledger/transaction.ts';
import type { WalletAfter } from '../../ledger/wallet.ts';
import { prepareParts } from './apply-parts.ts';
import { prepareForgetHold, prepareWalletUpdate } from './apply-wallet.ts';
import type { Db } from './connection.ts';
import { prepareInsert } from './insert.ts';
import { type Keys, keyOf } from './keys.ts';
import { refund, resolution, transaction, walletLink } from './schema.ts';
import type { GroupWallets } from './wallet-rows.ts';

/** Records a transaction: its row and parts, what it ends, a link and the sums of each wallet. */
export function prepareRecord(db: Db, wallets: GroupWallets) {
  const header = prepareHeader(db);
  const parts = prepareParts(db);
  const end = prepareEnd(db);
  const update = prepareWalletUpdate(db, wallets);
  const link = prepareInsert(db, walletLink);
  return (content: TransactionContent, afters: readonly WalletAfter[], keys: Keys): void => {
    const transactionPk = header(content, keys);
    parts(content, transactionPk, afters, keys);
    end(content, transactionPk, keys);
    const moved = new Set(content.movements.map((movement) => movement.lotId));
    const granted = new Set(content.lots.map((lot) => lot.id));
    for (const after of afters) {
      const { pk: walletPk, head } = keyOf(keys.wallets, after.walletId);
      const hash = recordedHash(head, content);
      const { effectiveAt } = content;
      link({ walletPk, kind: 'RECORDED', transactionPk, effectiveAt, hash });
      update(after, hash, keys, { transactionPk, moved, granted });
    }
  };
}

function prepareHeader(db: Db) {
  const insert = prepareInsert(db, transaction);
  return (content: TransactionContent, keys: Keys): number => {
    const { hold, mainTransactionId } = content;
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
function prepareEnd(db: Db) {
  const resolve = prepareInsert(db, resolution);
  const addRefund = prepareInsert(db, refund);
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
