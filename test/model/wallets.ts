import { isDeepStrictEqual } from 'node:util';
import type { Client, Names, Said } from './client.ts';
import type { Found } from './difference.ts';
import {
  balancesAs,
  historyOf,
  inOrder,
  inTime,
  lotsAs,
  moment,
  recordedAs,
  rowsAs,
  walletAs,
} from './expected.ts';
import {
  BALANCE_AT,
  HISTORY_PAGE,
  LOTS_PAGE,
  OPTIONS,
  SEEN,
  walletsQuestion,
} from './questions.ts';
import type { Books } from './reference-books.ts';
import { statusOf } from './reference-journal.ts';
import { sumsThen } from './reference-past.ts';
import type { ModelWallet } from './reference-wallet.ts';

interface List {
  readonly edges: readonly { readonly cursor?: string; readonly node: Said }[];
}

/** So many of a wallet's lots and latest transactions are compared whenever it was touched. */
const LATEST = 20;

const POINTS = 'ACCRUAL REDEMPTION FINALIZE ADJUSTMENT ADHOC_REWARD ADHOC_REDEEM';
const RECORDED_TYPES = `${POINTS} TOP_UP GIFT PURCHASE REFUND CANCEL VOID DELETE`.split(' ');
const isRecorded = ({ type }: Said): boolean => RECORDED_TYPES.includes(String(type));

function same(what: string, expected: unknown, actual: unknown): Found | null {
  return isDeepStrictEqual(expected, actual) ? null : { what, expected, actual };
}

/** Finds the first that differs in lists. */
function sameLists(what: string, expected: readonly Said[], actual: readonly Said[]): Found | null {
  const count = Math.max(expected.length, actual.length);
  for (let n = 0; n < count; n += 1) {
    const found = same(`${what}, number ${n}`, expected[n], actual[n]);
    if (found) return found;
  }
  return null;
}

const nodesOf = (list: unknown): Said[] => (list as List).edges.map(({ node }) => node);

/** Compares the balances of all wallets, and of some the lots and the latest of the history. */
export async function differingWallets(
  client: Client,
  names: Names,
  books: Books,
  closely: ReadonlySet<ModelWallet>,
): Promise<Found | null> {
  const wallets = [...books.wallets.values()];
  const asked = wallets.flatMap((wallet, n) => [
    [`w${n}`, wallet.id],
    [`all${n}`, closely.has(wallet)],
  ]);
  const variables = names.asked({
    seen: LATEST,
    types: books.policies.rules ? RECORDED_TYPES : null,
    ...(Object.fromEntries(asked) as Said),
  });
  const data = await client.query(walletsQuestion(wallets.length), variables);
  for (const [n, wallet] of wallets.entries()) {
    const told = names.told(data[`w${n}`]) as Said;
    const { lots, history, ...sums } = told;
    const found =
      same(`wallet ${wallet.id}`, walletAs(wallet, books.now), sums) ??
      (lots ? differingLots(wallet, books, nodesOf(lots)) : null) ??
      (history ? differingLatest(wallet, books, nodesOf(history)) : null);
    if (found) return found;
  }
  return null;
}

function differingLots(wallet: ModelWallet, books: Books, told: Said[]): Found | null {
  return sameLists(`lots of ${wallet.id}`, lotsAs(wallet, books.now).slice(0, LATEST), told);
}

function differingLatest(wallet: ModelWallet, books: Books, told: Said[]): Found | null {
  const latest = historyOf(books, wallet).slice(0, LATEST);
  const expected = latest.map((one) => ({ id: one.id, status: statusOf(one, books.now) }));
  return sameLists(`history of ${wallet.id}`, expected, told);
}

/** Compares all histories, all lots, and balances as they were. */
export async function differingEnd(client: Client, names: Names, books: Books) {
  for (const wallet of books.wallets.values()) {
    const { id } = wallet;
    const told = await pagesOf(client, names, HISTORY_PAGE, id, 'history');
    const actual = told
      .filter(isRecorded)
      .map((one) => ({ ...one, entries: inOrder(one['entries'] as object[]) }));
    const expected = historyOf(books, wallet).map((one) => recordedAs(one, books.now));
    const lots = await pagesOf(client, names, LOTS_PAGE, id, 'lots');
    const found =
      sameLists(`all the history of ${id}`, expected, actual) ??
      sameLists(`all lots of ${id}`, lotsAs(wallet, books.now), lots) ??
      sameLists(`derived rows of ${id}`, rowsAs(wallet, books.now), derivedOf(told)) ??
      (await differingDerived(client, names, books, wallet, told)) ??
      (await differingPast(client, names, books, wallet));
    if (found) return found;
  }
  return null;
}

/** What the rules took, as far as the model knows it: those of a moment in any order. */
function derivedOf(told: readonly Said[]): Said[] {
  const rows = told.filter((one) => !isRecorded(one));
  return inTime(rows.map(({ type, effectiveAt, amount }) => ({ effectiveAt, type, amount })));
}

/** What a rule took cannot be undone by itself. The model knows its kind, the ledger its id. */
async function differingDerived(
  client: Client,
  names: Names,
  books: Books,
  wallet: ModelWallet,
  told: readonly Said[],
) {
  const row = told.find((one) => !isRecorded(one));
  if (!row) return null;
  const named = { merchantId: books.merchantId, programId: 'club', memberCode: wallet.memberId };
  const input = { ...named, transactionId: names.asked({ id: row['id'] })['id'] };
  const expected = { __typename: 'DerivedTransactionError', derivedKind: row['type'] };
  const reply = await client.preview('deleteTransaction', input);
  return same(`deleting ${String(row['id'])}`, expected, reply);
}

async function pagesOf(
  client: Client,
  names: Names,
  question: string,
  walletId: string,
  list: 'history' | 'lots',
): Promise<Said[]> {
  const nodes: Said[] = [];
  for (let after: string | null = null; ; ) {
    const { wallet } = await client.query(question, names.asked({ id: walletId, after }));
    const { edges } = (wallet as Said)[list] as List;
    nodes.push(...edges.map(({ node }) => names.told(node)));
    after = edges.at(-1)?.cursor ?? null;
    if (edges.length < SEEN) return nodes;
  }
}

/** Balances at moments of the past: when something counted from, and just before. */
async function differingPast(client: Client, names: Names, books: Books, wallet: ModelWallet) {
  const own = books.journal.all.filter((one) => one.wallet === wallet);
  const step = Math.max(1, Math.floor(own.length / 10));
  for (let n = 0; n < own.length; n += step) {
    const at = (own[n]?.effectiveAt ?? 0) - (n % 2);
    const variables = names.asked({ id: wallet.id, at: moment(at) });
    const { wallet: told } = await client.query(BALANCE_AT, variables);
    const expected = balancesAs(sumsThen(books, wallet, at));
    const found = same(`balances of ${wallet.id} at ${at}`, expected, (told as Said)['balanceAt']);
    if (found) return found;
  }
  return null;
}

export async function differingOptions(
  client: Client,
  names: Names,
  id: string,
  expected: readonly unknown[],
): Promise<Found | null> {
  const { transaction } = await client.query(OPTIONS, names.asked({ id }));
  return same(`reversal options of ${id}`, expected, (transaction as Said)['reversalOptions']);
}
