import type { EntryPurpose } from '../ledger/entry.ts';
import { formatDecimal, type Minor, sum } from '../ledger/money.ts';
import type { Instant } from '../ledger/time.ts';
import { statusOf, type TransactionRecord } from '../ledger/transaction.ts';
import type { WalletRecord } from '../ledger/wallet.ts';
import type { GraphContext } from './context.ts';
import type {
  LedgerEntryResolvers,
  LotResolvers,
  ReversalOptionResolvers,
  TransactionResolvers,
  UsedGiftBalanceResolvers,
} from './generated.ts';
import { loadKnown, loadNamed } from './loaders.ts';
import type { UsedGiftParent } from './parents.ts';
import { uniqueCodeOf } from './unique-code.ts';

function magnitude(amount: Minor): Minor {
  return amount < 0n ? -amount : amount;
}

/** How much of a transaction is gift, fee or cashback, whichever way it went. */
async function partOf(
  { id, scale }: TransactionRecord,
  purpose: EntryPurpose,
  { loaders }: GraphContext,
): Promise<string> {
  const entries = await loaders.entriesOf.load(id);
  const booked = entries.filter((entry) => entry.account === 'WALLET' && entry.purpose === purpose);
  return formatDecimal(magnitude(sum(booked.map(({ amount }) => amount))), scale);
}

/** The transaction's wallet, if what was booked on it has the sign, all in all. */
async function walletIf(
  { id, walletId }: TransactionRecord,
  hasSign: (net: Minor) => boolean,
  { loaders }: GraphContext,
): Promise<WalletRecord | null> {
  const entries = await loaders.entriesOf.load(id);
  const own = entries.filter((entry) => entry.walletId === walletId);
  const net = sum(own.map(({ amount }) => amount));
  return hasSign(net) ? loadKnown(loaders.walletById, walletId) : null;
}

/** A hold that timed out changed then, whether or not anything noticed. */
function updatedAt(transaction: TransactionRecord, at: Instant): Instant {
  const { resolution, hold, recordedAt } = transaction;
  if (hold && statusOf(transaction, at) === 'EXPIRED') return hold.timeoutAt;
  return resolution?.at ?? recordedAt;
}

/** What a transaction drew from gift balances, or gave back to them, each balance once. */
async function usedGifts(
  { id, scale }: TransactionRecord,
  { loaders }: GraphContext,
): Promise<UsedGiftParent[]> {
  const byLot = Map.groupBy(await loaders.giftMovementsOf.load(id), ({ lot }) => lot.id);
  return [...byLot.values()].flatMap((movements) => {
    const used = magnitude(sum(movements.map(({ movement }) => movement.amount)));
    return movements.slice(0, 1).map(({ lot }) => ({ lot, used, scale }));
  });
}

export const transaction = {
  status: (record, _, { at }) => statusOf(record, at),
  temporary: ({ hold }) => hold !== null,
  amount: ({ amount, scale }) => formatDecimal(amount, scale),
  giftAmount: (record, _, context) => partOf(record, 'GIFT', context),
  feeAmount: (record, _, context) => partOf(record, 'FEE', context),
  cashbackAmount: (record, _, context) => partOf(record, 'CASHBACK', context),
  createdAt: ({ recordedAt }) => recordedAt,
  updatedAt: (record, _, { at }) => updatedAt(record, at),
  timeoutAt: ({ hold }) => hold?.timeoutAt ?? null,
  balanceAfter: ({ balanceAfter, scale }) => formatDecimal(balanceAfter, scale),
  giftBalance: ({ giftAfter, scale }) => formatDecimal(giftAfter, scale),
  wallet: ({ walletId }, _, { loaders }) => loadKnown(loaders.walletById, walletId),
  sourceWallet: (record, _, context) => walletIf(record, (net) => net < 0n, context),
  destinationWallet: (record, _, context) => walletIf(record, (net) => net > 0n, context),
  mainTransaction: ({ mainTransactionId }, _, { loaders }) =>
    loadNamed(loaders.transactionById, mainTransactionId),
  reversal: ({ resolution }, _, { loaders }) =>
    resolution?.kind === 'COMMIT'
      ? null
      : loadNamed(loaders.transactionById, resolution?.by ?? null),
  successor: ({ resolution }, _, { loaders }) =>
    resolution?.kind === 'COMMIT' ? loadNamed(loaders.transactionById, resolution.by) : null,
  uniqueCode: ({ id }) => uniqueCodeOf(id),
  reversalOptions: (record, _, { ledger, caller }) => ledger.options(caller, record),
  usedGiftBalances: (record, _, context) => usedGifts(record, context),
  entries: async ({ id, scale }, _, { loaders }) =>
    (await loaders.entriesOf.load(id)).map((entry) => ({ entry, scale })),
  lots: async ({ id, scale }, _, { loaders }) =>
    (await loaders.lotsOf.load(id)).map((lot) => ({ lot, scale })),
} satisfies TransactionResolvers;

export const reversalOption = {
  granted: ({ refusal }) => refusal === null,
} satisfies ReversalOptionResolvers;

export const ledgerEntry = {
  account: ({ entry }) => entry.account,
  wallet: ({ entry }, _, { loaders }) => loadNamed(loaders.walletById, entry.walletId),
  amount: ({ entry, scale }) => formatDecimal(entry.amount, scale),
  purpose: ({ entry }) => entry.purpose,
} satisfies LedgerEntryResolvers;

export const lot = {
  id: (parent) => parent.lot.id,
  kind: (parent) => parent.lot.kind,
  granted: (parent) => formatDecimal(parent.lot.granted, parent.scale),
  remaining: (parent) => formatDecimal(parent.lot.remaining, parent.scale),
  held: (parent) => formatDecimal(parent.lot.held, parent.scale),
  activatesAt: (parent) => parent.lot.activatesAt,
  expiresAt: (parent) => parent.lot.expiresAt,
} satisfies LotResolvers;

export const usedGiftBalance = {
  giftBalance: (parent) => parent,
  amount: ({ used, scale }) => formatDecimal(used, scale),
} satisfies UsedGiftBalanceResolvers;
