import { references } from './entities.ts';
import type { Resolvers } from './generated.ts';
import { mutations } from './mutations.ts';
import { refusals, successes } from './outcomes.ts';
import { queries } from './queries.ts';
import { dateTime, decimal } from './scalars.ts';
import { ledgerEntry, lot, reversalOption, transaction, usedGiftBalance } from './transaction.ts';
import {
  chargePolicy,
  depreciationPolicy,
  member,
  pageInfo,
  recurringFeePolicy,
  wallet,
  walletBalances,
} from './wallet.ts';

/** What the schema's fields are made of, where the value that they belong to does not say it. */
export const resolvers = {
  ...successes,
  ...refusals,
  Query: queries,
  Mutation: mutations,
  Transaction: { ...transaction, ...references.Transaction },
  Wallet: { ...wallet, ...references.Wallet },
  Member: { ...member, ...references.Member },
  Program: references.Program,
  ChargePolicy: chargePolicy,
  DepreciationPolicy: depreciationPolicy,
  RecurringFeePolicy: recurringFeePolicy,
  LedgerEntry: ledgerEntry,
  Lot: lot,
  ReversalOption: reversalOption,
  UsedGiftBalance: usedGiftBalance,
  WalletBalances: walletBalances,
  PageInfo: pageInfo,
  DateTime: dateTime,
  Decimal: decimal,
} satisfies Resolvers;
