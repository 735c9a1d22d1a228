import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '../postgres/server.ts';
import { startServer } from './child.ts';
import { requestOf } from './connections.ts';
import type { Verification } from './ledger-file.ts';
import { run } from './postgres/copies.ts';
import { cpuMsOf, cpuMsOfTree, parentOf } from './proc.ts';
import { programOf, type Rival, type Task } from './rivals.ts';
import { WARM_UP_ROUNDS } from './sides.ts';

export const POSTGRAPHILE = 'PostGraphile, a PL/pgSQL function';

const TABLES = new URL('./rivals/postgraphile-ledger.sql', import.meta.url);
const TRANSACTIONS_A_WALLET = 20;
const AMOUNT = 500;
/** Nothing refers to what is not there: looking that up would be most of the work. */
const SEEDING = `
  set session_replication_role = replica;
  insert into ledger.wallet select gen_random_uuid(), 'member-' || i,
    ${AMOUNT} * ($transactions / $wallets + (i < $transactions % $wallets)::int)
    from generate_series(0, $wallets - 1) i;
  create temp table place as
    select substr(member, 8)::int as i, id from ledger.wallet;
  create unique index on place (i);
  analyze place;
  insert into ledger.transaction
    select gen_random_uuid(), place.id, 'ACCRUAL', ${AMOUNT},
      now() - ($transactions - n.i) * interval '1 second'
    from generate_series(0, $transactions - 1) as n(i) join place on place.i = n.i % $wallets
    order by n.i;
  insert into ledger.entry (transaction_id, account, wallet_id, amount)
    select t.id, a.account, case a.account when 'WALLET' then t.wallet_id end, a.sign * t.amount
    from ledger.transaction t
    cross join (values ('WALLET', 1), ('ISSUER', -1)) as a(account, sign);`;
const NEWEST = 'select id from ledger.transaction order by created_at desc limit ';
const QUERY = `mutation Cancel($input: CancelTransactionInput!) {
  cancelTransaction(input: $input) { result { outcome balance replayed } } }`;
/** Each counts what must not be. */
const CHECKS: Readonly<Record<string, string>> = {
  'transactions whose entries do not sum to zero': `select count(*) from
    (select 1 from ledger.entry group by transaction_id having sum(amount) <> 0) wrong`,
  'wallets that are not the sum of their entries': `select count(*) from ledger.wallet w
    left join (select wallet_id, sum(amount) as sum from ledger.entry group by wallet_id) e
    on e.wallet_id = w.id where w.balance is distinct from e.sum`,
  'reversals without a CANCEL of two entries': `select count(*) from ledger.reversal r
    join ledger.transaction t on t.id = r.reversed_by where t.type <> 'CANCEL'
    or 2 <> (select count(*) from ledger.entry e where e.transaction_id = t.id)`,
};

/** PostGraphile over a ledger of so many transactions in a PostgreSQL of its own, as it comes. */
export async function startPostgraphile(
  folder: string,
  transactions: number,
  { connections, aRound, rounds }: Task,
): Promise<Rival> {
  const undone = aRound * (WARM_UP_ROUNDS + rounds);
  const database = await startPostgres({ durable: true });
  try {
    const ids = await seed(database.url, Math.max(transactions, undone), undone);
    const program = [programOf('postgraphile-server'), database.url];
    const server = await startServer(program, {}, join(folder, 'postgraphile.log'));
    const url = new URL('/graphql', server.url);
    const databasePid = await pidOf(database.url);
    return {
      side: {
        name: POSTGRAPHILE,
        url,
        connections,
        requestsOf: (round) =>
          ids.slice(round * aRound, (round + 1) * aRound).map((id) => requestFor(url, id)),
        isGood: (body) => body.includes('"DONE"') && body.includes('"replayed":false'),
        cpuMs: () => both(cpuMsOf(server.pid), cpuMsOfTree(databasePid)),
      },
      stop: () => server.stop(),
      async verify() {
        const verification = await verify(database.url, undone);
        await database[Symbol.asyncDispose]();
        return verification;
      },
    };
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw error;
  }
}

function requestFor(url: URL, transactionId: string): Buffer {
  const input = { transactionId, idempotencyKey: randomUUID() };
  return requestOf(url, {}, JSON.stringify({ query: QUERY, variables: { input } }));
}

/** Returns the newest transactions, in no order. */
async function seed(url: string, transactions: number, newest: number): Promise<string[]> {
  const numbers = { transactions, wallets: Math.ceil(transactions / TRANSACTIONS_A_WALLET) };
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(readFileSync(TABLES, 'utf8'));
    await client.query(
      SEEDING.replaceAll(/\$(\w+)/g, (_, name: keyof typeof numbers) => String(numbers[name])),
    );
    await client.query('vacuum analyze');
    await client.query('checkpoint');
    const { rows } = await client.query<{ id: string }>(`${NEWEST}${newest}`);
    // The ids are random.
    return rows.map(({ id }) => id).toSorted();
  } finally {
    await client.end();
  }
}

/** The process that all others of a database server are children of. */
async function pidOf(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const parent = parentOf(rows[0]?.pid ?? 0);
  await client.end();
  return parent ?? 0;
}

function both(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

async function verify(url: string, undone: number): Promise<Verification> {
  const count = async (sql: string): Promise<number> => {
    const [[found] = []] = await run(url, sql);
    return Number(found);
  };
  const findings: string[] = [];
  for (const [what, sql] of Object.entries(CHECKS)) {
    const found = await count(sql);
    if (found > 0) findings.push(`${found} ${what}`);
  }
  for (const table of ['ledger.reversal', 'ledger.idempotency']) {
    const rows = await count(`select count(*) from ${table}`);
    if (rows !== undone) findings.push(`${rows} rows in ${table}, but ${undone} were undone`);
  }
  const wallets = await count('select count(*) from ledger.wallet');
  const transactions = await count('select count(*) from ledger.transaction');
  return { wallets, transactions, findings };
}
