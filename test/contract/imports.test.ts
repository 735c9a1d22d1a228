import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createIds } from '../../src/ids.ts';
import type { Command } from '../../src/ledger/register.ts';
import {
  type ImportBatch,
  type ImportCommand,
  ImportOvertakenError,
} from '../../src/ledger/store.ts';
import { isBusy } from '../../src/store/sqlite/connection.ts';
import type { Engine } from './engine.ts';
import { sqlite } from './engine-sqlite.ts';
import { engines } from './engines.ts';
import { openWorld } from './world.ts';

const SOURCE = 'till.jsonl';
const TOGETHER = 50;
const newId = createIds();

async function open(engine: Engine) {
  const place = await engine.provide();
  const { served, shop, now } = await openWorld({ ...engine, provide: async () => place });
  const { store } = served;
  const envelope = (command: Command, id: string) => ({
    command,
    context: { merchantId: 'shop', actor: 'test', at: now(), recordedAt: now(), newId: id },
    idempotency: null,
  });
  /** Points that come into a wallet, or leave it. */
  const accrual = (walletId: string, amount: string, id = newId()): ImportCommand => {
    const input = { walletId, amount, type: 'ACCRUAL', temporary: false } as const;
    return { op: 'accrue', envelope: envelope({ name: 'accruePoints', input }, id) };
  };
  const redemption = (walletId: string, amount: string): ImportCommand => {
    const input = { walletId, amount, type: 'REDEMPTION', temporary: false } as const;
    return { op: 'redeem', envelope: envelope({ name: 'redeemPoints', input }, newId()) };
  };
  const opening = (memberId: string, id = newId()): ImportCommand => {
    const input = { programId: 'club', memberId, currency: 'stars' };
    return { op: null, envelope: envelope({ name: 'openWallet', input }, id) };
  };
  const walletOf = (memberId: string) =>
    store.imports.walletIdOf('shop', { programId: 'club', memberId, currency: 'stars' });
  const { database } = place;
  return { database, store, shop, accrual, redemption, opening, walletOf };
}

const batchOf = (
  after: number,
  line: number,
  commands: readonly ImportCommand[] = [],
): ImportBatch => ({ source: SOURCE, after, line, commands });

describe.each(engines)('an import on $name', (engine) => {
  it('counts what was answered, batch after batch, and tells what was refused', async () => {
    const { store, shop, accrual, redemption, opening } = await open(engine);
    const { imports } = store;
    expect(await imports.progressOf(SOURCE)).toBeNull();
    const ann = newId();
    const first = await imports.importBatch(
      batchOf(0, 4, [opening('ann', ann), accrual(ann, '5.00'), redemption(ann, '9.00')]),
    );
    const counts = {
      accrue: { AccruePointsSuccess: 1 },
      redeem: { InsufficientBalanceError: 1 },
    };
    expect(first.progress).toEqual({ line: 4, counts });
    expect(first.refused).toMatchObject([
      { index: 2, answer: { __typename: 'InsufficientBalanceError' } },
    ]);
    // The opening of a wallet is no event, unless it is refused.
    const second = await imports.importBatch(
      batchOf(4, 7, [opening('ann'), redemption(ann, '2.00'), redemption(ann, '1.00')]),
    );
    expect(second.refused).toMatchObject([{ index: 0, answer: { walletId: ann } }]);
    expect(second.progress).toEqual({
      line: 7,
      counts: {
        accrue: { AccruePointsSuccess: 1 },
        redeem: { InsufficientBalanceError: 1, RedeemPointsSuccess: 2 },
        openWallet: { WalletExistsError: 1 },
      },
    });
    expect(await imports.progressOf(SOURCE)).toEqual(second.progress);
    expect(await shop.balances(ann)).toMatchObject({ total: '2.00' });
  });

  it('leaves nothing of a batch that fails, and takes it once it is mended', async () => {
    const { store, shop, accrual, opening, walletOf } = await open(engine);
    const { imports } = store;
    const ann = newId();
    const taken = newId();
    const good = [opening('ann', ann), accrual(ann, '5.00', taken)];
    // An id that is there already can only be a defect: no event chooses it.
    const failing = batchOf(0, 3, [...good, accrual(ann, '1.00', taken)]);
    await expect(imports.importBatch(failing)).rejects.toThrow(/unique|duplicate/i);
    expect(await walletOf('ann')).toBeNull();
    expect(await imports.progressOf(SOURCE)).toBeNull();

    await imports.importBatch(batchOf(0, 2, good));
    expect(await walletOf('ann')).toBe(ann);
    expect(await shop.balances(ann)).toMatchObject({ total: '5.00' });
  });

  it('takes no batch that does not go on from where it has come', async () => {
    const { store, shop, accrual } = await open(engine);
    const { imports } = store;
    const ann = await shop.wallet('ann', 'stars');
    await imports.importBatch(batchOf(0, 10, [accrual(ann, '1.00')]));
    const before = await imports.progressOf(SOURCE);
    for (const [after, line] of [
      [0, 10],
      [5, 20],
      [11, 20],
    ] as const) {
      const overtaken = imports.importBatch(batchOf(after, line, [accrual(ann, '1.00')]));
      await expect(overtaken).rejects.toThrow(ImportOvertakenError);
    }
    expect(await imports.progressOf(SOURCE)).toEqual(before);
    expect(await shop.balances(ann)).toMatchObject({ total: '1.00' });
  });

  it('goes on beside commands that come meanwhile', async () => {
    const { store, shop, accrual } = await open(engine);
    const ann = await shop.wallet('ann', 'stars');
    const batch = Array.from({ length: TOGETHER }, () => accrual(ann, '1.00'));
    const commands = Array.from({ length: TOGETHER }, () => accrual(ann, '1.00').envelope);
    const [imported, ...answers] = await Promise.all([
      store.imports.importBatch(batchOf(0, TOGETHER, batch)),
      ...commands.map((envelope) => store.commit(envelope)),
    ]);
    expect(imported.progress.counts).toEqual({ accrue: { AccruePointsSuccess: TOGETHER } });
    expect(new Set(answers.map(({ __typename }) => __typename))).toEqual(
      new Set(['AccruePointsSuccess']),
    );
    expect(await shop.balances(ann)).toMatchObject({ total: `${2 * TOGETHER}.00` });
  });
});

describe('an import into a file', () => {
  it('says that another process holds the lock, so that it can be tried again', async () => {
    const { database, store, opening, walletOf } = await open(sqlite);
    const foreign = new Database(database);
    foreign.exec('BEGIN IMMEDIATE');
    const batch = batchOf(0, 1, [opening('ann')]);
    const error: unknown = await store.imports
      .importBatch(batch)
      .catch((reason: unknown) => reason);
    expect(isBusy(error)).toBe(true);
    foreign.exec('ROLLBACK');
    foreign.close();
    await store.imports.importBatch(batch);
    expect(await walletOf('ann')).not.toBeNull();
  });
});
