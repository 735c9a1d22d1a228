import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Finding } from '../../ledger/store.ts';
import { type StoredWallet, WalletVerification } from '../../ledger/verification.ts';
import { storedWalletOf } from '../verification.ts';
import type { Session } from './connection.ts';
import { gather, given, prepareQuestion, write } from './gather.ts';
import { currency, member, merchant, program } from './merchant-schema.ts';
import { joins, walletColumns } from './rows.ts';
import { wallet, walletLink } from './schema.ts';
import { prepareSelect } from './select.ts';

/** Wallets that are read at a time. */
const WALLETS_PAGE = 1_000;

/** Finds wallets by their keys. */
export function gatherStored(
  session: Session,
): (merchantId: string, walletId: string) => Promise<StoredWallet | null> {
  const ask = gather(session, statements.byKey, ['merchantId', 'walletId']);
  return async (merchantId, walletId) => {
    const [row] = await ask({ merchantId, walletId });
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

/** Unlike other reads, this one finds a wallet whose merchant, member or program is gone. */
function selectStored() {
  return write
    .select({
      ...walletColumns,
      merchantId: merchant.id,
      programId: program.id,
      memberId: member.id,
      currencyCode: currency.code,
      closedBy: wallet.closedBy,
      closedReason: wallet.closedReason,
      ownMerchantId: wallet.merchantId,
    })
    .from(wallet)
    .leftJoin(merchant, eq(merchant.id, wallet.merchantId))
    .leftJoin(program, joins.programOfWallet)
    .leftJoin(member, joins.memberOfWallet)
    .leftJoin(currency, joins.currencyOfWallet)
    .$dynamic();
}

/** The wallets behind a place that no link names. */
function prepareUnused(beyond?: SQL) {
  return prepareSelect(
    selectStored()
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

const statements = {
  byKey: prepareQuestion(
    { merchantId: 'text', walletId: 'uuid' },
    selectStored().where(
      sql`${wallet.merchantId} = wanted.merchant_id and ${wallet.id} = wanted.wallet_id`,
    ),
  ),
  unused: {
    first: prepareUnused(),
    next: prepareUnused(
      sql`(${wallet.merchantId}, ${wallet.id})
        > (${given('merchantId', 'text')}, ${given('id', 'uuid')})`,
    ),
  },
};
