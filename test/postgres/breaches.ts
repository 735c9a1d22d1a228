import { type Database, inTransaction } from '../../src/store/postgres/connection.ts';
import { readyForAll, verifyLedger } from '../../src/store/postgres/verify.ts';
import { reportAll } from '../../src/store/verification.ts';

/** The invariants that a ledger breaks, and what `storno verify` finds wrong with it. */
export function breachesIn(database: Database): Promise<string[]> {
  return database.session(async (session) => {
    await readyForAll(session);
    return inTransaction(session, 'repeatable read, read only', async () => {
      const found: string[] = [];
      for (const [name, query] of Object.entries(BREACHES)) {
        if ((await session.query(query, [])).length > 0) found.push(name);
      }
      await reportAll(verifyLedger(session), (finding) => void found.push(JSON.stringify(finding)));
      return found;
    });
  });
}

/** What must not be there, by name: each query lists what breaks an invariant. */
const BREACHES: Readonly<Record<string, string>> = {
  'entries that do not sum to zero': `select transaction_id from entry
    group by merchant_id, wallet_id, transaction_id having sum(amount) <> 0`,
  'wallets that differ from their entries': `select w.id from wallet w
    left join entry e on e.merchant_id = w.merchant_id and e.booked_id = w.id
    group by w.merchant_id, w.id having w.total <> coalesce(sum(e.amount), 0)`,
  'lots that differ from their movements': `select l.transaction_id from lot l
    left join lot_movement m on m.merchant_id = l.merchant_id
      and m.lot_transaction_id = l.transaction_id and m.lot_ordinal = l.ordinal
    group by l.merchant_id, l.wallet_id, l.transaction_id, l.ordinal
    having l.remaining <> l.granted + coalesce(sum(m.amount), 0)`,
  'lots out of their bounds': `select transaction_id from lot
    where held < 0 or held > remaining or remaining > granted`,
  'wallets that differ from their lots': `select w.id from wallet w
    left join lot l on l.merchant_id = w.merchant_id and l.wallet_id = w.id
    group by w.merchant_id, w.id having w.total + w.debt <> coalesce(sum(l.remaining), 0)`,
  'holds that differ from what they reserve': `select w.id from wallet w
    left join open_hold h on h.merchant_id = w.merchant_id and h.wallet_id = w.id
    left join reservation r on r.merchant_id = h.merchant_id
      and r.transaction_id = h.transaction_id
    group by w.merchant_id, w.id having w.held <> coalesce(sum(r.amount), 0)`,
  'refunds beyond their purchase': `select t.id from refund r
    join "transaction" t on t.merchant_id = r.merchant_id and t.id = r.purchase_id
    group by t.merchant_id, t.wallet_id, t.id having sum(r.amount) > max(t.amount)`,
  'transactions undone twice': `select r.transaction_id from resolution r
    group by r.merchant_id, r.transaction_id having count(*) > 1`,
};
