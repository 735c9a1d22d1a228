import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { POLICIES_DEFAULT } from '../../src/ledger/program.ts';
import { generateApiKey } from '../../src/merchant/api-key.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { verifyFile } from '../../src/store/sqlite/verify.ts';
import { Client } from '../contract/world.ts';
import type { StoredLedger } from './aftermath.ts';

/** A ledger in a file of its own, with merchant `shop`, that processes can serve. */
export interface LedgerFile extends StoredLedger {
  readonly path: string;
  /** A client of a server of it. */
  client(url: string): Client;
}

/** Makes a ledger file with program `club` in `stars` and `GBP`; removed when the test is over. */
export async function createLedgerFile(root = tmpdir()): Promise<LedgerFile> {
  const folder = mkdtempSync(join(root, 'storno-faults-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'ledger.db');
  const store = openSqliteStore(path);
  const { merchants } = store;
  const createdAt = Date.now();
  await merchants.createMerchant({ id: 'shop', name: 'shop', createdAt });
  await merchants.createCurrency('shop', { code: 'stars', scale: 2, kind: 'POINTS' });
  await merchants.createCurrency('shop', { code: 'GBP', scale: 2, kind: 'MONEY' });
  const named = { id: 'club', merchantId: 'shop', name: 'club' };
  await merchants.createProgram({ ...named, policies: POLICIES_DEFAULT });
  const { text, prefix, secretHash } = generateApiKey();
  const key = { prefix, secretHash, name: 'till', merchantId: 'shop', scopes: ['admin'] as const };
  await merchants.createApiKey({ ...key, createdAt, expiresAt: null, revokedAt: null });
  await store.close();
  return {
    path,
    client: (url) => new Client(url, text, 'shop'),
    rows: async (query) => rowsOf(path, query),
    breaches: async () => breachesOf(path),
  };
}

type Row = Readonly<Record<string, bigint | string | null>>;

/** Asks the file itself, beside whoever serves it. */
export function rowsOf(path: string, query: string): Row[] {
  const database = new Database(path, { readonly: true, timeout: 5_000 });
  try {
    return database.prepare<[], Row>(query).safeIntegers(true).all();
  } finally {
    database.close();
  }
}

/** The one number that a query answers. */
export function numberOf(path: string, query: string): number {
  return Number(Object.values(rowsOf(path, query)[0] ?? {})[0]);
}

/** What must not be there, by name: each query lists what breaks an invariant. */
const BREACHES: Readonly<Record<string, string>> = {
  'entries that do not sum to zero': `select transaction_pk from entry
    group by transaction_pk having sum(amount) <> 0`,
  'wallets that differ from their entries': `select w.pk from wallet w where w.total <>
    (select coalesce(sum(e.amount), 0) from entry e where e.wallet_pk = w.pk)`,
  'lots that differ from their movements': `select l.transaction_pk from lot l where l.remaining <>
    l.granted + (select coalesce(sum(m.amount), 0) from lot_movement m
      where m.lot_transaction_pk = l.transaction_pk and m.lot_ordinal = l.ordinal)`,
  'lots out of their bounds': `select transaction_pk from lot
    where held < 0 or held > remaining or remaining > granted`,
  'wallets that differ from their lots': `select w.pk from wallet w where w.total + w.debt <>
    (select coalesce(sum(l.remaining), 0) from lot l where l.wallet_pk = w.pk)`,
  'holds that differ from what they reserve': `select w.pk from wallet w where w.held <>
    (select coalesce(sum(r.amount), 0) from open_hold h
      join reservation r on r.transaction_pk = h.transaction_pk where h.wallet_pk = w.pk)`,
  'held lots that differ from what is held': `select l.transaction_pk from lot l where l.held <>
    (select coalesce(sum(r.amount), 0) from open_hold h
      join reservation r on r.transaction_pk = h.transaction_pk
      where r.lot_transaction_pk = l.transaction_pk and r.lot_ordinal = l.ordinal)`,
  'refunds beyond their purchase': `select r.purchase_pk from refund r
    join "transaction" t on t.pk = r.purchase_pk
    group by r.purchase_pk having sum(r.amount) > max(t.amount)`,
};

/** The invariants that the file breaks, and what `storno verify` finds wrong with it. */
export function breachesOf(path: string): string[] {
  const broken = Object.entries(BREACHES).filter(([, query]) => rowsOf(path, query).length > 0);
  const found = [...verifyFile(path)].map((finding) => JSON.stringify(finding));
  return [...broken.map(([name]) => name), ...found];
}
