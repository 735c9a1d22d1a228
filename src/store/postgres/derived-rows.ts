import { and, eq } from 'drizzle-orm';
import { type Derivation, derive } from '../../ledger/derived/derive.ts';
import { recordOfDerived } from '../../ledger/derived/record.ts';
import { type DerivedRow, parseDerivedId } from '../../ledger/derived/row.ts';
import type { HistoryRow } from '../../ledger/store.ts';
import type { Instant } from '../../ledger/time.ts';
import type { TransactionRecord } from '../../ledger/transaction.ts';
import { isUuid } from './columns.ts';
import type { Session } from './connection.ts';
import type { WalletFetch } from './fetch-wallet.ts';
import { given, write } from './gather.ts';
import { newKeys } from './keys.ts';
import { transaction } from './schema.ts';
import { prepareSelect } from './select.ts';

/** What falls due at a moment comes before what is recorded at it: below any ordinal. */
const SEQUENCE_FIRST = -(2 ** 52);

/** A wallet's derived rows up to a moment. */
export interface DerivedRows {
  /** The rows that have these ids, as far as they are due; each wallet is worked out once. */
  find(ids: readonly string[], merchantId: string, at: Instant): Promise<TransactionRecord[]>;
  kindOf(id: string, merchantId: string, at: Instant): Promise<DerivedRow | null>;
  history(walletId: string, merchantId: string, at: Instant): Promise<HistoryRow[]>;
}

export function gatherDerivedRows(session: Session, fetch: WalletFetch): DerivedRows {
  const derivation = async (walletId: string | null, merchantId: string, at: Instant) => {
    if (walletId === null) return null;
    const facts = await fetch({ id: walletId, target: null, at }, newKeys(merchantId));
    if (!facts?.journal) return null;
    const derived: Derivation = derive(facts.journal, facts.program.policies, at);
    return { derived, wallet: facts.record };
  };
  const walletOf = async (id: string, merchantId: string): Promise<string | null> => {
    const name = parseDerivedId(id);
    if (!name || name.of === 'WALLET') return name?.ownerId ?? null;
    if (!isUuid(name.ownerId)) return null;
    const [row] = await walletOfTransaction(session, { merchantId, id: name.ownerId });
    return row?.walletId ?? null;
  };
  return {
    async find(ids, merchantId, at) {
      const named = await Promise.all(
        ids.map(async (id) => ({ id, walletId: await walletOf(id, merchantId) })),
      );
      const byWallet = Map.groupBy(named, ({ walletId }) => walletId);
      const found = await Promise.all(
        [...byWallet].map(async ([walletId, wanted]) => {
          const of = await derivation(walletId, merchantId, at);
          const rows = of?.derived.rows.filter((row) => wanted.some(({ id }) => id === row.id));
          return of ? (rows ?? []).map((row) => recordOfDerived(row, of.wallet)) : [];
        }),
      );
      return found.flat();
    },
    async kindOf(id, merchantId, at) {
      const found = await derivation(await walletOf(id, merchantId), merchantId, at);
      return found?.derived.rows.find((row) => row.id === id) ?? null;
    },
    async history(walletId, merchantId, at) {
      const found = await derivation(walletId, merchantId, at);
      if (!found) return [];
      return found.derived.rows.map((row, i) => ({
        effectiveAt: row.at,
        sequence: SEQUENCE_FIRST + i,
        transaction: recordOfDerived(row, found.wallet),
      }));
    },
  };
}

const walletOfTransaction = prepareSelect(
  write
    .select({ walletId: transaction.walletId })
    .from(transaction)
    .where(
      and(
        eq(transaction.merchantId, given('merchantId', 'text')),
        eq(transaction.id, given('id', 'uuid')),
      ),
    ),
);
