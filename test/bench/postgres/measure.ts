import { verifyStore } from '../../../src/store/open.ts';
import { findPostgres, LEFT_OUT } from '../../postgres/installed.ts';
import { startPostgres } from '../../postgres/server.ts';
import type { Verification } from '../ledger-file.ts';
import type { Findings, Setting } from '../part.ts';
import { run, type Seeded, seed } from './copies.ts';
import { Meter, type Round } from './meter.ts';
import { type MeasuredSide, postgresSection } from './section.ts';
import { type Side, starts } from './sides.ts';

const REVERSALS_A_ROUND = 1_000;
/** Rounds that do not count: until then programs are compiled and plans made. */
const WARM_UP_ROUNDS = 2;
/** The sides are many, and the medians of a few rounds tell them apart. */
const ROUNDS_MAX = 5;

/** Undoes on a PostgreSQL of its own in several ways, in turn. */
export async function measurePostgres(
  setting: Setting,
  transactions: number,
): Promise<Findings | string> {
  if (findPostgres() === null) return LEFT_OUT;
  const rounds = Math.min(setting.rounds, ROUNDS_MAX);
  await using server = await startPostgres({ durable: true });
  const reversals = REVERSALS_A_ROUND * (WARM_UP_ROUNDS + rounds);
  const size = Math.max(transactions, reversals);
  const started = performance.now();
  const seeded = await seed(server.url, size);
  const seededASecond = (size / (performance.now() - started)) * 1_000;
  const [[version] = []] = await run(server.url, 'show server_version');
  const sides = await measureSides(server.url, seeded, { ...setting, rounds });
  const postgres = { version: String(version), transactions: size, seededASecond, sides };
  return {
    sections: [postgresSection(postgres)],
    figures: {},
    raw: postgres,
    verified: Object.fromEntries(sides.map(({ name, verification }) => [name, verification])),
  };
}

async function measureSides(
  server: string,
  seeded: Seeded,
  setting: Setting,
): Promise<MeasuredSide[]> {
  const { rounds } = setting;
  const sides: Side[] = [];
  const measured: Round[][] = [];
  const meter = await Meter.open(server);
  try {
    for (const start of starts) sides.push(await start(seeded, setting));
    for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1) {
      const from = round * REVERSALS_A_ROUND;
      for (const [i, side] of sides.entries()) {
        const targets = seeded.targets.slice(from, from + REVERSALS_A_ROUND * side.part);
        const found = await meter.measure(side.pids, () => side.undo(targets));
        if (round >= WARM_UP_ROUNDS) (measured[i] ??= []).push(found);
      }
    }
  } finally {
    await meter.close();
    for (const side of sides) await side.stop();
  }
  const found: MeasuredSide[] = [];
  for (const [i, { name, url, part }] of sides.entries()) {
    const reversals = REVERSALS_A_ROUND * part * (WARM_UP_ROUNDS + rounds);
    const [inserted, updated, rolledBack] = await countersOf(url);
    found.push({
      name,
      rounds: measured[i] ?? [],
      inserted: inserted / reversals,
      updated: updated / reversals,
      rolledBack: (rolledBack * 1_000) / reversals,
      verification: await verify(url),
    });
  }
  return found;
}

const COUNTERS = `select
  (select sum(n_tup_ins) from pg_stat_user_tables),
  (select sum(n_tup_upd) from pg_stat_user_tables),
  (select xact_rollback from pg_stat_database where datname = current_database())`;

/** What happened in a database since it was copied; its processes have told when they ended. */
async function countersOf(url: string): Promise<[number, number, number]> {
  const [[inserted, updated, rolledBack] = []] = await run(url, COUNTERS);
  return [Number(inserted), Number(updated), Number(rolledBack)];
}

async function verify(url: string): Promise<Verification> {
  const findings: string[] = [];
  const verified = await verifyStore(url, ({ problem }) => {
    findings.push(problem);
  });
  return { ...verified, findings };
}
