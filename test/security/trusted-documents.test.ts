import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { JSON_BODY, openPlace, refusalOf, request } from './place.ts';

const UNTRUSTED = '400 UNTRUSTED_DOCUMENT';
const PROGRAM = 'query Program($id: ID!) { program(id: $id) { id } }';
const CLOSE = 'mutation Close($id: ID!) { closeWallet(input: { walletId: $id }) { __typename } }';
const OPERATIONS = [
  { id: hash('sha256', PROGRAM), name: 'Program', type: 'query', body: PROGRAM },
  { id: 'close-1', name: 'Close', type: 'mutation', body: CLOSE },
];
const FOUND = { data: { program: { id: 'club' } } };
const variables = { id: 'club' };

function writeManifest(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'storno-documents-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'manifest.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function manifestOf(operations: readonly object[]) {
  return { format: 'apollo-persisted-query-manifest', version: 1, operations };
}

function openTrusting(content: unknown = manifestOf(OPERATIONS)) {
  return openPlace({ security: { trustedDocuments: writeManifest(content) } });
}

describe('a server that trusts a manifest', () => {
  it('runs its operations, by id, by hash, or by their very text', async () => {
    const place = await openTrusting();
    const headers = { ...JSON_BODY, authorization: `Bearer ${place.shop.key}` };
    const sha256Hash = hash('sha256', PROGRAM);
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    for (const body of [
      { query: PROGRAM, variables },
      { documentId: sha256Hash, variables },
      { documentId: `sha256:${sha256Hash}`, variables },
      { extensions, variables },
      { query: PROGRAM, extensions, variables },
      { documentId: sha256Hash, query: PROGRAM, operationName: 'Program', variables },
    ]) {
      expect((await place.post(body, headers)).body).toEqual(FOUND);
    }
    const closed = await place.post({ documentId: 'close-1', variables }, headers);
    expect(closed.body).toEqual({ data: { closeWallet: { __typename: 'WalletNotFoundError' } } });
  });

  it('runs its queries by GET as well, and no mutation', async () => {
    const place = await openTrusting();
    const headers = {
      authorization: `Bearer ${place.shop.key}`,
      'apollo-require-preflight': 'true',
    };
    const get = (search: Readonly<Record<string, string>>) =>
      request(`${place.url}/graphql?${new URLSearchParams(search).toString()}`, { headers });
    const sha256Hash = hash('sha256', PROGRAM);
    const text = JSON.stringify(variables);
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash } });
    expect((await get({ documentId: sha256Hash, variables: text })).body).toEqual(FOUND);
    expect((await get({ extensions, variables: text })).body).toEqual(FOUND);
    expect((await get({ documentId: 'close-1', variables: text })).status).toBe(405);
    expect(refusalOf(await get({ query: '{ __typename }' }))).toBe(UNTRUSTED);
    expect(refusalOf(await get({ extensions: '{', variables: text }))).toBe(UNTRUSTED);
    expect(refusalOf(await get({}))).toBe(UNTRUSTED);
  });

  it('runs nothing else, and does not even parse it', async () => {
    const place = await openTrusting();
    const headers = { ...JSON_BODY, authorization: `Bearer ${place.shop.key}` };
    const own = hash('sha256', PROGRAM);
    for (const body of [
      { query: '{ __typename }' },
      { query: '{' },
      { query: `${PROGRAM} ` },
      { query: PROGRAM.replace('{ id }', '{ name }'), documentId: own },
      { query: PROGRAM, documentId: 'close-1' },
      { query: PROGRAM, documentId: 'nothing' },
      { documentId: own, extensions: { persistedQuery: { sha256Hash: 'close-1' } } },
      { documentId: 'nothing' },
      { documentId: '' },
      { documentId: '__proto__' },
      { documentId: 7 },
      { documentId: [own] },
      { query: [PROGRAM] },
      { extensions: { persistedQuery: own } },
      { id: own },
      {},
      [{ documentId: own }],
      '"x"',
    ]) {
      expect([body, refusalOf(await place.post(body, headers))]).toEqual([body, UNTRUSTED]);
    }
  });

  it('asks for a credential all the same', async () => {
    const place = await openTrusting();
    const heard = await place.post({ query: PROGRAM, variables }, JSON_BODY);
    expect(refusalOf(heard)).toBe('401 UNAUTHENTICATED');
    const reading = await place.keyFor('ledger:read');
    const headers = { ...JSON_BODY, authorization: `Bearer ${reading}` };
    const closing = await place.post({ documentId: 'close-1', variables }, headers);
    expect(refusalOf(closing)).toBe('403 FORBIDDEN');
  });

  it.each([
    ['no JSON', '{'],
    ['no manifest', {}],
    ['another format', { ...manifestOf([]), format: 'relay' }],
    ['another version', { ...manifestOf([]), version: 2 }],
    ['an operation without a text', manifestOf([{ id: 'x' }])],
    ['an operation without an id', manifestOf([{ id: '', body: PROGRAM }])],
    ['an operation that does not parse', manifestOf([{ id: 'x', body: '{' }])],
    ['an operation that is not valid', manifestOf([{ id: 'x', body: '{ nothing }' }])],
  ])('does not start with %s', async (_, content) => {
    await expect(openTrusting(content)).rejects.toThrow(/manifest\.json/);
  });

  it('does not start without the file', async () => {
    const settings = { security: { trustedDocuments: '/nowhere/manifest.json' } };
    await expect(openPlace(settings)).rejects.toThrow(/ENOENT/);
  });
});
