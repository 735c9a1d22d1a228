import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CONTRACT, check, GOLDEN } from './check.ts';

const BEFORE = `
"What can be asked."
type Query {
  "All things."
  things(first: Int, after: String): ThingConnection
}

"A page of things."
type ThingConnection {
  edges: [ThingEdge!]!
  pageInfo: PageInfo!
}

"A thing in a page."
type ThingEdge {
  cursor: String!
  node: Thing!
}

"Where a page stands."
type PageInfo {
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
  endCursor: String
}

"Something."
type Thing {
  id: ID!
  name: String!
  kind: Kind!
}

"What kinds there are."
enum Kind {
  GOOD
  BAD
}
`;
const BROKEN = BEFORE.replace('  name: String!\n', '');
const SURPRISING = BEFORE.replace('  BAD\n', '  BAD\n  UGLY\n');

interface Folder {
  readonly path: string;
  readonly write: (contract: string) => void;
  readonly golden: () => string;
  readonly commit: () => void;
}

/** A folder with a contract that was accepted, without history. */
async function openFolder(): Promise<Folder> {
  const path = mkdtempSync(join(tmpdir(), 'storno-contract-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  mkdirSync(dirname(join(path, GOLDEN)), { recursive: true });
  const git = (...words: string[]): void => {
    const author = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
    execFileSync('git', [...author, ...words], { cwd: path });
  };
  const folder: Folder = {
    path,
    write: (contract) => writeFileSync(join(path, CONTRACT), contract),
    golden: () => readFileSync(join(path, GOLDEN), 'utf8'),
    commit: () => {
      git('init', '--quiet');
      git('add', '.');
      git('commit', '--quiet', '--no-gpg-sign', '--message', 'The contract');
    },
  };
  folder.write(BEFORE);
  expect(await check(path, { accept: true })).toMatchObject({ ok: true });
  return folder;
}

describe('npm run check:schema', () => {
  it('says that there is nothing to compare with where there is no history', async () => {
    const { path } = await openFolder();
    const lines = [`HEAD has no ${CONTRACT} to compare with.`];
    expect(await check(path, {})).toEqual({ lines, ok: true });
    expect(await check(path, { since: 'v1' })).toMatchObject({ ok: false });
  });

  it('says that nothing has changed since the last commit', async () => {
    const { path, commit } = await openFolder();
    commit();
    const lines = ['Since HEAD: 0 breaking, 0 dangerous.'];
    expect(await check(path, {})).toEqual({ lines, ok: true });
  });

  it('fails on what breaks clients, and does not accept it unless it is meant', async () => {
    const { path, write, golden, commit } = await openFolder();
    commit();
    write(BROKEN);
    const accepted = golden();

    const refused = await check(path, { accept: true });
    expect(refused).toMatchObject({ ok: false });
    const [summary, kind, change] = refused.lines;
    expect([summary, kind]).toEqual(['Since HEAD: 1 breaking, 0 dangerous.', 'breaking:']);
    expect(change).toContain("'name' was removed from object type 'Thing'");
    expect(golden()).toBe(accepted);

    expect(await check(path, { accept: true, breaking: true })).toMatchObject({ ok: true });
    expect(golden()).not.toContain('name');
    expect(await check(path, { breaking: true })).toMatchObject({ ok: true });
    expect(await check(path, {})).toMatchObject({ ok: false });
    commit();
    expect(await check(path, {})).toMatchObject({ ok: true });
    expect(await check(path, { since: 'HEAD~1' })).toMatchObject({ ok: false });
  });

  it('names what is dangerous, and fails until it is accepted', async () => {
    const { path, write, golden, commit } = await openFolder();
    commit();
    write(SURPRISING);

    const { lines, ok } = await check(path, {});
    expect(ok).toBe(false);
    expect(lines[2]).toContain("'UGLY' was added to enum 'Kind'");
    expect(lines.at(-1)).toContain('--accept');

    expect(await check(path, { accept: true })).toMatchObject({ ok: true });
    expect(golden()).toContain('UGLY');
    expect(await check(path, {})).toMatchObject({ ok: true });
  });

  it('fails on what the linter finds', async () => {
    const { path, write } = await openFolder();
    write(BEFORE.replace('"Something."\n', ''));
    const { lines, ok } = await check(path, { accept: true });
    expect(ok).toBe(false);
    expect(lines[0]).toMatch(/^schema.graphql:\d+: Description is required for type "Thing"/);
  });
});
