import { type LotId, parseLotId } from '../../ledger/lot.ts';
import type { WalletAfter } from '../../ledger/wallet.ts';
import type { Rows } from './apply-rows.ts';
import { type Keys, keyOf } from './keys.ts';
import { prepareDelete, prepareUpdate } from './modify.ts';

/** Adds a wallet's sums, its chain's head, and the lots that changed but were not just granted. */
export function addWalletAfter(
  after: WalletAfter,
  head: Buffer,
  keys: Keys,
  rows: Rows,
  granted: ReadonlySet<LotId> = new Set(),
): void {
  const { merchantId } = keys;
  const { walletId, state } = after;
  const { links } = keyOf(keys.wallets, walletId);
  rows.sumsAfter.push({ merchantId, walletId, ...state, head, links: links + 1 });
  for (const { id, remaining, held } of after.lots) {
    const name = parseLotId(id);
    if (granted.has(id) || !name) continue;
    rows.lotsAfter.push({ merchantId, walletId, ...name, remaining, held });
  }
  if (after.timedOut.length > 0) {
    rows.holdsTimedOut.push({ merchantId, walletId, through: state.settledThrough });
  }
}

const ofWallet = { merchantId: 'text', walletId: 'uuid' } as const;
const isWallet = 't.merchant_id = given.merchant_id and t.id = given.wallet_id';
const isInWallet = 't.merchant_id = given.merchant_id and t.wallet_id = given.wallet_id';

/** What changes in rows that are there: caches, and the few columns of a wallet that may. */
export const modifications = {
  sumsAfter: prepareUpdate(
    'wallet',
    ofWallet,
    {
      total: 'bigint',
      held: 'bigint',
      pending: 'bigint',
      expired: 'bigint',
      debt: 'bigint',
      gift: 'bigint',
      settledThrough: 'bigint',
      boundaryAt: 'bigint',
      head: 'bytea',
      links: 'integer',
    },
    isWallet,
  ),
  lotsAfter: prepareUpdate(
    'lot',
    { ...ofWallet, transactionId: 'uuid', ordinal: 'smallint' },
    { remaining: 'bigint', held: 'bigint' },
    `${isInWallet} and t.transaction_id = given.transaction_id and t.ordinal = given.ordinal`,
  ),
  walletsClosed: prepareUpdate(
    'wallet',
    ofWallet,
    { closedAt: 'bigint', closedBy: 'text', closedReason: 'text', head: 'bytea' },
    isWallet,
  ),
  walletsSwitched: prepareUpdate('wallet', ofWallet, { suspendedAt: 'bigint' }, isWallet),
  holdsEnded: prepareDelete(
    'open_hold',
    { ...ofWallet, transactionId: 'uuid' },
    `${isInWallet} and t.transaction_id = given.transaction_id`,
  ),
  holdsTimedOut: prepareDelete(
    'open_hold',
    { ...ofWallet, through: 'bigint' },
    `${isInWallet} and t.timeout_at <= given.through`,
  ),
};
