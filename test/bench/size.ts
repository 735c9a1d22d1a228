import type { Server } from './child.ts';
import { sendAll } from './connections.ts';
import { verify } from './ledger-file.ts';
import type { Findings, Setting } from './part.ts';
import { whole } from './report.ts';
import { type SeededLedger, seedLedger } from './seeded-ledger.ts';
import { measureInTurn, type Side, sidesSection, speedOf, WARM_UP_ROUNDS } from './sides.ts';
import { startStorno } from './storno-server.ts';
import { postTargets, type Reversal } from './targets.ts';
import { undoing } from './undoing.ts';

/** One for each member: enough of them that what is undone is spread as widely in both. */
const SMALL = 10_000;
const CONNECTIONS = 64;
const REVERSALS_A_ROUND_MAX = 2_500;
/** Rounds may be short: a server has come to its speed before them, by undoing what is older. */
const WARM_UP_REVERSALS = 10_000;
/** What is undone is among so many of the newest, as it is in a shop. */
const NEWEST_PART = 0.01;

/** Undoes the newest of a large ledger, and of a small one. */
export async function measureSize(setting: Setting): Promise<Findings> {
  const { folder, rounds } = setting;
  const small = await seedLedger(folder, 'small', SMALL, SMALL);
  const large = await setting.largeLedger();
  const newest = Math.floor(large.transactions * NEWEST_PART);
  const affordable = Math.max(1, Math.floor(newest / (WARM_UP_ROUNDS + rounds)));
  const aRound = Math.min(REVERSALS_A_ROUND_MAX, affordable);
  const servers: Server[] = [];
  try {
    const sides: Side[] = [];
    for (const ledger of [small, large]) {
      const { server, side } = await start(setting, ledger, aRound);
      servers.push(server);
      sides.push(side);
    }
    const measured = await measureInTurn(sides, rounds);
    for (const server of servers) await server.stop();
    const [ofSmall, ofLarge] = measured;
    if (!ofSmall || !ofLarge) throw new Error('nothing was measured');
    const title =
      `size: cancelTransaction, ${CONNECTIONS} connections, of the newest ${whole(newest)}, ` +
      `${whole(aRound)} a round`;
    const section = sidesSection(title, measured, { 'against small': ofSmall }, [
      `the large ledger was ${large.origin}`,
      'beside what was posted to be undone; the goal is about 10,000,000 transactions',
    ]);
    return {
      sections: [section],
      figures: { size: speedOf(ofSmall) / speedOf(ofLarge) },
      raw: { transactions: large.transactions, measured },
      verified: { 'the small size': verify(small.path) },
    };
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function start({ rounds, program }: Setting, ledger: SeededLedger, aRound: number) {
  const { path, apiKey, transactions } = ledger;
  const post = async (count: number): Promise<Reversal> => {
    const [reversal] = await postTargets(ledger, [{ kind: 'cancelTransaction', count }]);
    if (!reversal) throw new Error('nothing was posted');
    return reversal;
  };
  const older = await post(WARM_UP_REVERSALS);
  const newest = await post(aRound * (WARM_UP_ROUNDS + rounds));
  const server = await startStorno(program, `file:${path}`, `${path}.log`);
  const name = `${whole(transactions)} transactions`;
  const side = (reversal: Reversal, each: number) =>
    undoing(server, apiKey, reversal, { name, connections: CONNECTIONS, aRound: each });
  const { url, requestsOf, isGood } = side(older, WARM_UP_REVERSALS);
  await sendAll(url, requestsOf(0), CONNECTIONS, isGood);
  return { server, side: side(newest, aRound) };
}
