import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importCycles, importDirections } from './style/imports.ts';
import { names, sizes, topLevelEntries } from './style/layout.ts';
import { parse, readSources } from './style/source.ts';
import { bannedText, ledgerPurity } from './style/text.ts';

const listing = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '-z'];
const paths = execFileSync('git', listing, { encoding: 'utf8' }).split('\0').filter(Boolean);
const sources = readSources(paths);
const handwritten = sources.filter(({ path }) => path !== 'src/graphql/generated.ts');

describe('the code', () => {
  it('is found', () => {
    expect(handwritten.length).toBeGreaterThan(5);
  });
  it('imports in the allowed directions only', () => {
    expect(importDirections(sources)).toEqual([]);
  });
  it('has no import cycle', () => {
    expect(importCycles(sources)).toEqual([]);
  });
  it('has short files and short lines', () => {
    expect(sizes(handwritten)).toEqual([]);
  });
  it('has kebab-case names that say something', () => {
    expect(names(paths)).toEqual([]);
  });
  it('has nothing else at the top level', () => {
    expect(topLevelEntries(paths)).toEqual([]);
  });
  it('has no banned text', () => {
    expect(bannedText(handwritten)).toEqual([]);
  });
  it('has a pure ledger', () => {
    expect(ledgerPurity(sources)).toEqual([]);
  });
  it('has an executable command line, without which npx storno is refused', () => {
    const mode = statSync('src/cli/main.ts', { throwIfNoEntry: false })?.mode ?? 0o755;
    expect(mode & 0o111).toBe(0o111);
  });
});

describe('the checker bites', () => {
  it.each([
    ['src/ledger/money.ts', `import { z } from 'zod';`],
    ['src/ledger/money.ts', `import { readFileSync } from 'node:fs';`],
    ['src/ledger/money.ts', `import type { Row } from '../store/sqlite/row.ts';`],
    ['src/ledger/money.ts', `export type { Row } from '../store/sqlite/row.ts';`],
    ['src/ledger/money.ts', `type Row = import('../store/sqlite/row.ts').Row;`],
    ['src/ledger/money.ts', `const row = import('../merchant/merchant.ts');`],
    ['src/ledger/money.ts', `import { a } from '../../test/a.ts';`],
    ['src/graphql/schema.ts', `export * from '../store/sqlite/row.ts';`],
    ['src/http/server.ts', `import { type A, decide } from '../ledger/decision.ts';`],
    ['src/store/sqlite/row.ts', `import '../postgres/row.ts';`],
    ['src/elsewhere/money.ts', ''],
  ])('on a direction: %s with %s', (path, text) => {
    expect(importDirections([parse(path, text)])).toHaveLength(1);
  });

  it('and lets allowed directions pass', () => {
    const server = `import type { Ledger } from '../ledger/ledger.ts'; import 'node:http';`;
    expect(importDirections([parse('src/http/server.ts', server)])).toEqual([]);
  });

  it('on a cycle, through types too', () => {
    const a = parse('src/ledger/a.ts', `import { b } from './b.ts';`);
    const b = parse('src/ledger/b.ts', `import type { C } from './deep/c.ts';`);
    const c = parse('src/ledger/deep/c.ts', `export * from '../a.ts';`);
    expect(importCycles([a, b, c])).toHaveLength(1);
    expect(importCycles([a, b])).toEqual([]);
  });

  it.each([
    'let x: Array<any>;',
    '// @ts-expect-error because',
    '// TODO: later',
    `suite.skip('a', run);`,
  ])('on banned text: %s', (text) => {
    expect(bannedText([parse('src/ledger/a.ts', text)])).toHaveLength(1);
  });

  it.each([
    'export async function f() {}',
    'const f = async () => 1;',
    'await 1;',
    'type F = () => Promise<void>;',
    'Date.now();',
    'new Date();',
    'Math.random();',
    `import { randomUUID } from 'node:crypto';`,
  ])('on an impure ledger: %s', (text) => {
    expect(ledgerPurity([parse('src/ledger/a.ts', text)])).not.toEqual([]);
    expect(ledgerPurity([parse('src/cli/a.ts', text)])).toEqual([]);
  });

  it('on sizes and names', () => {
    expect(sizes([parse('src/a.ts', '\n'.repeat(252))])).toHaveLength(1);
    expect(sizes([parse('src/a.ts', `// ${'x'.repeat(98)}`)])).toHaveLength(1);
    expect(names(['src/ledger/utils/money.ts', 'src/ledgerEntry.ts'])).toHaveLength(2);
    expect(names(['src/graphql/index.ts', 'test/rules/cancel-rule.test.ts'])).toHaveLength(1);
    expect(topLevelEntries(['Dockerfile', '.ci/run', 'src/main.ts'])).toHaveLength(1);
  });
});
