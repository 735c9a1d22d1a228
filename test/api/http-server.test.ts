import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BODY_BYTES_MAX } from '../../src/http/answer.ts';
import { HEADER_BYTES_MAX } from '../../src/http/server.ts';
import { AUTHORIZED, head, KEY, post, speak, startToy, type Toy } from './toy-server.ts';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const JSON_BODY = 'Content-Type: application/json';
const bearer = { authorization: `Bearer ${KEY}` };

let toy: Toy;
beforeAll(async () => {
  toy = await startToy('till\u001b[31m\r\n\u009b1');
});
afterAll(async () => {
  await toy.server.close(1_000);
  await toy.apollo.stop();
});
beforeEach(() => {
  toy.ran.count = 0;
  toy.lines.length = 0;
  toy.text.length = 0;
});

/** The line of the last request, once its answer has left. */
async function lastLine(): Promise<unknown> {
  await expect.poll(() => toy.lines.length).toBeGreaterThan(0);
  return toy.lines.at(-1);
}

async function codeOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json();
  const message: unknown = expect.stringMatching(/^[A-Z].*\.$/);
  expect(body).toMatchObject({ errors: [{ message }] });
  return body;
}

function padded(bytes: number): string {
  const body = JSON.stringify({ query: '{ whoami }' });
  return body + ' '.repeat(bytes - body.length);
}

const code = (text: string) => ({ errors: [{ extensions: { code: text } }] });

describe('GraphQL over HTTP', () => {
  it('answers a query and a mutation by POST, on behalf of the key', async () => {
    const query = await post(toy, { query: '{ whoami }' });
    expect(query.status).toBe(200);
    expect(await query.json()).toEqual({ data: { whoami: 'm1' } });
    const mutation = await post(toy, { query: 'mutation { add(by: 1) }' });
    expect(await mutation.json()).toEqual({ data: { add: 2 } });
  });

  it('answers a query by GET only if no simple form could have sent it', async () => {
    const url = `${toy.url}/graphql?query=${encodeURIComponent('query Who { whoami }')}`;
    expect((await fetch(url, { headers: bearer })).status).toBe(400);
    const headers = { ...bearer, 'apollo-require-preflight': 'true' };
    expect(await (await fetch(url, { headers })).json()).toEqual({ data: { whoami: 'm1' } });
    expect(await lastLine()).toMatchObject({ path: '/graphql', operationName: 'Who' });
  });

  it('refuses a mutation by GET', async () => {
    const url = `${toy.url}/graphql?query=${encodeURIComponent('mutation { add(by: 1) }')}`;
    const headers = { ...bearer, 'apollo-require-preflight': 'true' };
    expect((await fetch(url, { headers })).status).toBe(405);
    expect(toy.ran.count).toBe(0);
  });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'HEAD'])(
    'refuses %s, with what is allowed',
    async (method) => {
      const response = await fetch(`${toy.url}/graphql`, { method, headers: bearer });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, POST');
    },
  );

  it('refuses an array of operations', async () => {
    expect((await post(toy, [{ query: '{ whoami }' }])).status).toBe(400);
    expect(toy.ran.count).toBe(0);
  });

  const notUtf8 = Buffer.from(JSON.stringify({ query: '{ whoami }', x: '\u00ff' }), 'latin1');
  it.each(['{', '', 'null x', notUtf8])('refuses %o', async (body) => {
    const response = await post(toy, body);
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toMatchObject(code('BAD_REQUEST'));
  });

  it('answers 500 without a word of the reason if the key cannot be checked', async () => {
    const response = await post(toy, { query: '{ whoami }' }, { 'x-api-key': 'broken' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('away');
    expect(toy.lines[0]).toMatchObject({ err: { type: 'Error', message: 'the store is away' } });
  });
});

