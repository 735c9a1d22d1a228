import { expect } from 'vitest';
import type { Client, Json, Reply } from '../contract/world.ts';

/** Whatever an array of PostgreSQL, a line or a string could stumble over. */
const ODD = 'NULL, {"a",\\b} \'c\'\n\u2028 ü 😀';
const REFERENCE = 'null,{"a"\\b}';

const HISTORY = `query ($id: ID!, $after: String) { wallet(id: $id) {
  history(first: 1, after: $after) { pageInfo { endCursor } edges { node { id } } } } }`;

/** What a merchant did and saw before its ledger was moved. */
export interface Seen {
  readonly key: string;
  readonly walletId: string;
  readonly picture: Json;
  readonly transaction: Json;
  /** Not undone yet. */
  readonly earnedId: string;
  /** An operation by its input, and the first answer. */
  readonly cancelled: {
    readonly input: { readonly [name: string]: string };
    readonly reply: Reply;
  };
  readonly refused: Seen['cancelled'];
  readonly cursor: string;
}

/** Does what has to be the same after a move, over HTTP. */
export async function useLedger(shop: Client): Promise<Seen> {
  const walletId = await shop.wallet('kim', 'stars');
  const { id } = await shop.post('accruePoints', {
    walletId,
    amount: '50',
    description: ODD,
    reason: 'null',
    externalReference: REFERENCE,
  });
  const earned = await shop.post('accruePoints', { walletId, amount: '7' });
  const spent = await shop.post('redeemPoints', { walletId, amount: '20' });
  const ask = async (idempotencyKey: string) => {
    const input = { transactionId: spent.id, idempotencyKey };
    return { input, reply: await shop.run('cancelTransaction', input) };
  };
  const cancelled = await ask('once');
  const refused = await ask('too late');
  expect(cancelled.reply.__typename).toBe('CancelTransactionSuccess');
  expect(refused.reply.__typename).toBe('AlreadyReversedError');
  return {
    key: shop.key,
    walletId,
    picture: await shop.picture(walletId),
    transaction: await shop.transaction(id),
    earnedId: earned.id,
    cancelled,
    refused,
    cursor: cursorOf(await shop.query(HISTORY, { id: walletId, after: null })),
  };
}

function cursorOf({ wallet }: { [name: string]: Json }): string {
  const { history } = wallet as { history: { pageInfo: { endCursor: string } } };
  return history.pageInfo.endCursor;
}

/** Expects all of it to be the same, and that the ledger goes on from there. */
export async function expectMoved(shop: Client, seen: Seen): Promise<void> {
  const { walletId, cancelled, refused, earnedId } = seen;
  expect(await shop.picture(walletId)).toEqual(seen.picture);
  const byReference = await shop.query(
    'query ($reference: String!) { transaction(externalReference: $reference) { id description } }',
    { reference: REFERENCE },
  );
  expect(byReference['transaction']).toEqual({ id: idIn(seen.transaction), description: ODD });
  expect(await shop.transaction(idIn(seen.transaction))).toEqual(seen.transaction);

  const again = await shop.run('cancelTransaction', cancelled.input);
  expect(again).toEqual({ ...cancelled.reply, replayed: true });
  expect(await shop.run('cancelTransaction', refused.input)).toEqual(refused.reply);
  expect(await shop.picture(walletId)).toEqual(seen.picture);

  // It was a place among the rows of the file.
  const page = await shop.send(HISTORY, { id: walletId, after: seen.cursor });
  expect(page.text).toContain('after is not a cursor of this list');

  const undone = await shop.run('cancelTransaction', { transactionId: earnedId });
  expect(undone).toMatchObject({ __typename: 'CancelTransactionSuccess', balance: '50.00' });
  expect(await shop.balances(walletId)).toMatchObject({ total: '50.00', active: '50.00' });
}

function idIn(transaction: Json): string {
  return (transaction as { id: string }).id;
}
