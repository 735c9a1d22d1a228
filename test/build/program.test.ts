import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Opening } from '../../src/examples/opening.ts';
import { Client } from '../contract/world.ts';
import { startServer } from '../faults/server-process.ts';
import { type BuiltProgram, buildElsewhere, loadedWith, setUpShop } from './built-program.ts';

let built: BuiltProgram;
beforeAll(async () => {
  built = await buildElsewhere();
});
afterAll(() => built.remove());

const textOf = (name: string): string => readFileSync(join(built.folder, name), 'utf8');

const hasCreateLedger = (text: string): boolean => text.includes('function createLedger(');

describe('what npm run build makes', () => {
  it('posts, undoes, remembers over a restart, and verifies', async () => {
    const path = join(built.folder, 'ledger.db');
    const database = `file:${path}`;
    const key = setUpShop(built, database);
    const { main } = built;
    const first = await startServer(path, { main });
    const till = new Client(first.url, key, 'shop');
    const walletId = await till.wallet('ann', 'stars');
    const accrued = await till.post('accruePoints', { walletId, amount: '5.00' });
    const cancel = { transactionId: accrued.id };
    expect(await till.run('cancelTransaction', cancel)).toMatchObject({ balance: '0.00' });
    expect(await first.stop('SIGTERM')).toEqual({ code: 0, signal: null });

    const second = await startServer(path, { main });
    const again = await new Client(second.url, key, 'shop').run('cancelTransaction', cancel);
    expect(again.__typename).toBe('AlreadyReversedError');
    const events = [
      { op: 'topUp', at: '2026-01-05T10:00:00Z', member: 'ben', ref: 't1', amount: '9.00' },
      { op: 'purchase', at: '2026-01-06T10:00:00Z', member: 'ben', ref: 'p1', amount: '4.00' },
    ];
    const file = join(built.folder, 'events');
    writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    expect(built.storno(database, 'import', file)).toMatch(/RecordPurchaseSuccess +1$/m);
    expect(built.storno(database, 'verify')).toContain('nothing wrong: 2 wallets');
  });

  it('shows the playground that was built beside it, with the example operations', async () => {
    mkdirSync(join(built.folder, 'playground'));
    writeFileSync(join(built.folder, 'playground/index.html'), 'the page');
    const server = await startServer(join(built.folder, 'shown.db'), { main: built.main });
    const page = await fetch(`${server.url}/playground`);
    expect(await page.text()).toBe('the page');
    const opening = await fetch(`${server.url}/playground/opening.json`);
    const { sdl, tabs } = (await opening.json()) as Opening;
    expect(sdl).toBe(textOf('schema.graphql'));
    expect(tabs[0]?.query).toBe(textOf('src/examples/cancel-transaction.graphql'));
  });

  it('tells what the command line can do', async () => {
    expect(built.storno('file:none.db', '--help')).toContain('Usage: storno');
    expect(existsSync(join(built.folder, 'none.db'))).toBe(false);
  });

  it('loads what speaks PostgreSQL or checks tokens only where it is asked for', () => {
    const all = [...loadedWith('main.js', built.folder)].map(textOf).join('\n');
    expect(all).toContain('src/store/sqlite/sqlite-store.ts');
    expect(all).toContain('node_modules/@apollo/server/');
    expect(all).not.toMatch(/^\/\/ node_modules\/(pg|jose)\//m);
  });

  it('has one copy of graphql, which would refuse what another one made', () => {
    const parts = readdirSync(built.folder).filter((name) => name.endsWith('.js'));
    const definition = /GraphQLSchema = class|class GraphQLSchema\b/g;
    const definitions = parts.flatMap((name) => textOf(name).match(definition) ?? []);
    expect(definitions).toHaveLength(1);
  });

  it('has maps that lead back to the sources', () => {
    const parts = [...loadedWith('main.js', built.folder)];
    const part = parts.find((name) => hasCreateLedger(textOf(name))) ?? '';
    const line = textOf(part).split('\n').findIndex(hasCreateLedger);
    const map = new SourceMap(JSON.parse(textOf(`${part}.map`)) as SourceMapPayload);
    const place = map.findEntry(line, 0);
    expect('originalSource' in place && place.originalSource).toMatch(/src\/ledger\/ledger\.ts$/);
  });
});
