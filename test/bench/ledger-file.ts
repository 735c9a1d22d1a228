import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { type Caller, createLedger, type Ledger } from '../../src/ledger/ledger.ts';
import { POLICIES_DEFAULT } from '../../src/ledger/program.ts';
import type { Command } from '../../src/ledger/register.ts';
import type { Envelope } from '../../src/ledger/store.ts';
import type { Instant } from '../../src/ledger/time.ts';
import { generateApiKey } from '../../src/merchant/api-key.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { verifyFile } from '../../src/store/sqlite/verify.ts';

/** Commands that one commit takes while a ledger is being filled. */
const BATCH_MAX = 2_000;
/** Points that nobody spends for three years are gone. */
const LIFETIME_DAYS = 3 * 365;

/** What has happened comes from here. */
const SOURCE = 'bench';

export const MERCHANT = 'shop';
export const PROGRAM = 'club';
export const CALLER: Caller = { merchantId: MERCHANT, actor: 'till' };

/** A ledger with merchant `shop`: program `club`, in `stars` and `GBP`, and an API key. */
export interface LedgerFile {
  readonly path: string;
  readonly store: OpenStore;
  readonly ledger: Ledger;
  readonly caller: Caller;
  readonly apiKey: string;
}

export async function createLedgerFile(folder: string, name: string): Promise<LedgerFile> {
  const path = join(folder, `${name}.db`);
  const store = openSqliteStore(path);
  const apiKey = await setUp(store);
  const ledger = createLedger({ store, now: Date.now, newId: uuidv7 });
  return { path, store, ledger, caller: CALLER, apiKey };
}

/** Sets up the merchant in an empty ledger; returns the API key. */
export async function setUp({ merchants }: OpenStore): Promise<string> {
  const createdAt = Date.now();
  await merchants.createMerchant({ id: MERCHANT, name: MERCHANT, createdAt });
  await merchants.createCurrency(MERCHANT, { code: 'stars', scale: 2, kind: 'POINTS' });
  await merchants.createCurrency(MERCHANT, { code: 'GBP', scale: 2, kind: 'MONEY' });
  const policies = { ...POLICIES_DEFAULT, pointsLifetimeDays: LIFETIME_DAYS };
  await merchants.createProgram({ id: PROGRAM, merchantId: MERCHANT, name: PROGRAM, policies });
  return createKey(merchants, createdAt);
}

/** Another key of the merchant, for whatever it wants to do. */
export async function createKey(
  merchants: OpenStore['merchants'],
  createdAt: Instant,
): Promise<string> {
  const { text: apiKey, prefix, secretHash } = generateApiKey();
  const scopes = ['admin'] as const;
  const key = { prefix, secretHash, name: CALLER.actor, merchantId: MERCHANT, scopes };
  await merchants.createApiKey({ ...key, createdAt, expiresAt: null, revokedAt: null });
  return apiKey;
}

/** Something that happened at a moment; what it posts or opens gets the id. */
export interface Happened {
  readonly id: string;
  readonly envelope: Envelope;
}

export function happened(at: Instant, command: Command): Happened {
  const id = uuidv7();
  const context = { ...CALLER, at, recordedAt: at, newId: id };
  return { id, envelope: { command, context, idempotency: null } };
}

/** Takes in what happened, many a commit; nothing of it may be refused. */
export async function fill(store: OpenStore, events: Iterable<Happened>): Promise<void> {
  let after = (await store.imports.progressOf(SOURCE))?.line ?? 0;
  const take = async (batch: readonly Envelope[]): Promise<void> => {
    const line = after + batch.length;
    const commands = batch.map((envelope) => ({ envelope, op: null }));
    const { refused } = await store.imports.importBatch({ source: SOURCE, after, line, commands });
    if (refused.length > 0) throw new Error(JSON.stringify(refused));
    after = line;
  };
  let batch: Envelope[] = [];
  for (const { envelope } of events) {
    batch.push(envelope);
    if (batch.length < BATCH_MAX) continue;
    await take(batch);
    batch = [];
  }
  if (batch.length > 0) await take(batch);
}

export interface Verification {
  readonly wallets: number;
  readonly transactions: number;
  /** What is wrong, by the sentence. */
  readonly findings: readonly string[];
}

export function verify(path: string): Verification {
  const checking = verifyFile(path);
  const findings: string[] = [];
  let step = checking.next();
  for (; !step.done; step = checking.next()) findings.push(step.value.problem);
  return { ...step.value, findings };
}
