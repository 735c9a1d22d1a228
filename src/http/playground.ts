import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Opening } from '../examples/opening.ts';
import { type Answer, JSON_TYPE } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { SCHEMA_PAGE_POLICY, SCRIPTED_POLICY } from './playground-policy.ts';
import type { Route } from './route.ts';

const HOME = '/playground';
/** What stands at another path than its own. */
const PAGES: Readonly<Record<string, string>> = {
  'index.html': HOME,
  'schema.html': `${HOME}/schema`,
};
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};
const MEDIA_TYPE_UNKNOWN = 'application/octet-stream';
/** For files that have a hash of their content in their names. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
const TAKES_GZIP = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/;

const compress = promisify(gzip);

const toHome: Answer = { status: 302, headers: { location: HOME }, body: '' };
const notBuilt: Answer = {
  status: 503,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'The playground is not built: run "npm run build:playground", then restart the server.\n',
};

/**
 * What is found at `/playground`: the files of a build, which are read here and once, and what the
 * page opens with. No other path is known, so that no other file can be asked for. Without a build,
 * a text says how to come by one.
 */
export function playgroundRoutes(directory: string, opening: Opening): ReadonlyMap<string, Route> {
  const names = existsSync(directory) ? namesIn(directory) : [];
  if (!names.includes('index.html')) return new Map([[HOME, route(async () => notBuilt)]]);
  const files = names.map((name): [string, Route] => [
    PAGES[name] ?? `${HOME}/${name}`,
    fileRoute(name, readFileSync(join(directory, name))),
  ]);
  const headers = { 'content-type': JSON_TYPE };
  const opened: Answer = { status: 200, headers, body: JSON.stringify(opening) };
  return new Map([
    ['/', route(async () => toHome)],
    [`${HOME}/`, route(async () => toHome)],
    [`${HOME}/opening.json`, route(async () => opened)],
    ...files,
  ]);
}

/** Somebody who opens the address of the API in a browser is shown the playground. */
export function sendToPlayground({ request, search }: Exchange): Answer | null {
  const takesPages = request.headers.accept?.includes('text/html') ?? false;
  return request.method === 'GET' && takesPages && search === '' ? toHome : null;
}

function namesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      relative(directory, join(parentPath, name)).replaceAll(sep, '/'),
    );
}

function fileRoute(name: string, content: Buffer): Route {
  const headers = {
    'content-type': MEDIA_TYPES[extname(name)] ?? MEDIA_TYPE_UNKNOWN,
    'content-security-policy': name === 'schema.html' ? SCHEMA_PAGE_POLICY : SCRIPTED_POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    vary: 'accept-encoding',
    ...(name in PAGES ? {} : { 'cache-control': IMMUTABLE }),
  };
  const plain: Answer = { status: 200, headers, body: content };
  let packed: Promise<Answer> | undefined;
  const pack = async (): Promise<Answer> => ({
    ...plain,
    headers: { ...headers, 'content-encoding': 'gzip' },
    body: await compress(content),
  });
  return route(async ({ headers: asked }) => {
    if (!TAKES_GZIP.test(asked['accept-encoding'] ?? '')) return plain;
    packed ??= pack();
    return packed;
  });
}

function route(answer: (request: IncomingMessage) => Promise<Answer>): Route {
  return { methods: 'GET, HEAD', answer: ({ request }) => answer(request) };
}
