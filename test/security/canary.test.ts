import { describe, expect, it } from 'vitest';
import { claims, settings, sharedToken } from './issuer.ts';
import { JSON_BODY, openPlace, type Place, request } from './place.ts';
import { ROWS } from './rows.ts';

const GATEWAY_SECRET = 'canary-of-a-gateway-that-sings-in-secret';
const SHARED = 'canary-of-an-issuer-that-signs-in-secret';
const ACCRUE = `mutation ($input: AccruePointsInput!) { accruePoints(input: $input) {
  __typename ... on LedgerError { message } } }`;

/** A server that logs all it can, and every kind of credential. */
async function openAviary() {
  const lines: string[] = [];
  const place = await openPlace({
    lines,
    introspection: false,
    security: {
      tokens: settings({ keys: { secret: SHARED } }),
      gateway: { secret: GATEWAY_SECRET, hmacSecret: null },
    },
  });
  const key = place.shop.key;
  const token = await sharedToken(claims(place.now(), { scope: 'admin' }), SHARED);
  const secrets = [key.slice(-43), token.split('.')[1] ?? '', token.split('.')[2] ?? '', SHARED];
  return { place, lines, key, token, canaries: secrets.map(canaryOf) };
}

/** The beginning of a secret is enough of it, whatever became of its punctuation. */
function canaryOf(secret: string): string {
  return songOf(secret).slice(0, 16);
}

function songOf(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]/g, '?');
}

/** Puts credentials where they belong and where they do not; returns what is said. */
async function sing(place: Place, credentials: readonly string[]): Promise<string[]> {
  const said: string[] = [];
  const url = `${place.url}/graphql`;
  const preflight = { 'apollo-require-preflight': 'true' };
  for (const secret of credentials) {
    const bearer = { authorization: `Bearer ${secret}` };
    const good = { ...JSON_BODY, authorization: `Bearer ${place.shop.key}` };
    const walletId = secret;
    const bodies: [object | string, Record<string, string>][] = [
      [{ query: '{ __typename }' }, { ...JSON_BODY, ...bearer }],
      [{ query: '{ __typename }' }, { ...JSON_BODY, 'x-api-key': secret }],
      [{ query: '{ __typename }' }, { ...JSON_BODY, ...bearer, 'x-api-key': `${secret}x` }],
      [{ query: '{ __typename }' }, { ...JSON_BODY, 'x-storno-gateway-secret': secret }],
      [{ query: '{ __typename }' }, { ...good, 'x-request-id': secret, cookie: secret }],
      [{ query: '{ __typename }', operationName: secret }, good],
      [{ query: `query ${secret.replaceAll(/\W/g, '_')} { __typename }` }, good],
      [{ query: `{ ${secret} }` }, good],
      [{ query: '{ wallet(id: 1) { id } }', variables: { apiKey: secret } }, good],
      [{ query: ACCRUE, variables: { input: { walletId, amount: 1, [secret]: secret } } }, good],
      [{ query: 'query ($n: Int!) { __typename }', variables: { n: secret } }, good],
      [`{"query":"{ __typename }","apiKey":"${secret}"`, good],
    ];
    for (const [body, headers] of bodies) {
      const heard = await place.post(body, headers);
      said.push(`${heard.text} ${[...heard.headers].join(' ')}`);
    }
    for (const path of [`?apiKey=${secret}`, `/${secret}`, `?query={${secret}}`]) {
      const heard = await request(`${url}${path}`, { headers: { ...preflight, ...bearer } });
      said.push(`${heard.text} ${[...heard.headers].join(' ')}`);
    }
    said.push((await request(`${place.url}/${secret}`, {})).text);
  }
  return said;
}

describe(`against ${ROWS.leakedSecret}`, () => {
  it('case 63: no canary is heard in a log line or an answer', async () => {
    const { place, lines, key, token, canaries } = await openAviary();
    const said = await sing(place, [key, token, GATEWAY_SECRET]);
    await expect.poll(() => lines.length).toBeGreaterThanOrEqual(said.length);
    for (const canary of canaries) {
      expect(lines.filter((line) => songOf(line).includes(canary))).toEqual([]);
      expect(said.filter((text) => songOf(text).includes(canary))).toEqual([]);
    }
    const kept = ['authorization', 'x-api-key', 'x-storno-gateway-secret', 'cookie'];
    expect(lines.filter((line) => kept.some((name) => line.includes(name)))).toEqual([]);
  });

  it('is there in the log where it would be seen: the search can find it', async () => {
    const { place, lines } = await openAviary();
    await request(`${place.url}/sung-in-the-path`, {});
    const heard = () => lines.some((line) => songOf(line).includes(canaryOf('sung-in-the-path')));
    await expect.poll(heard).toBe(true);
  });

  it('a key is stored as a hash that it cannot be told from', async () => {
    const { place, key } = await openAviary();
    const [, prefix = '', secret = ''] = key.split('_');
    const record = await place.served.store.merchants.findApiKey(prefix);
    expect(JSON.stringify(record)).not.toContain(secret);
    expect(record?.secretHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('a defect is told by its correlation id alone, in the answer and in the log', async () => {
    const { place, lines } = await openAviary();
    const walletId = await place.shop.wallet('ann', 'stars');
    await place.served.store.close();
    const heard = await place.ask(ACCRUE, { input: { walletId, amount: '1' } });
    const requestId = heard.headers.get('x-request-id') ?? '';
    expect(heard.text).toContain(requestId);
    expect(heard.text).not.toMatch(/sqlite|select|insert|\bat \w+|node_modules|\.ts/i);
    await expect.poll(() => lines.filter((line) => line.includes(requestId))).toHaveLength(2);
  });
});
