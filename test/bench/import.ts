import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Section, whole } from './report.ts';
import { median } from './statistics.ts';

const CLI = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const EVENTS = fileURLToPath(
  new URL('../../../shared/data/online-retail/events-2010-12-to-2011-02.jsonl.gz', import.meta.url),
);
const SPEED = /^[\d,]+ events in [\d.]+ s: ([\d,]+) a second$/m;
const TIMEOUT_MS = 60_000;

export interface Imports {
  /** The last ledger that was filled. */
  readonly path: string;
  readonly eventsASecond: readonly number[];
}

/** Imports real purchases by the command line; null where their file is not there. */
export function measureImport(folder: string, rounds: number): Imports | null {
  if (!existsSync(EVENTS)) return null;
  const eventsASecond: number[] = [];
  const pathOf = (round: number): string => join(folder, `import-${round}.db`);
  for (let round = 1; round <= rounds; round += 1) {
    const args = [CLI, '--database', `file:${pathOf(round)}`, 'import', EVENTS];
    const { stdout } = spawnSync(process.execPath, args, { timeout: TIMEOUT_MS, encoding: 'utf8' });
    const speed = Number(SPEED.exec(stdout)?.[1]?.replaceAll(',', ''));
    if (!(speed > 0)) throw new Error(`the import did not end well: ${stdout}`);
    eventsASecond.push(speed);
  }
  return { path: pathOf(rounds), eventsASecond };
}

export function importSection({ eventsASecond }: Imports): Section {
  return {
    title: 'import: real purchases and their cancellations, from a gzip file',
    head: ['', 'events/s', 'least', 'most'],
    rows: [
      [
        'storno import',
        whole(median(eventsASecond)),
        whole(Math.min(...eventsASecond)),
        whole(Math.max(...eventsASecond)),
      ],
    ],
    notes: [`median of ${eventsASecond.length} imports, each into a new ledger`],
  };
}
