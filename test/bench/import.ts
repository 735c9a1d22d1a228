import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verify } from './ledger-file.ts';
import type { Findings, Setting } from './part.ts';
import { type Section, whole } from './report.ts';
import { median } from './statistics.ts';

const CLI = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const EVENTS = fileURLToPath(
  new URL('../../../shared/data/online-retail/events-2010-12-to-2011-02.jsonl.gz', import.meta.url),
);
const SPEED = /^[\d,]+ events in [\d.]+ s: ([\d,]+) a second$/m;
const TIMEOUT_MS = 60_000;
const IMPORTS_MAX = 3;

/** Imports real purchases by the command line. */
export async function measureImport({ folder, rounds }: Setting): Promise<Findings | string> {
  if (!existsSync(EVENTS)) return 'left out, its data is not there';
  const eventsASecond: number[] = [];
  const pathOf = (round: number): string => join(folder, `import-${round}.db`);
  const last = Math.min(rounds, IMPORTS_MAX);
  for (let round = 1; round <= last; round += 1) {
    const args = [CLI, '--database', `file:${pathOf(round)}`, 'import', EVENTS];
    const { stdout } = spawnSync(process.execPath, args, { timeout: TIMEOUT_MS, encoding: 'utf8' });
    const speed = Number(SPEED.exec(stdout)?.[1]?.replaceAll(',', ''));
    if (!(speed > 0)) throw new Error(`the import did not end well: ${stdout}`);
    eventsASecond.push(speed);
  }
  return {
    sections: [importSection(eventsASecond)],
    figures: { imports: median(eventsASecond) },
    raw: eventsASecond,
    verified: { import: verify(pathOf(last)) },
  };
}

function importSection(eventsASecond: readonly number[]): Section {
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
