import { describe, expect, it } from 'vitest';
import type { Client, Reply } from '../contract/world.ts';
import type { StoredLedger } from './aftermath.ts';
import { idIn } from './reply.ts';

/** Two processes that serve one ledger, and a wallet in it. */
export interface Pair {
  readonly ledger: StoredLedger;
  readonly one: Client;
  readonly other: Client;
  readonly walletId: string;
}

/** The one number that a query answers. */
async function numberIn(ledger: StoredLedger, query: string): Promise<number> {
  const [row] = await ledger.rows(query);
  return Number(Object.values(row ?? {})[0]);
}

/** Of two cancels of one transaction, one was granted, and the other names its reversal. */
export function expectOneSuccess(replies: readonly Reply[], transactionId: string): void {
  const names = replies.map((reply) => reply.__typename).toSorted();
  expect(names).toEqual(['AlreadyReversedError', 'CancelTransactionSuccess']);
  const granted = replies.find((reply) => reply.__typename === 'CancelTransactionSuccess');
  const refused = replies.find((reply) => reply.__typename === 'AlreadyReversedError');
  if (!granted || !refused) throw new Error('both were expected');
  expect(idIn(granted, 'transaction')).toBe(transactionId);
  expect(refused).toMatchObject({ reversedBy: 'CANCEL' });
  expect(idIn(refused, 'reversal')).toBe(idIn(granted, 'reversal'));
}

/** Accrues so many times, by each of the clients in turn. Returns the transactions. */
export async function accrue(
  clients: readonly Client[],
  walletId: string,
  count: number,
): Promise<string[]> {
  const posted = Array.from({ length: count }, async (_, n) => {
    const client = clients[n % clients.length];
    if (!client) throw new Error('there is no client');
    const { id } = await client.post('accruePoints', { walletId, amount: `${n + 1}.25` });
    return id;
  });
  return Promise.all(posted);
}

/** What two processes must get right together, on one ledger. */
export function describeRaces(where: string, openPair: () => Promise<Pair>): void {
  describe(`two processes on one ${where}`, () => {
    it('case 10: both cancel each of 200 transactions at the same moment', async () => {
      const { ledger, one, other, walletId } = await openPair();
      await one.post('accruePoints', { walletId, amount: '7.00' });
      const ids = await accrue([one, other], walletId, 200);

      for (let from = 0; from < ids.length; from += 20) {
        const together = ids.slice(from, from + 20);
        const replies = together.map((transactionId, n) => {
          const clients = n % 2 === 0 ? [one, other] : [other, one];
          const asked = clients.map((client) => client.run('cancelTransaction', { transactionId }));
          return Promise.all(n % 2 === 0 ? asked : asked.toReversed());
        });
        for (const [n, pair] of (await Promise.all(replies)).entries()) {
          expectOneSuccess(pair, together[n] ?? '');
        }
      }

      for (const client of [one, other]) {
        expect(await client.balances(walletId)).toMatchObject({ total: '7.00', active: '7.00' });
      }
      expect(
        await numberIn(ledger, `select count(*) from "transaction" where type = 'CANCEL'`),
      ).toBe(200);
      expect(await numberIn(ledger, 'select count(*) from resolution')).toBe(200);
      expect(await numberIn(ledger, `select count(*) from entry`)).toBe(2 * (1 + 200 + 200));
      expect(await ledger.breaches()).toEqual([]);
    }, 60_000);

    it('case 10: one cancels the hold that the other commits', async () => {
      const { ledger, one, other, walletId } = await openPair();
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
      expect(await numberIn(ledger, 'select count(*) from resolution')).toBe(60);
      expect(await ledger.breaches()).toEqual([]);
    }, 60_000);

    it('case 10: the same key sent to both at once has one effect and one answer', async () => {
      const { ledger, one, other, walletId } = await openPair();
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
      expect(await numberIn(ledger, 'select count(*) from "transaction"')).toBe(100);
      expect(await ledger.breaches()).toEqual([]);
    }, 60_000);

    it('case 8: the same key with other input at once is refused by the second', async () => {
      const { ledger, one, other, walletId } = await openPair();
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
      expect(await numberIn(ledger, 'select count(*) from "transaction"')).toBe(40);
      expect(await ledger.breaches()).toEqual([]);
    }, 60_000);
  });
}
