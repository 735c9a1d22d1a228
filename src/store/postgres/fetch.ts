import { sql } from 'drizzle-orm';
import type { Facts, FactsQuery, TransactionFacts } from '../../ledger/facts.ts';
import type { Instant } from '../../ledger/time.ts';
import type { WalletFacts } from '../../ledger/wallet.ts';
import type { Session } from './connection.ts';
import { gatherDerivedRows } from './derived-rows.ts';
import { gatherOpenings } from './fetch-opening.ts';
import { gatherTransactions } from './fetch-transaction.ts';
import { gatherWallets, type WalletFetch } from './fetch-wallet.ts';
import { gather, prepareQuestion, write } from './gather.ts';
import { type Keys, newKeys } from './keys.ts';
import { transaction } from './schema.ts';

/** What a command reads, and the row keys by which its changes are applied. */
export interface Fetched {
  readonly facts: Facts;
  readonly keys: Keys;
}

export type FetchFacts = (query: FactsQuery, merchantId: string, at: Instant) => Promise<Fetched>;

/** Answers queries for facts, side by side: each step of all of them is one statement. */
export function gatherFacts(session: Session): FetchFacts {
  const transactions = gatherTransactions(session);
  const wallets = gatherWallets(session);
  const holders = gather(session, referenceHolder, ['merchantId', 'reference']);
  const opening = gatherOpenings(session);
  const derived = gatherDerivedRows(session, wallets);
  return async (query, merchantId, at) => {
    const keys = newKeys(merchantId);
    const { id = null, externalReference = null } = query.transaction ?? {};
    const { reference = null } = query;
    const [byId, byReference, [holder], opened] = await Promise.all([
      id ? transactions.byId(id, keys) : null,
      externalReference ? transactions.byReference(externalReference, keys) : null,
      reference === null ? [] : holders({ merchantId, reference }),
      query.opening ? opening(query.opening, merchantId) : null,
    ]);
    const target = byId ?? byReference;
    const [derivedRow, found, dependentIds] = await Promise.all([
      byId || !id ? null : derived.kindOf(id, merchantId, at),
      walletsOf(wallets, query, { target, keys, at }),
      query.dependents && target ? transactions.dependentsOf(target, keys, at) : [],
    ]);
    const facts: Facts = {
      byId,
      derived: derivedRow,
      byReference,
      wallets: found,
      referenceHolderId: holder?.id ?? null,
      dependentIds,
      opening: opened,
    };
    return { facts, keys };
  };
}

interface Target {
  readonly target: TransactionFacts | null;
  readonly keys: Keys;
  readonly at: Instant;
}

async function walletsOf(
  fetch: WalletFetch,
  query: FactsQuery,
  { target, keys, at }: Target,
): Promise<ReadonlyMap<string, WalletFacts>> {
  const ids = new Set<string>(query.otherWalletIds);
  if (query.walletId !== undefined) ids.add(query.walletId);
  if (target) ids.add(target.record.walletId);
  for (const line of target?.entries ?? []) if (line.walletId !== null) ids.add(line.walletId);
  const found = await Promise.all(
    [...ids].map((id) => fetch({ id, target, at, ...(query.draw && { draw: query.draw }) }, keys)),
  );
  return new Map(found.flatMap((facts) => (facts ? [[facts.record.id, facts] as const] : [])));
}

const referenceHolder = prepareQuestion(
  { merchantId: 'text', reference: 'text' },
  write
    .select({ id: transaction.id })
    .from(transaction)
    .where(
      sql`${transaction.merchantId} = wanted.merchant_id
        and ${transaction.externalReference} = wanted.reference and ${transaction.ownsReference}`,
    ),
);
