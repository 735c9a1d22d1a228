import { sql } from 'drizzle-orm';
import type { FactsQuery, TransactionFacts } from '../../ledger/facts.ts';
import type { Lot, LotId, LotKind } from '../../ledger/lot.ts';
import { type CurrencyKind, MINOR_MAX } from '../../ledger/money.ts';
import type { Instant } from '../../ledger/time.ts';
import type { WalletFacts } from '../../ledger/wallet.ts';
import { hasRules, programOf, stateOf, walletOf } from '../rows.ts';
import { isUuid } from './columns.ts';
import type { Session } from './connection.ts';
import { gatherCrossed } from './fetch-crossed.ts';
import { gatherJournal } from './fetch-journal.ts';
import { gatherDrawable, gatherLots } from './fetch-lots.ts';
import { gather, prepareQuestion, write } from './gather.ts';
import type { Keys } from './keys.ts';
import { currency, member, program } from './merchant-schema.ts';
import { joins, type LotRow, lotOf, walletColumns } from './rows.ts';
import { wallet } from './schema.ts';

export interface WalletQuery {
  readonly id: string;
  readonly target: TransactionFacts | null;
  readonly at: Instant;
  readonly draw?: NonNullable<FactsQuery['draw']>;
}

export type WalletFetch = (query: WalletQuery, keys: Keys) => Promise<WalletFacts | null>;

/** The kinds of lots in a wallet, in draw order: each is a range of one index. */
const KINDS_DRAWN: Readonly<Record<CurrencyKind, readonly LotKind[]>> = {
  POINTS: ['POINTS'],
  MONEY: ['GIFT', 'MONEY'],
};

/** Finds a merchant's wallet with the lots that a command can touch. */
export function gatherWallets(session: Session): WalletFetch {
  const byId = gather(session, statement, ['merchantId', 'id']);
  const lotsOf = gatherLots(session);
  const crossed = gatherCrossed(session);
  const drawable = gatherDrawable(session);
  const journal = gatherJournal(session);
  return async (query, keys) => {
    const { merchantId } = keys;
    const [row] = isUuid(query.id) ? await byId({ merchantId, id: query.id }) : [];
    if (!row) return null;
    keys.wallets.set(row.id, { head: row.head, links: row.links });
    const state = stateOf(row);
    const at = Math.max(query.at, state.settledThrough);
    const ofProgram = programOf(row);
    const [touched, past, events] = await Promise.all([
      lotsOf(touchedIn(row.id, query.target, keys), keys),
      crossed(row.id, state, at, keys),
      hasRules(row.currencyKind, ofProgram.policies) ? journal(row) : null,
    ]);
    const lots = new Map<LotId, Lot>();
    addLots([...past.lots, ...touched], lots, keys);
    const facts: WalletFacts = {
      record: walletOf(row, row),
      program: ofProgram,
      state,
      lots: [...lots.values()],
      timedOut: past.timedOut,
      nextBoundaryAt: past.nextBoundaryAt,
      journal: events,
    };
    const draw = facts.journal ? MINOR_MAX : (query.draw?.(facts, query.target) ?? 0n);
    if (draw === 0n) return facts;
    const kinds = KINDS_DRAWN[row.currencyKind].filter(
      (kind) => kind !== 'GIFT' || state.gift > 0n,
    );
    addLots(await drawable({ merchantId, walletId: row.id, at }, kinds, draw), lots, keys);
    return { ...facts, lots: [...lots.values()] };
  };
}

/** The lots in a wallet that a transaction granted, moved or reserved. */
function touchedIn(walletId: string, target: TransactionFacts | null, keys: Keys): Set<LotId> {
  if (!target) return new Set();
  const ids = [
    ...target.lots,
    ...target.movements.map((movement) => movement.lotId),
    ...target.reservations.map((reservation) => reservation.lotId),
  ];
  return new Set(ids.filter((id) => keys.lots.get(id) === walletId));
}

function addLots(rows: readonly LotRow[], lots: Map<LotId, Lot>, keys: Keys): void {
  for (const row of rows) {
    const found = lotOf(row);
    lots.set(found.id, found);
    keys.lots.set(found.id, found.walletId);
  }
}

const statement = prepareQuestion(
  { merchantId: 'text', id: 'uuid' },
  write
    .select(walletColumns)
    .from(wallet)
    .innerJoin(program, joins.programOfWallet)
    .innerJoin(member, joins.memberOfWallet)
    .innerJoin(currency, joins.currencyOfWallet)
    .where(sql`${wallet.merchantId} = wanted.merchant_id and ${wallet.id} = wanted.id`),
);
