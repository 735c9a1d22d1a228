import { describe, expect, it } from 'vitest';
import { LEEWAY_SECONDS } from '../../src/merchant/token.ts';
import {
  AUDIENCE,
  claims,
  ISSUER,
  openIssuer,
  type Said,
  SHARED,
  settings,
  sharedToken,
} from './issuer.ts';
import { JSON_BODY, openPlace, type Place, refusalOf } from './place.ts';
import { ROWS } from './rows.ts';

const UNAUTHENTICATED = '401 UNAUTHENTICATED';
const WHOSE = '{ program(id: "club") { merchantId } }';
const ACCRUE = `mutation ($input: AccruePointsInput!) { accruePoints(input: $input) {
  __typename ... on AccruePointsSuccess { transaction { recordedBy } } } }`;

async function fate(place: Place, token: string, query = WHOSE): Promise<string> {
  return refusalOf(await place.ask(query, {}, token));
}

/** A place that believes in tokens with a shared secret. */
function openShared(): Promise<Place> {
  return openPlace({ security: { tokens: settings() } });
}

const base64 = (part: object | string): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

describe(`against ${ROWS.forgedToken}`, () => {
  it('a good token is taken, for its merchant, its subject and its scopes', async () => {
    const place = await openShared();
    const walletId = await place.shop.wallet('ann', 'stars');
    const token = await sharedToken(claims(place.now(), { scope: 'ledger:read ledger:post' }));
    const read = await place.ask(WHOSE, {}, token);
    expect(read.body).toEqual({ data: { program: { merchantId: 'shop' } } });
    const posted = await place.ask(ACCRUE, { input: { walletId, amount: '5' } }, token);
    expect(posted.body).toMatchObject({
      data: { accruePoints: { transaction: { recordedBy: 'ann@example.com' } } },
    });
    const cancel = 'mutation { cancelTransaction(input: { transactionId: "t" }) { __typename } }';
    expect(await fate(place, token, cancel)).toBe('403 FORBIDDEN');
  });

  const wrong: [string, Said][] = [
    ['another issuer', { iss: 'https://id.example.org/' }],
    ['an issuer that begins alike', { iss: `${ISSUER}x` }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'other' }],
    ['no audience', { aud: undefined }],
    ['no end', { exp: undefined }],
    ['no subject', { sub: undefined }],
    ['a blank subject', { sub: ' ' }],
    ['a subject that is no name', { sub: 'ann\u0000\n' }],
    ['no merchant', { merchant_id: undefined }],
    ['a merchant that is no text', { merchant_id: ['shop'] }],
    ['a merchant that is not there', { merchant_id: 'nobody' }],
    ['a merchant named elsewhere', { merchant_id: undefined, merchantId: 'shop' }],
  ];
  it.each(wrong)('with %s: 401', async (_, changes) => {
    const place = await openShared();
    expect(await fate(place, await sharedToken(claims(place.now(), changes)))).toBe(
      UNAUTHENTICATED,
    );
  });

  it('expired or not yet valid by more than the leeway: 401, and not by less', async () => {
    const place = await openShared();
    const seconds = Math.floor(place.now() / 1_000);
    const at = async (changes: Said) =>
      fate(place, await sharedToken(claims(place.now(), changes)));
    expect(LEEWAY_SECONDS).toBeLessThanOrEqual(30);
    expect(await at({ exp: seconds - LEEWAY_SECONDS + 1 })).toBe('200 OK');
    expect(await at({ exp: seconds - LEEWAY_SECONDS })).toBe(UNAUTHENTICATED);
    expect(await at({ exp: seconds - 86_400 })).toBe(UNAUTHENTICATED);
    expect(await at({ nbf: seconds + LEEWAY_SECONDS })).toBe('200 OK');
    expect(await at({ nbf: seconds + LEEWAY_SECONDS + 1 })).toBe(UNAUTHENTICATED);
    expect(await at({ exp: Number.MAX_SAFE_INTEGER, nbf: seconds + 86_400 })).toBe(UNAUTHENTICATED);
  });

  it('with alg none, with no signature, with one of another secret or length: 401', async () => {
    const place = await openShared();
    const payload = claims(place.now());
    const good = await sharedToken(payload);
    const [header = '', body = '', signature = ''] = good.split('.');
    const forged = [
      ...['none', 'None', 'NONE', 'nOnE', ''].map((alg) => `${base64({ alg })}.${body}.`),
      `${base64({ alg: 'none' })}.${body}.${signature}`,
      `${header}.${body}.`,
      `${header}.${body}`,
      `${header}.${base64({ ...payload, merchant_id: 'rival' })}.${signature}`,
      `${header}.${body}.${signature.slice(0, -4)}`,
      await sharedToken(payload, `${SHARED}!`),
      await sharedToken(payload, SHARED.repeat(2), 'HS512'),
      `${base64({ alg: 'HS256', crit: ['exp'] })}.${body}.${signature}`,
      `${base64('not json')}.${body}.${signature}`,
      '..',
      'a.b.c',
      'x'.repeat(8_000),
    ];
    for (const token of forged) expect(await fate(place, token)).toBe(UNAUTHENTICATED);
    expect(await fate(place, good)).toBe('200 OK');
  });

  it('with the wrong kind of key, such as a public key for a secret: 401', async () => {
    const issuer = await openIssuer();
    const place = await openPlace({ security: { tokens: issuer.settings } });
    const payload = claims(place.now());
    expect(await fate(place, await issuer.sign(payload))).toBe('200 OK');
    for (const token of [
      await sharedToken(payload, issuer.publicPem),
      await sharedToken(payload),
      await issuer.signWithOtherKey(payload),
      await issuer.sign(payload, { kid: 'two' }),
      `${base64({ alg: 'none', kid: 'one' })}.${base64(payload)}.`,
    ]) {
      expect(await fate(place, token)).toBe(UNAUTHENTICATED);
    }
  });

  it('none at all is believed where no issuer is known', async () => {
    const place = await openPlace();
    expect(await fate(place, await sharedToken(claims(place.now())))).toBe(UNAUTHENTICATED);
  });

  it('is no way around a key of another merchant', async () => {
    const place = await openShared();
    const token = await sharedToken(claims(place.now(), { scope: 'admin' }));
    const sent = (key: string) => ({
      ...JSON_BODY,
      authorization: `Bearer ${token}`,
      'x-api-key': key,
    });
    const query = WHOSE;
    expect(refusalOf(await place.post({ query }, sent(place.rival.key)))).toBe(UNAUTHENTICATED);
    expect(refusalOf(await place.post({ query }, sent('storno_x')))).toBe(UNAUTHENTICATED);
    expect(refusalOf(await place.post({ query }, sent(place.shop.key)))).toBe('200 OK');
    // What one of the two does not grant, both together do not.
    const posting = await place.keyFor('ledger:post');
    expect(refusalOf(await place.post({ query }, sent(posting)))).toBe('403 FORBIDDEN');
  });
});

