import { asc, eq, gt, sql } from 'drizzle-orm';
import type { Finding } from '../../ledger/store.ts';
import { type StoredWallet, WalletVerification } from '../../ledger/verification.ts';
import { storedWalletOf } from '../verification.ts';
import type { Db } from './connection.ts';
import { currency, member, merchant, program } from './merchant-schema.ts';
import { wallet } from './schema.ts';

/** Wallets that are read at a time. */
const WALLETS_PAGE = 1_000;
/** No row key is below it. */
export const BEFORE_ALL_KEYS = -(2n ** 63n);

/** A wallet that is being verified. */
export interface VerifiedWallet {
  readonly wallet: StoredWallet;
  readonly merchantPk: number;
  readonly verification: WalletVerification;
  /** The last transaction that its chain recorded: the row keys only grow. */
  lastRecordedPk: number;
}

/** By row key. */
export type VerifiedWallets = ReadonlyMap<number, VerifiedWallet>;

/** Loads every wallet, by row key. SQLite hands the keys out without a gap, and so shows a drop. */
export function* loadWallets(db: Db): Generator<Finding, VerifiedWallets> {
  const page = preparePage(db);
  const wallets = new Map<number, VerifiedWallet>();
  let last = BEFORE_ALL_KEYS;
  let expected = 1n;
  for (;;) {
    const rows = page.all({ last });
    for (const { key, wallet: row, ...of } of rows) {
      last = key;
      if (last !== expected) {
        const missing = `the wallet with the row key ${expected} is missing`;
        yield { walletId: null, transactionId: null, problem: missing };
        const problem = `the wallet has the row key ${last}, not the next one`;
        yield { walletId: row.id, transactionId: null, problem };
      }
      expected = last + 1n;
      const stored = storedWalletOf({ ...of, ...row });
      const verification = new WalletVerification(stored);
      const { pk, merchantPk } = row;
      wallets.set(pk, { wallet: stored, merchantPk, verification, lastRecordedPk: 0 });
    }
    if (rows.length < WALLETS_PAGE) return wallets;
  }
}

/** What is wrong with the wallets themselves, once their chains are walked. */
export function* verifyWallets(wallets: VerifiedWallets): Generator<Finding, void> {
  for (const { wallet: stored, verification } of wallets.values()) {
    for (const problem of verification.close()) {
      yield { walletId: stored.record.id, transactionId: null, problem };
    }
  }
}

/** Unlike other reads, this one finds a wallet whose member, program or currency is gone. */
function preparePage(db: Db) {
  return db
    .select({
      key: sql<bigint>`${wallet.pk}`,
      wallet,
      merchantId: merchant.id,
      programId: program.id,
      memberId: member.id,
      memberCode: member.code,
      currencyCode: currency.code,
      scale: currency.scale,
      currencyKind: currency.kind,
    })
    .from(wallet)
    .leftJoin(merchant, eq(merchant.pk, wallet.merchantPk))
    .leftJoin(program, eq(program.pk, wallet.programPk))
    .leftJoin(member, eq(member.pk, wallet.memberPk))
    .leftJoin(currency, eq(currency.pk, wallet.currencyPk))
    .where(gt(wallet.pk, sql.placeholder('last')))
    .orderBy(asc(wallet.pk))
    .limit(WALLETS_PAGE)
    .prepare();
}
