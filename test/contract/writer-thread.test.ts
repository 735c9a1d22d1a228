import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createIds } from '../../src/ids.ts';
import type { Envelope } from '../../src/ledger/store.ts';
import type { Instant } from '../../src/ledger/time.ts';
import { breachesOf } from '../faults/ledger-file.ts';
import { sqliteInThread } from './engine-sqlite.ts';
import { openWorld } from './world.ts';

// That a full disk, a foreign lock and a kill are survived is tried on whole servers, which write
// in a thread: see test/faults and test/security/broken-disk.test.ts.

const TOGETHER = 200;
const SINGLES = 14_000;
/** A checkpoint begins at 64,000, and this much can come while it runs. */
const LOG_PAGES_MAX = 76_000;
const ofLog = { timeout: 120_000 };
const RESTS_MS = 1_000;
const isLinux = process.platform === 'linux';
const usual = getPriority(process.pid);
const preferred = usual - 10;

function accrual(walletId: string, newId: string, at: Instant): Envelope<'accruePoints'> {
  const input = { walletId, amount: '1.00', type: 'ACCRUAL', temporary: false } as const;
  const context = { merchantId: 'shop', actor: 'test', at, recordedAt: at, newId };
  return { command: { name: 'accruePoints', input }, context, idempotency: null };
}

/** How many pages a ledger's log has. */
function logOf(file: string): number {
  const client = new Database(file, { readonly: true });
  const [log] = client.pragma('wal_checkpoint(NOOP)') as { readonly log: number }[];
  client.close();
  return log?.log ?? 0;
}

/** What the scheduler was told of this process's threads of a name. */
function nicenessOf(name: string): number[] {
  if (!isLinux) return [];
  const own = '/proc/self/task';
  const named = readdirSync(own).filter(
    (id) => readFileSync(`${own}/${id}/comm`, 'utf8').trim() === name,
  );
  return named.map((id) => getPriority(Number(id)));
}

/** Whether this user's processes may be as little nice. */
function mayBe(niceness: number): boolean {
  const script = `require("node:os").setPriority(0, ${niceness})`;
  return spawnSync(process.execPath, ['-e', script]).status === 0;
}

/** A ledger whose log can be written, and looked at. */
async function openLog() {
  const place = await sqliteInThread.provide();
  const { served, shop, now } = await openWorld({ ...sqliteInThread, provide: async () => place });
  const walletId = await shop.wallet('ann', 'stars');
  const newId = createIds();
  // One by one, so that each writes its pages: twice as many as a log is to have.
  const commitSingles = async () => {
    for (let n = 0; n < SINGLES; n += 1) {
      await served.store.commit(accrual(walletId, newId(), now()));
    }
  };
  return { place, commitSingles };
}

describe('a ledger that is written in a thread', () => {
  it('answers each of many simultaneous commands with its own outcome', async () => {
    const { shop } = await openWorld(sqliteInThread);
    const walletId = await shop.wallet('ann', 'stars');
    const granted = await Promise.all(
      Array.from({ length: TOGETHER }, (_, n) =>
        shop.run('accruePoints', { walletId, amount: `${n + 1}.00`, idempotencyKey: `key-${n}` }),
      ),
    );
    expect(granted.map(({ __typename }) => __typename)).toEqual(
      granted.map(() => 'AccruePointsSuccess'),
    );
    const refused = await shop.run('redeemPoints', { walletId, amount: '99999.00' });
    expect(refused).toMatchObject({
      __typename: 'InsufficientBalanceError',
      available: '20100.00',
    });
    const again = await shop.run('accruePoints', {
      walletId,
      amount: '7.00',
      idempotencyKey: 'key-6',
    });
    expect(again).toMatchObject({ replayed: true, transaction: granted[6]?.['transaction'] });
    expect(await shop.balances(walletId)).toMatchObject({ total: '20100.00' });
  });

  it.runIf(isLinux)('is preferred to other threads, where that is allowed', async () => {
    const { shop } = await openWorld(sqliteInThread);
    await shop.wallet('ann', 'stars');
    expect(nicenessOf('writer')).toEqual([mayBe(preferred) ? preferred : usual]);
  });

  it('shows a caller what it has just written', async () => {
    const { shop } = await openWorld(sqliteInThread);
    const walletId = await shop.wallet('ann', 'stars');
    for (let n = 1; n <= 20; n += 1) {
      await shop.run('accruePoints', { walletId, amount: '1.00' });
      expect(await shop.balances(walletId)).toMatchObject({ total: `${n}.00` });
    }
  });

  it('is ready, and commits what it took on before it closes', async () => {
    const { served, shop, now } = await openWorld(sqliteInThread);
    const walletId = await shop.wallet('ann', 'stars');
    expect(await served.store.isReady()).toBe(true);
    const commit = (newId: string) => served.store.commit(accrual(walletId, newId, now()));
    const asked = [
      commit('0199a1b2-0000-7000-8000-000000000001'),
      commit('0199a1b2-0000-7000-8000-000000000002'),
    ];
    const closed = served.store.close();
    expect((await Promise.all(asked)).map(({ __typename }) => __typename)).toEqual([
      'AccruePointsSuccess',
      'AccruePointsSuccess',
    ]);
    await closed;
    await expect(commit('0199a1b2-0000-7000-8000-000000000003')).rejects.toThrow('closed');
    expect(await served.store.isReady()).toBe(false);
  });

  it('tells a defect as it was thrown, and takes nobody with it', async () => {
    const { served, shop, now } = await openWorld(sqliteInThread);
    const walletId = await shop.wallet('ann', 'stars');
    const commit = (newId: string) => served.store.commit(accrual(walletId, newId, now()));
    const id = '0199a1b2-0000-7000-8000-00000000000a';
    await commit(id);
    // An id that is there already can only be a defect: nothing in a request chooses it.
    const [defect, other] = await Promise.allSettled([
      commit(id),
      commit('0199a1b2-0000-7000-8000-00000000000b'),
    ]);
    expect(other).toMatchObject({ status: 'fulfilled' });
    expect(defect.status === 'rejected' && String(defect.reason)).toMatch(/UNIQUE/);
    expect(await shop.balances(walletId)).toMatchObject({ total: '2.00' });
  });

  it('copies its log into the file while it goes on writing', ofLog, async () => {
    const { place, commitSingles } = await openLog();
    await commitSingles();
    expect(logOf(place.database)).toBeLessThan(LOG_PAGES_MAX);
    expect(breachesOf(place.database)).toEqual([]);
    expect(nicenessOf('checkpoints')).toEqual(isLinux ? [usual] : []);
  });

  it('rests while a reader keeps its log, and begins it anew afterwards', ofLog, async () => {
    const { place, commitSingles } = await openLog();
    const reader = new Database(place.database, { readonly: true });
    reader.exec('BEGIN; SELECT * FROM wallet');
    await commitSingles();
    expect(logOf(place.database)).toBeGreaterThan(LOG_PAGES_MAX);
    const before = process.cpuUsage();
    await sleep(RESTS_MS);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(RESTS_MS / 2);
    reader.close();
    await commitSingles();
    expect(logOf(place.database)).toBeLessThan(LOG_PAGES_MAX);
  });
});
