import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startServer } from './child.ts';
import { requestOf } from './connections.ts';
import type { Verification } from './ledger-file.ts';
import { cpuMsOf } from './proc.ts';
import { programOf, type Rival, type Task } from './rivals.ts';
import { settle } from './seeded-ledger.ts';
import { WARM_UP_ROUNDS } from './sides.ts';

export const NAIVE = 'Apollo Server, Drizzle, a transaction a mutation';

const TABLES = new URL('./rivals/drizzle-ledger.sql', import.meta.url);
const TRANSACTIONS_A_WALLET = 20;
const AMOUNT = 500;
/** Ids in the order of time, as uuid v7 has them. */
const SEEDING = `
  create temp table place as
    with recursive n(i) as (select 0 union all select i + 1 from n where i < $wallets - 1)
    select i, printf('%08x-%04x-4%03x-8%03x-%012x', (i * 2654435761) % 4294967296,
      abs(random()) % 65536, abs(random()) % 4096, abs(random()) % 4096,
      abs(random()) % 281474976710656) as id from n;
  create unique index temp.place_i on place (i);
  insert into wallet select id, 'member-' || i,
    ${AMOUNT} * ($transactions / $wallets + (i < $transactions % $wallets)) from place;
  with recursive n(nth) as (select 0 union all select nth + 1 from n where nth < $transactions - 1)
    insert into ledger_transaction
    select printf('%08x-%04x-7%03x-8%03x-%012x', ($from + nth) >> 16, ($from + nth) & 65535,
        abs(random()) % 4096, abs(random()) % 4096, abs(random()) % 281474976710656),
      place.id, 'ACCRUAL', ${AMOUNT}, $from + nth
    from n cross join place on place.i = nth % $wallets;
  insert into entry (transaction_id, account, wallet_id, amount)
    select t.id, a.account, case a.account when 'WALLET' then t.wallet_id end, a.sign * t.amount
    from ledger_transaction t
    cross join (select 'WALLET' as account, 1 as sign union all select 'ISSUER', -1) a
    order by t.rowid;`;
const NEWEST = 'select id from ledger_transaction order by rowid desc limit ?';
const QUERY = `mutation Cancel($input: CancelTransactionInput!) {
  cancelTransaction(input: $input) { __typename
    ... on CancelTransactionSuccess { balance replayed }
    ... on LedgerError { message } } }`;
/** Each counts what must not be. */
const CHECKS: Readonly<Record<string, string>> = {
  'transactions whose entries do not sum to zero': `select count(*) from
    (select 1 from entry group by transaction_id having sum(amount) <> 0)`,
  'wallets that are not the sum of their entries': `select count(*) from wallet w
    left join (select wallet_id, sum(amount) as sum from entry group by wallet_id) e
    on e.wallet_id = w.id where w.balance is not e.sum`,
  'reversals without one accrual, one CANCEL and four entries': `select count(*) from reversal r
    where 4 <> (
      select count(*) from entry where transaction_id in (r.transaction_id, r.reversed_by)
    ) or (select type from ledger_transaction t where t.id = r.reversed_by) <> 'CANCEL'`,
};

/** The naive subgraph over a ledger of so many transactions, whose newest are undone. */
export async function startDrizzle(
  folder: string,
  transactions: number,
  { connections, aRound, rounds }: Task,
): Promise<Rival> {
  const path = join(folder, 'naive.db');
  const undone = aRound * (WARM_UP_ROUNDS + rounds);
  const ids = seed(path, Math.max(transactions, undone), undone);
  const server = await startServer([programOf('drizzle-subgraph'), path], {}, `${path}.log`);
  const url = new URL('/', server.url);
  const requestFor = (transactionId: string): Buffer => {
    const input = { transactionId, idempotencyKey: randomUUID() };
    return requestOf(url, {}, JSON.stringify({ query: QUERY, variables: { input } }));
  };
  return {
    side: {
      name: NAIVE,
      url,
      connections,
      requestsOf: (round) => ids.slice(round * aRound, (round + 1) * aRound).map(requestFor),
      isGood: (body) => body.includes('CancelTransactionSuccess"'),
      cpuMs: () => cpuMsOf(server.pid),
    },
    stop: () => server.stop(),
    verify: async () => verify(path, undone),
  };
}

/** Returns the newest transactions, in no order. */
function seed(path: string, transactions: number, newest: number): string[] {
  const client = new Database(path);
  client.pragma('synchronous = OFF');
  client.exec(readFileSync(TABLES, 'utf8'));
  const wallets = Math.ceil(transactions / TRANSACTIONS_A_WALLET);
  const from = Date.now() - transactions;
  const numbers = { wallets, transactions, from };
  const sql = SEEDING.replaceAll(/\$(\w+)/g, (_, name: keyof typeof numbers) =>
    String(numbers[name]),
  );
  client.exec(`begin; ${sql} commit`);
  const ids = client.prepare<[number], string>(NEWEST).pluck().all(newest);
  client.close();
  settle(path);
  return ids.toSorted((a, b) => (a.slice(-12) < b.slice(-12) ? -1 : 1));
}

function verify(path: string, undone: number): Verification {
  const client = new Database(path, { readonly: true });
  const count = (sql: string): number => client.prepare<[], number>(sql).pluck().get() ?? 0;
  const findings = Object.entries(CHECKS).flatMap(([what, sql]) => {
    const found = count(sql);
    return found > 0 ? [`${found} ${what}`] : [];
  });
  for (const table of ['reversal', 'idempotency']) {
    const rows = count(`select count(*) from ${table}`);
    if (rows !== undone) findings.push(`${rows} rows in ${table}, but ${undone} were undone`);
  }
  const wallets = count('select count(*) from wallet');
  const transactions = count('select count(*) from ledger_transaction');
  client.close();
  return { wallets, transactions, findings };
}
