import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ImportParts, importEvents } from '../../src/cli/import/import-events.ts';
import { createIds } from '../../src/ids.ts';
import { POLICIES_DEFAULT } from '../../src/ledger/program.ts';
import { ImportOvertakenError, type ImportStore } from '../../src/ledger/store.ts';
import { openStore } from '../../src/store/open.ts';
import { directory } from './storno.ts';

const SOURCE = 'shop/club/events';
const AT = '2020-02-01T10:00:00Z';
const BATCH_LINES = 2;
const FOREIGN_LOCK_MS = 200;
const target = {
  merchantId: 'shop',
  programId: 'club',
  currencies: { MONEY: 'GBP', POINTS: 'stars' },
} as const;
const newId = createIds();

/** So many top-ups of 1.00: every third is ben's, who comes in the second batch, with ann. */
const topUps = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const member = i % 3 === 2 ? 'ben' : 'ann';
    return JSON.stringify({ op: 'topUp', at: AT, member, ref: `t${i}`, amount: '1.00' });
  });

const granted = (count: number) => ({ topUp: { TopUpWalletSuccess: count } });

async function open(lines: readonly string[]) {
  const folder = directory();
  const path = join(folder, 'events');
  writeFileSync(path, lines.join('\n'));
  const database = join(folder, 'ledger.db');
  const store = await openStore(database);
  onTestFinished(() => store.close());
  const { imports, merchants } = store;
  const { merchantId, programId: id } = target;
  await merchants.createMerchant({ id: merchantId, name: merchantId, createdAt: 0 });
  await merchants.createProgram({ id, merchantId, name: id, policies: POLICIES_DEFAULT });
  await merchants.createCurrency(merchantId, { code: 'GBP', kind: 'MONEY', scale: 2 });
  const run = async (given: Partial<ImportParts> = {}) =>
    importEvents({
      store: imports,
      target,
      path,
      source: SOURCE,
      start: (await imports.progressOf(SOURCE)) ?? { line: 0, counts: {} },
      batchLines: BATCH_LINES,
      needCurrency: async () => {},
      onProgress: () => {},
      stop: new AbortController().signal,
      ...given,
    });
  const total = async (memberId: string): Promise<bigint | undefined> => {
    const [wallet] = await store.walletsOfMembers(merchantId, [memberId]);
    const [found] = await store.statesOf(merchantId, wallet ? [wallet.id] : [], Date.now());
    return found?.state.total;
  };
  return { database, store, imports, run, total };
}

describe('the batches of an import that are committed', () => {
  it('are those before a bad line, all of them', async () => {
    const { imports, run, total } = await open([...topUps(7), '{"op":"steal"}', ...topUps(9)]);
    const imported = await run();
    expect(imported.bad?.message).toMatch(/events:8: op: /);
    expect(imported.progress).toEqual({ line: 7, counts: granted(7) });
    expect(await imports.progressOf(SOURCE)).toEqual(imported.progress);
    expect(await total('ann')).toBe(500n);
    expect(await total('ben')).toBe(200n);
  });

  it('end where the import is stopped, which goes on from there', async () => {
    const { imports, run, total } = await open(topUps(21));
    const stopping = new AbortController();
    const told: number[] = [];
    const onProgress = (line: number) => {
      told.push(line);
      if (line === 6) stopping.abort();
    };
    const stopped = await run({ onProgress, stop: stopping.signal });
    expect(told).toEqual([2, 4, 6]);
    expect(stopped.progress).toEqual({ line: 6, counts: granted(6) });
    expect(await imports.progressOf(SOURCE)).toEqual(stopped.progress);
    const done = await run();
    expect(done.progress).toEqual({ line: 21, counts: granted(21) });
    expect(await total('ann')).toBe(1_400n);
  });

  it('wait for another process that holds the lock', async () => {
    const { database, run } = await open(topUps(9));
    const foreign = new Database(database);
    const onProgress = (line: number) => {
      if (line !== 4) return;
      foreign.exec('BEGIN IMMEDIATE');
      void sleep(FOREIGN_LOCK_MS).then(() => foreign.exec('ROLLBACK'));
    };
    const started = performance.now();
    expect((await run({ onProgress })).progress).toEqual({ line: 9, counts: granted(9) });
    expect(performance.now() - started).toBeGreaterThan(FOREIGN_LOCK_MS);
    foreign.close();
  });

  it('are left to another process that has taken the import on', async () => {
    const { database, imports, run, total } = await open(topUps(9));
    const onProgress = (line: number) => {
      if (line !== 4) return;
      const other = new Database(database);
      other.exec('update import_progress set line = 9');
      other.close();
    };
    await expect(run({ onProgress })).rejects.toThrow(ImportOvertakenError);
    expect(await total('ann')).toBe(300n);
    expect(await imports.progressOf(SOURCE)).toEqual({ line: 9, counts: granted(4) });
  });

  it('find a wallet that somebody else opened before theirs', async () => {
    const { store, imports, run, total } = await open(topUps(10));
    const raced: ImportStore = {
      ...imports,
      async walletIdOf(merchantId, of) {
        const found = await imports.walletIdOf(merchantId, of);
        if (found !== null || of.memberId !== 'ann') return found;
        const context = { merchantId, actor: 'till', at: 0, recordedAt: 0, newId: newId() };
        const command = { name: 'openWallet', input: of } as const;
        await store.commit({ command, context, idempotency: null });
        return null;
      },
    };
    const { progress, examples } = await run({ store: raced });
    // The batch that took the wallet for missing is refused; those after it are not.
    expect(progress.counts).toEqual({
      openWallet: { WalletExistsError: 1 },
      topUp: { WalletNotFoundError: 2, TopUpWalletSuccess: 8 },
    });
    expect(examples.map(({ op, name, line }) => [op, name, line])).toEqual([
      ['openWallet', 'WalletExistsError', 1],
      ['topUp', 'WalletNotFoundError', 1],
    ]);
    expect(await total('ann')).toBe(500n);
  });
});
