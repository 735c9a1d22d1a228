import { hash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/graphql/schema.ts';
import type { Engine } from '../contract/engine.ts';
import { sqlite } from '../contract/engine-sqlite.ts';
import { breachesOf, rowsOf } from '../faults/ledger-file.ts';
import { numberFrom } from '../faults/seeded.ts';
import { type BadRequest, badRequests } from './bad-values.ts';
import { openPlace } from './place.ts';

const COUNT = numberFrom('STORNO_BAD_VALUES', 5_000);
const SEED = numberFrom('STORNO_SEED', 20_260_115);
const TOGETHER = 16;

/** A hash over every row of the ledger; answers to keys are none of it. */
function ledgerOf(file: string): string {
  const tables = rowsOf(file, "select name from sqlite_master where type = 'table' order by name");
  const rows = tables
    .map(({ name }) => String(name))
    .filter((name) => name !== 'idempotency' && !name.startsWith('sqlite_'))
    .map((name) => [name, rowsOf(file, `select * from "${name}"`)]);
  const text = JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return hash('sha256', text);
}

/** A shop with something of everything that can be named, and the file that it is in. */
async function openShop() {
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
  const { shop } = place;
  const [stars, pounds] = [await shop.wallet('ann', 'stars'), await shop.wallet('ann', 'GBP')];
  const earned = await shop.post('accruePoints', { walletId: stars, amount: '100' });
  await shop.post('topUpWallet', { walletId: pounds, amount: '100' });
  const order = { walletId: pounds, amount: '10', externalReference: 'order' };
  await shop.post('recordPurchase', order);
  const names = {
    walletId: stars,
    transactionId: earned.id,
    originalTransactionId: earned.id,
    externalReference: 'order',
    memberId: 'ann',
    memberCode: 'ann',
    programId: 'club',
    merchantId: 'shop',
    currency: 'stars',
    id: stars,
  };
  return { place, stars, file: files[0] ?? '', names };
}

/** What must not be in an answer to anything. */
const INNARDS = /INTERNAL_SERVER_ERROR|\bat [\w.<]+ \(|node_modules|\.ts:\d|sqlite|drizzle/i;

describe(`${COUNT} bad values over every field of every input`, () => {
  it('case 62: bring no 5xx, no stack and no write, and leave a server that answers', async () => {
    const { place, stars, file, names } = await openShop();
    const requests = fc.sample(badRequests(buildSchema(), names), { numRuns: COUNT, seed: SEED });
    const before = ledgerOf(file);
    const wrong: unknown[] = [];
    const send = async ({ query, variables, place: where }: BadRequest) => {
      const heard = await place.ask(query, variables);
      const isFine = heard.status < 500 && heard.status >= 200 && !INNARDS.test(heard.text);
      const isGranted =
        /"__typename":"\w+Success"/.test(heard.text) && query.startsWith('mutation');
      if (!isFine || isGranted) wrong.push([where, variables, heard.status, heard.text]);
    };
    for (let from = 0; from < requests.length; from += TOGETHER) {
      await Promise.all(requests.slice(from, from + TOGETHER).map(send));
    }
    expect(wrong).toEqual([]);
    expect(ledgerOf(file)).toBe(before);
    expect(breachesOf(file)).toEqual([]);

    const fields = new Set(requests.map((request) => request.place));
    expect(fields.size).toBeGreaterThan(150);
    const correct = await place.shop.run('accruePoints', { walletId: stars, amount: '1' });
    expect(correct).toMatchObject({ __typename: 'AccruePointsSuccess', balance: '101.00' });
    expect(ledgerOf(file)).not.toBe(before);
  }, 120_000);
});
