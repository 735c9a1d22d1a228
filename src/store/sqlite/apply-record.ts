import { sql } from 'drizzle-orm';
import { recordedHash } from '../../ledger/chain.ts';
import { ownsReference, type TransactionContent } from '../../ledger/transaction.ts';
import type { WalletAfter } from '../../ledger/wallet-draft.ts';
import { prepareParts } from './apply-parts.ts';
import { prepareForgetHold, prepareWalletUpdate } from './apply-wallet.ts';
import { ASSIGNED } from './columns.ts';
import type { Db } from './connection.ts';
import { type Keys, keyOf } from './keys.ts';
import { refund, resolution, transaction, walletLink } from './schema.ts';

/** Records a transaction: its row and parts, what it ends, a link and the sums of each wallet. */
export function prepareRecord(db: Db) {
  const header = prepareHeader(db);
  const parts = prepareParts(db);
  const end = prepareEnd(db);
  const update = prepareWalletUpdate(db);
  const link = db
    .insert(walletLink)
    .values({
      pk: ASSIGNED,
      kind: 'RECORDED',
      walletPk: sql.placeholder('walletPk'),
      transactionPk: sql.placeholder('transactionPk'),
      effectiveAt: sql.placeholder('effectiveAt'),
      hash: sql.placeholder('hash'),
    })
    .prepare();
  return (content: TransactionContent, wallets: readonly WalletAfter[], keys: Keys): void => {
    const transactionPk = header(content, keys);
    parts(content, transactionPk, wallets, keys);
    end(content, transactionPk, keys);
    const moved = new Set(content.movements.map((movement) => movement.lotId));
    const granted = new Set(content.lots.map((lot) => lot.id));
    for (const after of wallets) {
      const { pk: walletPk, head } = keyOf(keys.wallets, after.walletId);
      const hash = recordedHash(head, content);
      link.run({ walletPk, transactionPk, effectiveAt: content.effectiveAt, hash });
      update(after, hash, keys, { transactionPk, moved, granted });
    }
  };
}

function prepareHeader(db: Db) {
  const statement = db
    .insert(transaction)
    .values({
      pk: ASSIGNED,
      id: sql.placeholder('id'),
      merchantPk: sql.placeholder('merchantPk'),
      walletPk: sql.placeholder('walletPk'),
      type: sql.placeholder('type'),
      amount: sql.placeholder('amount'),
      externalReference: sql.placeholder('externalReference'),
      ownsReference: sql.placeholder('ownsReference'),
      description: sql.placeholder('description'),
      channel: sql.placeholder('channel'),
      reason: sql.placeholder('reason'),
      recordedBy: sql.placeholder('recordedBy'),
      effectiveAt: sql.placeholder('effectiveAt'),
      recordedAt: sql.placeholder('recordedAt'),
      mainPk: sql.placeholder('mainPk'),
      balanceAfter: sql.placeholder('balanceAfter'),
      giftAfter: sql.placeholder('giftAfter'),
      timeoutAt: sql.placeholder('timeoutAt'),
      promisedActivatesAt: sql.placeholder('promisedActivatesAt'),
      promisedExpiresAt: sql.placeholder('promisedExpiresAt'),
    })
    .prepare();
  return (content: TransactionContent, keys: Keys): number => {
    const { hold, mainTransactionId, walletId, ...columns } = content;
    const { lastInsertRowid } = statement.run({
      id: columns.id,
      merchantPk: keys.merchantPk,
      walletPk: keyOf(keys.wallets, walletId).pk,
      type: columns.type,
      amount: columns.amount,
      externalReference: columns.externalReference,
      ownsReference: ownsReference(content) ? 1 : 0,
      description: columns.description,
      channel: columns.channel,
      reason: columns.reason,
      recordedBy: columns.recordedBy,
      effectiveAt: columns.effectiveAt,
      recordedAt: columns.recordedAt,
      mainPk: mainTransactionId === null ? null : keyOf(keys.transactions, mainTransactionId),
      balanceAfter: columns.balanceAfter,
      giftAfter: columns.giftAfter,
      timeoutAt: hold?.timeoutAt ?? null,
      promisedActivatesAt: hold?.activatesAt ?? null,
      promisedExpiresAt: hold?.expiresAt ?? null,
    });
    return Number(lastInsertRowid);
  };
}

/** What a transaction does to its main transaction: ends it, or refunds part of it. */
function prepareEnd(db: Db) {
  const resolve = db
    .insert(resolution)
    .values({
      transactionPk: sql.placeholder('transactionPk'),
      kind: sql.placeholder('kind'),
      byPk: sql.placeholder('byPk'),
      at: sql.placeholder('at'),
      recordedBy: sql.placeholder('recordedBy'),
      reason: sql.placeholder('reason'),
    })
    .prepare();
  const addRefund = db
    .insert(refund)
    .values({
      purchasePk: sql.placeholder('purchasePk'),
      transactionPk: sql.placeholder('transactionPk'),
      amount: sql.placeholder('amount'),
    })
    .prepare();
  const forget = prepareForgetHold(db);
  return (content: TransactionContent, byPk: number, keys: Keys): void => {
    const { resolves, effectiveAt: at, recordedBy, reason, amount } = content;
    if (resolves) {
      const transactionPk = keyOf(keys.transactions, resolves.transactionId);
      resolve.run({ transactionPk, kind: resolves.kind, byPk, at, recordedBy, reason });
      if (resolves.kind === 'COMMIT') {
        forget(keyOf(keys.wallets, content.walletId).pk, transactionPk);
      }
    } else if (content.type === 'REFUND' && content.mainTransactionId !== null) {
      const purchasePk = keyOf(keys.transactions, content.mainTransactionId);
      addRefund.run({ purchasePk, transactionPk: byPk, amount });
    }
  };
}
