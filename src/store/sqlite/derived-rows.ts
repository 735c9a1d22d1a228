import { eq } from 'drizzle-orm';
import { type Derivation, derive } from '../../ledger/derived/derive.ts';
import { recordOfDerived } from '../../ledger/derived/record.ts';
import { type DerivedRow, parseDerivedId } from '../../ledger/derived/row.ts';
import type { HistoryRow } from '../../ledger/store.ts';
import type { Instant } from '../../ledger/time.ts';
import type { TransactionRecord } from '../../ledger/transaction.ts';
import { bound } from './bound.ts';
import { bytesOfUuid } from './columns.ts';
import type { Db } from './connection.ts';
import { prepareWalletFetch } from './fetch-wallet.ts';
import { type Asker, newKeys } from './keys.ts';
import { transaction, wallet } from './schema.ts';

/** At one moment derived rows stand behind what was recorded: above any row key. */
const SEQUENCE_FIRST = 2 ** 52;

/** A wallet's derived rows up to a moment. */
export interface DerivedRows {
  /** The row that has the id, once it is due. */
  find(id: string, asker: Asker, at: Instant): TransactionRecord | null;
  kindOf(id: string, asker: Asker, at: Instant): DerivedRow | null;
  history(walletId: string, asker: Asker, at: Instant): HistoryRow[];
}

export function prepareDerivedRows(db: Db): DerivedRows {
  const fetch = prepareWalletFetch(db);
  const walletOfTransaction = db
    .select({ id: wallet.id })
    .from(transaction)
    .innerJoin(wallet, eq(wallet.pk, transaction.walletPk))
    .where(eq(transaction.id, bound('id')))
    .prepare();
  const derivation = (walletId: string, asker: Asker, at: Instant) => {
    const facts = fetch({ id: walletId, target: null, at }, newKeys(asker));
    if (!facts?.journal) return null;
    const derived: Derivation = derive(facts.journal, facts.program.policies, at);
    return { derived, wallet: facts.record };
  };
  const locate = (id: string, asker: Asker, at: Instant) => {
    const name = parseDerivedId(id);
    if (!name) return null;
    const owner = { id: bytesOfUuid(name.ownerId) };
    const walletId = name.of === 'WALLET' ? name.ownerId : walletOfTransaction.get(owner)?.id;
    const found = walletId === undefined ? null : derivation(walletId, asker, at);
    const row = found?.derived.rows.find((candidate) => candidate.id === id);
    return found && row ? { row, wallet: found.wallet } : null;
  };
  return {
    find(id, asker, at) {
      const located = locate(id, asker, at);
      return located && recordOfDerived(located.row, located.wallet);
    },
    kindOf: (id, asker, at) => locate(id, asker, at)?.row ?? null,
    history(walletId, asker, at) {
      const found = derivation(walletId, asker, at);
      if (!found) return [];
      return found.derived.rows.map((row, i) => ({
        effectiveAt: row.at,
        sequence: SEQUENCE_FIRST + i,
        transaction: recordOfDerived(row, found.wallet),
      }));
    },
  };
}
