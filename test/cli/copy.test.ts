import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Finding } from '../../src/ledger/store.ts';
import { copyLedger, type Watcher } from '../../src/store/copy/copy-ledger.ts';
import { openStore } from '../../src/store/open.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Engine, Place } from '../contract/engine.ts';
import { sqlite } from '../contract/engine-sqlite.ts';
import { engines } from '../contract/engines.ts';
import { WRITTEN, writeBooks } from '../contract/verify-ledger.ts';
import { Client, openWorld } from '../contract/world.ts';
import { breachesIn } from '../postgres/breaches.ts';
import { expectMoved, useLedger } from './moved-ledger.ts';
import { directory } from './storno.ts';

/** A file with a row of every kind. */
async function writeFile(): Promise<string> {
  const file = join(directory(), 'ledger.db');
  const store = openSqliteStore(file, { retentionMs: 1_000, perMerchantMax: 1_000 });
  await writeBooks(store);
  await store.imports.importBatch({ source: 'a "source"', after: 0, line: 3, commands: [] });
  await store.close();
  return file;
}

/** Opens a world where there is a ledger already. */
const worldAt = (place: Omit<Place, 'remove'>) =>
  openWorld({ name: 'here', provide: async () => ({ ...place, remove: async () => {} }) });

/** Copies, and keeps what is reported. */
async function copy(file: string, place: Place, watcher: Partial<Watcher> = {}) {
  const findings: Finding[] = [];
  const report = (finding: Finding) => void findings.push(finding);
  const quiet = { verified: () => {}, advance: () => {}, copied: () => {} };
  // Within the process there is one connection, and no address.
  const target = place.openStore && place.postgres ? place.postgres : place.database;
  const outcome = await copyLedger(file, target, { ...quiet, report, ...watcher });
  return { outcome, findings };
}

/** What a statement answers on a server. */
async function ask({ postgres }: Place, statement: string) {
  if (!postgres) throw new Error('the place does not speak PostgreSQL');
  return postgres.session((session) => session.query(statement, []));
}

/** After all that the books say. */
const LATER = Date.UTC(2026, 2, 1);
const ALL = { limit: 1_000, beyond: null, backwards: false };
const NO_FILTER = { types: null, from: null, to: null, hideReversed: false };

/** All that a merchant's wallets show. */
async function readAll(
  store: OpenStore,
  of: { readonly merchantId: string; readonly walletIds: readonly string[] },
): Promise<string[][]> {
  const { merchantId, walletIds } = of;
  const found: string[][] = [
    inNoOrder(await store.walletsById(merchantId, walletIds)),
    inNoOrder(await store.statesOf(merchantId, walletIds, LATER)),
  ];
  for (const walletId of walletIds) {
    const rows = await store.history(merchantId, walletId, NO_FILTER, ALL, LATER);
    const ids = rows.map(({ transaction }) => transaction.id);
    found.push(
      rows.map(textOf),
      inNoOrder(await store.transactionsById(merchantId, ids, LATER)),
      inNoOrder(await store.entriesOf(merchantId, ids)),
      inNoOrder(await store.lotsGrantedBy(merchantId, ids, LATER)),
      inNoOrder(await store.giftMovementsOf(merchantId, ids)),
      (await store.lots(merchantId, walletId, null, ALL, LATER)).map(textOf),
      [textOf(await store.balancesAt(merchantId, walletId, Date.UTC(2026, 0, 20)))],
    );
  }
  return found;
}

function inNoOrder(rows: readonly unknown[]): string[] {
  return rows.map(textOf).toSorted();
}

function textOf(answer: unknown): string {
  return JSON.stringify(answer, (name, value: unknown) => {
    // Each engine numbers its rows in its own way.
    if (name === 'sequence') return null;
    return typeof value === 'bigint' ? String(value) : value;
  });
}

const servers: readonly Engine[] = engines.filter(({ name }) => name !== sqlite.name);