describe('who', () => {
  it.each([{}, { authorization: 'Bearer other' }, { 'x-api-key': KEY }])(
    'refuses a stranger before anything is parsed or run: %o',
    async (headers: Record<string, string>) => {
      const queries = ['{ _service }', '{ __schema { types { name } } }', 'nonsense'];
      const bodies = queries.map((query) => JSON.stringify({ query }));
      for (const body of [...bodies, '{', '']) {
        const response = await post(toy, body, { authorization: '', ...headers });
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        expect(await codeOf(response)).toMatchObject(code('UNAUTHENTICATED'));
      }
      expect(toy.ran.count).toBe(0);
    },
  );

  it('does not read the body of a stranger', async () => {
    const heard = await speak(toy.port, head(JSON_BODY, `Content-Length: ${10 ** 9}`), 'x');
    expect(heard).toMatch(/^HTTP\/1\.1 401 .*connection: close\r\n/s);
  });

  it('does not take the first of two keys', async () => {
    const twice = head(AUTHORIZED, 'Authorization: Bearer other', 'Connection: close');
    expect(await speak(toy.port, twice)).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('keeps the key from Apollo', async () => {
    await post(toy, { query: '{ whoami }' }, { cookie: 'a=b' });
    expect([...toy.headerNames]).toContain('content-type');
    for (const name of ['authorization', 'x-api-key', 'cookie']) {
      expect([...toy.headerNames]).not.toContain(name);
    }
  });
});

describe('bodies', () => {
  it('takes exactly the bound, and not a byte more', async () => {
    expect((await post(toy, padded(BODY_BYTES_MAX))).status).toBe(200);
    const response = await post(toy, padded(BODY_BYTES_MAX + 1));
    expect(response.status).toBe(413);
    expect(response.headers.get('connection')).toBe('close');
    expect(await codeOf(response)).toMatchObject(code('PAYLOAD_TOO_LARGE'));
  });

  it('refuses by the declared length, before any byte has come', async () => {
    const heard = await speak(toy.port, head(AUTHORIZED, JSON_BODY, 'Content-Length: 65537'));
    expect(heard).toMatch(/^HTTP\/1\.1 413 .*connection: close\r\n/s);
  });

  it('refuses while chunks without a declared length come, and hangs up', async () => {
    const chunk = `4000\r\n${' '.repeat(0x4000)}\r\n`;
    const start = head(AUTHORIZED, JSON_BODY, 'Transfer-Encoding: chunked');
    const startedMs = performance.now();
    const heard = await speak(toy.port, start, ...Array.from({ length: 8 }, () => chunk));
    expect(heard).toMatch(/^HTTP\/1\.1 413 .*connection: close\r\n/s);
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    expect(await lastLine()).toMatchObject({ status: 413 });
  });

  it.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-type': 'application/json, text/plain' },
    { 'content-type': '' },
    { 'content-encoding': 'gzip' },
    { 'content-encoding': 'identity, br' },
  ])('refuses %o', async (headers: Record<string, string>) => {
    const response = await post(toy, { query: '{ whoami }' }, headers);
    expect(response.status).toBe(415);
    expect(await codeOf(response)).toMatchObject(code('UNSUPPORTED_MEDIA_TYPE'));
    expect(toy.ran.count).toBe(0);
  });

  it.each([
    { 'content-type': 'application/json; charset=utf-8' },
    { 'content-type': 'Application/JSON;charset="UTF-8"' },
    { 'content-encoding': 'identity' },
  ])('takes %o', async (headers: Record<string, string>) => {
    expect((await post(toy, { query: '{ whoami }' }, headers)).status).toBe(200);
  });

  it('asks for the body of a caller that asks first, if its key is valid', async () => {
    const ask = ['Expect: 100-continue', 'Connection: close', JSON_BODY, 'Content-Length: 22'];
    const body = JSON.stringify({ query: '{ whoami }' });
    expect(await speak(toy.port, head(AUTHORIZED, ...ask), body)).toMatch(
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /,
    );
    expect(await speak(toy.port, head(...ask))).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('every answer', () => {
  it.each(['/', '/graphql', '/health/live', '/graphql/', '/../etc/passwd'])(
    'is told apart and never cached: %s',
    async (path) => {
      const { headers } = await fetch(`${toy.url}${path}`);
      expect(headers.get('x-request-id')).toMatch(UUID_V7);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-type')).toContain('application/json');
    },
  );

  it.each([
    ['NONSENSE\r\n\r\n', 400],
    [head(`X-Long: ${'x'.repeat(HEADER_BYTES_MAX)}`), 431],
    [head('Content-Length: 1', 'Content-Length: 2'), 400],
  ])('even to what is no request', async (text, status) => {
    const heard = await speak(toy.port, text);
    expect(heard).toMatch(
      new RegExp(`^HTTP/1\\.1 ${status} .*cache-control: no-store.*x-request-id: `, 's'),
    );
    expect(await lastLine()).toMatchObject({ status, method: null });
  });

  it('carries a sane request id on, into the context too, and replaces another', async () => {
    const given = await post(toy, { query: '{ requestId }' }, { 'x-request-id': 'trace-1:a.b_c' });
    expect(given.headers.get('x-request-id')).toBe('trace-1:a.b_c');
    expect(await given.json()).toEqual({ data: { requestId: 'trace-1:a.b_c' } });
    for (const id of ['a b', '<x>', 'x'.repeat(129), '"', 'ä']) {
      const response = await post(toy, { query: '{ requestId }' }, { 'x-request-id': id });
      expect(response.headers.get('x-request-id')).toMatch(UUID_V7);
    }
  });
});
