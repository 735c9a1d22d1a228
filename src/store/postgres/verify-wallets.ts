import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Finding } from '../../ledger/store.ts';
import { type StoredWallet, WalletVerification } from '../../ledger/verification.ts';
import { storedWalletOf } from '../verification.ts';
import type { Session } from './connection.ts';
import { gather, given, place, wanted, write } from './gather.ts';
import { currency, member, merchant, program } from './merchant-schema.ts';
import { joins, walletColumns } from './rows.ts';
import { wallet, walletLink } from './schema.ts';
import { prepareSelect } from './select.ts';

/** Wallets that are read at a time. */
const WALLETS_PAGE = 1_000;

export interface WalletName {
  readonly merchantId: string;
  readonly walletId: string;
}

/** Finds wallets by their keys. */
export function gatherStored(session: Session): (name: WalletName) => Promise<StoredWallet | null> {
  const ask = gather(session, statements.byKey, ['merchantId', 'walletId']);
  return async (name) => {
    const [row] = await ask(name);
    return row ? storedWalletOf(row) : null;
  };
}

/** What is wrong with a wallet itself, once its chain is walked. */
export function* closeWallet(verification: WalletVerification): Generator<Finding, void> {
  const { id } = verification.wallet.record;
  for (const problem of verification.close()) {
    yield { walletId: id, transactionId: null, problem };
  }
}

/** Verifies the wallets that have no chain beyond their opening. Returns how many there are. */
export async function* verifyUnused(session: Session): AsyncGenerator<Finding, number> {
  let wallets = 0;
  let page = await statements.unused.first(session, {});
  while (page.length > 0) {
    wallets += page.length;
    for (const row of page) yield* closeWallet(new WalletVerification(storedWalletOf(row)));
    const last = page.at(-1);
    if (!last || page.length < WALLETS_PAGE) break;
    page = await statements.unused.next(session, { merchantId: last.ownMerchantId, id: last.id });
  }
  return wallets;
}

const storedColumns = {
  ...walletColumns,
  merchantId: merchant.id,
  programId: program.id,
  memberId: member.id,
  currencyCode: currency.code,
  closedBy: wallet.closedBy,
  closedReason: wallet.closedReason,
};

const ofWallet = {
  merchant: eq(merchant.id, wallet.merchantId),
  key: sql`${wallet.merchantId} = wanted.merchant_id and ${wallet.id} = wanted.wallet_id`,
};

/** The wallets behind a place that no link names. */
function prepareUnused(beyond?: SQL) {
  return prepareSelect(
    write
      .select({ ...storedColumns, ownMerchantId: wallet.merchantId })
      .from(wallet)
      .leftJoin(merchant, ofWallet.merchant)
      .leftJoin(program, joins.programOfWallet)
      .leftJoin(member, joins.memberOfWallet)
      .leftJoin(currency, joins.currencyOfWallet)
      .where(
        and(
          beyond,
          sql`not exists (select 1 from ${walletLink}
            where ${walletLink.merchantId} = ${wallet.merchantId}
            and ${walletLink.walletId} = ${wallet.id})`,
        ),
      )
      .orderBy(asc(wallet.merchantId), asc(wallet.id))
      .limit(WALLETS_PAGE),
  );
}

// Unlike other reads, these find a wallet whose merchant, member, program or currency is gone.
const statements = {
  byKey: prepareSelect(
    write
      .select({ place, ...storedColumns })
      .from(wallet)
      .innerJoin(wanted({ merchantId: 'text', walletId: 'uuid' }), ofWallet.key)
      .leftJoin(merchant, ofWallet.merchant)
      .leftJoin(program, joins.programOfWallet)
      .leftJoin(member, joins.memberOfWallet)
      .leftJoin(currency, joins.currencyOfWallet),
  ),
  unused: {
    first: prepareUnused(),
    next: prepareUnused(
      sql`(${wallet.merchantId}, ${wallet.id}) > (${given('merchantId', 'text')}, ${given('id', 'uuid')})`,
    ),
  },
};
