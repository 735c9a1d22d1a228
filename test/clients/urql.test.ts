import { Client, type Exchange, fetchExchange, gql } from '@urql/core';
import { type CacheExchangeOpts, cacheExchange } from '@urql/exchange-graphcache';
import { describe, expect, it, vi } from 'vitest';
import { sqlite } from '../contract/engine-sqlite.ts';
import { openWorld } from '../contract/world.ts';
import { LATER_MESSAGE, type Place, serveLaterContract } from './later-refusal.ts';
import {
  CANCEL,
  type CancelData,
  type CancelVariables,
  hopeOf,
  lineOf,
  openScreen,
  WALLET,
  type WalletData,
  withReversal,
} from './screen.ts';
import { laterErrors, withLaterError } from './urql-later-refusals.ts';
import { writeArtifacts } from './written-artifacts.ts';

const { introspection: schema } = writeArtifacts();
const walletQuery = gql<WalletData, { id: string }>(WALLET);
const cancelMutation = gql<CancelData, CancelVariables>(CANCEL);

/** What has no id is kept with what it belongs to. */
const keys = Object.fromEntries(
  schema.__schema.types
    .filter((type) => type.kind === 'OBJECT' && !type.fields.some(({ name }) => name === 'id'))
    .map(({ name }) => [name, () => null]),
);

function connect({ graphqlUrl, key }: Place, options: CacheExchangeOpts, ...more: Exchange[]) {
  return new Client({
    url: graphqlUrl,
    preferGetMethod: false,
    fetchOptions: { headers: { authorization: `Bearer ${key}` } },
    exchanges: [cacheExchange({ keys, ...options }), ...more, fetchExchange],
  });
}

/** A client with the wallet's screen: what it hopes for, and how it lists what came of it. */
function connectScreen(place: Place, walletId: string) {
  const screen = { query: walletQuery, variables: { id: walletId } };
  return connect(place, {
    schema,
    optimistic: {
      cancelTransaction: (_, cache) => {
        const shown = cache.readQuery(screen);
        return shown && hopeOf(shown);
      },
    },
    updates: {
      Mutation: {
        cancelTransaction: (result, _, cache) => {
          const { cancelTransaction: answer } = result as unknown as CancelData;
          if (answer.__typename !== 'CancelTransactionSuccess') return;
          const { reversal } = answer;
          if (reversal) cache.updateQuery(screen, (data) => data && withReversal(data, reversal));
        },
      },
    },
  });
}

/** Shows the wallet, and writes down how it looks after every change. */
async function show(client: Client, id: string) {
  const seen: string[] = [];
  client.query(walletQuery, { id }).subscribe(({ data }) => {
    if (data) seen.push(lineOf(data));
  });
  await expect.poll(() => seen.length).toBe(1);
  return seen;
}

describe('urql with graphcache', () => {
  it('keeps what is selected on LedgerError with the schema, and drops it without', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const { shop } = await openWorld(sqlite);
    const input = { transactionId: 'none' };
    const __typename = 'TransactionNotFoundError';
    const message: unknown = expect.stringMatching(/\w/);

    const kept = await connect(shop, { schema }).mutation(cancelMutation, { input });
    expect(kept.data?.cancelTransaction).toEqual({ __typename, message });
    expect(warn).not.toHaveBeenCalled();

    const dropped = await connect(shop, {}).mutation(cancelMutation, { input });
    expect(dropped.data?.cancelTransaction).toEqual({ __typename });
    expect(warn).toHaveBeenCalled();
  });

  it('takes an optimistic cancel back when it is refused', async () => {
    const { shop } = await openWorld(sqlite);
    const { walletId, transactionId } = await openScreen(shop);
    const client = connectScreen(shop, walletId);
    const seen = await show(client, walletId);
    // Meanwhile the points are spent, so that they cannot be taken back.
    await shop.post('redeemPoints', { walletId, amount: '60.00' });

    const { data } = await client.mutation(cancelMutation, { input: { transactionId } });

    expect(data?.cancelTransaction.__typename).toBe('InsufficientBalanceError');
    const before = '100.00, ACCRUAL POSTED';
    await expect.poll(() => seen).toEqual([before, '100.00, ACCRUAL CANCELLED', before]);
  });

  it('shows a granted cancel at once, then the balance and reversal of the answer', async () => {
    const { shop } = await openWorld(sqlite);
    const { walletId, transactionId } = await openScreen(shop);
    const client = connectScreen(shop, walletId);
    const seen = await show(client, walletId);

    await client.mutation(cancelMutation, { input: { transactionId } });

    await expect
      .poll(() => seen)
      .toEqual([
        '100.00, ACCRUAL POSTED',
        '100.00, ACCRUAL CANCELLED',
        '0.00, CANCEL POSTED, ACCRUAL CANCELLED',
      ]);
  });
});

describe('urql with graphcache before a contract of a later day', () => {
  it('case 56: shows the message of a refusal that it does not know', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const options = { schema: withLaterError(schema) };
    const client = connect(await serveLaterContract(), options, laterErrors(schema));

    const input = { transactionId: 'any' };
    const { data } = await client.mutation(cancelMutation, { input });

    const answer = { __typename: 'LaterError', message: LATER_MESSAGE };
    expect(data?.cancelTransaction).toEqual(answer);
    expect(warn).not.toHaveBeenCalled();
  });
});
