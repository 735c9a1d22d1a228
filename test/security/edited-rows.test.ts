import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { LINKS_BETWEEN } from '../../src/store/sqlite/recent-history.ts';
import { verifyFile } from '../../src/store/sqlite/verify.ts';
import type { Engine } from '../contract/engine.ts';
import { sqlite } from '../contract/engine-sqlite.ts';
import { openPlace } from './place.ts';
import { ROWS } from './rows.ts';

/** A ledger with a transaction, and the file that it is in. */
async function openFile() {
  const files: string[] = [];
  const engine: Engine = {
    ...sqlite,
    async provide() {
      const made = await sqlite.provide();
      files.push(made.database);
      return made;
    },
  };
  const place = await openPlace({}, engine);
  const walletId = await place.shop.wallet('ann', 'stars');
  const { id } = await place.shop.post('accruePoints', { walletId, amount: '10' });
  const hold = { walletId, amount: '1', temporary: true };
  const held = await place.shop.post('redeemPoints', hold);
  await place.shop.post('redeemPoints', { walletId, amount: '2' });
  await place.shop.run('cancelTransaction', { transactionId: held.id });
  // What was before is then no longer in its wallet's row.
  for (let i = 0; i < LINKS_BETWEEN; i += 1) {
    await place.shop.post('accruePoints', { walletId, amount: '1' });
  }
  const file = files[0] ?? '';
  return { place, walletId, id, file, edit: (sql: string) => edit(file, sql) };
}

/** What somebody does who has the file and not the credentials. */
function edit(file: string, sql: string): number {
  const database = new Database(file, { timeout: 5_000 });
  try {
    return database.prepare(sql).run().changes;
  } finally {
    database.close();
  }
}

function findingsOf(file: string) {
  return [...verifyFile(file)];
}

const EDITS = [
  'update entry set amount = amount * 10',
  'delete from entry',
  "update entry set account = 'SALES'",
  'update "transaction" set amount = 1',
  'delete from "transaction"',
  'update lot_movement set amount = 0',
  'delete from lot_movement',
  'update reservation set amount = 0',
  'delete from reservation',
  "update resolution set kind = 'VOID'",
  'delete from resolution',
  'update wallet_link set effective_at = 0',
  'delete from wallet_link',
  'update older_history set effective_at = 0',
  'delete from older_history',
  'update lot set granted = granted + 1',
  'delete from lot',
  'delete from wallet',
  'update wallet set member_pk = 0',
];

describe(`against ${ROWS.editedRows}`, () => {
  it.each(EDITS)('a trigger refuses: %s', async (sql) => {
    const { file, edit: run } = await openFile();
    expect(() => run(sql)).toThrow(/append-only|closed, not deleted|never changes/);
    expect(findingsOf(file)).toEqual([]);
  });

  it.each([
    ['entry_no_update', 'update entry set amount = amount * 10 where amount > 0'],
    ['entry_no_delete', 'delete from entry where transaction_pk = 1'],
    ['transaction_no_update', 'update "transaction" set amount = amount + 1 where pk = 1'],
  ])('verify names the wallet and the transaction once %s is gone', async (trigger, sql) => {
    const { place, walletId, id, file, edit: run } = await openFile();
    run(`drop trigger ${trigger}`);
    expect(run(sql)).toBeGreaterThan(0);
    const findings = findingsOf(file);
    expect(findings).toContainEqual(expect.objectContaining({ walletId, transactionId: id }));
    expect((await place.ask('{ __typename }')).status).toBe(200);
  });

  it('a balance that was edited is found', async () => {
    const { walletId, file, edit: run } = await openFile();
    expect(run('update wallet set total = total + 100000')).toBe(1);
    expect(findingsOf(file)).toContainEqual(expect.objectContaining({ walletId }));
  });
});
