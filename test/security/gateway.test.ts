import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { JSON_BODY, openPlace, type Place, refusalOf, type SentHeaders } from './place.ts';

const SECRET = 'a secret that gateway and subgraph share, 1';
const WHOSE = '{ program(id: "club") { merchantId } }';
const UNAUTHENTICATED = '401 UNAUTHENTICATED';
const CLAIMS = { 'x-storno-merchant': 'shop', 'x-storno-scopes': 'ledger:read ledger:post' };

function openBehindSecret(): Promise<Place> {
  return openPlace({ security: { gateway: { secret: SECRET, hmacSecret: null } } });
}

function openBehindHmac(): Promise<Place> {
  return openPlace({ security: { gateway: { secret: null, hmacSecret: SECRET } } });
}

async function fate(place: Place, headers: SentHeaders, body: object = { query: WHOSE }) {
  return refusalOf(await place.post(body, { ...JSON_BODY, ...headers }));
}

describe('a gateway that sends the shared secret', () => {
  const shown = { 'x-storno-gateway-secret': SECRET };

  it('is believed what it says of its caller', async () => {
    const place = await openBehindSecret();
    const walletId = await place.shop.wallet('ann', 'stars');
    const query = `mutation { accruePoints(input: { walletId: "${walletId}", amount: "5" }) {
      ... on AccruePointsSuccess { transaction { recordedBy } } } }`;
    const headers = { ...JSON_BODY, ...shown, ...CLAIMS, 'x-storno-actor': 'ann@example.com' };
    const heard = await place.post({ query }, headers);
    expect(heard.body).toEqual({
      data: { accruePoints: { transaction: { recordedBy: 'ann@example.com' } } },
    });
    const cancel = 'mutation { cancelTransaction(input: { transactionId: "t" }) { __typename } }';
    expect(await fate(place, headers, { query: cancel })).toBe('403 FORBIDDEN');
  });

  it.each([
    ['nothing of its caller', {}],
    ['no merchant', { 'x-storno-scopes': 'admin', 'x-storno-actor': 'ann' }],
    ['a merchant that is not there', { ...CLAIMS, 'x-storno-merchant': 'nobody' }],
    ['two merchants', { ...CLAIMS, 'x-storno-merchant': 'shop, rival' }],
    ['a blank merchant', { ...CLAIMS, 'x-storno-merchant': ' ' }],
    ['a caller with an odd name', { ...CLAIMS, 'x-storno-actor': 'ann\tb' }],
  ])('is nobody by itself, saying %s', async (_, claims: SentHeaders) => {
    const place = await openBehindSecret();
    expect(await fate(place, { ...shown, ...claims })).toBe(UNAUTHENTICATED);
  });

  it('grants nothing that it does not name', async () => {
    const place = await openBehindSecret();
    for (const scopes of [undefined, '', 'everything', 'ledger:reading']) {
      const claims = { 'x-storno-merchant': 'shop', ...(scopes && { 'x-storno-scopes': scopes }) };
      expect(await fate(place, { ...shown, ...claims })).toBe('403 FORBIDDEN');
    }
  });

  it('has to agree with the credential that it hands on', async () => {
    const place = await openBehindSecret();
    const handed = (key: string) => ({ ...shown, ...CLAIMS, authorization: `Bearer ${key}` });
    expect(await fate(place, handed(place.shop.key))).toBe('200 OK');
    expect(await fate(place, handed(place.rival.key))).toBe(UNAUTHENTICATED);
    expect(await fate(place, handed('storno_nonsense'))).toBe(UNAUTHENTICATED);
    expect(await fate(place, { ...shown, authorization: `Bearer ${place.rival.key}` })).toBe(
      '200 OK',
    );
  });

  it.each([SECRET.slice(0, -1), `${SECRET}1`, SECRET.toUpperCase(), '', `${SECRET}, ${SECRET}`])(
    'is none with %j',
    async (wrong) => {
      const place = await openBehindSecret();
      expect(await fate(place, { 'x-storno-gateway-secret': wrong, ...CLAIMS })).toBe(
        UNAUTHENTICATED,
      );
      const authorization = `Bearer ${place.rival.key}`;
      const sent = { ...JSON_BODY, ...CLAIMS, 'x-storno-gateway-secret': wrong };
      const headers = { ...sent, authorization };
      const heard = await place.post({ query: WHOSE }, headers);
      expect(heard.body).toEqual({ data: { program: { merchantId: 'rival' } } });
    },
  );
});

function signed(signature: string, query = WHOSE, more: object = {}) {
  return { query, ...more, extensions: { 'hmac-signature': signature } };
}

function own(text: string, secret = SECRET): string {
  return createHmac('sha256', secret).update(text).digest('base64');
}

function claimsWith(key: string) {
  return { ...CLAIMS, authorization: `Bearer ${key}` };
}

describe('a gateway that signs bodies', () => {
  it('is believed, signing as the plugin of Hive Gateway does', async () => {
    const place = await openBehindHmac();
    // What @graphql-mesh/hmac-upstream-signature 2.0 signs these with.
    const variables = { 9: 2.5, 10: 1, id: 'club', b: [1, { z: null, a: 'ü\u2028' }] };
    const named = 'query ($id: ID!) { program(id: $id) { merchantId } }';
    for (const body of [
      signed('O08pesmOAqie98uMwGqKRruj6HzM2MMIRbmN2f4YQNU='),
      signed('O08pesmOAqie98uMwGqKRruj6HzM2MMIRbmN2f4YQNU=', WHOSE, { variables: {} }),
      signed('cIVVp2AGx0e9K7uWRAotS7I2Qnj/RQ6DTct7GUNMukU=', named, { variables }),
    ]) {
      const heard = await place.post(body, { ...JSON_BODY, ...CLAIMS });
      expect(heard.body).toEqual({ data: { program: { merchantId: 'shop' } } });
    }
  });

  it('is none without a signature, or with one of something else', async () => {
    const place = await openBehindHmac();
    const good = own(JSON.stringify({ query: WHOSE }));
    const deep = `{"query":"{a}","variables":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}},
      "extensions":{"hmac-signature":"${good}"}}`;
    for (const body of [
      { query: WHOSE },
      signed(''),
      signed(good.slice(1)),
      signed(good.toLowerCase()),
      signed(own(JSON.stringify({ query: WHOSE }), `${SECRET}!`)),
      signed(good, `${WHOSE} `),
      signed(good, WHOSE, { variables: { a: 1 } }),
      { query: WHOSE, 'hmac-signature': good },
      { query: WHOSE, extensions: { 'hmac-signature': [good] } },
      [signed(good)],
      deep,
      '{',
    ]) {
      const heard = await place.post(body, { ...JSON_BODY, ...CLAIMS });
      expect(refusalOf(heard)).toBe(UNAUTHENTICATED);
    }
  });

  it('signs for nobody where the claims are missing, and has to agree with the key', async () => {
    const place = await openBehindHmac();
    const body = signed(own(JSON.stringify({ query: WHOSE })));
    expect(await fate(place, {}, body)).toBe(UNAUTHENTICATED);
    expect(await fate(place, claimsWith(place.shop.key), body)).toBe('200 OK');
    expect(await fate(place, claimsWith(place.rival.key), body)).toBe(UNAUTHENTICATED);
    // Without a signature the claims are nobody's, and the key decides.
    expect(await fate(place, claimsWith(place.rival.key))).toBe('200 OK');
  });
});
