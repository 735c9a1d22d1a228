import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Finding } from '../../ledger/store.ts';
import type { Session } from '../postgres/connection.ts';
import { gather, prepareQuestion, write } from '../postgres/gather.ts';
import { wallet as copy } from '../postgres/schema.ts';
import { verifyLedger } from '../postgres/verify.ts';
import type { Db } from '../sqlite/connection.ts';
import { merchant } from '../sqlite/merchant-schema.ts';
import { wallet } from '../sqlite/schema.ts';
import { prepareSelect } from '../sqlite/select.ts';
import type { Verified } from '../verification.ts';
import { batches } from './copied-table.ts';

/** What has to be the same of every wallet on both sides. */
const SAME = ['total', 'held', 'pending', 'expired', 'debt', 'gift', 'links', 'head'] as const;
/** Wallets that are compared at a time. */
const WALLETS_COMPARED = 1_000;

/**
 * Proves a copy, and finds every difference: each hash chain is rebuilt from the rows of the copy
 * and has to end in the head that it has in the file, every wallet has to have the same sums, and
 * every table has to have its number of rows. Returns how much was verified.
 */
export async function* proveCopy(
  db: Db,
  session: Session,
  rows: ReadonlyMap<string, number>,
): AsyncGenerator<Finding, Verified> {
  const verified = yield* verifyLedger(session);
  yield* compareCounts(session, rows);
  yield* compareWallets(db, session);
  return verified;
}

async function* compareCounts(
  session: Session,
  rows: ReadonlyMap<string, number>,
): AsyncGenerator<Finding, void> {
  for (const [name, count] of rows) {
    const [row] = await session.query(`select count(*) from "${name}"`, []);
    const copied = Number(row?.[0]);
    if (copied === count) continue;
    const problem = `the copy has ${copied} rows in ${name}, the file ${count}`;
    yield { walletId: null, transactionId: null, problem };
  }
}

/** Both sides have the same number of wallets: each of the file's has to be among the others. */
async function* compareWallets(db: Db, session: Session): AsyncGenerator<Finding, void> {
  const copyOf = gather(session, statement, ['merchantId', 'id']);
  for (const page of batches(walletsOf(db), WALLETS_COMPARED)) {
    const copies = await Promise.all(page.map(({ merchantId, id }) => copyOf({ merchantId, id })));
    for (const [at, row] of page.entries()) {
      const there = copies[at]?.[0];
      const problems = there
        ? SAME.filter((name) => textOf(row[name]) !== textOf(there[name])).map(
            (name) =>
              `the wallet's ${name} is ${textOf(there[name])}, in the file ${textOf(row[name])}`,
          )
        : ['the wallet is missing in the copy'];
      for (const problem of problems) yield { walletId: row.id, transactionId: null, problem };
    }
  }
}

function textOf(value: bigint | number | Buffer): string {
  return Buffer.isBuffer(value) ? value.toString('hex') : String(value);
}

function walletsOf(db: Db) {
  const wallets = db
    .select({ ...getTableColumns(wallet), merchantId: merchant.id })
    .from(wallet)
    .innerJoin(merchant, eq(merchant.pk, wallet.merchantPk));
  return prepareSelect(db, wallets).each({});
}

const statement = prepareQuestion(
  { merchantId: 'text', id: 'uuid' },
  write
    .select(getTableColumns(copy))
    .from(copy)
    .where(sql`${copy.merchantId} = wanted.merchant_id and ${copy.id} = wanted.id`),
);
