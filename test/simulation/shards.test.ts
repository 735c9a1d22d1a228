import { beforeAll, describe, expect, it } from 'vitest';
import { chanceOf } from '../faults/seeded.ts';
import { byMerchantSection, spreadByMerchant, strayKeys } from './by-merchant.ts';
import { byWalletSection, spreadByWallet } from './by-wallet.ts';
import { busiest, type Event } from './events.ts';
import type { Footprint } from './footprint.ts';
import { keys } from './keys.ts';
import { leadingColumns } from './leading.ts';
import { operations } from './operations.ts';
import { outgrown } from './outgrown.ts';
import { recordFootprints } from './record.ts';
import { groupsOf, heatOf, type Part, sharesOf, zipf } from './spread.ts';
import { touchesOf } from './touches.ts';

const RECORDING_TIMEOUT_MS = 90_000;
const SHARDS = [4, 16];
const REVERSALS = operations.filter(({ isReversal }) => isReversal).map(({ name }) => name);

/** A small shop: members who buy the more often the earlier they came, and undo some of it. */
function smallShop(): Event[] {
  const chance = chanceOf(7);
  return Array.from({ length: 600 }, (_, i): Event => {
    const member = `member-${Math.floor(chance.between(0, 30) ** 2 / 30)}`;
    const [at, reference] = [i * 1_000, `order-${i}`];
    if (i > 100 && chance.happens(0.1)) {
      return { op: 'cancel', member, reference: `order-${chance.between(0, 100)}`, at };
    }
    return { op: 'purchase', member, reference, at };
  });
}

const plan = (node: object) => (text: string) =>
  Promise.resolve(text.startsWith('explain') ? [[[{ Plan: node }]]] : [['shop', 'a']]);

const purchase = (seconds: number): Event => ({
  op: 'purchase',
  member: 'a',
  reference: 'b',
  at: seconds * 1_000,
});

const events = smallShop();
let footprints: readonly Footprint[] = [];

beforeAll(async () => {
  footprints = await recordFootprints();
}, RECORDING_TIMEOUT_MS);

describe('spread by merchant', () => {
  it('has every key of every row led by the merchant', () => {
    expect(keys.length).toBeGreaterThan(20);
    expect(strayKeys()).toEqual([]);
  });

  it('keeps each of the four reversals on one shard', () => {
    const recorded = footprints.filter(({ operation }) => REVERSALS.includes(operation));
    expect(recorded.map(({ operation }) => operation)).toEqual(REVERSALS);
    expect(recorded.map(({ merchants }) => merchants)).toEqual(REVERSALS.map(() => 1));
    for (const one of spreadByMerchant(events, footprints, SHARDS)) {
      expect(one.commandsCrossing).toBe(0);
    }
  });

  it('does not keep a group of commands of several merchants on one shard', () => {
    const merchants = zipf({ length: 50, sum: 1_000 });
    expect(groupsOf(merchants, 64, 4).crossing).toBe(1);
    expect(groupsOf(merchants.slice(0, 1), 64, 4).crossing).toBe(0);
    expect(groupsOf(merchants, 1, 4).crossing).toBe(0);
  });
});

describe('a recorded statement', () => {
  const statement = { text: 'select 1', values: [] };

  it('is refused where it reads a whole table', async () => {
    const scan = { 'Node Type': 'Seq Scan', 'Relation Name': 'wallet' };
    await expect(touchesOf(statement, plan(scan))).rejects.toThrow('all of wallet is read');
  });

  it('is refused where it does not name the merchant, or reads all that one has', async () => {
    const scan = { 'Node Type': 'Index Scan', 'Index Name': 'transaction_id' };
    const anybody = { ...scan, 'Index Cond': '(id = wanted.id)' };
    await expect(touchesOf(statement, plan(anybody))).rejects.toThrow('it is not by key');
    const everything = { ...scan, 'Index Cond': '(merchant_id = wanted.merchant_id)' };
    await expect(touchesOf(statement, plan(everything))).rejects.toThrow('it is not by key');
  });
});

