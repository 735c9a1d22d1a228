import { eq, sql } from 'drizzle-orm';
import { closedHash, openingHash, resolvedHash } from '../../ledger/chain.ts';
import type { Change } from '../../ledger/change.ts';
import { STATE_AT_OPENING } from '../../ledger/wallet.ts';
import { prepareRecord } from './apply-record.ts';
import { prepareForgetHold, prepareWalletUpdate } from './apply-wallet.ts';
import { ASSIGNED } from './columns.ts';
import type { Db } from './connection.ts';
import { type Keys, keyOf } from './keys.ts';
import { member, resolution, wallet, walletLink } from './schema.ts';

type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

export type ApplyChange = (change: Change, keys: Keys) => void;

/** Prepares, once for a connection, the statements that carry out every change. */
export function prepareApply(db: Db): ApplyChange {
  const record = prepareRecord(db);
  const resolve = prepareResolve(db);
  const open = prepareOpening(db);
  const close = prepareClosing(db);
  return (change, keys) => {
    switch (change.kind) {
      case 'record':
        return record(change.transaction, change.wallets, keys);
      case 'resolve':
        return resolve(change, keys);
      case 'openWallet':
        return open(change, keys);
      case 'closeWallet':
        return close(change, keys);
    }
  };
}

/** Ends a hold that posts nothing. */
function prepareResolve(db: Db) {
  const update = prepareWalletUpdate(db);
  const insert = db
    .insert(resolution)
    .values({
      transactionPk: sql.placeholder('transactionPk'),
      kind: sql.placeholder('kind'),
      byPk: null,
      at: sql.placeholder('at'),
      recordedBy: sql.placeholder('recordedBy'),
      reason: sql.placeholder('reason'),
    })
    .prepare();
  const link = db
    .insert(walletLink)
    .values({
      pk: ASSIGNED,
      walletPk: sql.placeholder('walletPk'),
      kind: 'RESOLVED',
      transactionPk: sql.placeholder('transactionPk'),
      effectiveAt: sql.placeholder('at'),
      hash: sql.placeholder('hash'),
    })
    .prepare();
  const forget = prepareForgetHold(db);
  return ({ resolution: ended, wallet: after }: ChangeOf<'resolve'>, keys: Keys) => {
    const { kind, at, recordedBy, reason } = ended;
    const transactionPk = keyOf(keys.transactions, ended.transactionId);
    const { pk: walletPk, head } = keyOf(keys.wallets, after.walletId);
    const hash = resolvedHash(head, ended);
    insert.run({ transactionPk, kind, at, recordedBy, reason });
    link.run({ walletPk, transactionPk, at, hash });
    forget(walletPk, transactionPk);
    update(after, hash, keys);
  };
}

function prepareOpening(db: Db) {
  const addMember = db
    .insert(member)
    .values({
      pk: ASSIGNED,
      merchantPk: sql.placeholder('merchantPk'),
      id: sql.placeholder('id'),
      code: sql.placeholder('code'),
    })
    .prepare();
  const addWallet = db
    .insert(wallet)
    .values({
      ...STATE_AT_OPENING,
      pk: ASSIGNED,
      id: sql.placeholder('id'),
      merchantPk: sql.placeholder('merchantPk'),
      programPk: sql.placeholder('programPk'),
      memberPk: sql.placeholder('memberPk'),
      currencyPk: sql.placeholder('currencyPk'),
      openedAt: sql.placeholder('openedAt'),
      settledThrough: sql.placeholder('openedAt'),
      head: sql.placeholder('head'),
      links: 0,
    })
    .prepare();
  return ({ wallet: opened, newMember }: ChangeOf<'openWallet'>, keys: Keys) => {
    const { merchantPk, opening } = keys;
    const { id, memberId, memberCode, openedAt } = opened;
    const memberPk = newMember
      ? Number(addMember.run({ merchantPk, id: memberId, code: memberCode }).lastInsertRowid)
      : opening?.memberPk;
    addWallet.run({
      id,
      merchantPk,
      programPk: opening?.programPk,
      memberPk,
      currencyPk: opening?.currencyPk,
      openedAt,
      head: openingHash(opened),
    });
  };
}

function prepareClosing(db: Db) {
  const statement = db
    .update(wallet)
    .set({
      closedAt: sql`${sql.placeholder('at')}`,
      closedBy: sql`${sql.placeholder('recordedBy')}`,
      closedReason: sql`${sql.placeholder('reason')}`,
      head: sql`${sql.placeholder('head')}`,
    })
    .where(eq(wallet.pk, sql.placeholder('pk')))
    .prepare();
  return ({ walletId, closing }: ChangeOf<'closeWallet'>, keys: Keys) => {
    const { pk, head } = keyOf(keys.wallets, walletId);
    statement.run({ ...closing, pk, head: closedHash(head, closing) });
  };
}
