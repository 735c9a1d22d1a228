import { asc, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { Finding } from '../../ledger/store.ts';
import { type StoredWallet, WalletVerification } from '../../ledger/verification.ts';
import {
  type EndedHold,
  NO_WALLET,
  takeRecorded,
  takeResolved,
  type Verified,
} from '../verification.ts';
import type { Session } from './connection.ts';
import { given, write } from './gather.ts';
import { walletLink } from './schema.ts';
import { prepareSelect } from './select.ts';
import { gatherContents, gatherEndings, type RecordedTransaction } from './verify-content.ts';
import { closeWallet, gatherStored, verifyUnused } from './verify-wallets.ts';

/** Links whose transactions are in memory at a time. */
const LINKS_PAGE = 1_000;

type LinkRow = typeof walletLink.$inferSelect;

/** A link with what it is about, as far as that is there. */
interface Link {
  readonly row: LinkRow;
  readonly wallet: StoredWallet | null;
  readonly recorded: RecordedTransaction | null;
  readonly ended: EndedHold | null;
}

/** Walks all chains, one wallet after the other, and then the wallets that have none. */
export async function* verifyChains(session: Session): AsyncGenerator<Finding, Verified> {
  let wallets = 0;
  let transactions = 0;
  let chain: Chain | null = null;
  for await (const link of readLinks(session)) {
    const { row, recorded } = link;
    if (!chain?.isOf(row)) {
      if (chain) yield* chain.close();
      chain = new Chain(link);
      if (link.wallet) wallets += 1;
    }
    for (const problem of chain.take(link)) {
      yield { walletId: row.walletId, transactionId: row.transactionId, problem };
    }
    if (recorded?.content.walletId === row.walletId) transactions += 1;
  }
  if (chain) yield* chain.close();
  wallets += yield* verifyUnused(session);
  return { wallets, transactions };
}

/** One wallet's chain. */
class Chain {
  private readonly verification: WalletVerification | null;
  private readonly start: LinkRow;
  private ordinal = 0;

  constructor({ row, wallet }: Link) {
    this.start = row;
    this.verification = wallet && new WalletVerification(wallet);
  }

  isOf({ merchantId, walletId }: LinkRow): boolean {
    return merchantId === this.start.merchantId && walletId === this.start.walletId;
  }

  /** Takes the next link. Returns what is wrong with it. */
  take({ row, recorded, ended }: Link): string[] {
    const { verification } = this;
    const problems: string[] = [];
    if (row.ordinal !== this.ordinal + 1) {
      problems.push('the links of the hash chain are not numbered one after another');
    }
    this.ordinal = row.ordinal;
    if (!verification) return [...problems, NO_WALLET];
    if (row.kind === 'RECORDED') {
      problems.push(...takeRecorded(verification, row, recorded?.content ?? null));
      if (recorded) problems.push(...problemsIn(row, recorded));
      return problems;
    }
    if (row.homeId !== row.walletId) problems.push('the transaction is of another wallet');
    return [...problems, ...takeResolved(verification, row, ended)];
  }

  *close(): Generator<Finding, void> {
    if (this.verification) yield* closeWallet(this.verification);
  }
}

function problemsIn({ walletId, ordinal }: LinkRow, recorded: RecordedTransaction): string[] {
  const { content, grants, problems } = recorded;
  const misplaced = grants.some((lot) => lot.walletId === walletId && lot.link !== ordinal);
  return [
    ...(misplaced ? ['a lot of the transaction names another link of the hash chain'] : []),
    ...(content.walletId === walletId ? problems : []),
  ];
}

/** Reads all links by keyset: wallet after wallet, each from its first link to its last. */
async function* readLinks(session: Session): AsyncGenerator<Link, void> {
  const walletOf = gatherStored(session);
  const contentOf = gatherContents(session);
  const endOf = gatherEndings(session);
  let page = await links.first(session, {});
  while (page.length > 0) {
    const wallets = new Map<string, Promise<StoredWallet | null>>();
    const linkOf = async (row: LinkRow): Promise<Link> => {
      const { merchantId, homeId, walletId, kind, transactionId } = row;
      // Many links of a page are of one wallet, which is read once.
      const place = `${walletId} ${merchantId}`;
      const wallet = wallets.get(place) ?? walletOf(merchantId, walletId);
      wallets.set(place, wallet);
      const name = { merchantId, walletId: homeId, transactionId };
      const recorded = kind === 'RECORDED' ? contentOf(name) : null;
      const ended = kind === 'RESOLVED' ? endOf(name) : null;
      return { row, wallet: await wallet, recorded: await recorded, ended: await ended };
    };
    yield* await Promise.all(page.map(linkOf));
    const last = page.at(-1);
    if (!last || page.length < LINKS_PAGE) return;
    page = await links.next(session, last);
  }
}

function prepareLinks(beyond?: SQL) {
  return prepareSelect(
    write
      .select(getTableColumns(walletLink))
      .from(walletLink)
      .where(beyond)
      .orderBy(asc(walletLink.merchantId), asc(walletLink.walletId), asc(walletLink.ordinal))
      .limit(LINKS_PAGE),
  );
}

const links = {
  first: prepareLinks(),
  next: prepareLinks(
    sql`(${walletLink.merchantId}, ${walletLink.walletId}, ${walletLink.ordinal})
      > (${given('merchantId', 'text')}, ${given('walletId', 'uuid')},
        ${given('ordinal', 'integer')})`,
  ),
};