describe('spread by merchant and wallet', () => {
  it('keeps what a wallet leads on one shard, and a household on two', () => {
    const together = spreadByWallet(events, footprints, SHARDS).filter(
      ({ placement }) => placement === 'together',
    );
    expect(together).toHaveLength(SHARDS.length * operations.length);
    for (const { operation, wallets } of together) {
      expect(wallets).toBeGreaterThanOrEqual(1);
      expect(wallets).toBeLessThanOrEqual(operation.includes('household') ? 2 : 1);
    }
  });

  it('finds ids, references and keys elsewhere, and more so where indexes are apart', () => {
    const crossings = spreadByWallet(events, footprints, SHARDS);
    for (const { crossing, touched, written, shards } of crossings) {
      expect(crossing).toBeGreaterThan(0.9);
      expect(touched).toBeLessThanOrEqual(shards);
      expect(written).toBeLessThanOrEqual(touched);
    }
    const touchedOf = (wanted: string) =>
      crossings.filter(({ placement }) => placement === wanted).map(({ touched }) => touched);
    const together = touchedOf('together');
    for (const [i, touched] of touchedOf('apart').entries()) {
      expect(touched).toBeGreaterThanOrEqual(together[i] ?? 0);
    }
  });

  it('crosses nothing where there is one shard', () => {
    for (const one of spreadByWallet(events, footprints, [1])) {
      expect(one).toMatchObject({ crossing: 0, touched: 1, written: 1, wallets: 1 });
    }
  });

  it('puts every new id into the last range, and keeps wallets spread', () => {
    const leadings = leadingColumns(events, footprints, SHARDS);
    const rangedOf = (wanted: string) =>
      leadings.filter(({ role }) => role === wanted).map(({ ranged }) => ranged);
    expect(rangedOf('own id')).toEqual(SHARDS);
    expect(rangedOf('moment')).toEqual(SHARDS);
    for (const ranged of rangedOf('wallet')) expect(ranged).toBeLessThan(4);
    for (const { hashed } of leadings) expect(hashed.middle).toBeGreaterThanOrEqual(1);
  });
});

describe('what the simulation counts', () => {
  const parts: readonly Part[] = zipf({ length: 40, sum: 1_000 });

  it('adds up: shares to one, sizes to all the work', () => {
    for (const shards of [1, 3, 64]) {
      const shares = sharesOf(parts, shards, 0);
      expect(shares).toHaveLength(shards);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
    expect(parts.reduce((sum, { size }) => sum + size, 0)).toBeCloseTo(1_000, 9);
  });

  it('calls the hottest shard at least fair, and at least as hot as its largest merchant', () => {
    expect(heatOf(parts, 1)).toEqual({ middle: 1, worst: 1 });
    const largest = (parts[0]?.size ?? 0) / 1_000;
    const { middle, worst } = heatOf(parts, 16);
    expect(middle).toBeGreaterThanOrEqual(largest * 16);
    expect(worst).toBeGreaterThanOrEqual(middle);
  });

  it('counts the events of the busiest period, wherever it begins', () => {
    const some = [0, 50, 59, 61, 109].map(purchase);
    expect(busiest(some, 60_000)).toBe(4);
    expect(busiest([0, 60].map(purchase), 60_000)).toBe(1);
    const { serverASecond, minuteASecond, timesTheShop } = outgrown(events, 500);
    expect(timesTheShop * minuteASecond).toBeCloseTo(serverASecond, 9);
  });

  it('prints the same again', () => {
    const printed = [0, 1].map(() => [
      byMerchantSection(spreadByMerchant(events, footprints, SHARDS)),
      byWalletSection(spreadByWallet(events, footprints, SHARDS)),
    ]);
    expect(printed[1]).toEqual(printed[0]);
  });
});
