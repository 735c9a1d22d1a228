import { describe, expect, it } from 'vitest';
import { engines } from '../contract/engines.ts';
import { openPlace, type Place } from './place.ts';
import { ROWS } from './rows.ts';

/** An id like theirs, of nothing. */
const NOTHING = '019bc000-0000-7000-8000-000000000000';
const BOTH = 'rollbackFee: true, rollbackCashback: true';

/** What merchant `rival` has, under names that `shop` could come by. */
async function openRivalry(engine: (typeof engines)[number]) {
  const place = await openPlace({}, engine);
  const { rival } = place;
  const [stars, pounds] = [await rival.wallet('zoe', 'stars'), await rival.wallet('zoe', 'GBP')];
  const accrual = { walletId: stars, amount: '10', externalReference: 'r-1' };
  const { id: earned } = await rival.post('accruePoints', accrual);
  const hold = { walletId: stars, amount: '3', temporary: true };
  const { id: held } = await rival.post('redeemPoints', hold);
  await rival.post('topUpWallet', { walletId: pounds, amount: '10' });
  await rival.post('recordPurchase', { walletId: pounds, amount: '4', externalReference: 'order' });
  const page = await rival.query(
    'query ($id: ID!) { wallet(id: $id) { history(first: 1) { pageInfo { endCursor } } } }',
    { id: stars },
  );
  const wallet = page['wallet'] as { history: { pageInfo: { endCursor: string } } };
  return { place, stars, earned, held, cursor: wallet.history.pageInfo.endCursor };
}

/** The bytes that `shop` gets, but for the name that it asked by itself. */
async function bytesFor(place: Place, query: string, name: string): Promise<string> {
  const { status, text } = await place.ask(query, { name });
  return `${status} ${text.replaceAll(JSON.stringify(name), '"NAME"')}`;
}

const IDS = {
  transaction: 'query ($name: ID!) { transaction(id: $name) { id } }',
  cancel: `mutation ($name: ID!) { cancelTransaction(input: { transactionId: $name }) {
    __typename ... on TransactionNotFoundError { message transactionId externalReference } } }`,
  void: `mutation ($name: ID!) { voidTransaction(
    input: { memberId: "zoe", originalTransactionId: $name }) {
    __typename ... on TransactionNotFoundError { message transactionId } } }`,
  delete: `mutation ($name: ID!) { deleteTransaction(input: { merchantId: "rival",
    programId: "club", memberCode: "zoe", transactionId: $name }) {
    __typename ... on LedgerError { message } } }`,
  ownDelete: `mutation ($name: ID!) { deleteTransaction(input: { merchantId: "shop",
    programId: "club", memberCode: "zoe", transactionId: $name }) {
    __typename ... on LedgerError { message } } }`,
  commit: `mutation ($name: ID!) { commitTransaction(input: { transactionId: $name }) {
    __typename ... on LedgerError { message } } }`,
  rollback: `mutation ($name: ID!) { rollbackTransaction(input: { transactionId: $name }) {
    __typename ... on LedgerError { message } } }`,
  preview: `query ($name: ID!) { previewCancelTransaction(input: { transactionId: $name }) {
    __typename ... on LedgerError { message } } }`,
  representation: `query ($name: ID!) {
    _entities(representations: [{ __typename: "Transaction", id: $name }]) { __typename } }`,
} as const;

const WALLETS = {
  wallet: 'query ($name: ID!) { wallet(id: $name) { id } }',
  accrue: `mutation ($name: ID!) { accruePoints(input: { walletId: $name, amount: "1" }) {
    __typename ... on WalletNotFoundError { message walletId } } }`,
  close: `mutation ($name: ID!) { closeWallet(input: { walletId: $name }) {
    __typename ... on WalletNotFoundError { message walletId } } }`,
  representation: `query ($name: ID!) {
    _entities(representations: [{ __typename: "Wallet", id: $name }]) { __typename } }`,
} as const;

const REFERENCES = {
  transaction: 'query ($name: String!) { transaction(externalReference: $name) { id } }',
  cancel: `mutation ($name: String!) { cancelTransaction(input: { externalReference: $name }) {
    __typename ... on LedgerError { message } } }`,
  cancelPurchase: `mutation ($name: String!) {
    cancelPurchase(input: { externalReference: $name, ${BOTH} }) {
    __typename ... on LedgerError { message } } }`,
  refund: `mutation ($name: String!) {
    refundPurchase(input: { externalReference: $name, amount: "1", ${BOTH} }) {
    __typename ... on LedgerError { message } } }`,
  representation: `query ($name: String!) { _entities(representations:
    [{ __typename: "Transaction", externalReference: $name }]) { __typename } }`,
} as const;

const MEMBERS = {
  member: 'query ($name: ID!) { member(id: $name) { id } }',
  wallets: `query ($name: ID!) { _entities(representations: [{ __typename: "Member", id: $name }]) {
    ... on Member { wallets { id } } } }`,
} as const;

describe.each(engines)(`against ${ROWS.anothersThings} on $name`, { timeout: 60_000 }, (engine) => {
  it('gets the same bytes as what does not exist', async () => {
    const { place, stars, earned, held } = await openRivalry(engine);
    const asked: [Readonly<Record<string, string>>, readonly string[], string][] = [
      [IDS, [earned, held], NOTHING],
      [WALLETS, [stars], NOTHING],
      [REFERENCES, ['r-1', 'order'], 'r-2'],
      [MEMBERS, ['zoe'], 'eve'],
    ];
    const before = await place.digest();
    for (const [queries, names, nothing] of asked) {
      for (const [what, query] of Object.entries(queries)) {
        const unknown = await bytesFor(place, query, nothing);
        expect([what, unknown]).toEqual([what, expect.stringMatching(/^200 .*(null|NotFound)/)]);
        for (const name of names) {
          expect([what, await bytesFor(place, query, name)]).toEqual([what, unknown]);
        }
      }
    }
    expect(await place.digest()).toBe(before);
  });

  it('a foreign cursor is refused as one that was made up', async () => {
    const { place, cursor } = await openRivalry(engine);
    const own = await place.shop.wallet('ann', 'stars');
    const query = `query ($id: ID!, $after: String) {
      wallet(id: $id) { history(after: $after) { edges { cursor } } } }`;
    const made = `${cursor.slice(0, -2)}AA`;
    const [foreign, madeUp] = [
      await place.ask(query, { id: own, after: cursor }),
      await place.ask(query, { id: own, after: made }),
    ];
    expect(foreign.text).toBe(madeUp.text);
    expect(foreign.body).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'after' } }],
    });
  });
});
