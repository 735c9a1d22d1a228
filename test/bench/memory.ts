import { join } from 'node:path';
import { sendAll } from './connections.ts';
import type { Findings, Setting } from './part.ts';
import { peakBytesOf, residentBytesOf } from './proc.ts';
import { whole } from './report.ts';
import { startStorno } from './storno-server.ts';
import { postTargets } from './targets.ts';
import { undoing } from './undoing.ts';

const REVERSALS = 15_000;
const MEGABYTE = 1_000_000;

interface Measured {
  readonly connections: number;
  /** Null where the system does not tell. */
  readonly peakBytes: number | null;
  readonly afterwardsBytes: number | null;
}

/** The most memory that a server has, over few and over many connections: a new one for each. */
export async function measureMemory(setting: Setting): Promise<Findings> {
  const ledger = await setting.largeLedger();
  const wanted = { kind: 'cancelTransaction', count: REVERSALS } as const;
  const [few, many] = await postTargets(ledger, [wanted, wanted]);
  if (!few || !many) throw new Error('nothing was posted');
  const measured: Measured[] = [];
  for (const [connections, reversal] of [[64, few] as const, [512, many] as const]) {
    const output = join(setting.folder, `memory-${connections}.log`);
    const server = await startStorno(setting.program, `file:${ledger.path}`, output);
    try {
      const name = `${connections} connections`;
      const undo = { name, connections, aRound: REVERSALS };
      const side = undoing(server, ledger.apiKey, reversal, undo);
      await sendAll(side.url, side.requestsOf(0), connections, side.isGood);
      const [peakBytes, afterwardsBytes] = [peakBytesOf(server.pid), residentBytesOf(server.pid)];
      measured.push({ connections, peakBytes, afterwardsBytes });
    } finally {
      await server.stop();
    }
  }
  const [ofFew, ofMany] = measured.map(({ peakBytes }) => peakBytes);
  return {
    sections: [
      {
        title: `memory: a new server each, ${whole(REVERSALS)} times cancelTransaction`,
        head: ['', 'peak MB', 'afterwards MB'],
        rows: measured.map(({ connections, peakBytes, afterwardsBytes }) => [
          `${connections} connections`,
          megabytes(peakBytes),
          megabytes(afterwardsBytes),
        ]),
        notes: [
          'VmHWM and VmRSS of its process: resident, the pages of files that it maps included',
        ],
      },
    ],
    figures: {
      ...(ofFew ? { memory: ofFew / MEGABYTE } : {}),
      ...(ofMany ? { memoryWide: ofMany / MEGABYTE } : {}),
    },
    raw: measured,
  };
}

export function megabytes(bytes: number | null): string {
  return bytes === null ? 'unknown' : whole(bytes / MEGABYTE);
}
