import { eq, sql } from 'drizzle-orm';
import { closedHash, openingHash, resolvedHash } from '../../ledger/chain.ts';
import type { Change } from '../../ledger/change.ts';
import { STATE_AT_OPENING } from '../../ledger/wallet.ts';
import { prepareRecord } from './apply-record.ts';
import { prepareForgetHold, prepareWalletUpdate } from './apply-wallet.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import type { GroupRows } from './group-rows.ts';
import { prepareInsert } from './insert.ts';
import { type Keys, keyOf } from './keys.ts';
import { member } from './merchant-schema.ts';
import { NOTHING_RECENT } from './recent-history.ts';
import { resolution, wallet } from './schema.ts';
import type { GroupWallets } from './wallet-rows.ts';

type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

export type ApplyChange = (change: Change, keys: Keys) => void;

/** Prepares, once for a connection, the statements that carry out every change. */
export function prepareApply(db: Db, rows: GroupRows, wallets: GroupWallets): ApplyChange {
  const record = prepareRecord(db, rows, wallets);
  const resolve = prepareResolve(db, rows, wallets);
  const open = prepareOpening(db);
  const close = prepareClosing(db, wallets);
  const suspend = prepareSwitching(db, wallets);
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
      case 'switchWallet':
        return suspend(change, keys);
    }
  };
}

/** Ends a hold that posts nothing. */
function prepareResolve(db: Db, rows: GroupRows, wallets: GroupWallets) {
  const update = prepareWalletUpdate(db, wallets);
  const insert = rows.adding(resolution);
  const forget = prepareForgetHold(db);
  return ({ resolution: ended, wallet: after }: ChangeOf<'resolve'>, keys: Keys): void => {
    const { kind, at, recordedBy, reason } = ended;
    const transactionPk = keyOf(keys.transactions, ended.transactionId);
    const { pk: walletPk, head } = keyOf(keys.wallets, after.walletId);
    const hash = resolvedHash(head, ended);
    insert({ transactionPk, kind, byPk: null, at, recordedBy, reason });
    forget(walletPk, transactionPk);
    update(after, { kind: 'RESOLVED', transactionPk, effectiveAt: at, hash }, keys);
  };
}

function prepareOpening(db: Db) {
  const addMember = prepareInsert(db, member);
  const addWallet = prepareInsert(db, wallet);
  return ({ wallet: opened, newMember }: ChangeOf<'openWallet'>, keys: Keys): void => {
    const { merchantPk, opening } = keys;
    const { id, memberId, memberCode, openedAt } = opened;
    if (!opening || opening.programPk === null || opening.currencyPk === null) {
      throw new Error(`the program and currency of wallet ${id} were not fetched`);
    }
    const memberPk = newMember
      ? addMember({ merchantPk, id: memberId, code: memberCode })
      : opening.memberPk;
    if (memberPk === null) throw new Error(`the member of wallet ${id} was not fetched`);
    addWallet({
      ...STATE_AT_OPENING,
      id,
      merchantPk,
      programPk: opening.programPk,
      memberPk,
      currencyPk: opening.currencyPk,
      openedAt,
      settledThrough: openedAt,
      head: openingHash(opened),
      links: 0,
      recentHistory: NOTHING_RECENT,
    });
  };
}

function prepareClosing(db: Db, wallets: GroupWallets) {
  const statement = db
    .update(wallet)
    .set({
      closedAt: sql`${sql.placeholder('at')}`,
      closedBy: sql`${sql.placeholder('recordedBy')}`,
      closedReason: sql`${sql.placeholder('reason')}`,
      head: sql`${sql.placeholder('head')}`,
    })
    .where(eq(wallet.pk, bound('pk')))
    .prepare();
  return ({ walletId, closing }: ChangeOf<'closeWallet'>, keys: Keys) => {
    const { pk, head } = keyOf(keys.wallets, walletId);
    wallets.release(walletId, keys.merchantPk);
    statement.run({ ...closing, pk, head: closedHash(head, closing) });
  };
}

function prepareSwitching(db: Db, wallets: GroupWallets) {
  const statement = db
    .update(wallet)
    .set({ suspendedAt: sql`${sql.placeholder('suspendedAt')}` })
    .where(eq(wallet.pk, bound('pk')))
    .prepare();
  return ({ walletId, suspendedAt }: ChangeOf<'switchWallet'>, keys: Keys): void => {
    wallets.release(walletId, keys.merchantPk);
    statement.run({ pk: keyOf(keys.wallets, walletId).pk, suspendedAt });
  };
}
