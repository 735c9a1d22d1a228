import { Client as Connection } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Engine } from '../contract/engine.ts';
import { postgres } from '../contract/engine-postgres.ts';
import { openWorld } from '../contract/world.ts';

const { STORNO_TEST_SERVER: server } = process.env;

const ACCRUE = `mutation ($input: AccruePointsInput!) { accruePoints(input: $input) {
  __typename } }`;

/** A world, and a connection of somebody else to its database, in a transaction. */
async function openWithStranger(url: string) {
  const engine = postgres(url);
  onTestFinished(() => engine.stop?.());
  const place = await engine.provide();
  const here: Engine = { name: engine.name, provide: async () => place };
  const { shop } = await openWorld(here);
  const walletId = await shop.wallet('ann', 'stars');
  const stranger = new Connection({ connectionString: place.database });
  await stranger.connect();
  onTestFinished(() => stranger.end());
  await stranger.query('begin');
  return { shop, walletId, stranger };
}

describe.runIf(server)('a stranger who holds a row of a wallet, on PostgreSQL', () => {
  it('has commands wait, and keeps nobody from reading', async () => {
    const { shop, walletId, stranger } = await openWithStranger(server ?? '');
    await stranger.query('select * from wallet for update');
    const input = { walletId, amount: '1.00', idempotencyKey: 'key' };
    const waiting = shop.run('accruePoints', input);
    expect(await shop.balances(walletId)).toMatchObject({ total: '0.00' });
    await stranger.query('rollback');
    expect(await waiting).toMatchObject({ __typename: 'AccruePointsSuccess', replayed: false });
  });

  it('who never lets go has commands turned away, and nothing written', async () => {
    const { shop, walletId, stranger } = await openWithStranger(server ?? '');
    await stranger.query('select * from wallet for update');
    const input = { walletId, amount: '1.00', idempotencyKey: 'key' };
    const { status, text } = await shop.send(ACCRUE, { input });
    expect(JSON.parse(text)).toMatchObject({
      data: { accruePoints: null },
      errors: [{ extensions: { code: 'UNAVAILABLE' } }],
    });
    expect(status).toBe(503);
    expect(await shop.balances(walletId)).toMatchObject({ total: '0.00' });
    await stranger.query('rollback');
    expect(await shop.run('accruePoints', input)).toMatchObject({ replayed: false });
    expect(await shop.balances(walletId)).toMatchObject({ total: '1.00' });
  });
});
