import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { readExamples } from '../../src/examples/examples.ts';
import type { Opening } from '../../src/examples/opening.ts';
import { playgroundRoutes } from '../../src/http/playground.ts';
import { serve } from '../../src/serve.ts';
import { speak, startToy } from './toy-server.ts';

const OPENING: Opening = { apiKey: null, tabs: readExamples(), sdl: 'type Query { a: Int }' };
const PAGE = '<!doctype html><title>Playground</title>';
const SCRIPT = 'console.log("here");\n'.repeat(100);
const FILES = {
  'index.html': PAGE,
  'schema.html': '<!doctype html><title>Schema</title>',
  'assets/index-abc.js': SCRIPT,
  'assets/index-abc.css': 'body { margin: 0 }',
  'assets/mark-abc.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'assets/icons-abc.ttf': 'a font',
};

function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'storno-playground-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A server with a playground that was built from these files. */
async function opened(files: Readonly<Record<string, string>>, opening = OPENING) {
  const directory = join(temporary(), 'built');
  mkdirSync(join(directory, 'assets'), { recursive: true });
  writeFileSync(join(directory, '..', 'secret.txt'), 'a secret');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const toy = await startToy('till 1', playgroundRoutes(directory, opening));
  onTestFinished(async () => {
    await toy.server.close(1_000);
    await toy.apollo.stop();
  });
  const get = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${toy.url}${path}`, { redirect: 'manual', ...init });
  return { ...toy, get };
}

/** The whole server, as an environment configures it. */
async function served(variables: Readonly<Record<string, string>>) {
  const DATABASE_URL = `file:${join(temporary(), 'test.db')}`;
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL, ...variables });
  const server = await serve(config);
  onTestFinished(() => server.close());
  return server.url;
}

describe('the playground over HTTP', () => {
  it('answers each file of the build with its type, whole and to the byte', async () => {
    const { get } = await opened(FILES);
    const types = {
      '/playground': 'text/html; charset=utf-8',
      '/playground/schema': 'text/html; charset=utf-8',
      '/playground/opening.json': 'application/json; charset=utf-8',
      '/playground/assets/index-abc.js': 'text/javascript; charset=utf-8',
      '/playground/assets/index-abc.css': 'text/css; charset=utf-8',
      '/playground/assets/mark-abc.svg': 'image/svg+xml',
      '/playground/assets/icons-abc.ttf': 'font/ttf',
    };
    for (const [path, type] of Object.entries(types)) {
      const response = await get(path);
      expect([path, response.status, response.headers.get('content-type')]).toEqual([
        path,
        200,
        type,
      ]);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(await (await get('/playground')).text()).toBe(PAGE);
    expect(await (await get('/playground/assets/index-abc.js')).text()).toBe(SCRIPT);
  });

  it('lets only files with a hash in their names be cached, and those for good', async () => {
    const { get } = await opened(FILES);
    const cached = async (path: string) => (await get(path)).headers.get('cache-control');
    const forGood = 'public, max-age=31536000, immutable';
    expect(await cached('/playground/assets/index-abc.js')).toBe(forGood);
    for (const path of ['/playground', '/playground/schema', '/playground/opening.json', '/']) {
      expect(await cached(path)).toBe('no-store');
    }
  });

  it('answers HEAD as GET without the body, and nothing else', async () => {
    const { get, url } = await opened(FILES);
    const path = '/playground/assets/index-abc.js';
    const head = await get(path, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } });
    expect(head.headers.get('content-length')).toBe(String(SCRIPT.length));
    expect(await head.text()).toBe('');
    const post = await fetch(`${url}/playground`, { method: 'POST', body: 'a' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    ['gzip, deflate, br', true],
    ['br;q=1.0, gzip;q=0.8', true],
    ['gzip;q=0', false],
    ['identity', false],
    ['br', false],
  ])('packs what a caller accepts: %s', async (accepted, isPacked) => {
    const { get } = await opened(FILES);
    const headers = { 'accept-encoding': accepted };
    const response = await get('/playground/assets/index-abc.js', { headers });
    expect(response.headers.get('content-encoding')).toBe(isPacked ? 'gzip' : null);
    expect(response.headers.get('vary')).toBe('accept-encoding');
    expect(await response.text()).toBe(SCRIPT);
  });

  it('knows no path but those of the build', async () => {
    const { get, port } = await opened(FILES);
    const paths = ['/playground/nothing', '/playground/assets/', '/playground/index.html'];
    for (const path of [...paths, '/playground/assets', '/PLAYGROUND', '/playground/__proto__']) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
    const steps = [
      '../secret.txt',
      '..%2fsecret.txt',
      'assets/../../secret.txt',
      '%2e%2e/secret.txt',
    ];
    for (const step of steps) {
      const heard = await speak(port, `GET /playground/${step} HTTP/1.0\r\n\r\n`);
      expect(heard).toMatch(/^HTTP\/1\.1 404 /);
      expect(heard).not.toContain('a secret');
    }
  });

  it('lets nothing run or load but files of its own, and nobody frame it', async () => {
    const { get } = await opened(FILES);
    const policyOf = async (path: string): Promise<Record<string, string>> => {
      const text = (await get(path)).headers.get('content-security-policy') ?? '';
      const directives = text.split('; ').map((directive): [string, string] => {
        const [name = '', ...sources] = directive.split(' ');
        return [name, sources.join(' ')];
      });
      return Object.fromEntries(directives);
    };
    const shut = {
      'default-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    };
    const scripted = { ...shut, 'script-src': "'self'", 'connect-src': "'self'" };
    expect(await policyOf('/playground')).toMatchObject(scripted);
    expect(await policyOf('/playground/assets/index-abc.js')).toMatchObject(scripted);
    const unscripted = { ...shut, 'style-src': "'self'", 'img-src': "'self'" };
    expect(await policyOf('/playground/schema')).toEqual(unscripted);
    expect((await get('/playground')).headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('is where a browser is sent that opens the address of the API', async () => {
    const { get } = await opened(FILES);
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
    for (const path of ['/', '/playground/', '/graphql']) {
      const response = await get(path, { headers: { accept } });
      expect([response.status, response.headers.get('location')]).toEqual([302, '/playground']);
    }
    const asked = await get('/graphql?query={whoami}', { headers: { accept } });
    expect(asked.status).toBe(401);
    expect((await get('/graphql', { headers: { accept: '*/*' } })).status).toBe(401);
  });

  it('says how to build it where it is not built', async () => {
    const { get } = await opened({});
    const response = await get('/playground');
    expect([response.status, response.headers.get('content-type')]).toEqual([
      503,
      'text/plain; charset=utf-8',
    ]);
    expect(await response.text()).toContain('npm run build:playground');
    expect((await get('/playground/opening.json')).status).toBe(404);
  });
});

describe('the playground of a server', () => {
  it('is off in production, and is switched on and off by name', async () => {
    const off = { production: { NODE_ENV: 'production' }, told: { STORNO_PLAYGROUND: 'off' } };
    for (const variables of Object.values(off)) {
      const url = await served(variables);
      for (const path of ['/', '/playground', '/playground/opening.json', '/playground/schema']) {
        expect((await fetch(`${url}${path}`)).status).toBe(404);
      }
      const page = { headers: { accept: 'text/html' } };
      expect((await fetch(`${url}/graphql`, page)).status).toBe(401);
    }
    const on = await served({ NODE_ENV: 'production', STORNO_PLAYGROUND: 'on' });
    expect((await fetch(`${on}/playground`)).status).not.toBe(404);
  });
});
