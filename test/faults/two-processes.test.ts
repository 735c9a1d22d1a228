import { describe, expect, it } from 'vitest';
import { type Engine, engines } from '../contract/engines.ts';
import { type Client, openWorld, type Reply } from '../contract/world.ts';
import { breachesOf, createLedgerFile, numberOf } from './ledger-file.ts';
import { idIn } from './reply.ts';
import { startServer } from './server-process.ts';

/** Of two cancels of one transaction, one was granted, and the other names its reversal. */
function expectOneSuccess(replies: readonly Reply[], transactionId: string): void {
  const names = replies.map((reply) => reply.__typename).toSorted();
  expect(names).toEqual(['AlreadyReversedError', 'CancelTransactionSuccess']);
  const granted = replies.find((reply) => reply.__typename === 'CancelTransactionSuccess');
  const refused = replies.find((reply) => reply.__typename === 'AlreadyReversedError');
  if (!granted || !refused) throw new Error('both were expected');
  expect(idIn(granted, 'transaction')).toBe(transactionId);
  expect(refused).toMatchObject({ reversedBy: 'CANCEL' });
  expect(idIn(refused, 'reversal')).toBe(idIn(granted, 'reversal'));
}

async function accrue(client: Client, walletId: string, count: number): Promise<string[]> {
  const posted = Array.from({ length: count }, async (_, n) => {
    const { id } = await client.post('accruePoints', { walletId, amount: `${n + 1}.25` });
    return id;
  });
  return Promise.all(posted);
}

/** Two processes that serve one file, and a wallet in it. */
async function openPair() {
  const file = await createLedgerFile();
  const servers = await Promise.all([startServer(file.path), startServer(file.path)]);
  const [one, other] = [file.client(servers[0].url), file.client(servers[1].url)];
  return { file, one, other, walletId: await one.wallet('ann', 'stars') };
}

describe.each(engines)('one process on $name', (engine) => {
  it('case 10: two cancels at once of each of 50 transactions', async () => {
    const place = engine.provide();
    const here: Engine = { name: engine.name, provide: () => place };
    const { shop } = await openWorld(here);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '7.00' });
    const ids = await accrue(shop, walletId, 50);

    const pairs = ids.map((transactionId) =>
      Promise.all([1, 2].map(() => shop.run('cancelTransaction', { transactionId }))),
    );
    for (const [n, replies] of (await Promise.all(pairs)).entries()) {
      expectOneSuccess(replies, ids[n] ?? '');
    }

    expect(await shop.balances(walletId)).toMatchObject({ total: '7.00', active: '7.00' });
    const { databasePath: path } = place;
    expect(numberOf(path, `select count(*) from "transaction" where type = 'CANCEL'`)).toBe(50);
    expect(numberOf(path, `select count(*) from entry`)).toBe(2 * (1 + 50 + 50));
    expect(breachesOf(path)).toEqual([]);
  });
});

