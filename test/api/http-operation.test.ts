import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATION_NAME_LENGTH_MAX } from '../../src/telemetry/log.ts';
import { AUTHORIZED, head, KEY, post, SLOW_MS, speak, startToy, type Toy } from './toy-server.ts';

const GRACE_MS = 5_000;
const no = async () => false;
const away = () => Promise.reject(new Error('away'));
const slowQuery = { query: 'query Slow { slow }' };

let toy: Toy;
beforeEach(async () => {
  toy = await startToy('till\u001b[31m\r\n\u009b1');
});
afterEach(async () => {
  await toy.server.close(1_000);
  await toy.apollo.stop();
});

async function requestLine(status: number): Promise<Record<string, unknown>> {
  await expect.poll(() => toy.lines.some((line) => line['status'] === status)).toBe(true);
  return toy.lines.find((line) => line['status'] === status) ?? {};
}

describe('health', () => {
  it('is told without a key, by GET and HEAD only', async () => {
    const live = await fetch(`${toy.url}/health/live`);
    expect([live.status, await live.json()]).toEqual([200, { status: 'live' }]);
    const ready = await fetch(`${toy.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
    expect((await fetch(`${toy.url}/health/ready`, { method: 'HEAD' })).status).toBe(200);
    const posted = await fetch(`${toy.url}/health/live`, { method: 'POST', body: 'x' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('is red while the store is not ready or cannot be asked, yet alive', async () => {
    for (const answer of [no, away]) {
      toy.readiness.answer = answer;
      expect((await fetch(`${toy.url}/health/ready`)).status).toBe(503);
      expect((await fetch(`${toy.url}/health/live`)).status).toBe(200);
    }
  });

  it('knows nothing else', async () => {
    for (const path of ['/', '/health', '/graphql/x', '/GraphQL']) {
      expect((await fetch(`${toy.url}${path}`)).status).toBe(404);
    }
  });
});

describe('the log', () => {
  it('tells a request in one line, without its query, headers, body or key', async () => {
    const body = { query: 'mutation Named($x: Int) { add(by: $x) }', variables: { x: 4711 } };
    await fetch(`${toy.url}/graphql?secret=4712`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        authorization: `Bearer ${KEY}`,
        'content-type': 'application/json',
        cookie: '4713',
        'x-request-id': 'r1',
      },
    });
    const line = await requestLine(200);
    const durationMs: unknown = expect.any(Number);
    expect(line).toEqual({
      level: 30,
      time: line['time'],
      msg: 'request',
      requestId: 'r1',
      method: 'POST',
      path: '/graphql',
      status: 200,
      durationMs,
      merchantId: 'm1',
      actor: 'till\u001b[31m\r\n\u009b1',
      operationName: 'Named',
    });
    expect(toy.text).toHaveLength(1);
    expect(toy.text.join()).not.toMatch(/471[123]|storno_/);
  });

  it('lets no control character through to a terminal', async () => {
    const operationName = `a\r\n\u001b[2J\u009b${'x'.repeat(999)}`;
    await post(toy, { query: '{ whoami }', operationName });
    const line = await requestLine(400);
    expect(line['operationName']).toBe(`a???[2J?${'x'.repeat(56)}`.replace('[', '?'));
    expect(String(line['operationName'])).toHaveLength(OPERATION_NAME_LENGTH_MAX);
    expect(toy.text.join('').trimEnd()).toMatch(/^[ -~]+$/);
    expect(toy.text.join('')).toContain(String.raw`till\u001b[31m\r\n\u009b1`);
  });

  it('bounds a path', async () => {
    await fetch(`${toy.url}/${'x'.repeat(5_000)}`);
    expect(String((await requestLine(404))['path']).length).toBe(256);
  });

  it('tells of a caller that did not wait', async () => {
    const gone = AbortSignal.timeout(SLOW_MS / 3);
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const body = JSON.stringify(slowQuery);
    await expect(
      fetch(`${toy.url}/graphql`, { method: 'POST', body, headers, signal: gone }),
    ).rejects.toThrow('aborted');
    expect(await requestLine(499)).toMatchObject({ operationName: 'Slow', merchantId: 'm1' });
  });

  it('tells of a caller that hung up in the middle of its body', async () => {
    const socket = connect(toy.port, '127.0.0.1');
    socket.write(`${head(AUTHORIZED, 'Content-Type: application/json', 'Content-Length: 99')}{`);
    await expect.poll(() => toy.server.inFlight().length).toBe(1);
    socket.resetAndDestroy();
    await requestLine(499);
    expect(toy.server.inFlight()).toEqual([]);
  });

  it('tells what was answered to half a body', async () => {
    const socket = connect(toy.port, '127.0.0.1');
    socket.end(`${head(AUTHORIZED, 'Content-Type: application/json', 'Content-Length: 99')}{`);
    const chunks: unknown[] = await once(socket.setEncoding('utf8'), 'data');
    const line = await requestLine(400);
    expect(line).toMatchObject({ method: 'POST', path: '/graphql' });
    expect(chunks[0]).toContain(`x-request-id: ${String(line['requestId'])}\r\n`);
    expect(toy.lines).toHaveLength(1);
  });
});

describe('closing', () => {
  it('answers what is under way, says that it hangs up, and takes nothing new', async () => {
    const answer = post(toy, slowQuery);
    await expect.poll(() => toy.ran.count).toBe(1);
    const closed = toy.server.close(GRACE_MS);
    await expect(fetch(`${toy.url}/health/live`)).rejects.toThrow('fetch failed');
    const response = await answer;
    expect(await response.json()).toEqual({ data: { slow: 'done' } });
    expect(response.headers.get('connection')).toBe('close');
    expect(await closed).toEqual([]);
  });

  it('answers all requests that were sent ahead on one socket', async () => {
    const body = JSON.stringify(slowQuery);
    const length = `Content-Length: ${body.length}`;
    const one = head(AUTHORIZED, 'Content-Type: application/json', length) + body;
    const heard = speak(toy.port, one + one);
    await expect.poll(() => toy.ran.count).toBe(2);
    expect(await toy.server.close(GRACE_MS)).toEqual([]);
    expect((await heard).match(/"slow":"done"/g)).toHaveLength(2);
  });

  it('starts nothing that arrives afterwards, and is not ready', async () => {
    const body = JSON.stringify(slowQuery);
    const length = `Content-Length: ${body.length}`;
    const socket = connect(toy.port, '127.0.0.1').setEncoding('utf8');
    let heard = '';
    socket.on('data', (chunk: string) => {
      heard += chunk;
    });
    socket.write(head(AUTHORIZED, 'Content-Type: application/json', length) + body);
    await expect.poll(() => toy.ran.count).toBe(1);
    const closed = toy.server.close(GRACE_MS);
    socket.write('GET /health/ready HTTP/1.1\r\nHost: toy\r\n\r\n');
    socket.write('GET /health/live HTTP/1.1\r\nHost: toy\r\n\r\n');
    socket.write(head(AUTHORIZED, 'Content-Type: application/json', length) + body);
    await once(socket, 'close');
    expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(
      ['200', '503', '200', '503'].map((status) => `HTTP/1.1 ${status}`),
    );
    expect(toy.ran.count).toBe(1);
    expect(await closed).toEqual([]);
  });

  it('does not wait for sockets that are idle, silent or in the middle of a header', async () => {
    await post(toy, { query: '{ whoami }' });
    const silent = speak(toy.port);
    const half = speak(toy.port, 'POST /graphql HTT');
    await expect.poll(() => fetch(`${toy.url}/health/live`).then(({ ok }) => ok)).toBe(true);
    const startedMs = performance.now();
    expect(await toy.server.close(GRACE_MS)).toEqual([]);
    expect(performance.now() - startedMs).toBeLessThan(GRACE_MS / 5);
    expect([await silent, await half]).toEqual(['', '']);
  });

  it('waits for work whose caller has gone', async () => {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const asked = request(`${toy.url}/graphql`, { method: 'POST', headers });
    asked.on('error', () => undefined);
    asked.end(JSON.stringify(slowQuery));
    await expect.poll(() => toy.ran.count).toBe(1);
    asked.destroy();
    await requestLine(499);
    const startedMs = performance.now();
    expect(await toy.server.close(GRACE_MS)).toEqual([]);
    expect(performance.now() - startedMs).toBeGreaterThan(SLOW_MS / 3);
  });

  it('cuts what is not over when the grace is, and names it', async () => {
    const answer = post(toy, slowQuery, { 'x-request-id': 'cut-1' });
    const failed = answer.then(
      () => 'answered',
      () => 'cut',
    );
    await expect.poll(() => toy.ran.count).toBe(1);
    expect(await toy.server.close(SLOW_MS / 6)).toEqual(['cut-1']);
    expect(await failed).toBe('cut');
  });
});
