import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { expect, it, onTestFinished } from 'vitest';
import { generateApiKey } from '../../src/merchant/api-key.ts';
import { migrateFile } from '../../src/store/sqlite/connection.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { verifyFile } from '../../src/store/sqlite/verify.ts';
import type { Engine } from '../contract/engine.ts';
import { WRITTEN, writeBooks } from '../contract/verify-ledger.ts';
import { openPlace, refusalOf } from './place.ts';

/** The migrations before there were scopes and a retention. */
const MIGRATIONS_BEFORE = 2;

interface Journal {
  readonly entries: readonly { readonly tag: string; readonly when: number }[];
}

/** A database as it was then, with a merchant, a key, and an answer to a keyed request. */
function makeOlderDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'storno-older-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const migrationsFolder = join(folder, 'migrations');
  cpSync('drizzle/sqlite', migrationsFolder, { recursive: true });
  const journal = join(migrationsFolder, 'meta', '_journal.json');
  const known = JSON.parse(readFileSync(journal, 'utf8')) as Journal;
  const entries = known.entries.slice(0, MIGRATIONS_BEFORE);
  writeFileSync(journal, JSON.stringify({ ...known, entries }));
  const database = join(folder, 'ledger.db');
  const client = new Database(database);
  migrate(drizzle(client), { migrationsFolder });
  const { text, prefix, secretHash } = generateApiKey();
  client.exec("insert into merchant (id, name, created_at) values ('old', 'Old', 0)");
  client
    .prepare('insert into api_key values (?, 1, ?, ?, 0, null, null)')
    .run(prefix, 'till', secretHash);
  client.exec("insert into idempotency values (1, 'kept', 'f', '{}', 0)");
  client.close();
  return { database, text };
}

/** Takes a ledger back to before a wallet's newest history stood in its row. */
const HISTORY_TOGETHER = `
  drop view history;
  drop table older_history;
  alter table wallet drop column recent_history;
  create index wallet_history on wallet_link (wallet_pk, effective_at, transaction_pk)
    where kind = 'RECORDED'`;
const HISTORY_APART = '0004_history_apart';

const HISTORY = 'select wallet_pk, effective_at, transaction_pk from history order by 1, 2, 3';

it('the history of an older ledger is the same, and verifies', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'storno-older-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'ledger.db');
  const store = openSqliteStore(file);
  await writeBooks(store);
  await store.close();
  const client = new Database(file);
  const before = client.prepare(HISTORY).all();
  client.exec(HISTORY_TOGETHER);
  const journal = readFileSync('drizzle/sqlite/meta/_journal.json', 'utf8');
  const { entries } = JSON.parse(journal) as Journal;
  const apart = entries.find(({ tag }) => tag === HISTORY_APART);
  client.prepare('delete from __drizzle_migrations where created_at >= ?').run(apart?.when);

  migrateFile(file);

  expect(before.length).toBeGreaterThan(WRITTEN.transactions);
  expect(client.prepare(HISTORY).all()).toEqual(before);
  client.close();
  expect([...verifyFile(file)]).toEqual([]);
});

it('a key of a database from before there were scopes still does everything', async () => {
  const { database, text } = makeOlderDatabase();
  const engine: Engine = {
    name: 'SQLite',
    provide: async () => ({ database, digest: async () => '', remove: async () => undefined }),
  };
  const place = await openPlace({}, engine);
  const close = 'mutation { closeWallet(input: { walletId: "w" }) { __typename } }';
  expect(refusalOf(await place.ask(close, {}, text))).toBe('200 OK');
  const suspend = 'mutation { suspendWallet(input: { walletId: "w" }) { __typename } }';
  expect(refusalOf(await place.ask(suspend, {}, text))).toBe('200 OK');
  const [key] = await place.served.store.merchants.apiKeysOf('old');
  expect(key?.scopes).toEqual(['admin']);
  // Its answers are kept as they were promised: for ever.
  const keyed = `mutation { closeWallet(input: { walletId: "w", idempotencyKey: "kept" }) {
    __typename } }`;
  expect((await place.ask(keyed, {}, text)).text).toContain('IdempotencyConflictError');
});
