import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLedger, type Ledger } from '../../src/ledger/ledger.ts';
import { POLICIES_DEFAULT, type Policies } from '../../src/ledger/program.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { START } from './generate.ts';
import {
  ADJUSTMENT_PERIOD_DAYS,
  FEE_PERCENTAGE,
  POINTS_LIFETIME_DAYS,
} from './reference-policies.ts';
import type { ModelWallet } from './reference-wallet.ts';

export const CALLER = { merchantId: 'shop', actor: 'till' };

/** A ledger over a real store, whose clock and ids a test sets. */
export interface Subject {
  readonly ledger: Ledger;
  readonly path: string;
  /** Sets the moment, and the id of what is recorded next. */
  turn(at: number, id: string): void;
  close(): Promise<void>;
}

const POLICIES: Policies = {
  ...POLICIES_DEFAULT,
  voids: { ...POLICIES_DEFAULT.voids, adjustmentPeriodDays: ADJUSTMENT_PERIOD_DAYS },
  pointsLifetimeDays: POINTS_LIFETIME_DAYS,
  fee: { percentage: FEE_PERCENTAGE },
};

/** Opens an empty ledger with the wallets that the model has. */
export async function openSubject(wallets: readonly ModelWallet[]): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'storno-model-'));
  const path = join(folder, 'ledger.db');
  const store = openSqliteStore(path);
  const { merchants } = store;
  await merchants.createMerchant({ id: 'shop', name: 'shop', createdAt: START });
  await merchants.createCurrency('shop', { code: 'POINTS', scale: 2, kind: 'POINTS' });
  await merchants.createCurrency('shop', { code: 'MONEY', scale: 2, kind: 'MONEY' });
  await merchants.createProgram({
    id: 'club',
    merchantId: 'shop',
    name: 'club',
    policies: POLICIES,
  });
  let [now, nextId] = [START, ''];
  const ledger = createLedger({ store, now: () => now, newId: () => nextId });
  for (const { id, memberId, currency } of wallets) {
    nextId = id;
    const opened = await ledger.execute(CALLER, 'openWallet', {
      programId: 'club',
      memberId,
      currency,
    });
    if (opened.__typename !== 'OpenWalletSuccess') throw new Error(JSON.stringify(opened));
  }
  return {
    ledger,
    path,
    turn(at, id) {
      now = at;
      nextId = id;
    },
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
