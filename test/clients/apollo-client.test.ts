import { ApolloClient, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
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
import { writeArtifacts } from './written-artifacts.ts';

const { possibleTypes } = writeArtifacts();
const walletQuery: TypedDocumentNode<WalletData, { id: string }> = gql(WALLET);
const cancelMutation: TypedDocumentNode<CancelData, CancelVariables> = gql(CANCEL);

function connect({ graphqlUrl, key }: Place, cache = new InMemoryCache({ possibleTypes })) {
  const headers = { authorization: `Bearer ${key}` };
  return new ApolloClient({ cache, link: new HttpLink({ uri: graphqlUrl, headers }) });
}

/** Shows the wallet, and writes down how it looks after every change. */
async function show(client: ApolloClient, id: string) {
  const screen = { query: walletQuery, variables: { id } };
  const { data: shown } = await client.query(screen);
  if (!shown) throw new Error('there is no wallet');
  const seen: string[] = [];
  client.watchQuery(screen).subscribe(({ data, dataState }) => {
    if (dataState === 'complete') seen.push(lineOf(data));
  });
  return { shown, seen };
}

/** Presses the button: shows what is hoped for, then lists the reversal, or takes it back. */
function cancel(client: ApolloClient, before: WalletData, transactionId: string) {
  return client.mutate({
    mutation: cancelMutation,
    variables: { input: { transactionId } },
    optimisticResponse: { cancelTransaction: hopeOf(before) },
    update(cache, { data }) {
      const answer = data?.cancelTransaction;
      if (answer?.__typename !== 'CancelTransactionSuccess') return;
      const { reversal, wallet } = answer;
      if (!reversal) return;
      const screen = { query: walletQuery, variables: { id: wallet.id } };
      cache.updateQuery(screen, (shown) => shown && withReversal(shown, reversal));
    },
  });
}

describe('Apollo Client', () => {
  it('keeps what is selected on LedgerError with possibleTypes, and drops it without', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const { shop } = await openWorld(sqlite);
    const refused = { mutation: cancelMutation, variables: { input: { transactionId: 'none' } } };

    const kept = await connect(shop).mutate(refused);
    const __typename = 'TransactionNotFoundError';
    const message: unknown = expect.stringMatching(/\w/);
    expect(kept.data?.cancelTransaction).toEqual({ __typename, message });
    expect(warn).not.toHaveBeenCalled();

    const dropped = await connect(shop, new InMemoryCache()).mutate(refused);
    expect(dropped.data?.cancelTransaction).toEqual({ __typename });
    const warnings = warn.mock.calls.map((parts) => parts.join(' '));
    expect(warnings).toContainEqual(expect.stringMatching(/possibleTypes.* LedgerError /s));
  });

  it('takes an optimistic cancel back when it is refused', async () => {
    const { shop } = await openWorld(sqlite);
    const { walletId, transactionId } = await openScreen(shop);
    const client = connect(shop);
    const { shown, seen } = await show(client, walletId);
    // Meanwhile the points are spent, so that they cannot be taken back.
    await shop.post('redeemPoints', { walletId, amount: '60.00' });

    const { data } = await cancel(client, shown, transactionId);

    expect(data?.cancelTransaction.__typename).toBe('InsufficientBalanceError');
    const before = '100.00, ACCRUAL POSTED';
    await expect.poll(() => seen).toEqual([before, '100.00, ACCRUAL CANCELLED', before]);
  });

  it('shows a granted cancel at once, then the balance and reversal of the answer', async () => {
    const { shop } = await openWorld(sqlite);
    const { walletId, transactionId } = await openScreen(shop);
    const client = connect(shop);
    const { shown, seen } = await show(client, walletId);

    await cancel(client, shown, transactionId);

    await expect
      .poll(() => seen)
      .toEqual([
        '100.00, ACCRUAL POSTED',
        '100.00, ACCRUAL CANCELLED',
        '0.00, CANCEL POSTED, ACCRUAL CANCELLED',
      ]);
  });
});

describe('Apollo Client before a contract of a later day', () => {
  const unnamed = { mutation: cancelMutation, variables: { input: { transactionId: 'any' } } };
  const __typename = 'TransactionUnderReviewError';

  it('case 56: shows the message of a refusal that it does not know', async () => {
    const LedgerError = [...(possibleTypes['LedgerError'] ?? []), '[A-Z]\\w*Error'];
    const cache = new InMemoryCache({ possibleTypes: { ...possibleTypes, LedgerError } });
    const client = connect(await serveLaterContract(), cache);

    const { data } = await client.mutate(unnamed);

    expect(data?.cancelTransaction).toEqual({ __typename, message: LATER_MESSAGE });
  });

  it('drops that message where LedgerError has no pattern for the names to come', async () => {
    const { data } = await connect(await serveLaterContract()).mutate(unnamed);

    expect(data?.cancelTransaction).toEqual({ __typename });
  });
});
