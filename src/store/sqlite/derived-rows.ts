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
import type { FetchWallet } from './fetch-wallet.ts';
import { type Asker, newKeys } from './keys.ts';
import { transaction, wallet } from './schema.ts';

/** What falls due at a moment comes before what is recorded at it: below any row key. */
const SEQUENCE_FIRST = -(2 ** 52);

/** A wallet's derived rows up to a moment. */
export interface DerivedRows {
  /** The rows that have these ids, as far as they are due; each wallet is worked out once. */
  find(ids: readonly string[], asker: Asker, at: Instant): TransactionRecord[];
  kindOf(id: string, asker: Asker, at: Instant): DerivedRow | null;
  history(walletId: string, asker: Asker, at: Instant): HistoryRow[];
}

export function prepareDerivedRows(db: Db, fetch: FetchWallet): DerivedRows {
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
  const walletOf = (id: string): string | null => {
    const name = parseDerivedId(id);
    if (!name || name.of === 'WALLET') return name?.ownerId ?? null;
    return walletOfTransaction.get({ id: bytesOfUuid(name.ownerId) })?.id ?? null;
  };
  const rowOf = (id: string, asker: Asker, at: Instant): DerivedRow | null => {
    const walletId = walletOf(id);
    const found = walletId === null ? null : derivation(walletId, asker, at);
    return found?.derived.rows.find((row) => row.id === id) ?? null;
  };
  return {
    find(ids, asker, at) {
      const byWallet = Map.groupBy(ids, walletOf);
      return [...byWallet].flatMap(([walletId, wanted]) => {
        const found = walletId === null ? null : derivation(walletId, asker, at);
        const rows = found?.derived.rows.filter((row) => wanted.includes(row.id)) ?? [];
        return found ? rows.map((row) => recordOfDerived(row, found.wallet)) : [];
      });
    },
    kindOf: rowOf,
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
