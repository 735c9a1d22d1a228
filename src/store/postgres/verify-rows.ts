import { sql } from 'drizzle-orm';
import type { Finding } from '../../ledger/store.ts';
import { WRONG_ROWS_MAX } from '../verification.ts';
import type { Session } from './connection.ts';
import { write } from './gather.ts';
import { prepareSelect } from './select.ts';

/** Finds rows that name each other wrongly, that stand alone, or that should be there. */
export async function* findWrongRows(session: Session): AsyncGenerator<Finding, void> {
  for (const { problem, find } of checks) {
    for (const place of await find(session, {})) yield { ...place, problem };
  }
}

/** Something that no row may be, and a query for the wallets and transactions of those that are. */
function check(problem: string, query: string) {
  const places = sql`(${sql.raw(query)}) as place(wallet_id, transaction_id)`;
  const find = prepareSelect(
    write
      .select({
        walletId: sql<string | null>`place.wallet_id`,
        transactionId: sql<string | null>`place.transaction_id`,
      })
      .from(places)
      .limit(WRONG_ROWS_MAX),
  );
  return { problem, find };
}

/** The link that recorded what a row names, in the row's wallet. */
const recordedBeside = (row: string, transactionId = `${row}.transaction_id`) =>
  `select 1 from wallet_link link where link.merchant_id = ${row}.merchant_id
    and link.wallet_id = ${row}.wallet_id and link.transaction_id = ${transactionId}
    and link.kind = 'RECORDED'`;

/** The row of another table about the same transaction in the same wallet. */
const beside = (table: string, row: string, transactionId = `${row}.transaction_id`) =>
  `select 1 from ${table} other where other.merchant_id = ${row}.merchant_id
    and other.wallet_id = ${row}.wallet_id and other.transaction_id = ${transactionId}`;

