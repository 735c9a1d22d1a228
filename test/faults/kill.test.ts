import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectKeysFindOut, expectSums, expectWholeOrNothing } from './aftermath.ts';
import { createLedgerFile, numberOf } from './ledger-file.ts';
import { LANES, Load, openWallets } from './load.ts';
import { chanceOf, numberFrom } from './seeded.ts';
import { killStarting, startServer } from './server-process.ts';

/** More for a longer campaign: STORNO_KILL_ROUNDS=500 npx vitest run … kill */
const ROUNDS = numberFrom('STORNO_KILL_ROUNDS', 10);
const SEED = numberFrom('STORNO_KILL_SEED', 20_260_115);
const ROUND_PATIENCE_MS = 20_000;

/** A file with a load on it. */
async function openLoad(seed: number) {
  const chance = chanceOf(seed);
  const file = await createLedgerFile();
  const server = await startServer(file.path);
  const client = file.client(server.url);
  const wallets = await openWallets(client);
  return { chance, file, server, client, wallets, load: new Load(chance, wallets) };
}

describe('a server process under load', () => {
  it(
    `case 51: killed ${ROUNDS} times, it keeps what it answered, and the rest whole or not at all`,
    async () => {
      const opened = await openLoad(SEED);
      const { chance, file, wallets, load } = opened;
      let { server, client } = opened;
      let settled = 0;
      for (let round = 1; round <= ROUNDS; round += 1) {
        const running = load.run(client);
        await sleep(chance.between(5, 400));
        expect(await server.stop('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
        await running;

        const sent = load.sent.slice(settled);
        expect(sent.filter(({ failure }) => failure !== null)).toHaveLength(LANES);
        await expectWholeOrNothing(file, load.sent);
        server = await startServer(file.path);
        client = file.client(server.url);
        await expectKeysFindOut(file, client, sent);
        settled = load.sent.length;
      }

      await expectKeysFindOut(file, client, load.sent);
      await expectSums(file, client, load, wallets);
      // Otherwise the server was killed before it had anything to lose.
      expect(load.sent.length).toBeGreaterThan(ROUNDS * LANES * 2);
      expect(numberOf(file.path, 'select count(*) from idempotency')).toBe(load.sent.length);
    },
    ROUNDS * ROUND_PATIENCE_MS,
  );

  it('case 51: killed while it starts, it comes up the next time', async () => {
    const { chance, file, server, client, wallets, load } = await openLoad(SEED + 1);
    const running = load.run(client);
    await sleep(200);
    await server.stop('SIGKILL');
    await running;
    for (let round = 0; round < 5; round += 1) {
      const ended = await killStarting(file.path, chance.between(200, 1_200));
      expect(ended).toEqual({ code: null, signal: 'SIGKILL' });
    }
    const again = await startServer(file.path);
    await expectKeysFindOut(file, file.client(again.url), load.sent);
    await expectSums(file, file.client(again.url), load, wallets);
  }, 60_000);

  it('told to stop, answers what is under way, does nothing more, and exits with 0', async () => {
    const { file, server, client, wallets, load } = await openLoad(SEED + 2);
    const running = load.run(client);
    await sleep(400);
    expect(await server.stop('SIGTERM')).toEqual({ code: 0, signal: null });
    await running;

    const unanswered = load.sent.filter(({ answer }) => answer === null);
    expect(unanswered).toHaveLength(LANES);
    for (const { failure } of unanswered) {
      expect(failure).toMatch(/fetch failed|SERVICE_UNAVAILABLE/);
    }
    await expectWholeOrNothing(file, load.sent);
    // No request was carried out whose caller was not told so.
    const answered = load.sent.length - LANES;
    expect(answered).toBeGreaterThan(LANES);
    expect(numberOf(file.path, 'select count(*) from idempotency')).toBe(answered);

    const again = await startServer(file.path);
    await expectKeysFindOut(file, file.client(again.url), load.sent);
    await expectSums(file, file.client(again.url), load, wallets);
  }, 60_000);
});
