import { Client } from 'pg';
import { openStore } from '../../../src/store/open.ts';
import { chanceOf } from '../../faults/seeded.ts';
import { fill, type Happened, happened, PROGRAM, setUp } from '../ledger-file.ts';

const SEEDED = 'seeded';
const TRANSACTIONS_A_WALLET = 10;
/** What is to be undone was recorded an hour ago. */
const AGE_MS = 3_600_000;

/** An accrual that nobody has undone. */
export interface Target {
  readonly id: string;
  /** Which wallet it is in, from 0 on. */
  readonly wallet: number;
}

/** A ledger on a server, of which as many copies can be made as there are sides to compare. */
export interface Seeded {
  readonly apiKey: string;
  /** In no order. */
  readonly targets: readonly Target[];
  /** Copies it, tables and indexes and all that is known about them; returns the copy's address. */
  copy(): Promise<string>;
}

/** Seeds a ledger of so many accruals, each of a lot of its own, ten to a wallet. */
export async function seed(server: string, transactions: number): Promise<Seeded> {
  await run(server, `create database ${SEEDED}`);
  const url = new URL(SEEDED, server).href;
  const store = await openStore(url);
  const apiKey = await setUp(store);
  const at = Date.now() - AGE_MS;
  const wallets = Array.from({ length: Math.ceil(transactions / TRANSACTIONS_A_WALLET) }, (_, i) =>
    happened(at, {
      name: 'openWallet',
      input: { programId: PROGRAM, memberId: `member-${i}`, currency: 'stars' },
    }),
  );
  await fill(store, wallets);
  const events = Array.from({ length: transactions }, (_, i) =>
    accrual(wallets[i % wallets.length], at),
  );
  await fill(store, events);
  await store.close();
  await run(url, 'vacuum analyze');
  let copies = 0;
  const targets = events.map(({ id }, i) => ({ id, wallet: i % wallets.length }));
  return {
    apiKey,
    targets: shuffled(targets),
    async copy() {
      copies += 1;
      const name = `copy_${copies}`;
      await run(server, `create database ${name} template ${SEEDED}`);
      return new URL(name, server).href;
    },
  };
}

function accrual(wallet: Happened | undefined, at: number): Happened {
  if (!wallet) throw new Error('no wallet was opened');
  const input = { walletId: wallet.id, amount: '5.00', type: 'ACCRUAL', temporary: false } as const;
  return happened(at, { name: 'accruePoints', input });
}

function shuffled<T>(things: readonly T[]): T[] {
  const chance = chanceOf(3);
  const keyed = things.map((thing) => ({ thing, at: chance.between(0, 2 ** 31) }));
  return keyed.toSorted((a, b) => a.at - b.at).map(({ thing }) => thing);
}

/** Runs one statement on a connection of its own. */
export async function run(url: string, statement: string): Promise<readonly unknown[][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: statement, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}