describe('two processes on one SQLite file', () => {
  it('case 10: both cancel each of 200 transactions at the same moment', async () => {
    const { file, one, other, walletId } = await openPair();
    await one.post('accruePoints', { walletId, amount: '7.00' });
    const ids = await accrue(one, walletId, 200);

    let oneWon = 0;
    for (let from = 0; from < ids.length; from += 20) {
      const together = ids.slice(from, from + 20);
      const replies = together.map((transactionId, n) => {
        const clients = n % 2 === 0 ? [one, other] : [other, one];
        const asked = clients.map((client) => client.run('cancelTransaction', { transactionId }));
        return Promise.all(n % 2 === 0 ? asked : asked.toReversed());
      });
      for (const [n, pair] of (await Promise.all(replies)).entries()) {
        expectOneSuccess(pair, together[n] ?? '');
        if (pair[0]?.__typename === 'CancelTransactionSuccess') oneWon += 1;
      }
    }

    // Otherwise one of the two was never in time to compete.
    expect(oneWon).toBeGreaterThan(0);
    expect(oneWon).toBeLessThan(200);
    for (const client of [one, other]) {
      expect(await client.balances(walletId)).toMatchObject({ total: '7.00', active: '7.00' });
    }
    const { path } = file;
    expect(numberOf(path, `select count(*) from "transaction" where type = 'CANCEL'`)).toBe(200);
    expect(numberOf(path, `select count(distinct main_pk) from "transaction"`)).toBe(200);
    expect(numberOf(path, `select count(*) from entry`)).toBe(2 * (1 + 200 + 200));
    expect(breachesOf(path)).toEqual([]);
  }, 60_000);

  it('case 10: one cancels the hold that the other commits', async () => {
    const { file, one, other, walletId } = await openPair();
    await one.post('accruePoints', { walletId, amount: '100.00' });
    const hold = { walletId, amount: '1.00', temporary: true };
    const made = Array.from({ length: 60 }, () => one.post('redeemPoints', hold));
    let committed = 0;
    const races = (await Promise.all(made)).map(async ({ id: transactionId }) => {
      const asked = [
        one.run('cancelTransaction', { transactionId }),
        other.run('commitTransaction', { transactionId }),
      ] as const;
      const [cancel, commit] = await Promise.all(asked);
      const won = commit.__typename === 'CommitTransactionSuccess';
      if (won) committed += 1;
      const successor = won ? { id: idIn(commit, 'transaction') } : null;
      const undone = { __typename: 'AlreadyReversedError', reversal: null, reversedBy: 'CANCEL' };
      const expected = won
        ? [{ __typename: 'HoldCommittedError', successor }, {}]
        : [{ __typename: 'CancelTransactionSuccess' }, undone];
      expect([cancel, commit]).toMatchObject(expected);
    });
    await Promise.all(races);

    const left = `${100 - committed}.00`;
    const expected = { total: left, active: left, held: '0.00' };
    expect(await one.balances(walletId)).toMatchObject(expected);
    expect(await other.balances(walletId)).toMatchObject(expected);
    expect(numberOf(file.path, 'select count(*) from resolution')).toBe(60);
    expect(breachesOf(file.path)).toEqual([]);
  }, 60_000);

  it('case 10: the same key sent to both at once has one effect and one answer', async () => {
    const { file, one, other, walletId } = await openPair();
    const races = Array.from({ length: 100 }, async (_, n) => {
      const input = { walletId, amount: '1.50', idempotencyKey: `key-${n}` };
      const asked = [one, other].map((client) => client.run('accruePoints', input));
      const replies = await Promise.all(asked);
      expect(replies.map((reply) => reply.__typename)).toEqual(
        replies.map(() => 'AccruePointsSuccess'),
      );
      expect(replies.filter((reply) => reply['replayed'] === true)).toHaveLength(1);
      const [a, b] = replies.map((reply) => [idIn(reply, 'transaction'), reply['balance']]);
      expect(a).toEqual(b);
    });
    await Promise.all(races);
    expect(await one.balances(walletId)).toMatchObject({ total: '150.00' });
    expect(numberOf(file.path, 'select count(*) from "transaction"')).toBe(100);
    expect(breachesOf(file.path)).toEqual([]);
  }, 60_000);

  it('case 8: the same key with other input at once is refused by the second', async () => {
    const { file, one, other, walletId } = await openPair();
    const races = Array.from({ length: 40 }, async (_, n) => {
      const input = { walletId, idempotencyKey: `key-${n}` };
      const replies = await Promise.all([
        one.run('accruePoints', { ...input, amount: '1.00' }),
        other.run('accruePoints', { ...input, amount: '2.00' }),
      ]);
      expect(replies.map((reply) => reply.__typename).toSorted()).toEqual([
        'AccruePointsSuccess',
        'IdempotencyConflictError',
      ]);
    });
    await Promise.all(races);
    expect(numberOf(file.path, 'select count(*) from "transaction"')).toBe(40);
    expect(breachesOf(file.path)).toEqual([]);
  }, 60_000);
});
