import { describe, expect, it } from 'vitest';
import { sqliteInThread } from '../contract/engine-sqlite.ts';
import { engines } from '../contract/engines.ts';
import { DAY } from '../contract/world.ts';
import { type Heard, openPlace, type Place, refusalOf } from './place.ts';
import { ROWS } from './rows.ts';

const QUOTA_EXCEEDED = '429 QUOTA_EXCEEDED';
const TOGETHER = 16;
/** The number of answers is estimated from a sample: this many are enough for every luck. */
const COMMANDS_MAX = 8_000;
const ledgers = [...engines, sqliteInThread];
const ACCRUE = `mutation ($input: AccruePointsInput!) { accruePoints(input: $input) {
  __typename ... on AccruePointsSuccess { replayed } } }`;

function accrue(place: Place, walletId: string, idempotencyKey?: string): Promise<Heard> {
  return place.ask(ACCRUE, { input: { walletId, amount: '1', idempotencyKey } });
}

function replayedIn({ body }: Heard): unknown {
  return (body as { data: { accruePoints: { replayed: boolean } } }).data.accruePoints.replayed;
}

describe.each(ledgers)(`against ${ROWS.endlessKeys} on $name`, { timeout: 240_000 }, (engine) => {
  it('are kept for as long as was promised, and then forgotten, a few with every few', async () => {
    const answers = { retentionMs: DAY, perMerchantMax: 1_000_000 };
    const place = await openPlace({ security: { answers } }, engine);
    const walletId = await place.shop.wallet('ann', 'stars');
    for (let n = 0; n < 40; n += 1) await accrue(place, walletId, `old-${n}`);
    place.pass(DAY - 1);
    for (let n = 0; n < 20; n += 1) await accrue(place, walletId, `younger-${n}`);
    for (const n of [0, 39]) {
      expect(replayedIn(await accrue(place, walletId, `old-${n}`))).toBe(true);
    }
    place.pass(1);
    for (let n = 0; n < 40; n += 1) await accrue(place, walletId, `new-${n}`);
    const again = await Promise.all([0, 39].map((n) => accrue(place, walletId, `old-${n}`)));
    expect(again.map(replayedIn)).toEqual([false, false]);
    for (const key of ['younger-0', 'younger-19', 'new-0', 'new-39']) {
      expect(replayedIn(await accrue(place, walletId, key))).toBe(true);
    }
    expect(await place.shop.balances(walletId)).toMatchObject({ total: '102.00' });
  });

  it('are turned away at the quota, unlike what came before or has no key', async () => {
    const answers = { retentionMs: DAY, perMerchantMax: 256 };
    const place = await openPlace({ security: { answers } }, engine);
    const walletId = await place.shop.wallet('ann', 'stars');
    let granted = 0;
    let refused: Heard | null = null;
    for (let n = 0; n < COMMANDS_MAX && !refused; n += TOGETHER) {
      const asked = Array.from({ length: TOGETHER }, (_, i) =>
        accrue(place, walletId, `key-${n + i}`),
      );
      const heard = await Promise.all(asked);
      granted += heard.filter((one) => refusalOf(one) === '200 OK').length;
      refused = heard.find((one) => refusalOf(one) !== '200 OK') ?? null;
    }
    if (!refused) throw new Error('nothing was ever turned away');
    expect(refusalOf(refused)).toBe(QUOTA_EXCEEDED);
    expect(refused.body).toMatchObject({ data: { accruePoints: null } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // Nothing of it was written; what was granted stands, and its keys are known.
    expect(await place.shop.balances(walletId)).toMatchObject({ total: `${granted}.00` });
    expect(replayedIn(await accrue(place, walletId, 'key-0'))).toBe(true);
    expect(replayedIn(await accrue(place, walletId))).toBe(false);
    const conflict = await place.ask(ACCRUE, {
      input: { walletId, amount: '2', idempotencyKey: 'key-0' },
    });
    expect(conflict.text).toContain('IdempotencyConflictError');
    // Another merchant has a quota of its own.
    const theirs = await place.rival.wallet('zoe', 'stars');
    const own = { walletId: theirs, amount: '1', idempotencyKey: 'key-0' };
    expect((await place.rival.run('accruePoints', own)).__typename).toBe('AccruePointsSuccess');
  });
});
