import { asc, gt, sql } from 'drizzle-orm';
import type { Finding } from '../../ledger/store.ts';
import { type EndedHold, NO_WALLET, takeRecorded, takeResolved } from '../verification.ts';
import type { Db } from './connection.ts';
import { walletLink } from './schema.ts';
import { prepareContents, prepareEndings, type RecordedTransaction } from './verify-content.ts';
import { BEFORE_ALL_KEYS, type VerifiedWallet, type VerifiedWallets } from './verify-wallets.ts';

/** Links whose transactions are in memory at a time. */
const LINKS_PAGE = 1_000;

type Link = typeof walletLink.$inferSelect;

/** Walks all chains at once, in the order of recording. Returns how many transactions there are. */
export function* verifyChains(db: Db, wallets: VerifiedWallets): Generator<Finding, number> {
  const page = preparePage(db);
  const contents = prepareContents(db);
  const endings = prepareEndings(db);
  const walletIdOf = (pk: number) => wallets.get(pk)?.wallet.record.id ?? null;
  let transactions = 0;
  let last = BEFORE_ALL_KEYS;
  for (;;) {
    const rows = page.all({ last });
    const recorded = contents(keysOf(rows, 'RECORDED'), walletIdOf);
    const ended = endings(keysOf(rows, 'RESOLVED'));
    for (const { key, link } of rows) {
      last = key;
      const wallet = wallets.get(link.walletPk);
      const isRecord = link.kind === 'RECORDED';
      const found = isRecord ? recorded.get(link.transactionPk) : undefined;
      const end = isRecord ? null : (ended.get(link.transactionPk) ?? null);
      const problems = isRecord
        ? recordProblems(link, wallet, found)
        : endProblems(link, wallet, end);
      const transactionId = found?.content.id ?? end?.id ?? null;
      for (const problem of problems) {
        yield { walletId: walletIdOf(link.walletPk), transactionId, problem };
      }
      if (found?.walletPk === link.walletPk) transactions += 1;
    }
    if (rows.length < LINKS_PAGE) return transactions;
  }
}

function preparePage(db: Db) {
  return db
    .select({ key: sql<bigint>`${walletLink.pk}`, link: walletLink })
    .from(walletLink)
    .where(gt(walletLink.pk, sql.placeholder('last')))
    .orderBy(asc(walletLink.pk))
    .limit(LINKS_PAGE)
    .prepare();
}

function keysOf(rows: readonly { readonly link: Link }[], kind: Link['kind']): number[] {
  return rows.filter(({ link }) => link.kind === kind).map(({ link }) => link.transactionPk);
}

function recordProblems(
  link: Link,
  wallet: VerifiedWallet | undefined,
  found: RecordedTransaction | undefined,
): string[] {
  if (!wallet) return [NO_WALLET];
  const problems = takeRecorded(wallet.verification, link, found?.content ?? null);
  if (!found) return problems;
  if (link.transactionPk <= wallet.lastRecordedPk) {
    problems.push('the transaction is in the hash chain twice or out of order');
  }
  wallet.lastRecordedPk = link.transactionPk;
  if (found.walletPk !== link.walletPk) return problems;
  if (found.merchantPk !== wallet.merchantPk) {
    problems.push('the transaction is of another merchant');
  }
  return [...problems, ...found.problems];
}

function endProblems(
  link: Link,
  wallet: VerifiedWallet | undefined,
  found: EndedHold | null,
): string[] {
  return wallet ? takeResolved(wallet.verification, link, found) : [NO_WALLET];
}