const checks = [
  check(
    "the wallet's merchant, program, member or currency is missing",
    `select w.id, null::uuid from wallet w
      left join merchant on merchant.id = w.merchant_id
      left join program on program.merchant_id = w.merchant_id and program.id = w.program_id
      left join member on member.merchant_id = w.merchant_id and member.id = w.member_id
      left join currency on currency.merchant_id = w.merchant_id and currency.code = w.currency_code
      where merchant.id is null or program.id is null or member.id is null
        or currency.code is null`,
  ),
  check(
    'the wallet is half closed',
    `select id, null::uuid from wallet where (closed_at is null) <> (closed_by is null)
      or (closed_at is null and closed_reason is not null)`,
  ),
  check(
    'the member has another wallet of the program and currency',
    `select w.id, null::uuid from wallet w join (
        select merchant_id, member_id, program_id, currency_code from wallet
        group by merchant_id, member_id, program_id, currency_code having count(*) > 1
      ) as twin on twin.merchant_id = w.merchant_id and twin.member_id = w.member_id
        and twin.program_id = w.program_id and twin.currency_code = w.currency_code`,
  ),
  check(
    'a member has no wallet, although the first one makes the member',
    `select null::uuid, null::uuid from member where not exists (
      select 1 from wallet w where w.merchant_id = member.merchant_id and w.member_id = member.id)`,
  ),
  check(
    'the transaction is not in the hash chain of its wallet',
    `select t.wallet_id, t.id from "transaction" t where not exists (
      ${recordedBeside('t', 't.id')} and link.home_id = t.wallet_id)`,
  ),
  check(
    'the transaction is not in the hash chain of another wallet that it touches',
    `select distinct e.wallet_id, e.transaction_id from entry e where e.booked_id <> e.wallet_id
      and not exists (
        select 1 from wallet_link link where link.merchant_id = e.merchant_id
        and link.wallet_id = e.booked_id and link.transaction_id = e.transaction_id
        and link.kind = 'RECORDED')`,
  ),
  check(
    'the hash chain has the transaction twice',
    `select wallet_id, transaction_id from wallet_link
      group by merchant_id, wallet_id, transaction_id, kind having count(*) > 1`,
  ),
  check(
    'how the transaction ended is missing',
    `select main.wallet_id, main.id from "transaction" t
      join "transaction" main on main.merchant_id = t.merchant_id and main.id = t.main_id
      where t.type <> 'REFUND' and not exists (
        ${beside('resolution', 'main', 'main.id')} and other.by_id = t.id)`,
  ),
  check(
    'how the transaction ended is not what the transaction says that ended it',
    `select r.wallet_id, r.transaction_id from resolution r
      left join "transaction" t on t.merchant_id = r.merchant_id and t.wallet_id = r.wallet_id
        and t.id = r.transaction_id
      left join "transaction" ending on ending.merchant_id = r.merchant_id and ending.id = r.by_id
      where t.id is null or r.by_id is not null and (
        ending.main_id is distinct from r.transaction_id
        or r.kind is distinct from case when ending.type in ('CANCEL', 'VOID', 'DELETE')
          then ending.type else 'COMMIT' end
        or ending.recorded_at is distinct from r.at
        or ending.recorded_by is distinct from r.recorded_by
        or ending.reason is distinct from r.reason)`,
  ),
  check(
    'the end of the hold is not in the hash chain of its wallet',
    `select r.wallet_id, r.transaction_id from resolution r where r.by_id is null
      and not exists (${beside('wallet_link', 'r')} and other.kind = 'RESOLVED')`,
  ),
  check(
    'the refund is not counted',
    `select t.wallet_id, t.id from "transaction" t
      left join "transaction" main on main.merchant_id = t.merchant_id and main.id = t.main_id
      where t.type = 'REFUND' and not exists (
        ${beside('refund', 'main', 't.id')} and other.purchase_id = main.id)`,
  ),
  check(
    'a refund is counted that the transaction did not make',
    `select coalesce(t.wallet_id, f.wallet_id), f.transaction_id from refund f
      left join "transaction" t on t.merchant_id = f.merchant_id and t.id = f.transaction_id
      where t.type is distinct from 'REFUND' or t.main_id is distinct from f.purchase_id
        or t.amount is distinct from f.amount or not exists (
          select 1 from "transaction" purchase where purchase.merchant_id = f.merchant_id
          and purchase.wallet_id = f.wallet_id and purchase.id = f.purchase_id)`,
  ),
  check(
    'a hold counts as open that is not',
    `select h.wallet_id, h.transaction_id from open_hold h
      left join "transaction" t on t.merchant_id = h.merchant_id and t.wallet_id = h.wallet_id
        and t.id = h.transaction_id
      where t.timeout_at is distinct from h.timeout_at
        or not exists (${beside('reservation', 'h')}) or exists (${beside('resolution', 'h')})`,
  ),
  check(
    "a hold times out before its wallet's boundary",
    `select h.wallet_id, h.transaction_id from open_hold h
      left join wallet w on w.merchant_id = h.merchant_id and w.id = h.wallet_id
      where w.boundary_at is null or w.boundary_at > h.timeout_at`,
  ),
  check(
    'the hold does not count as open',
    `select t.wallet_id, t.id from "transaction" t
      join wallet w on w.merchant_id = t.merchant_id and w.id = t.wallet_id
      where t.timeout_at > w.settled_through
        and not exists (${beside('resolution', 't', 't.id')})
        and exists (${beside('reservation', 't', 't.id')})
        and not exists (${beside('open_hold', 't', 't.id')} and other.timeout_at = t.timeout_at)`,
  ),
  ...['entry', 'reservation'].map((table) =>
    check(
      'a row belongs to a transaction that is missing',
      `select distinct part.wallet_id, part.transaction_id from ${table} part where not exists (
        select 1 from "transaction" t where t.merchant_id = part.merchant_id
        and t.wallet_id = part.wallet_id and t.id = part.transaction_id)`,
    ),
  ),
  ...['lot', 'lot_movement'].map((table) =>
    check(
      'a row belongs to a transaction that the hash chain of its wallet does not have',
      `select distinct part.wallet_id, part.transaction_id from ${table} part
        where not exists (${recordedBeside('part')})`,
    ),
  ),
];
