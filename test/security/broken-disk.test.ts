import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { holdWriteLock } from '../faults/foreign-writer.ts';
import { breachesOf, createLedgerFile } from '../faults/ledger-file.ts';
import { startServer } from '../faults/server-process.ts';
import { expectReadyAgain, isReady, tryAccrue, watchLoop } from '../faults/watched-server.ts';
import { ROWS } from './rows.ts';

// The rest is tried below the server's own system calls: see test/faults/broken-disk.e2e.test.ts.

const HELD_MS = 6_000;
/** What a server may write into a file, in blocks of 512 bytes: the ledger and a little more. */
const FILE_BLOCKS_MAX = 1_500;

describe(`against ${ROWS.brokenDisk}`, () => {
  it('a foreign writer for 6 s: nothing is acknowledged, and reads go on', async () => {
    const file = await createLedgerFile();
    const server = await startServer(file.path);
    const client = file.client(server.url);
    const walletId = await client.wallet('ann', 'stars');
    const loop = await watchLoop(server.url);
    const { released } = await holdWriteLock(file.path, HELD_MS);
    const keys = Array.from({ length: 8 }, (_, n) => `key-${n}`);
    const asked = Promise.all(keys.map((key) => tryAccrue(client, walletId, key)));
    const began = performance.now();
    while (performance.now() - began < 3_000) {
      expect(await client.balances(walletId)).toMatchObject({ total: '0.00' });
      expect(await isReady(server.url)).toBe(false);
      await sleep(50);
    }
    expect(await asked).toEqual(keys.map(() => false));
    expect(await client.balances(walletId)).toMatchObject({ total: '0.00' });
    await loop.stop();
    await released;
    await expectReadyAgain(server.url);
    for (const key of keys) expect(await tryAccrue(client, walletId, key)).toBe(true);
    expect(await client.balances(walletId)).toMatchObject({ total: '8.00' });
    expect(breachesOf(file.path)).toEqual([]);
  }, 60_000);

  it('a file that may not grow: what is not on the disk is not acknowledged', async () => {
    const file = await createLedgerFile();
    const server = await startServer(file.path, { fileBlocksMax: FILE_BLOCKS_MAX });
    const client = file.client(server.url);
    const walletId = await client.wallet('ann', 'stars');
    const loop = await watchLoop(server.url);
    const granted: string[] = [];
    const refused: string[] = [];
    for (let n = 0; refused.length < 10 && n < 1_000; n += 1) {
      const key = `key-${n}`;
      ((await tryAccrue(client, walletId, key)) ? granted : refused).push(key);
    }
    expect(refused).toHaveLength(10);
    expect(await isReady(server.url)).toBe(false);
    const total = `${granted.length}.00`;
    expect(await client.balances(walletId)).toMatchObject({ total });
    await loop.stop();
    expect(await server.stop('SIGTERM')).toEqual({ code: 0, signal: null });

    const mended = await startServer(file.path);
    const again = file.client(mended.url);
    expect(await again.balances(walletId)).toMatchObject({ total });
    for (const key of [...granted, ...refused]) {
      const reply = await again.run('accruePoints', {
        walletId,
        amount: '1.00',
        idempotencyKey: key,
      });
      expect(reply['replayed']).toBe(granted.includes(key));
    }
    expect(breachesOf(file.path)).toEqual([]);
  }, 60_000);
});
