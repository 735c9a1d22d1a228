import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { engines } from '../contract/engines.ts';
import { setUpMerchant } from '../contract/set-up.ts';
import { WRITTEN, writeBooks } from '../contract/verify-ledger.ts';
import { Client } from '../contract/world.ts';
import { launchServer } from '../faults/server-process.ts';
import { expectMoved, useLedger } from './moved-ledger.ts';
import { directory, run } from './storno.ts';

const { STORNO_TEST_SERVER: server } = process.env;
const TIMEOUT_MS = 120_000;

/** A file with a row of every kind, served by a process of its own; and an empty database. */
async function provide() {
  const cwd = directory();
  const store = openSqliteStore(join(cwd, 'test.db'));
  await writeBooks(store);
  const key = await setUpMerchant(store.merchants, 'shop', {}, Date.now());
  await store.close();
  const [engine] = engines;
  const place = await engine?.provide();
  if (!place) throw new Error('there is no server');
  onTestFinished(() => place.remove());
  return { cwd, key, place, to: place.database };
}

async function serve(database: string) {
  const served = await launchServer(database);
  onTestFinished(() => served[Symbol.asyncDispose]());
  return served;
}

describe.runIf(server)('storno copy', () => {
  it(
    'moves a ledger that is served to a server, proves it, and is not done twice',
    async () => {
      const { cwd, key, to } = await provide();
      const file = await serve(`file:${join(cwd, 'test.db')}`);
      const seen = await useLedger(new Client(file.url, key, 'shop'));
      await file.stop('SIGTERM');

      const copied = await run(cwd, 'copy', '--from', 'file:test.db', '--to', to);
      expect(copied.code).toBe(0);
      const wallets = WRITTEN.wallets + 1;
      expect(copied.stdout).toContain(
        `test.db: nothing wrong: ${wallets} wallets, 48 transactions`,
      );
      expect(copied.stdout).toMatch(/^copied 48 transactions in /m);
      expect(copied.stdout).toMatch(/^proved in .*: every hash chain, .* ends as in the file; /m);
      expect(copied.stdout).toMatch(
        /^postgres:.* holds all of .*test\.db: merchant 2, .*wallet 12,/m,
      );
      expect(copied.stdout).not.toContain('written to meanwhile');

      const again = await run(cwd, 'copy', '--from', 'file:test.db', '--to', to);
      expect(again.code).toBe(1);
      expect(again.stderr).toMatch(/^storno: .* has a ledger in it already: .* table merchant\n$/);

      const moved = await serve(to);
      await expectMoved(new Client(moved.url, key, 'shop'), seen);
      const verified = await run(cwd, '--database', to, 'verify');
      expect(verified).toMatchObject({
        code: 0,
        stdout: 'nothing wrong: 12 wallets, 49 transactions\n',
      });
    },
    TIMEOUT_MS,
  );

  it(
    'ends with another code where the file was written to meanwhile, and is right all the same',
    async () => {
      const { cwd, key, to } = await provide();
      const file = await serve(`file:${join(cwd, 'test.db')}`);
      const shop = new Client(file.url, key, 'shop');
      const walletId = await shop.wallet('kim', 'stars');
      const stop = new AbortController();
      const writing = (async () => {
        while (!stop.signal.aborted) await shop.post('accruePoints', { walletId, amount: '1' });
      })();
      const copied = await run(cwd, 'copy', '--from', 'file:test.db', '--to', to);
      stop.abort();
      await writing;
      expect(copied.code).toBe(3);
      expect(copied.stdout).toMatch(/^but .*test\.db was written to meanwhile: /m);
      expect((await run(cwd, '--database', to, 'verify')).code).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'is done by one of two that try at the same moment',
    async () => {
      const { cwd, to } = await provide();
      const copy = () => run(cwd, 'copy', '--from', 'file:test.db', '--to', to);
      const both = (await Promise.all([copy(), copy()])).toSorted(
        (a, b) => Number(a.code) - Number(b.code),
      );
      expect(both.map(({ code }) => code)).toEqual([0, 1]);
      expect(both[1]?.stderr).toContain('has a ledger in it already');
      expect((await run(cwd, '--database', to, 'verify')).code).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'copies nothing where the file is wrong, and tells what is',
    async () => {
      const { cwd, place, to } = await provide();
      const before = await place.digest();
      const db = new Database(join(cwd, 'test.db'));
      db.exec('drop trigger entry_no_update; update entry set amount = amount + 1 where line = 0');
      db.close();
      const refused = await run(cwd, 'copy', '--from', 'file:test.db', '--to', to);
      expect(refused.code).toBe(3);
      expect(refused.stdout).toMatch(
        /^wallet [0-9a-f-]{36}, transaction [0-9a-f-]{36}: the entries/m,
      );
      expect(refused.stdout).toMatch(/ findings in .*test\.db, 11 wallets, 44 transactions$/m);
      expect(await place.digest()).toBe(before);
    },
    TIMEOUT_MS,
  );

  it(
    'takes a file and a server, and says so',
    async () => {
      const { cwd, to } = await provide();
      const nowhere = to.replace(/[^/]+$/, 'nowhere');
      const told = async (from: string, target: string) =>
        (await run(cwd, 'copy', '--from', from, '--to', target)).stderr;
      expect(await told(to, to)).toMatch(/^storno: --from is a server: .*\n$/);
      expect(await told('file:test.db', 'file:other.db')).toMatch(/^storno: --to is a file: .*\n$/);
      expect(await told('file:none.db', to)).toMatch(/^storno: there is no database none\.db: /);
      expect(await told('file:test.db', nowhere)).toMatch(/database "nowhere" does not exist/);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(server)('storno verify', () => {
  it(
    'finds what was edited on a server, and says where',
    async () => {
      const { cwd, place, to } = await provide();
      expect((await run(cwd, 'copy', '--from', 'file:test.db', '--to', to)).code).toBe(0);
      await place.postgres?.session(async (session) => {
        await session.query('set session_replication_role = replica', []);
        await session.query(`update entry set amount = amount * 2 where account = 'SALES'`, []);
        await session.query('set session_replication_role = origin', []);
      });
      const found = await run(cwd, '--database', to, 'verify');
      expect(found.code).toBe(3);
      expect(found.stdout).toMatch(
        /^wallet [0-9a-f-]{36}, transaction [0-9a-f-]{36}: the entries/m,
      );
      expect(found.stdout).toMatch(/^\d+ findings in 11 wallets, 44 transactions$/m);
    },
    TIMEOUT_MS,
  );
});
