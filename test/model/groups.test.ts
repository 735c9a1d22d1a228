import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/ledger/idempotency.ts';
import type { Command } from '../../src/ledger/register.ts';
import type { Envelope, ImportProgress } from '../../src/ledger/store.ts';
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
const HOUSEHOLD_REDEMPTIONS = 40;
const TIMEOUT_MS = 60_000;
/** How far an import has come is not part of what the commands did. */
const APART = new Set(['import_progress', '__drizzle_migrations', 'secret', 'api_key']);

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
  return envelopeOf(command, laneOf(lane).merchantId, id, at);
}

/** What a ledger has after commands that were committed in groups of these sizes. */
async function ledgerAfter(commands: readonly Envelope[], sizeOf: () => number) {
  const place = await sqlite.provide();
  const store = await openStore(place.database);
  for (const id of new Set(lanes.map((lane) => lane.merchantId))) {
    await setUpMerchant(store.merchants, id);
  }
  let progress: ImportProgress = { line: 0, counts: {} };
  for (let from = 0; from < commands.length; ) {
    const group = commands.slice(from, from + sizeOf());
    const asked = group.map((envelope) => ({ envelope, op: envelope.command.name }));
    const lines = { after: progress.line, line: progress.line + 1 };
    const batch = { source: 'operations', ...lines, commands: asked };
    ({ progress } = await store.imports.importBatch(batch));
    from += group.length;
  }
  await store.close();
  const breaches = breachesOf(place.database);
  const rows = rowsOf(place.database);
  await place.remove();
  return { counts: progress.counts, rows, breaches };
}

/** All rows of all tables. */
function rowsOf(database: string): ReadonlyMap<string, readonly unknown[]> {
  const client = new Database(database, { readonly: true });
  const names = client
    .prepare<[], string>(`select name from sqlite_schema where type = 'table' order by name`)
    .pluck()
    .all()
    .filter((name) => !APART.has(name));
  const rows = names.map(
    (name) => [name, client.prepare(`select * from "${name}"`).all()] as const,
  );
  client.close();
  return new Map(rows);
}

/** The same commands one by one, and in groups. */
async function bothWays(commands: readonly Envelope[]) {
  const chance = chanceOf(SEED);
  const single = await ledgerAfter(commands, () => 1);
  const grouped = await ledgerAfter(commands, () => chance.between(2, GROUP_MAX));
  return { single, grouped };
}

/** Members of one household who redeem together, and one of them alone, in between. */
function householdCommands(): Envelope[] {
  const merchantId = laneOf(0).merchantId;
  const [ann, , ben] = newWallets(laneOf(0)).map(({ id }) => id);
  let sent = 0;
  const newId = (): string => {
    sent += 1;
    return idOf(0, sent);
  };
  const ask = (name: Command['name'], input: object, id = newId()): Envelope =>
    envelopeOf({ name, input }, merchantId, id, START + sent);
  const earn = (walletId: unknown): Envelope =>
    ask('accruePoints', { walletId, amount: '100.00', type: 'ACCRUAL', temporary: false });
  const shares = [ann, ben].map((walletId) => ({ walletId, weight: 1 }));
  const giveBack = (memberId: string, originalTransactionId: string): Envelope =>
    ask('voidTransaction', { memberId, originalTransactionId });
  const shared = Array.from({ length: HOUSEHOLD_REDEMPTIONS }, () =>
    ask('postAdhocRedemption', { walletId: ann, amount: '3.00', shares }),
  );
  const undone = shared.flatMap(({ context }) => {
    const alone = ask('postAdhocRedemption', { walletId: ben, amount: '0.50' });
    return [alone, giveBack('m0-1', alone.context.newId), giveBack('m0-0', context.newId)];
  });
  return [...[ann, ben, ann, ben].map(earn), ...shared, ...undone];
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
      const { single, grouped } = await bothWays([...openings(), ...asked.map(envelopeFor)]);
      expect(grouped).toEqual(single);
      expect(grouped.breaches).toEqual([]);
      expect(single.rows.get('transaction')?.length).toBeGreaterThan(asked.length / 4);
      expect(single.rows.get('resolution')?.length).toBeGreaterThan(asked.length / 40);
    },
    TIMEOUT_MS,
  );

  it(
    'leave what they leave one by one: a household, and one of its members alone',
    async () => {
      const { single, grouped } = await bothWays([...openings(), ...householdCommands()]);
      expect(grouped).toEqual(single);
      expect(grouped.breaches).toEqual([]);
      expect(single.rows.get('resolution')).toHaveLength(2 * HOUSEHOLD_REDEMPTIONS);
    },
    TIMEOUT_MS,
  );
});