describe.each(servers)('a ledger copied from a file to $name', (engine) => {
  async function provide() {
    const place = await engine.provide();
    onTestFinished(() => place.remove());
    const { postgres } = place;
    if (!postgres) throw new Error('the place does not speak PostgreSQL');
    return { place, postgres };
  }

  it('is whole and right, and as many rows', async () => {
    const file = await writeFile();
    const { place, postgres } = await provide();
    const { outcome, findings } = await copy(file, place);
    expect(findings).toEqual([]);
    expect(outcome).toMatchObject({ name: 'COPIED', verified: WRITTEN, isBehind: false });
    expect(await breachesIn(postgres)).toEqual([]);
    const rows = outcome.name === 'COPIED' ? Object.fromEntries(outcome.rows) : {};
    expect(rows).toMatchObject({ merchant: 2, idempotency: 1, import_progress: 1, wallet: 11 });
    expect(await ask(place, 'select source, line, counts from import_progress')).toEqual([
      ['a "source"', '3', '{}'],
    ]);
  });

  it('answers what was asked before the same, and goes on from there', async () => {
    const file = await writeFile();
    const { shop } = await worldAt({ database: file, digest: async () => '' });
    const seen = await useLedger(shop);
    const { place, postgres } = await provide();
    expect((await copy(file, place)).outcome.name).toBe('COPIED');
    const { served } = await worldAt(place);
    await expectMoved(new Client(served.url, seen.key, 'shop'), seen);
    expect(await breachesIn(postgres)).toEqual([]);
  });

  it('answers every question of the graph as the file does', async () => {
    const file = await writeFile();
    const { place } = await provide();
    await copy(file, place);
    const here = openSqliteStore(file);
    const there = await (place.openStore ?? openStore)(place.database);
    const names = await ask(
      place,
      `select merchant_id, array_agg(id::text) from wallet group by 1`,
    );
    for (const [merchantId, walletIds] of names) {
      const of = { merchantId: String(merchantId), walletIds: walletIds as string[] };
      const answers = await readAll(there, of);
      expect(answers).toEqual(await readAll(here, of));
      expect(answers.length).toBeGreaterThan(5);
    }
    await here.close();
    await there.close();
  });

  it('is refused where there is one already, and leaves that as it is', async () => {
    const file = await writeFile();
    const { place } = await provide();
    await copy(file, place);
    const before = await place.digest();
    const { outcome } = await copy(file, place);
    expect(outcome).toEqual({ name: 'TARGET_TAKEN', table: 'merchant' });
    expect(await place.digest()).toBe(before);
  });

  it('is refused where verify finds the file wrong, and nothing is copied', async () => {
    const file = await writeFile();
    const db = new Database(file);
    db.exec('drop trigger transaction_no_update');
    db.exec(`update "transaction" set description = 'another' where pk = 7`);
    db.close();
    const { place } = await provide();
    const before = await place.digest();
    const { outcome, findings } = await copy(file, place);
    expect(outcome.name).toBe('SOURCE_WRONG');
    expect(findings.map(({ problem }) => problem)).toEqual([
      'the content of the transaction does not match its link in the hash chain',
    ]);
    expect(await place.digest()).toBe(before);
  });

  const lost = 'return null;';
  it.each([
    ['lot_movement', lost, 'what remains of a lot is not its grant and its movements'],
    ['refund', lost, 'the refund is not counted'],
    ['api_key', lost, 'the copy has 0 rows in api_key, the file 1'],
    [
      'transaction',
      `new.recorded_by = 'nobody'; return new;`,
      'the content of the transaction does not match its link in the hash chain',
    ],
    ['wallet', 'new.total = 1; return new;', "the wallet's total is 1, in the file 0"],
  ])('is taken back where rows of %s arrive otherwise: %s', async (table, otherwise, problem) => {
    const file = await writeFile();
    await worldAt({ database: file, digest: async () => '' });
    const { place } = await provide();
    const before = await place.digest();
    await ask(
      place,
      `create function otherwise() returns trigger language plpgsql as
        $$ begin ${otherwise} end $$`,
    );
    await ask(
      place,
      `create trigger otherwise before insert on "${table}" for each row
        execute function otherwise()`,
    );
    try {
      const { outcome, findings } = await copy(file, place);
      expect(outcome.name).toBe('COPY_DIFFERS');
      expect(findings.map((finding) => finding.problem)).toContain(problem);
    } finally {
      await ask(place, 'drop function otherwise cascade');
    }
    expect(await place.digest()).toBe(before);
  });

  it('is as the file was when it began, whatever is written meanwhile, and says so', async () => {
    const file = await writeFile();
    const { place, postgres } = await provide();
    const writer = new Database(file);
    const { outcome } = await copy(file, place, {
      verified() {
        writer.exec(`insert into merchant (id, name, created_at) values ('late', 'Late', 0)`);
      },
      copied() {
        writer.exec(`update merchant set name = 'Later' where id = 'shop'`);
      },
    });
    writer.close();
    expect(outcome).toMatchObject({ name: 'COPIED', verified: WRITTEN, isBehind: true });
    expect(await ask(place, 'select id, name from merchant order by id')).toEqual([
      ['other', 'other'],
      ['shop', 'shop'],
    ]);
    expect(await breachesIn(postgres)).toEqual([]);
  });
});
