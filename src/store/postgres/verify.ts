import type { Finding } from '../../ledger/store.ts';
import { reportAll, type Verified } from '../verification.ts';
import { inTransaction, isUnavailable, openPool, type Session } from './connection.ts';
import { verifyChains } from './verify-chain.ts';
import { findWrongLots } from './verify-lots.ts';
import { findWrongRows } from './verify-rows.ts';

/**
 * What goes through all of a ledger reads whole tables, where a command looks up a few keys, and
 * takes as long as it takes. An engine that does not know a setting goes without it.
 */
const WHOLE_LEDGER_SETTINGS: readonly string[] = [
  'set enable_seqscan = default',
  'set enable_hashjoin = default',
  'set enable_mergejoin = default',
  'set enable_material = default',
  'set join_collapse_limit = default',
  'set from_collapse_limit = default',
  'set statement_timeout = 0',
  'set idle_in_transaction_session_timeout = 0',
];

/** Verifies the ledger on a server as `verifyLedger` does, while writers go on. */
export async function verifyServer(
  url: string,
  report: (finding: Finding) => void,
): Promise<Verified> {
  const database = openPool(url);
  try {
    return await database.session(async (session) => {
      await readyForAll(session);
      return inTransaction(session, 'repeatable read, read only', () =>
        reportAll(verifyLedger(session), report),
      );
    });
  } finally {
    await database.close();
  }
}

/** Readies a session, before its transaction begins, for what goes through all of a ledger. */
export async function readyForAll(session: Session): Promise<void> {
  for (const setting of WHOLE_LEDGER_SETTINGS) {
    try {
      await session.query(setting, []);
    } catch (error) {
      if (isUnavailable(error)) throw error;
    }
  }
}

/**
 * Rebuilds everything that the ledger says twice and finds every difference: the hash chains, the
 * sums, and the rows that name each other. Its memory does not grow with the ledger. The caller has
 * begun a transaction, so that all reads see the same.
 *
 * A wallet in which nothing was ever recorded leaves no trace when its row is dropped, unless it
 * was its member's only one: no number runs over more than one wallet.
 */
export async function* verifyLedger(session: Session): AsyncGenerator<Finding, Verified> {
  const verified = yield* verifyChains(session);
  yield* findWrongLots(session);
  yield* findWrongRows(session);
  return verified;
}
