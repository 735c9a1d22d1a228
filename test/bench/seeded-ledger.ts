import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  globSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY_MS, type Instant } from '../../src/ledger/time.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { createKey, fill, type Happened, happened, setUp } from './ledger-file.ts';
import { type Member, openMember } from './members.ts';

/** A member's, on the average; two thirds of them in points. */
const TRANSACTIONS_A_MEMBER = 40;
const HISTORY_MS = 2 * 365 * DAY_MS;
/** What a measurement posts itself is younger than all of it. */
const YOUNGEST_AGE_MS = DAY_MS / 12;
const CACHE = join(tmpdir(), 'storno-bench-cache');
const MIGRATIONS = fileURLToPath(new URL('../../drizzle/sqlite', import.meta.url));

/** A ledger in a file with a history of two years, and nobody who has it open. */
export interface SeededLedger {
  readonly path: string;
  readonly apiKey: string;
  readonly transactions: number;
  readonly members: number;
  /** Where its history came from, in words. */
  readonly origin: string;
}

/**
 * Makes a ledger with a history of so many transactions. Making one takes long, so that it is kept
 * among the temporary files and copied the next time, unless the tables have changed.
 */
export async function seedLedger(
  folder: string,
  name: string,
  transactions: number,
  members = Math.ceil(transactions / TRANSACTIONS_A_MEMBER),
): Promise<SeededLedger> {
  const kept = join(CACHE, `${nameOf(transactions, members)}-${shape()}.db`);
  const isKept = existsSync(kept);
  const started = performance.now();
  if (!isKept) await make(kept, join(folder, 'unfinished.db'), transactions, members);
  const seconds = Math.round((performance.now() - started) / 1_000);
  const path = join(folder, `${name}.db`);
  copyFileSync(kept, path, constants.COPYFILE_FICLONE);
  settle(path);
  const store = openSqliteStore(path);
  const apiKey = await createKey(store.merchants, Date.now());
  await store.close();
  const origin = isKept ? `copied from ${kept}` : `seeded in ${seconds} s, kept as ${kept}`;
  return { path, apiKey, transactions, members, origin };
}

function nameOf(transactions: number, members: number): string {
  return `ledger-${transactions}-of-${members}`;
}

/** Different where the file would be: another history, or other tables. */
function shape(): string {
  const hash = createHash('sha256');
  for (const file of ['seeded-ledger.ts', 'members.ts', 'ledger-file.ts']) {
    hash.update(readFileSync(new URL(file, import.meta.url)));
  }
  for (const file of globSync('*.sql', { cwd: MIGRATIONS }).toSorted()) {
    hash.update(readFileSync(join(MIGRATIONS, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

async function make(
  kept: string,
  unfinished: string,
  transactions: number,
  members: number,
): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  // Of a shape that no longer is.
  const old = globSync(`${nameOf(transactions, members)}-*`, { cwd: CACHE });
  for (const name of old) rmSync(join(CACHE, name));
  const store = openSqliteStore(unfinished);
  try {
    await setUp(store);
    const end = Date.now() - YOUNGEST_AGE_MS;
    await fill(store, history(transactions, members, end - HISTORY_MS, end));
  } finally {
    await store.close();
  }
  renameSync(unfinished, kept);
}

/** What waits to be written would otherwise be written while something else is measured. */
export function settle(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

/** Everybody in turn, so that a wallet's rows lie as far apart as they would in a shop's ledger. */
function* history(
  transactions: number,
  memberCount: number,
  from: Instant,
  to: Instant,
): Generator<Happened> {
  const members: Member[] = [];
  for (let place = 0; place < memberCount; place += 1) {
    const { member, events } = openMember(place, from);
    members.push(member);
    yield* events;
  }
  for (let i = 0; i < transactions; i += 1) {
    const member = members[i % memberCount];
    const post = habits[Math.floor(i / memberCount) % habits.length];
    if (member && post) yield post(member, from + Math.floor(((to - from) * i) / transactions));
  }
}

type Post = (member: Member, at: Instant) => Happened;

const accrue: Post = ({ stars }, at) => {
  const input = { walletId: stars, amount: '5.00', type: 'ACCRUAL', temporary: false } as const;
  return happened(at, { name: 'accruePoints', input });
};
const redeem: Post = ({ stars }, at) => {
  const input = { walletId: stars, amount: '4.00', type: 'REDEMPTION', temporary: false } as const;
  return happened(at, { name: 'redeemPoints', input });
};
const reward: Post = ({ stars }, at) =>
  happened(at, { name: 'postAdhocReward', input: { walletId: stars, amount: '1.50' } });
const buy: Post = ({ pounds }, at) => {
  const input = { walletId: pounds, amount: '3.20', externalReference: randomUUID() };
  return happened(at, { name: 'recordPurchase', input });
};

/** What a member does, over and over. */
const habits: readonly Post[] = [accrue, buy, accrue, redeem, buy, reward, accrue, buy, redeem];
