import { and, eq, sql } from 'drizzle-orm';
import type { Facts, FactsQuery } from '../../ledger/facts.ts';
import type { Instant } from '../../ledger/time.ts';
import type { WalletFacts } from '../../ledger/wallet.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { prepareDerivedRows } from './derived-rows.ts';
import { prepareOpening } from './fetch-opening.ts';
import { type FetchedTransaction, prepareTransactionFetch } from './fetch-transaction.ts';
import { prepareWalletFetch } from './fetch-wallet.ts';
import type { Identities } from './identities.ts';
import { type Asker, type Keys, newKeys } from './keys.ts';
import { transaction } from './schema.ts';
import { prepareSelect } from './select.ts';
import type { WalletRows } from './wallet-rows.ts';

/** What a command reads, and the row keys by which its changes are applied. */
export interface Fetched {
  readonly facts: Facts;
  readonly keys: Keys;
}

export type FetchFacts = (query: FactsQuery, asker: Asker, at: Instant) => Fetched;

/** Prepares, once for a connection, the statements that answer every query for facts. */
export function prepareFetch(db: Db, identities: Identities, rows: WalletRows): FetchFacts {
  const transactions = prepareTransactionFetch(db, identities, rows);
  const wallets = prepareWalletFetch(db, identities, rows);
  const holder = prepareReferenceHolder(db);
  const opening = prepareOpening(db);
  const derived = prepareDerivedRows(db, wallets);
  return (query, asker, at) => {
    const keys = newKeys(asker);
    const id = query.transaction?.id;
    const byId = id ? transactions.byId(id, keys) : null;
    const byReference = query.transaction?.externalReference
      ? transactions.byReference(query.transaction.externalReference, keys)
      : null;
    const target = byId ?? byReference;
    const { reference = null } = query;
    const facts: Facts = {
      byId: byId?.facts ?? null,
      derived: byId || !id ? null : derived.kindOf(id, asker, at),
      byReference: byReference?.facts ?? null,
      wallets: fetchWallets(query, target, keys, at),
      referenceHolderId: reference === null ? null : holder(reference, asker.merchantPk),
      dependentIds:
        query.dependents && target ? transactions.dependentsOf(target.facts, keys, at) : [],
      opening: query.opening ? opening(query.opening, asker.merchantId, keys) : null,
    };
    return { facts, keys };
  };

  function fetchWallets(
    query: FactsQuery,
    target: FetchedTransaction | null,
    keys: Keys,
    at: Instant,
  ): ReadonlyMap<string, WalletFacts> {
    const ids = new Set<string>();
    if (query.walletId !== undefined) ids.add(query.walletId);
    for (const other of query.otherWalletIds ?? []) ids.add(other);
    if (target) ids.add(target.facts.record.walletId);
    for (const line of target?.facts.entries ?? [])
      if (line.walletId !== null) ids.add(line.walletId);
    const found = new Map<string, WalletFacts>();
    for (const id of ids) {
      const facts = wallets({ id, target, at, ...(query.draw && { draw: query.draw }) }, keys);
      if (facts) found.set(id, facts);
    }
    return found;
  }
}

function prepareReferenceHolder(db: Db) {
  const statement = prepareSelect(
    db,
    db
      .select({ id: transaction.id })
      .from(transaction)
      .where(
        and(
          eq(transaction.merchantPk, bound('merchantPk')),
          eq(transaction.externalReference, bound('reference')),
          sql`${transaction.ownsReference} = 1`,
        ),
      ),
  );
  return (reference: string, merchantPk: number): string | null =>
    statement.get({ reference, merchantPk })?.id ?? null;
}