describe('the keys of an issuer', () => {
  it('are asked for once, however many tokens come', async () => {
    const issuer = await openIssuer();
    const place = await openPlace({ security: { tokens: issuer.settings } });
    const token = await issuer.sign(claims(place.now()));
    const fates = await Promise.all(Array.from({ length: 20 }, () => fate(place, token)));
    expect(new Set(fates)).toEqual(new Set(['200 OK']));
    for (let n = 0; n < 20; n += 1) {
      await fate(place, await issuer.sign(claims(place.now()), { kid: `unknown-${n}` }));
    }
    expect(issuer.state.asked).toBe(1);
  });

  it('cannot be had: 503 with Retry-After, and neither 401 nor an answer', async () => {
    const issuer = await openIssuer();
    issuer.state.answers = false;
    const place = await openPlace({ security: { tokens: issuer.settings } });
    const token = await issuer.sign(claims(place.now()));
    for (let n = 0; n < 10; n += 1) {
      const heard = await place.ask(WHOSE, {}, token);
      expect(refusalOf(heard)).toBe('503 UNAVAILABLE');
      expect(heard.headers.get('retry-after')).toBe('1');
    }
    // A broken issuer is not asked for every token; and keys of our own go on.
    expect(issuer.state.asked).toBeLessThan(5);
    expect(await fate(place, place.shop.key)).toBe('200 OK');
    issuer.state.answers = true;
    await expect.poll(() => fate(place, token), { timeout: 5_000 }).toBe('200 OK');
  });
});

describe('the scopes of a token', () => {
  it.each([
    [{ scope: 'ledger:read' }, '200 OK'],
    [{ scope: ['openid', 'ledger:read'] }, '200 OK'],
    [{ scope: undefined, scp: ['ledger:read'] }, '200 OK'],
    [{ scope: undefined, scopes: 'ledger:read' }, '200 OK'],
    [{ scope: 'admin' }, '200 OK'],
    [{ scope: undefined }, '403 FORBIDDEN'],
    [{ scope: '' }, '403 FORBIDDEN'],
    [{ scope: 'ledger:read2 ledger' }, '403 FORBIDDEN'],
    [{ scope: 'LEDGER:READ' }, '403 FORBIDDEN'],
    [{ scope: { 'ledger:read': true } }, '403 FORBIDDEN'],
  ])('are read from %o: %s', async (changes, expected) => {
    const place = await openPlace({ security: { tokens: settings({ audience: AUDIENCE }) } });
    expect(await fate(place, await sharedToken(claims(place.now(), changes)))).toBe(expected);
  });
});
