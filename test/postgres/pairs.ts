import { deepEqual, equal } from 'node:assert/strict';
import { type Client, type Input, idOf, type Reply } from '../contract/world.ts';
import { launchServer } from '../faults/server-process.ts';
import { createLedger, type ServedLedger } from './ledger.ts';
import { startPostgres } from './server.ts';

/** What became of pairs of cancels. */
export interface PairsFigures {
  readonly pairs: number;
  readonly seconds: number;
  /** Pairs of which the first process granted its cancel. */
  readonly wonByFirst: number;
  /** Transactions of the database, and those that it rolled back for another's sake. */
  readonly commits: number;
  readonly rollbacks: number;
}

/** Pairs are spread over so many wallets, and so many are under way at a time. */
const WALLETS = 64;
const TOGETHER = 32;
/** What every wallet has, and keeps. */
const KEPT = '7.00';

const ACCRUE = `mutation ($input: AccruePointsInput!) { reply: accruePoints(input: $input) {
  __typename ... on AccruePointsSuccess { transaction { id } } } }`;
const CANCEL = `mutation ($input: CancelTransactionInput!) {
  reply: cancelTransaction(input: $input) { __typename
    ... on CancelTransactionSuccess { transaction { id } reversal { id } }
    ... on AlreadyReversedError { reversedBy reversal { id } } } }`;

/**
 * Sends pairs of cancels of one transaction, one to each of two processes on one database, at the
 * same moment. Throws where not exactly one of a pair is granted, or where the ledger is not right
 * afterwards.
 */
export async function racePairs(pairs: number): Promise<PairsFigures> {
  await using server = await startPostgres({ durable: true });
  const ledger = await createLedger(server.url);
  await using one = await launchServer(ledger.url);
  await using other = await launchServer(ledger.url);
  const clients = [ledger.client(one.url), ledger.client(other.url)] as const;
  const wallets = await openWallets(clients[0]);
  const ids = await accrue(clients, wallets, pairs);
  const began = performance.now();
  let wonByFirst = 0;
  await inLanes(pairs, async (n) => {
    if (await race(clients, ids[n] ?? '', n)) wonByFirst += 1;
  });
  const seconds = (performance.now() - began) / 1_000;
  for (const client of clients) await expectBalances(client, wallets);
  // A process that ends tells the server what it counted.
  await Promise.all([one.stop('SIGTERM'), other.stop('SIGTERM')]);
  await expectEntries(ledger, pairs);
  return { pairs, seconds, wonByFirst, ...(await countTransactions(ledger)) };
}

async function openWallets(client: Client): Promise<string[]> {
  const members = Array.from({ length: WALLETS }, (_, n) => `member-${n}`);
  return Promise.all(
    members.map(async (member) => {
      const walletId = await client.wallet(member, 'stars');
      await client.post('accruePoints', { walletId, amount: KEPT });
      return walletId;
    }),
  );
}

/** By both in turn, so that neither is slower at first. */
async function accrue(
  clients: readonly [Client, Client],
  wallets: readonly string[],
  count: number,
): Promise<string[]> {
  const ids: string[] = [];
  await inLanes(count, async (n) => {
    const walletId = wallets[n % wallets.length];
    const reply = await send(clients[n % 2 === 0 ? 0 : 1], ACCRUE, {
      walletId,
      amount: `${(n % 90) + 1}.25`,
    });
    ids[n] = idOf(reply['transaction']);
  });
  return ids;
}

/** Sends a mutation, and asks for what is looked at and no more. */
async function send(client: Client, mutation: string, input: Input): Promise<Reply> {
  const { reply } = await client.query(mutation, { input });
  return reply as Reply;
}

/** Does something for each of so many numbers, a few at a time. */
async function inLanes(count: number, act: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lanes = Array.from({ length: TOGETHER }, async () => {
    while (next < count) {
      next += 1;
      await act(next - 1);
    }
  });
  await Promise.all(lanes);
}

/** Whether the first client was granted its cancel; if not, the other one was. */
async function race(
  clients: readonly [Client, Client],
  transactionId: string,
  n: number,
): Promise<boolean> {
  // Each is the first to be asked as often as the other.
  const order = n % 2 === 0 ? [0, 1] : [1, 0];
  const replies: Reply[] = [];
  const asked = order.map(async (at) => {
    replies[at] = await send(clients[at] ?? clients[0], CANCEL, { transactionId });
  });
  await Promise.all(asked);
  const names = replies.map((reply) => reply.__typename);
  deepEqual(names.toSorted(), ['AlreadyReversedError', 'CancelTransactionSuccess'], transactionId);
  const [granted, refused] = names[0]?.endsWith('Success') ? replies : replies.toReversed();
  equal(idOf(granted?.['transaction']), transactionId);
  equal(idOf(refused?.['reversal']), idOf(granted?.['reversal']));
  equal(refused?.['reversedBy'], 'CANCEL');
  return granted === replies[0];
}

async function expectBalances(client: Client, wallets: readonly string[]): Promise<void> {
  for (const walletId of wallets) {
    const { total, active } = await client.balances(walletId);
    deepEqual([total, active], [KEPT, KEPT]);
  }
}

async function expectEntries(ledger: ServedLedger, pairs: number): Promise<void> {
  equal(await ledger.number(`select count(*) from "transaction" where type = 'CANCEL'`), pairs);
  equal(await ledger.number('select count(distinct main_id) from "transaction"'), pairs);
  equal(await ledger.number('select count(*) from entry'), 2 * (WALLETS + 2 * pairs));
  deepEqual(await ledger.breaches(), []);
}

async function countTransactions(ledger: ServedLedger) {
  const [counted] = await ledger.rows(`select xact_commit as commits, xact_rollback as rollbacks
    from pg_stat_database where datname = current_database()`);
  return { commits: Number(counted?.['commits']), rollbacks: Number(counted?.['rollbacks']) };
}
