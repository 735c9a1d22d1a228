import { describe, expect, it } from 'vitest';
import { KEY_REMEMBERED_MS } from '../../src/merchant/remembered.ts';
import { JSON_BODY, openPlace, type Place, refusalOf, type SentHeaders } from './place.ts';
import { ROWS } from './rows.ts';

const WHOSE = '{ program(id: "club") { merchantId } }';

/** Whose program `club` is, for whoever asks so. */
async function whose(place: Place, headers: SentHeaders, more: object = {}): Promise<unknown> {
  const heard = await place.post({ query: WHOSE, ...more }, { ...JSON_BODY, ...headers });
  expect(heard.status).toBe(200);
  return (heard.body as { data: { program: { merchantId: string } } }).data.program.merchantId;
}

describe(`against ${ROWS.otherMerchantNamed}`, () => {
  it('in the body, only the credential in the header decides', async () => {
    const place = await openPlace();
    const authorization = `Bearer ${place.shop.key}`;
    const claims = {
      merchantId: 'rival',
      merchant_id: 'rival',
      apiKey: place.rival.key,
      authorization: `Bearer ${place.rival.key}`,
      extensions: { apiKey: place.rival.key, merchantId: 'rival', jwt: { merchant_id: 'rival' } },
    };
    expect(await whose(place, { authorization }, claims)).toBe('shop');
    const variables = { merchantId: 'rival', apiKey: place.rival.key };
    expect(await whose(place, { authorization }, { variables })).toBe('shop');
  });

  it('in a header that nobody vouches for, the header is not looked at', async () => {
    const place = await openPlace();
    const authorization = `Bearer ${place.shop.key}`;
    const claims = {
      'x-storno-merchant': 'rival',
      'x-storno-scopes': 'admin',
      'x-storno-actor': 'mallory',
      'x-merchant-id': 'rival',
      'x-forwarded-user': 'rival',
      'x-storno-gateway-secret': 'a guess of what a gateway might send to us',
      cookie: `authorization=Bearer ${place.rival.key}`,
    };
    expect(await whose(place, { authorization, ...claims })).toBe('shop');
    const alone = await place.post({ query: WHOSE }, { ...JSON_BODY, ...claims });
    expect(refusalOf(alone)).toBe('401 UNAUTHENTICATED');
  });

  it('case 58: a key in the body or the URL is no credential', async () => {
    const place = await openPlace();
    const key = place.shop.key;
    const inBody = { query: WHOSE, apiKey: key, extensions: { authorization: `Bearer ${key}` } };
    expect(refusalOf(await place.post(inBody, JSON_BODY))).toBe('401 UNAUTHENTICATED');
    const search = new URLSearchParams({ query: WHOSE, apiKey: key, authorization: key });
    const inUrl = await fetch(`${place.url}/graphql?${search.toString()}`, {
      headers: { 'apollo-require-preflight': 'true' },
    });
    expect(inUrl.status).toBe(401);
  });

  it('in an input, it has to be the own one', async () => {
    const place = await openPlace();
    const walletId = await place.rival.wallet('ann', 'stars');
    const { id } = await place.rival.post('accruePoints', { walletId, amount: '5' });
    const named = { programId: 'club', memberCode: 'ann', transactionId: id };
    for (const merchantId of ['rival', 'shop']) {
      const reply = await place.shop.run('deleteTransaction', { merchantId, ...named });
      expect(reply.__typename).toBe('TransactionNotFoundError');
    }
    expect(await place.rival.balances(walletId)).toMatchObject({ total: '5.00' });
  });

  it('by a key that was revoked, nobody is named a moment later', async () => {
    const place = await openPlace();
    const { merchants } = place.served.store;
    expect(await whose(place, { authorization: `Bearer ${place.shop.key}` })).toBe('shop');
    await merchants.revokeApiKey(place.shop.key.split('_')[1] ?? '', place.now());
    const status = async () => (await place.ask(WHOSE)).status;
    await expect.poll(status, { timeout: KEY_REMEMBERED_MS + 1_000 }).toBe(401);
  });

  it('by a second credential, two that disagree are nobody', async () => {
    const place = await openPlace();
    const [shop, rival] = [place.shop.key, place.rival.key];
    const both = { ...JSON_BODY, authorization: `Bearer ${shop}`, 'x-api-key': rival };
    expect(refusalOf(await place.post({ query: WHOSE }, both))).toBe('401 UNAUTHENTICATED');
    expect(await whose(place, { authorization: `Bearer ${shop}`, 'x-api-key': shop })).toBe('shop');
    const other = await place.keyFor('ledger:read');
    const twoOfOne = { ...JSON_BODY, authorization: `Bearer ${shop}`, 'x-api-key': other };
    expect(refusalOf(await place.post({ query: WHOSE }, twoOfOne))).toBe('401 UNAUTHENTICATED');
  });
});
