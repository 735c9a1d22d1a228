import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../contract/engine.ts';
import { sqlite } from '../contract/engine-sqlite.ts';
import { openWorld } from '../contract/world.ts';
import { holdWriteLock } from './foreign-writer.ts';
import { breachesOf, createLedgerFile, numberOf } from './ledger-file.ts';
import { watchMachine } from './machine-delay.ts';
import { connections, type RecordedConnection } from './recorded-connections.ts';
import { startServer } from './server-process.ts';

vi.mock('better-sqlite3', async (importOriginal) => {
  const { recordingDriver } = await import('./recorded-connections.ts');
  return recordingDriver(importOriginal);
});

const SYNCHRONOUS_FULL = 2n;
const ACCRUE = `mutation ($input: AccruePointsInput!) { accruePoints(input: $input) {
  __typename ... on AccruePointsSuccess { replayed transaction { id } } } }`;

/** The connection that the store under test writes with: the last one that was opened to write. */
function writer(): RecordedConnection {
  const found = connections.findLast(({ client, readonly }) => client.open && !readonly);
  if (!found) throw new Error('the store has no connection to write with');
  return found;
}

async function openPlace(engine: Engine) {
  const place = await engine.provide();
  const world = await openWorld({ name: engine.name, provide: async () => place });
  const walletId = await world.shop.wallet('ann', 'stars');
  return { ...world, walletId, path: place.database };
}

interface Body {
  readonly data?: { readonly accruePoints: { readonly __typename: string } | null } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** An answer that acknowledges nothing, and says why. */
function expectUnavailable({ text }: { readonly text: string }): void {
  const { data, errors } = JSON.parse(text) as Body;
  expect(data).toEqual({ accruePoints: null });
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAVAILABLE']);
  expect(text).not.toMatch(/sqlite|disk|locked|database/i);
}

beforeEach(() => {
  connections.length = 0;
});

describe.each([sqlite])('the store of a served ledger on $name', (engine) => {
  it('syncs every commit to the disk, after writes too', async () => {
    const { shop, walletId } = await openPlace(engine);
    await shop.post('accruePoints', { walletId, amount: '1.00' });
    const { client, statements } = writer();
    expect(client.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(client.pragma('synchronous', { simple: true })).toBe(SYNCHRONOUS_FULL);
    // It is this connection that wrote, and nothing lowered it on the way.
    expect(statements.some((text) => text.startsWith('insert into "transaction"'))).toBe(true);
    expect(statements.filter((text) => /synchronous = (off|normal|[01])/i.test(text))).toEqual([]);
  });

  it('acknowledges nothing while the disk is full, still reads, and recovers', async () => {
    const { shop, walletId, path } = await openPlace(engine);
    await shop.post('accruePoints', { walletId, amount: '1.00' });
    const { client } = writer();
    const full = Number(client.pragma('page_count', { simple: true }));
    client.pragma(`max_page_count = ${full}`);
    const asked = (n: number) => ({ walletId, amount: '1.00', idempotencyKey: `key-${n}` });
    const inputs = Array.from({ length: 200 }, (_, n) => asked(n));
    const refused: typeof inputs = [];
    let granted = 1;
    for (const input of inputs) {
      const reply = await shop.send(ACCRUE, { input });
      if (reply.text.includes('errors')) {
        expectUnavailable(reply);
        refused.push(input);
      } else granted += 1;
    }
    expect(refused.length).toBeGreaterThan(0);
    expect(await shop.balances(walletId)).toMatchObject({ total: `${granted}.00` });
    expect(numberOf(path, 'select count(*) from "transaction"')).toBe(granted);

    client.pragma('max_page_count = 1000000');
    for (const input of refused) {
      const reply = await shop.run('accruePoints', input);
      expect(reply).toMatchObject({ __typename: 'AccruePointsSuccess', replayed: false });
    }
    expect(await shop.balances(walletId)).toMatchObject({ total: '201.00' });
    expect(breachesOf(path)).toEqual([]);
  }, 60_000);

  it('waits for a foreign writer, and neither blocks nor stops reading meanwhile', async () => {
    const { shop, walletId, path } = await openPlace(engine);
    const { released } = await holdWriteLock(path, 1_500);
    const machine = await watchMachine();
    const began = performance.now();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const posted = Array.from({ length: 20 }, () =>
      shop.post('accruePoints', { walletId, amount: '1.00' }),
    );
    const readsMs: number[] = [];
    while (performance.now() - began < 1_200) {
      const asked = performance.now();
      expect(await shop.balances(walletId)).toMatchObject({ total: '0.00' });
      readsMs.push(performance.now() - asked);
      await sleep(20);
    }
    await Promise.all(posted);
    const grantedMs = performance.now() - began;
    delay.disable();
    const machineMs = await machine.stop();
    await released;

    expect(await shop.balances(walletId)).toMatchObject({ total: '20.00' });
    expect(grantedMs).toBeGreaterThan(1_000);
    expect(grantedMs).toBeLessThan(4_000);
    expect(readsMs.length).toBeGreaterThan(5);
    expect(delay.max / 1e6).toBeLessThan(100 + machineMs);
    expect(breachesOf(path)).toEqual([]);
  });

  it('gives up on a writer that never ends, and has written nothing', async () => {
    const { shop, walletId, path } = await openPlace(engine);
    await holdWriteLock(path, 7_000);
    const input = { walletId, amount: '1.00', idempotencyKey: 'key' };
    expectUnavailable(await shop.send(ACCRUE, { input }));
    expect(await shop.balances(walletId)).toMatchObject({ total: '0.00' });
    expect(numberOf(path, 'select count(*) from idempotency')).toBe(0);
  });
});

describe('a server process on SQLite', () => {
  it('acknowledges nothing that the disk did not take, and keeps the rest', async () => {
    const file = await createLedgerFile();
    const limited = await startServer(file.path, { fileBlocksMax: 1_500 });
    const client = file.client(limited.url);
    const walletId = await client.wallet('ann', 'stars');
    const keys = Array.from({ length: 300 }, (_, n) => `key-${n}`);
    const acknowledged = new Set<string>();
    for (const idempotencyKey of keys) {
      const input = { walletId, amount: '1.00', idempotencyKey };
      const reply = await client.send(ACCRUE, { input });
      if (reply.text.includes('errors')) expectUnavailable(reply);
      else acknowledged.add(idempotencyKey);
    }
    expect(acknowledged.size).toBeGreaterThan(0);
    expect(acknowledged.size).toBeLessThan(keys.length);
    const total = `${acknowledged.size}.00`;
    expect(await client.balances(walletId)).toMatchObject({ total });
    expect(await limited.stop('SIGTERM')).toEqual({ code: 0, signal: null });

    const again = await startServer(file.path);
    const after = file.client(again.url);
    expect(await after.balances(walletId)).toMatchObject({ total });
    for (const idempotencyKey of keys) {
      const reply = await after.run('accruePoints', { walletId, amount: '1.00', idempotencyKey });
      expect(reply['replayed']).toBe(acknowledged.has(idempotencyKey));
    }
    expect(await after.balances(walletId)).toMatchObject({ total: '300.00' });
    expect(breachesOf(file.path)).toEqual([]);
  }, 60_000);

  it('starts although another process is writing just then', async () => {
    const file = await createLedgerFile();
    await holdWriteLock(file.path, 3_000);
    const server = await startServer(file.path);
    expect(await file.client(server.url).wallet('ann', 'stars')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
