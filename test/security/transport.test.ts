import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { JSON_BODY, openPlace, type Place, refusalOf, request } from './place.ts';
import { ROWS } from './rows.ts';

const MEGABYTE = 1_048_576;

/** A server with a wallet, and a mutation that would put something into it. */
async function openTill() {
  const place = await openPlace();
  const walletId = await place.shop.wallet('ann', 'stars');
  const authorization = { authorization: `Bearer ${place.shop.key}` };
  const query = `mutation { accruePoints(input: { walletId: "${walletId}", amount: "1" }) {
    __typename } }`;
  const untouched = async () =>
    expect(await place.shop.balances(walletId)).toMatchObject({ total: '0.00' });
  return { place, authorization, query, untouched };
}

/** What a server says to bytes on a socket, until it hangs up or has said enough. */
async function speak(place: Place, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(place.url).port), '127.0.0.1').setEncoding('latin1');
  let heard = '';
  socket.on('data', (chunk: string) => {
    heard += chunk;
  });
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return heard;
}

describe(`against ${ROWS.oddTransport}`, () => {
  it('case 61: a list of operations runs none of them', async () => {
    const { place, authorization, query, untouched } = await openTill();
    const headers = { ...JSON_BODY, ...authorization };
    for (const list of [[{ query }], [{ query }, { query }], [[{ query }]], []]) {
      expect((await place.post(list, headers)).status).toBe(400);
    }
    await untouched();
  });

  it('case 61: a GET runs no mutation, with and without a preflight', async () => {
    const { place, authorization, query, untouched } = await openTill();
    const url = `${place.url}/graphql?query=${encodeURIComponent(query)}`;
    expect((await request(url, { headers: authorization })).status).toBe(400);
    const preflight = { ...authorization, 'apollo-require-preflight': 'true' };
    expect((await request(url, { headers: preflight })).status).toBe(405);
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      expect((await request(url, { method, headers: preflight })).status).toBe(405);
    }
    await untouched();
  });

  it.each([
    'text/plain',
    'text/plain; charset=utf-8',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/json; charset=utf-7',
    'application/json; charset=latin1',
    'application/jsonp',
    'application/graphql',
    'application/json, application/json',
    'json',
    '*/*',
    '/',
    'x'.repeat(2_000),
  ])('case 61: a body of type %s is a 415', async (type) => {
    const { place, authorization, query, untouched } = await openTill();
    const heard = await place.post({ query }, { ...authorization, 'content-type': type });
    expect(refusalOf(heard)).toBe('415 UNSUPPORTED_MEDIA_TYPE');
    await untouched();
  });

  it('a body without a type is a 415, and one that is no JSON a 400', async () => {
    const { place, authorization, query, untouched } = await openTill();
    const bytes = new TextEncoder().encode(JSON.stringify({ query }));
    expect((await place.post(bytes, authorization)).status).toBe(415);
    const headers = { ...JSON_BODY, ...authorization };
    const notUtf8 = Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
    const lists = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
    const nested = `{"query":"{ __typename }","variables":${lists}}`;
    for (const body of ['', ' ', '{', 'null', '1', '"x"', `query=${query}`, notUtf8, nested]) {
      expect((await place.post(body, headers)).status).toBe(400);
    }
    await untouched();
  });

  it('case 61: a compressed body is not opened, whatever is in it', async () => {
    const { place, authorization, query, untouched } = await openTill();
    const bomb = gzipSync(Buffer.alloc(50 * MEGABYTE));
    const body = JSON.stringify({ query });
    const packed: [string, Buffer][] = [
      ['gzip', bomb],
      ['gzip', gzipSync(bomb)],
      ['gzip, gzip', gzipSync(bomb)],
      ['gzip', gzipSync(body)],
      ['deflate', deflateSync(body)],
      ['br', brotliCompressSync(body)],
      ['zstd', Buffer.from(body)],
      ['x', Buffer.from(body)],
    ];
    const before = process.memoryUsage().rss;
    for (const [encoding, bytes] of packed) {
      const headers = { ...JSON_BODY, ...authorization, 'content-encoding': encoding };
      expect([encoding, (await place.post(bytes, headers)).status]).toEqual([encoding, 415]);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(40 * MEGABYTE);
    await untouched();
  });

  it('case 61: 50 MB are refused before they are read', async () => {
    const { place, authorization, query, untouched } = await openTill();
    const huge = JSON.stringify({ query, padding: 'x'.repeat(50 * MEGABYTE) });
    const heard = await place.post(huge, { ...JSON_BODY, ...authorization });
    expect(refusalOf(heard)).toBe('413 PAYLOAD_TOO_LARGE');
    const stranger = await place.post(huge, JSON_BODY);
    expect(stranger.status).toBe(401);
    await untouched();
  });

  it('two lengths, or a length and chunks, are a 400: no second request hides behind', async () => {
    const { place, authorization, query, untouched } = await openTill();
    const body = JSON.stringify({ query });
    const hidden = [
      'POST /graphql HTTP/1.1',
      'Host: x',
      `Authorization: ${authorization.authorization}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n');
    const start = `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
    for (const lengths of [
      'Content-Length: 5\r\nContent-Length: 6',
      'Content-Length: 5\r\nTransfer-Encoding: chunked',
      'Content-Length: 5, 6',
      'Content-Length: -1',
      'Content-Length: +5',
      'Content-Length: 0x5',
      'Content-Length: 99999999999999999999999',
      'Transfer-Encoding: xchunked',
      'Transfer-Encoding: chunked, identity',
      'Transfer-Encoding : chunked',
    ]) {
      const heard = await speak(place, `${start}${lengths}\r\n\r\n0\r\n\r\n${hidden}`);
      const statuses = heard.match(/HTTP\/1\.1 \d+/g);
      expect([lengths, statuses]).toEqual([lengths, ['HTTP/1.1 400']]);
    }
    await untouched();
  });

  it('every answer, whatever it is to, has the headers that protect who reads it', async () => {
    const { place, authorization, query } = await openTill();
    const headers = { ...JSON_BODY, ...authorization };
    for (const heard of [
      await place.post({ query }, headers),
      await place.post({ query }, JSON_BODY),
      await place.post('{', headers),
      await request(`${place.url}/nowhere`, {}),
      await request(`${place.url}/health/live`, {}),
    ]) {
      expect(heard.headers.get('x-content-type-options')).toBe('nosniff');
      expect(heard.headers.get('cache-control')).toBe('no-store');
      expect(heard.headers.get('referrer-policy')).toBe('no-referrer');
      expect(heard.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
      expect(heard.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      for (const told of ['server', 'x-powered-by', 'access-control-allow-origin']) {
        expect(heard.headers.get(told)).toBeNull();
      }
    }
  });
});
