import type { Finding } from '../../ledger/store.ts';
import type { Verified } from '../verification.ts';
import { type Db, openReader } from './connection.ts';
import { verifyChains } from './verify-chain.ts';
import { findWrongHistory } from './verify-history.ts';
import { findWrongLots } from './verify-lots.ts';
import { findWrongRows } from './verify-rows.ts';
import { loadWallets, verifyWallets } from './verify-wallets.ts';

/** Verifies a file as `verifyLedger` does, on one consistent view while writers go on. */
export function* verifyFile(file: string): Generator<Finding, Verified> {
  const db = openReader(file);
  try {
    db.$client.exec('BEGIN');
    return yield* verifyLedger(db);
  } finally {
    db.$client.close();
  }
}

/**
 * Rebuilds everything that the ledger says twice and finds every difference: the hash chains, the
 * sums, and the rows that name each other. Its memory grows with the number of wallets, not with
 * that of transactions. The caller has begun a transaction, so that all reads see the same.
 */
export function* verifyLedger(db: Db): Generator<Finding, Verified> {
  const wallets = yield* loadWallets(db);
  const transactions = yield* verifyChains(db, wallets);
  yield* verifyWallets(wallets);
  yield* findWrongHistory(db);
  yield* findWrongLots(db);
  yield* findWrongRows(db);
  return { wallets: wallets.size, transactions };
}
