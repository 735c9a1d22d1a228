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
import { newKeys } from './keys.ts';
import { transaction, wallet } from './schema.ts';

/** At one moment derived rows stand behind what was recorded: above any row key. */
const SEQUENCE_FIRST = 2 ** 52;

/** A wallet's derived rows up to a moment. */
export interface DerivedRows {
  /** The row that has the id, once it is due. */
  find(id: string, merchantPk: number, at: Instant): TransactionRecord | null;
  kindOf(id: string, merchantPk: number, at: Instant): DerivedRow | null;
  history(walletId: string, merchantPk: number, at: Instant): HistoryRow[];
}

export function prepareDerivedRows(db: Db): DerivedRows {
  const fetch = prepareWalletFetch(db);
  const walletOfTransaction = db
    .select({ id: wallet.id })
    .from(transaction)
    .innerJoin(wallet, eq(wallet.pk, transaction.walletPk))
    .where(eq(transaction.id, bound('id')))
    .prepare();
  const derivation = (walletId: string, merchantPk: number, at: Instant) => {
    const facts = fetch({ id: walletId, target: null, at }, newKeys(merchantPk));
    if (!facts?.journal) return null;
    const derived: Derivation = derive(facts.journal, facts.program.policies, at);
    return { derived, wallet: facts.record };
  };
  const locate = (id: string, merchantPk: number, at: Instant) => {
    const name = parseDerivedId(id);
    if (!name) return null;
    const owner = { id: bytesOfUuid(name.ownerId) };
    const walletId = name.of === 'WALLET' ? name.ownerId : walletOfTransaction.get(owner)?.id;
    const found = walletId === undefined ? null : derivation(walletId, merchantPk, at);
    const row = found?.derived.rows.find((candidate) => candidate.id === id);
    return found && row ? { row, wallet: found.wallet } : null;
  };
  return {
    find(id, merchantPk, at) {
      const located = locate(id, merchantPk, at);
      return located && recordOfDerived(located.row, located.wallet);
    },
    kindOf: (id, merchantPk, at) => locate(id, merchantPk, at)?.row ?? null,
    history(walletId, merchantPk, at) {
      const found = derivation(walletId, merchantPk, at);
      if (!found) return [];
      return found.derived.rows.map((row, i) => ({
        effectiveAt: row.at,
        sequence: SEQUENCE_FIRST + i,
        transaction: recordOfDerived(row, found.wallet),
      }));
    },
  };
}
