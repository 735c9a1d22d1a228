import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/ledger/idempotency.ts';
import type { Command } from '../../src/ledger/register.ts';
import type { Envelope } from '../../src/ledger/store.ts';
import { openStore } from '../../src/store/open.ts';
import { sqlite } from '../contract/engine-sqlite.ts';
import { breachesOf } from '../faults/ledger-file.ts';
import { chanceOf } from '../faults/seeded.ts';
import { generate } from './generate.ts';
import { idOf, LANES, laneOf, newWallets, START } from './lanes.ts';
import type { Operation } from './operation.ts';
import { setUpMerchant } from './served-world.ts';

const SEED = 8_101;
/** So many that the clock goes on within a group. */
const GROUP_MAX = 500;
/** How far an import has come is not part of what the commands did. */
const APART = ['import_progress', '__drizzle_migrations', 'secret', 'api_key'];

const lanes = Array.from({ length: LANES }, (_, index) => laneOf(index));

function envelopeOf(command: Command, merchantId: string, id: string, at: number): Envelope {
  const { idempotencyKey: key = null } = command.input as { idempotencyKey?: string | null };
  return {
    command,
    context: { merchantId, actor: 'test', at, recordedAt: at, newId: id },
    idempotency: key === null ? null : { key, fingerprint: fingerprintOf(command) },
  };
}

function openings(): Envelope[] {
  return lanes.flatMap((lane) =>
    newWallets(lane).map(({ id, memberId, currency }) => {
      const input = { programId: 'club', memberId, currency };
      return envelopeOf({ name: 'openWallet', input }, lane.merchantId, id, START);
    }),
  );
}

function envelopeFor({ command, lane, id, at }: Operation): Envelope {
  return envelopeOf(command as Command, laneOf(lane).merchantId, id, at);
}

/** The rows that a ledger has after commands that were committed in groups of these sizes. */
async function ledgerAfter(commands: readonly Envelope[], sizeOf: () => number) {
  const { database, remove } = await sqlite.provide();
  const store = await openStore(database);
  for (const id of new Set(lanes.map((lane) => lane.merchantId))) {
    await setUpMerchant(store.merchants, id);
  }
  const counts: unknown[] = [];
  let line = 0;
  for (let from = 0; from < commands.length; ) {
    const group = commands.slice(from, from + sizeOf());
    const asked = group.map((envelope) => ({ envelope, op: envelope.command.name }));
    const batch = { source: 'operations', after: line, line: line + 1, commands: asked };
    const { progress } = await store.imports.importBatch(batch);
    line = progress.line;
    from += group.length;
    counts[0] = progress.counts;
  }
  await store.close();
  const breaches = breachesOf(database);
  const tables = rowsOf(database);
  await remove();
  return { tables, counts, breaches };
}

function rowsOf(database: string): Record<string, unknown[]> {
  const client = new Database(database, { readonly: true });
  const names = client
    .prepare<[], string>(`select name from sqlite_schema where type = 'table' order by name`)
    .pluck()
    .all()
    .filter((name) => !APART.includes(name));
  const rows = names.map((name) => [name, client.prepare(`select * from "${name}"`).all()]);
  client.close();
  return Object.fromEntries(rows) as Record<string, unknown[]>;
}

describe('commands that share a commit', () => {
  it.each([
    ['all lanes', 3_000, lanes],
    ['one lane, through many rounds', 9_000, lanes.slice(0, 1)],
    ['the lane whose rules take points by themselves', 12_000, lanes.slice(-1)],
  ])(
    'leave what they leave one by one: %s',
    async (_, operations, taking) => {
      const own = new Set(taking.map(({ index }) => index));
      const asked = generate(SEED, operations).filter(({ lane }) => own.has(lane));
      await expectSame([...openings(), ...asked.map(envelopeFor)]);
    },
    60_000,
  );

  it('leave what they leave one by one: a household whose members take points too', async () => {
    const [lane] = lanes;
    if (!lane) throw new Error('there is a lane');
    const [ann, , ben] = newWallets(lane).map(({ id }) => id);
    let sent = 0;
    const newId = () => idOf(0, ++sent);
    const ask = (name: Command['name'], input: object, id = newId()) =>
      envelopeOf({ name, input } as Command, lane.merchantId, id, START + sent);
    const earn = (walletId: unknown) =>
      ask('accruePoints', { walletId, amount: '100.00', type: 'ACCRUAL', temporary: false });
    const shares = [ann, ben].map((walletId) => ({ walletId, weight: 1 }));
    const shared = Array.from({ length: 40 }, newId);
    const take = (walletId: unknown, amount: string, others: object = {}, id = newId()) =>
      ask('postAdhocRedemption', { walletId, amount, ...others }, id);
    const giveBack = (memberId: string, originalTransactionId: string) =>
      ask('voidTransaction', { memberId, originalTransactionId });
    const onlyBen = shared.map(() => newId());
    await expectSame([
      ...openings(),
      ...[ann, ben, ann, ben].map(earn),
      ...shared.map((id) => take(ann, '3.00', { shares }, id)),
      ...shared.flatMap((id, n) => [
        take(ben, '0.50', {}, onlyBen[n]),
        giveBack('m0-1', onlyBen[n] ?? ''),
        giveBack('m0-0', id),
      ]),
    ]);
  }, 60_000);
});

/** Commits the same commands one by one and in groups, and compares all that is written. */
async function expectSame(commands: readonly Envelope[]): Promise<void> {
  const chance = chanceOf(SEED);
  const single = await ledgerAfter(commands, () => 1);
  const grouped = await ledgerAfter(commands, () => chance.between(2, GROUP_MAX));
  expect(grouped.counts).toEqual(single.counts);
  for (const [name, rows] of Object.entries(single.tables)) {
    expect(grouped.tables[name], name).toEqual(rows);
  }
  expect(grouped.breaches).toEqual([]);
  expect(single.tables['transaction']?.length).toBeGreaterThan(commands.length / 4);
  expect(single.tables['resolution']?.length).toBeGreaterThan(commands.length / 40);
}
