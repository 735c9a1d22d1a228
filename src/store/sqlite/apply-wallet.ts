import { and, eq, lte } from 'drizzle-orm';
import type { LotId } from '../../ledger/lot.ts';
import type { WalletAfter } from '../../ledger/wallet.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { type Keys, keyOf } from './keys.ts';
import { prepareModify } from './modify.ts';
import { openHold } from './schema.ts';
import type { GroupWallets, Link } from './wallet-rows.ts';

/** What recording a transaction adds to the lots it moved; none where a hold just ended. */
export interface Movers {
  readonly transactionPk: number;
  readonly moved: ReadonlySet<LotId>;
  /** Lots that the transaction granted itself: their rows are new. */
  readonly granted: ReadonlySet<LotId>;
}

/** Writes a wallet's sums, the next link of its chain, and the lots that changed. */
export function prepareWalletUpdate(db: Db, wallets: GroupWallets) {
  const forgetTimedOut = prepareModify(
    db,
    db
      .delete(openHold)
      .where(and(eq(openHold.walletPk, bound('walletPk')), lte(openHold.timeoutAt, bound('at')))),
  );
  return (after: WalletAfter, link: Link, keys: Keys, movers?: Movers): void => {
    const { pk } = keyOf(keys.wallets, after.walletId);
    wallets.change(after.walletId, keys.merchantPk, after.state, link);
    for (const changed of after.lots) {
      if (movers?.granted.has(changed.id)) {
        wallets.lots.grant(pk);
        continue;
      }
      const { transactionPk, ordinal, lastMoverPk } = keyOf(keys.lots, changed.id);
      wallets.lots.change(pk, {
        transactionPk,
        ordinal,
        remaining: changed.remaining,
        held: changed.held,
        lastMoverPk: movers?.moved.has(changed.id) ? movers.transactionPk : lastMoverPk,
      });
    }
    if (after.timedOut.length > 0) {
      forgetTimedOut({ walletPk: pk, at: after.state.settledThrough });
    }
  };
}

/** The reservations of a hold that ended are counted no more. */
export function prepareForgetHold(db: Db) {
  const forget = prepareModify(
    db,
    db
      .delete(openHold)
      .where(
        and(
          eq(openHold.walletPk, bound('walletPk')),
          eq(openHold.transactionPk, bound('transactionPk')),
        ),
      ),
  );
  return (walletPk: number, transactionPk: number): void => forget({ walletPk, transactionPk });
}
