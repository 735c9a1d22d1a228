import type { Verification } from '../ledger-file.ts';
import { ratio, type Section, whole } from '../report.ts';
import { median } from '../statistics.ts';
import type { Round } from './meter.ts';
import { IN_FLIGHT, RIVAL } from './sides.ts';

export interface MeasuredSide {
  readonly name: string;
  readonly rounds: readonly Round[];
  /** Rows a reversal; those that were rolled back are counted as well. */
  readonly inserted: number;
  readonly updated: number;
  /** Transactions of the database that were rolled back, a thousand reversals. */
  readonly rolledBack: number;
  readonly verification: Verification;
}

interface Postgres {
  readonly version: string;
  readonly transactions: number;
  readonly seededASecond: number;
  readonly sides: readonly MeasuredSide[];
}

export function postgresSection(measured: Postgres): Section {
  const { version, transactions, seededASecond, sides } = measured;
  const rival = sides.find(({ name }) => name === RIVAL);
  return {
    title:
      `postgres: durable, PostgreSQL ${version} as it comes, ${whole(transactions)} accruals, ` +
      `cancelTransaction with an idempotency key, ${IN_FLIGHT} under way`,
    head: [
      '',
      'reversals/s',
      'p50 ms',
      'p99 ms',
      'Node µs',
      'server µs',
      'WAL kB',
      'rolled back ‰',
      'against the function',
    ],
    rows: sides.map((side) => [
      side.name,
      whole(speedOf(side)),
      middle(side, ({ p50Ms }) => p50Ms)?.toFixed(1) ?? '',
      middle(side, ({ p99Ms }) => p99Ms)?.toFixed(1) ?? '',
      text(middle(side, ({ clientMicros }) => clientMicros)),
      text(middle(side, ({ serverMicros }) => serverMicros)),
      ((middle(side, ({ walBytes }) => walBytes) ?? 0) / 1_024).toFixed(1),
      side.rolledBack.toFixed(1),
      rival ? ratio(speedOf(side) / speedOf(rival)) : '',
    ]),
    notes: [
      `medians of ${rival?.rounds.length ?? 0} rounds, all sides in turn, each on its own copy`,
      `seeded through Storno, ${whole(seededASecond)} transactions a second`,
      ...sides.slice(0, 2).map((side) => `rows a reversal: ${written(side)}, ${side.name}`),
      ...sides.flatMap(turnedAway),
    ],
  };
}

function written({ inserted, updated }: MeasuredSide): string {
  return `${inserted.toFixed(1)} inserted and ${updated.toFixed(1)} updated`;
}

function speedOf(side: MeasuredSide): number {
  return median(side.rounds.map(({ reversalsASecond }) => reversalsASecond));
}

/** Null where the system does not tell. */
function middle(side: MeasuredSide, of: (round: Round) => number | null): number | null {
  const values = side.rounds.flatMap((round) => of(round) ?? []);
  return values.length > 0 ? median(values) : null;
}

function text(value: number | null): string {
  return value === null ? 'unknown' : whole(value);
}

function turnedAway({ name, rounds }: MeasuredSide): string[] {
  const times = rounds.reduce((sum, round) => sum + round.turnedAway, 0);
  return times > 0 ? [`told to come again ${whole(times)} times: ${name}`] : [];
}
