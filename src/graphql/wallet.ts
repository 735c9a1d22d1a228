import { formatDecimal, PERCENTAGE_SCALE } from '../ledger/money.ts';
import { DAY_MS } from '../ledger/time.ts';
import { balancesOf, type WalletRecord } from '../ledger/wallet.ts';
import { connect } from './connection.ts';
import type { GraphContext } from './context.ts';
import { badUserInput } from './errors.ts';
import type {
  ChargePolicyResolvers,
  DepreciationPolicyResolvers,
  MemberResolvers,
  PageInfoResolvers,
  RecurringFeePolicyResolvers,
  WalletBalancesResolvers,
  WalletResolvers,
} from './generated.ts';
import { historyOf, lotsOf } from './lists.ts';
import { loadKnown } from './loaders.ts';
import type { BalancesParent } from './parents.ts';

/** How far ahead a balance is worked out: what derived rules take on the way has to be, too. */
const BALANCE_HORIZON_DAYS = 366;

async function loadBalances(
  { id, currency }: WalletRecord,
  { loaders }: GraphContext,
): Promise<BalancesParent> {
  const state = await loadKnown(loaders.stateOf, id);
  return { balances: balancesOf(state), scale: currency.scale };
}

export const wallet = {
  program: ({ programId }, _, { loaders }) => loadKnown(loaders.programById, programId),
  member: ({ memberId, memberCode }) => ({ id: memberId, code: memberCode }),
  status: ({ closedAt, suspendedAt }) =>
    closedAt === null ? (suspendedAt === null ? 'OPEN' : 'SUSPENDED') : 'CLOSED',
  balances: (record, _, context) => loadBalances(record, context),
  balanceAt: async ({ id, currency, merchantId }, { at }, { ledger, at: now }) => {
    if (at > now + BALANCE_HORIZON_DAYS * DAY_MS) {
      throw badUserInput(`A balance can be foretold for ${BALANCE_HORIZON_DAYS} days.`, 'at');
    }
    const balances = await ledger.reads.balancesAt(merchantId, id, at);
    if (!balances) throw new Error(`${id} is not in the ledger`);
    return { balances, scale: currency.scale };
  },
  expiringPoints: async ({ id, currency, merchantId }, { period }, { ledger, at }) => {
    const amount = await ledger.reads.expiringIn(merchantId, id, period, at);
    return formatDecimal(amount, currency.scale);
  },
  lots: (record, page, context) => connect(lotsOf(record, null, context), page),
  giftBalances: (record, page, context) => connect(lotsOf(record, 'GIFT', context), page),
  history: (record, { filter, ...page }, context) =>
    connect(historyOf(record, filter, context), page),
} satisfies WalletResolvers;

export const walletBalances = {
  total: ({ balances, scale }) => formatDecimal(balances.total, scale),
  active: ({ balances, scale }) => formatDecimal(balances.active, scale),
  pending: ({ balances, scale }) => formatDecimal(balances.pending, scale),
  held: ({ balances, scale }) => formatDecimal(balances.held, scale),
  expired: ({ balances, scale }) => formatDecimal(balances.expired, scale),
  debt: ({ balances, scale }) => formatDecimal(balances.debt, scale),
  gift: ({ balances, scale }) => formatDecimal(balances.gift, scale),
  derived: ({ balances, scale }) => formatDecimal(balances.derived, scale),
} satisfies WalletBalancesResolvers;

export const pageInfo = {
  hasNextPage: (page) => page.hasNextPage(),
  hasPreviousPage: (page) => page.hasPreviousPage(),
} satisfies PageInfoResolvers;

export const member = {
  wallets: ({ id }, _, { loaders }) => loaders.walletsOfMember.load(id),
} satisfies MemberResolvers;

export const chargePolicy = {
  amountMinor: ({ amount }) => amount?.toString() ?? null,
  percentage: ({ percentage }) =>
    percentage === undefined ? null : formatDecimal(percentage, PERCENTAGE_SCALE),
} satisfies ChargePolicyResolvers;

export const depreciationPolicy = {
  percentage: ({ percentage }) => formatDecimal(percentage, PERCENTAGE_SCALE),
} satisfies DepreciationPolicyResolvers;

export const recurringFeePolicy = {
  amountMinor: ({ amount }) => amount.toString(),
} satisfies RecurringFeePolicyResolvers;
