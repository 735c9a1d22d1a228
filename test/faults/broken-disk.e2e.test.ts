import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Client } from '../contract/world.ts';
import { breachesOf, createLedgerFile } from './ledger-file.ts';
import { startServer } from './server-process.ts';
import { expectReadyAgain, isReady, tryAccrue, watchLoop } from './watched-server.ts';

const { errno } = constants;
const SHIM = fileURLToPath(new URL('faulty-disk.c', import.meta.url));
const DISK_BYTES = 3_000_000;
/** What is left of it once something else has filled it. */
const ROOM_BYTES = 200_000;
/** What stands in for a small disk where none can be mounted: blocks of 512 bytes a file. */
const FILE_BLOCKS_MAX = 1_500;

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'storno-disk-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A server whose disk a test can break and mend. */
async function startOnFaultyDisk() {
  const faults = folder();
  const library = join(faults, 'faulty-disk.so');
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, SHIM, '-ldl']);
  const file = await createLedgerFile();
  const environment = { LD_PRELOAD: library, FAULTS: faults, FAULTY: dirname(file.path) };
  const server = await startServer(file.path, { environment });
  const client = file.client(server.url);
  return {
    file,
    server,
    client,
    walletId: await client.wallet('ann', 'stars'),
    break: (call: 'write' | 'sync', number: number) =>
      writeFileSync(join(faults, call), String(number)),
    mend: () => {
      for (const call of ['write', 'sync']) rmSync(join(faults, call), { force: true });
    },
  };
}

function keysOf(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${name}-${n}`);
}

/** Sends keyed commands, some at a time; the keys of those that were granted. */
async function grantedOf(client: Client, walletId: string, keys: readonly string[]) {
  const granted = await Promise.all(keys.map((key) => tryAccrue(client, walletId, key)));
  return keys.filter((_, n) => granted[n]);
}

describe('a server whose disk fails below it', () => {
  it.each([
    ['write', 'ENOSPC', errno.ENOSPC],
    ['write', 'EROFS', errno.EROFS],
    ['write', 'EIO', errno.EIO],
    ['sync', 'EIO', errno.EIO],
    ['sync', 'ENOSPC', errno.ENOSPC],
  ] as const)('on %s with %s: says so, reads on, and recovers', async (call, _, number) => {
    const place = await startOnFaultyDisk();
    const { client, server, walletId, file } = place;
    const before = keysOf('before', 20);
    expect(await grantedOf(client, walletId, before)).toEqual(before);
    expect(await isReady(server.url)).toBe(true);

    place.break(call, number);
    const loop = await watchLoop(server.url);
    const during = keysOf('during', 30);
    for (let from = 0; from < during.length; from += 5) {
      expect(await grantedOf(client, walletId, during.slice(from, from + 5))).toEqual([]);
      expect(await client.balances(walletId)).toMatchObject({ total: '20.00' });
      expect(await isReady(server.url)).toBe(false);
    }
    await loop.stop();

    place.mend();
    await expectReadyAgain(server.url);
    expect(await grantedOf(client, walletId, during)).toEqual(during);
    expect(await client.balances(walletId)).toMatchObject({ total: '50.00' });
    expect(await server.stop('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(breachesOf(file.path)).toEqual([]);
  });

  it('and is killed while it fails: what was acknowledged is there', async () => {
    const place = await startOnFaultyDisk();
    const { client, server, walletId, file } = place;
    const before = keysOf('before', 20);
    expect(await grantedOf(client, walletId, before)).toEqual(before);
    place.break('sync', errno.EIO);
    const during = keysOf('during', 20);
    expect(await grantedOf(client, walletId, during)).toEqual([]);
    await server.stop('SIGKILL');
    place.mend();

    const again = await startServer(file.path);
    const after = file.client(again.url);
    expect(breachesOf(file.path)).toEqual([]);
    for (const idempotencyKey of [...before, ...during]) {
      const reply = await after.run('accruePoints', { walletId, amount: '1.00', idempotencyKey });
      expect(reply['replayed'] === true || during.includes(idempotencyKey)).toBe(true);
    }
    expect(await after.balances(walletId)).toMatchObject({ total: '40.00' });
  });
});

/** A file system of a few megabytes; null where nobody may mount one. */
function mountSmallDisk(): string | null {
  const made = folder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', made], {
      stdio: 'pipe',
    });
  } catch {
    console.warn('No file system can be mounted here: a limit on the size of a file stands in.');
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', made]));
  return made;
}

/** A server with room for little more than it has, and how to make room. */
async function startOnSmallDisk() {
  const disk = mountSmallDisk();
  if (disk === null) {
    const file = await createLedgerFile();
    const server = await startServer(file.path, { fileBlocksMax: FILE_BLOCKS_MAX });
    // The limit stays with the process: there is room for the next one.
    return { file, server, makeRoom: null };
  }
  const file = await createLedgerFile(disk);
  const server = await startServer(file.path);
  const filling = join(disk, 'filling');
  const told = execFileSync('df', ['--output=avail', '-B1', disk]).toString().split('\n')[1];
  writeFileSync(filling, Buffer.alloc(Math.max(0, Number(told) - ROOM_BYTES)));
  return { file, server, makeRoom: () => rmSync(filling) };
}

describe('a server on a disk that fills up', () => {
  it('acknowledges nothing more, reads on, and goes on once there is room', async () => {
    const { file, server, makeRoom } = await startOnSmallDisk();
    const client = file.client(server.url);
    const walletId = await client.wallet('ann', 'stars');
    const granted: string[] = [];
    const refused: string[] = [];
    for (let n = 0; refused.length < 10 && n < 2_000; n += 1) {
      const key = `key-${n}`;
      ((await tryAccrue(client, walletId, key)) ? granted : refused).push(key);
    }
    expect(refused).toHaveLength(10);
    expect(await isReady(server.url)).toBe(false);
    const total = `${granted.length}.00`;
    expect(await client.balances(walletId)).toMatchObject({ total });
    makeRoom?.();
    if (!makeRoom) await server.stop('SIGTERM');
    const roomy = makeRoom ? server : await startServer(file.path);
    await expectReadyAgain(roomy.url);
    expect(await grantedOf(file.client(roomy.url), walletId, refused)).toEqual(refused);
    expect(breachesOf(file.path)).toEqual([]);
    expect(await roomy.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('does not start where it cannot write, and says why in a line', async () => {
    const disk = mountSmallDisk();
    if (disk === null) return;
    const file = await createLedgerFile(disk);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    onTestFinished(() => void execFileSync('mount', ['-o', 'remount,rw', disk]));
    await expect(startServer(file.path)).rejects.toThrow(
      /^exit 1 at start: [^\n]*(unable to open|readonly)[^\n]*\n$/,
    );
  });
});
