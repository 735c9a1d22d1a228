import { z } from 'zod';
import type { Lot, LotKind } from '../ledger/lot.ts';
import type { HistoryFilter, HistoryPlace, HistoryRow, LotPlace } from '../ledger/store.ts';
import type { TransactionRecord } from '../ledger/transaction.ts';
import type { WalletRecord } from '../ledger/wallet.ts';
import type { PagedList } from './connection.ts';
import type { GraphContext } from './context.ts';
import type { CursorScope } from './cursor.ts';
import type { WalletHistoryArgs } from './generated.ts';
import type { LotParent } from './parents.ts';

const historyPlace: z.ZodType<HistoryPlace> = z.object({
  effectiveAt: z.int(),
  sequence: z.int(),
});

const lotPlace: z.ZodType<LotPlace> = z.object({
  kind: z.enum(['POINTS', 'MONEY', 'GIFT']),
  expiresAt: z.int().nullable(),
  activatesAt: z.int(),
  sequence: z.int(),
});

function scopeOf(list: string, wallet: WalletRecord, context: GraphContext): CursorScope {
  const { cursorKey: key, caller } = context;
  return { key, list, merchantId: caller.merchantId, walletId: wallet.id };
}

/** What is left out, or null, does not narrow a history. */
function filterOf(filter: WalletHistoryArgs['filter']): HistoryFilter {
  const { types, from, to, hideReversed } = filter ?? {};
  return {
    types: types ?? null,
    from: from ?? null,
    to: to ?? null,
    hideReversed: hideReversed ?? false,
  };
}

/** A wallet's transactions, newest first. */
export function historyOf(
  wallet: WalletRecord,
  filter: WalletHistoryArgs['filter'],
  context: GraphContext,
): PagedList<HistoryRow, HistoryPlace, TransactionRecord> {
  const { ledger, caller, at } = context;
  return {
    scope: scopeOf('history', wallet, context),
    places: historyPlace,
    fetch: (page) => ledger.reads.history(caller.merchantId, wallet.id, filterOf(filter), page, at),
    placeOf: ({ effectiveAt, sequence }) => ({ effectiveAt, sequence }),
    nodeOf: ({ transaction }) => transaction,
  };
}

/** A wallet's lots in draw order: those of one kind, or all. */
export function lotsOf(
  wallet: WalletRecord,
  kind: LotKind | null,
  context: GraphContext,
): PagedList<Lot, LotPlace, LotParent> {
  const { ledger, caller, at } = context;
  return {
    scope: scopeOf(`lots ${kind ?? 'of all kinds'}`, wallet, context),
    places: lotPlace,
    fetch: (page) => ledger.reads.lots(caller.merchantId, wallet.id, kind, page, at),
    placeOf: (lot) => ({
      kind: lot.kind,
      expiresAt: lot.expiresAt,
      activatesAt: lot.activatesAt,
      sequence: lot.sequence,
    }),
    nodeOf: (lot) => ({ lot, scale: wallet.currency.scale }),
  };
}
