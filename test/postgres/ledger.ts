import { randomBytes } from 'node:crypto';
import { Client as Connection } from 'pg';
import { openStore } from '../../src/store/open.ts';
import { openPool } from '../../src/store/postgres/connection.ts';
import { setUpMerchant } from '../contract/set-up.ts';
import { Client } from '../contract/world.ts';
import { breachesIn } from './breaches.ts';

type Row = Readonly<Record<string, string | null>>;

/** A ledger in a database of its own, with merchant `shop`, that processes can serve. */
export interface ServedLedger {
  /** What DATABASE_URL says of it. */
  readonly url: string;
  /** A client of a server of it. */
  client(serverUrl: string): Client;
  /** Asks the database itself, beside whoever serves it. */
  rows(query: string): Promise<Row[]>;
  /** The one number that a query answers. */
  number(query: string): Promise<number>;
  /** The invariants that the ledger breaks, and what `storno verify` finds wrong with it. */
  breaches(): Promise<string[]>;
}

/** Makes a new database on a server. Returns its address. */
export async function createDatabase(server: string): Promise<string> {
  const name = `storno_${randomBytes(8).toString('hex')}`;
  await ask(server, `create database ${name}`);
  return new URL(name, server).href;
}

/** Removes a database that nobody needs any more. */
export async function dropDatabase(url: string): Promise<void> {
  await ask(new URL('postgres', url).href, `drop database ${new URL(url).pathname.slice(1)}`);
}

/** Makes a ledger with program `club` in `stars` and `GBP`. */
export async function createLedger(server: string): Promise<ServedLedger> {
  const url = await createDatabase(server);
  const store = await openStore(url);
  const key = await setUpMerchant(store.merchants, 'shop', {}, Date.now());
  await store.close();
  const rows: ServedLedger['rows'] = (query) => ask(url, query);
  return {
    url,
    rows,
    client: (serverUrl) => new Client(serverUrl, key, 'shop'),
    number: async (query) => Number(Object.values((await rows(query))[0] ?? {})[0]),
    async breaches() {
      const database = openPool(url);
      try {
        return await breachesIn(database);
      } finally {
        await database.close();
      }
    },
  };
}

async function ask(database: string, query: string): Promise<Row[]> {
  const client = new Connection({ connectionString: database });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}
