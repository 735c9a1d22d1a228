import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { expect, it, onTestFinished } from 'vitest';
import { generateApiKey } from '../../src/merchant/api-key.ts';
import type { Engine } from '../contract/engine.ts';
import { openPlace, refusalOf } from './place.ts';

/** The migrations before there were scopes and a retention. */
const MIGRATIONS_BEFORE = 2;

interface Journal {
  readonly entries: readonly unknown[];
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
