import type { GraphContext } from './context.ts';
import type { Resolvers } from './generated.ts';
import { loadKnown, loadNamed } from './loaders.ts';
import type { LotParent } from './parents.ts';

/** An outcome names transactions and wallets by id; here they become the objects themselves. */
interface InWallet {
  readonly walletId: string;
}
interface Posted extends InWallet {
  readonly postedId: string;
}
interface Undone extends InWallet {
  readonly undoneId: string;
  readonly reversalId: string | null;
}

const inWallet = {
  wallet: ({ walletId }: InWallet, _: unknown, { loaders }: GraphContext) =>
    loadKnown(loaders.walletById, walletId),
};

const posting = {
  ...inWallet,
  transaction: ({ postedId }: Posted, _: unknown, { loaders }: GraphContext) =>
    loadKnown(loaders.transactionById, postedId),
};

const undoing = {
  ...inWallet,
  transaction: ({ undoneId }: Undone, _: unknown, { loaders }: GraphContext) =>
    loadKnown(loaders.transactionById, undoneId),
};

const reversal = {
  ...undoing,
  reversal: ({ reversalId }: Undone, _: unknown, { loaders }: GraphContext) =>
    loadNamed(loaders.transactionById, reversalId),
};

/** The lot that a gift was issued as. */
async function loadGift(
  { postedId, walletId, giftBalanceId }: Posted & { readonly giftBalanceId: string },
  { loaders }: GraphContext,
): Promise<LotParent> {
  const { currency } = await loadKnown(loaders.walletById, walletId);
  const lots = await loaders.lotsOf.load(postedId);
  const lot = lots.find(({ id }) => id === giftBalanceId);
  if (!lot) throw new Error(`${giftBalanceId} is not in the ledger`);
  return { lot, scale: currency.scale };
}

export const successes = {
  CancelTransactionSuccess: reversal,
  VoidTransactionSuccess: reversal,
  DeleteTransactionSuccess: reversal,
  CancelPurchaseSuccess: reversal,
  RefundPurchaseSuccess: {
    ...undoing,
    refund: ({ reversalId }, _, { loaders }) =>
      loadKnown(loaders.transactionById, reversalId ?? ''),
  },
  AccruePointsSuccess: posting,
  RedeemPointsSuccess: posting,
  PostAdhocRewardSuccess: posting,
  PostAdhocRedemptionSuccess: posting,
  CommitTransactionSuccess: {
    ...posting,
    committed: ({ committedId }, _, { loaders }) => loadKnown(loaders.transactionById, committedId),
  },
  RollbackTransactionSuccess: posting,
  RecordPurchaseSuccess: posting,
  TopUpWalletSuccess: posting,
  IssueGiftBalanceSuccess: {
    ...posting,
    giftBalance: (success, _, context) => loadGift(success, context),
  },
  OpenWalletSuccess: inWallet,
  CloseWalletSuccess: inWallet,
  SuspendWalletSuccess: inWallet,
  ResumeWalletSuccess: inWallet,
} satisfies Partial<Resolvers>;

export const refusals = {
  ReversalNotReversibleError: {
    reverses: ({ reversesId }, _, { loaders }) => loadNamed(loaders.transactionById, reversesId),
  },
  AlreadyReversedError: {
    reversal: ({ reversalId }, _, { loaders }) => loadNamed(loaders.transactionById, reversalId),
  },
  HoldCommittedError: {
    successor: ({ successorId }, _, { loaders }) => loadNamed(loaders.transactionById, successorId),
  },
  NotTemporaryError: {
    transaction: ({ transactionId }, _, { loaders }) => loaders.transactionById.load(transactionId),
  },
  DuplicateExternalReferenceError: {
    existing: ({ existingId }, _, { loaders }) => loaders.transactionById.load(existingId),
  },
  DependentTransactionsError: {
    dependents: ({ dependentIds }, _, { loaders }) =>
      dependentIds.map((id) => loadKnown(loaders.transactionById, id)),
  },
  WalletExistsError: {
    wallet: ({ walletId }, _, { loaders }) => loaders.walletById.load(walletId),
  },
} satisfies Partial<Resolvers>;
