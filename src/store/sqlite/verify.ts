import type { Finding } from '../../ledger/store.ts';
import { openReader } from './connection.ts';
import { verifyChains } from './verify-chain.ts';
import { findWrongLots } from './verify-lots.ts';
import { findWrongRows } from './verify-rows.ts';
import { loadWallets, verifyWallets } from './verify-wallets.ts';

/** How much was verified. */
export interface Verified {
  readonly wallets: number;
  readonly transactions: number;
}

/**
 * Rebuilds everything that the ledger says twice and finds every difference: the hash chains, the
 * sums, and the rows that name each other. Reads one consistent view while writers go on. Its
 * memory grows with the number of wallets, not with that of transactions.
 */
export function* verifyFile(file: string): Generator<Finding, Verified> {
  const db = openReader(file);
  const { $client: client } = db;
  try {
    client.exec('BEGIN');
    const wallets = yield* loadWallets(db);
    const transactions = yield* verifyChains(db, wallets);
    yield* verifyWallets(wallets);
    yield* findWrongLots(db);
    yield* findWrongRows(db);
    return { wallets: wallets.size, transactions };
  } finally {
    client.close();
  }
}
