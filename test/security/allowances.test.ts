import { describe, expect, it } from 'vitest';
import type { AllowanceSettings } from '../../src/config/security.ts';
import { networkOf } from '../../src/http/allowances.ts';
import { type Heard, JSON_BODY, openPlace, type Place, refusalOf } from './place.ts';
import { ROWS } from './rows.ts';

const RATE_LIMITED = '429 RATE_LIMITED';
const UNLIMITED = { requestsPerMinute: null, missesPerMinute: null, failuresPerMinute: null };
const FOUND = '{ program(id: "club") { id } }';

function openLimited(allowances: Partial<AllowanceSettings>): Promise<Place> {
  return openPlace({ security: { allowances: { ...UNLIMITED, ...allowances } } });
}

/** A refusal that says when to come again: within the minute. */
function expectWait(heard: Heard): void {
  expect(refusalOf(heard)).toBe(RATE_LIMITED);
  const seconds = Number(heard.headers.get('retry-after'));
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(60);
}

describe(`against ${ROWS.guessing}`, () => {
  const guesses: [string, string][] = [
    ['transactions', 'query ($n: ID!) { transaction(id: $n) { id } }'],
    [
      'references',
      `query ($n: ID!) { _entities(representations:
        [{ __typename: "Transaction", externalReference: $n }]) { __typename } }`,
    ],
    ['wallets', 'query ($n: ID!) { wallet(id: $n) { id } }'],
    ['members', 'query ($n: ID!) { member(id: $n) { id } }'],
    ['programs', 'query ($n: ID!) { program(id: $n) { id } }'],
    [
      'wallets to post to',
      'mutation ($n: ID!) { closeWallet(input: { walletId: $n }) { __typename } }',
    ],
    [
      'transactions to cancel',
      'mutation ($n: ID!) { cancelTransaction(input: { transactionId: $n }) { __typename } }',
    ],
    [
      'previews',
      'query ($n: ID!) { previewCancelTransaction(input: { transactionId: $n }) { __typename } }',
    ],
  ];

  it.each(guesses)('is held up, guessing %s, and told when to come again', async (_, query) => {
    const place = await openLimited({ missesPerMinute: 5 });
    for (let n = 0; n < 5; n += 1) {
      expect(refusalOf(await place.ask(query, { n: `guess-${n}` }))).toBe('200 OK');
    }
    expectWait(await place.ask(query, { n: 'guess-6' }));
    // All that it asks waits, another key of the merchant does not.
    expectWait(await place.ask(FOUND));
    const other = await place.keyFor('admin');
    expect(refusalOf(await place.ask(FOUND, {}, other))).toBe('200 OK');
    expect(refusalOf(await place.ask(FOUND, {}, place.rival.key))).toBe('200 OK');
  });

  it('is held up as soon with many guesses at once', async () => {
    const place = await openLimited({ missesPerMinute: 50 });
    const representations = Array.from({ length: 50 }, (_, n) => ({
      __typename: 'Wallet',
      id: `guess-${n}`,
    }));
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }`;
    expect(refusalOf(await place.ask(query, { r: representations }))).toBe('200 OK');
    expectWait(await place.ask(FOUND));
  });

  it('is not held up for what it finds', async () => {
    const place = await openLimited({ missesPerMinute: 3 });
    const id = await place.shop.wallet('ann', 'stars');
    for (let n = 0; n < 20; n += 1) {
      const heard = await place.ask('query ($id: ID!) { wallet(id: $id) { id } }', { id });
      expect(refusalOf(heard)).toBe('200 OK');
    }
  });
});

describe('how often a credential may ask', () => {
  it('is bounded, for each by itself, before a body is read', async () => {
    const place = await openLimited({ requestsPerMinute: 10 });
    for (let n = 0; n < 10; n += 1) {
      expect(refusalOf(await place.ask(FOUND))).toBe('200 OK');
    }
    expectWait(await place.ask(FOUND));
    const unread = await place.post('x', { authorization: `Bearer ${place.shop.key}` });
    expectWait(unread);
    expect(refusalOf(await place.ask(FOUND, {}, place.rival.key))).toBe('200 OK');
  });

  it('is not bounded where it is switched off', async () => {
    const place = await openPlace();
    const asked = Array.from({ length: 200 }, () => place.ask('{ wallet(id: "w") { id } }'));
    const fates = new Set((await Promise.all(asked)).map(refusalOf));
    expect(fates).toEqual(new Set(['200 OK']));
  });
});

describe('how often an address may fail to sign in', () => {
  it('is bounded, and whoever has a good credential is not held up by it', async () => {
    const place = await openLimited({ failuresPerMinute: 5 });
    const fail = () => place.post({ query: FOUND }, JSON_BODY);
    for (let n = 0; n < 5; n += 1) expect(refusalOf(await fail())).toBe('401 UNAUTHENTICATED');
    for (let n = 0; n < 3; n += 1) expectWait(await fail());
    expectWait(await place.ask(FOUND, {}, 'storno_abcdefghijkl_x'));
    expect(refusalOf(await place.ask(FOUND))).toBe('200 OK');
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('counts %j as %j: nobody has one address of IPv6 alone', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
