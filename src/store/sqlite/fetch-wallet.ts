import type { FactsQuery } from '../../ledger/facts.ts';
import type { Lot, LotId, LotKind } from '../../ledger/lot.ts';
import { type CurrencyKind, MINOR_MAX } from '../../ledger/money.ts';
import type { Instant } from '../../ledger/time.ts';
import type { WalletFacts } from '../../ledger/wallet.ts';
import { hasRules, programOf, stateOf, walletOf } from '../rows.ts';
import type { Db } from './connection.ts';
import { prepareCrossed } from './fetch-crossed.ts';
import { prepareJournal } from './fetch-journal.ts';
import { drawableOf } from './fetch-lots.ts';
import type { FetchedTransaction } from './fetch-transaction.ts';
import type { Identities } from './identities.ts';
import type { Keys } from './keys.ts';
import { type LotRow, lotOf } from './rows.ts';
import type { WalletRows } from './wallet-rows.ts';

export interface WalletQuery {
  readonly id: string;
  readonly target: FetchedTransaction | null;
  readonly at: Instant;
  readonly draw?: NonNullable<FactsQuery['draw']>;
}

/** The kinds of lots in a wallet, in draw order: each is a range of one index. */
const KINDS_DRAWN: Readonly<Record<CurrencyKind, readonly LotKind[]>> = {
  POINTS: ['POINTS'],
  MONEY: ['GIFT', 'MONEY'],
};

export type FetchWallet = (query: WalletQuery, keys: Keys) => WalletFacts | null;

/** Finds a merchant's wallet with the lots that a command can touch. */
export function prepareWalletFetch(
  db: Db,
  identities: Identities,
  wallets: WalletRows,
): FetchWallet {
  const crossed = prepareCrossed(db, wallets);
  const journal = prepareJournal(db);
  return (query: WalletQuery, keys: Keys): WalletFacts | null => {
    const own = wallets.find(query.id, keys.merchantPk, keys.walletPks.get(query.id) ?? null);
    if (!own) return null;
    const { pk, head } = own;
    keys.wallets.set(own.id, { pk, head });
    const owner = identities.ofWallet(pk);
    const lots = new Map<LotId, Lot>();
    const add = (rows: readonly LotRow[]) => addLots(rows, own.id, lots, keys);
    const state = stateOf(own);
    const at = Math.max(query.at, state.settledThrough);
    const past = crossed(pk, state, at);
    add(past.lots);
    if (query.target) add(query.target.lots.filter(({ walletPk }) => walletPk === pk));
    const { programId, merchantId, currencyKind } = owner;
    const program = programOf({ programId, merchantId, ...wallets.programOf(owner.programPk) });
    const derives = hasRules(currencyKind, program.policies);
    if (derives) wallets.settleHistory(pk);
    const facts: WalletFacts = {
      record: walletOf(own, owner),
      program,
      state,
      lots: [...lots.values()],
      timedOut: past.timedOut,
      nextBoundaryAt: past.nextBoundaryAt,
      journal: derives ? journal(own) : null,
    };
    const draw = facts.journal
      ? MINOR_MAX
      : (query.draw?.(facts, query.target?.facts ?? null) ?? 0n);
    if (draw === 0n) return facts;
    const kinds = KINDS_DRAWN[currencyKind].filter((kind) => kind !== 'GIFT' || state.gift > 0n);
    const until = past.nextBoundaryAt;
    add(drawableOf(wallets.lots, kinds, { walletPk: pk, at, until, amount: draw }));
    return { ...facts, lots: [...lots.values()] };
  };
}

function addLots(rows: readonly LotRow[], walletId: string, lots: Map<LotId, Lot>, keys: Keys) {
  for (const row of rows) {
    const found = lotOf(row, walletId);
    const { transactionPk, ordinal, lastMoverPk } = row;
    lots.set(found.id, found);
    keys.lots.set(found.id, { transactionPk, ordinal, lastMoverPk });
  }
}
