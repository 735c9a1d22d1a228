import type { ImportCounts } from '../../ledger/store.ts';
import { SECOND_MS } from '../../ledger/time.ts';
import type { Example } from './examples.ts';

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

export function formatNumber(value: number): string {
  return number.format(value);
}

/** How many events there were of each operation and answer, as a table. */
export function tableOf(counts: ImportCounts): string {
  const rows = Object.entries(counts).flatMap(([op, answers]) =>
    Object.entries(answers).map(([name, count]) => [op, name, formatNumber(count)] as const),
  );
  const head = ['operation', 'answer', 'events'] as const;
  const [wide, wider, last] = [0, 1, 2].map((column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows]
    .map(([op, name, count]) => {
      return `${op.padEnd(wide ?? 0)}  ${name.padEnd(wider ?? 0)}  ${count.padStart(last ?? 0)}`;
    })
    .join('\n');
}

/** Why events were refused: the first of each kind. */
export function reasonsOf(examples: readonly Example[], path: string): string {
  return examples
    .map(({ op, name, line, message }) => `${path}:${line}: ${op}: ${name}: ${message}`)
    .join('\n');
}

export function speedOf(events: number, elapsedMs: number): string {
  const seconds = elapsedMs / SECOND_MS;
  const rate = seconds > 0 ? formatNumber(events / seconds) : '-';
  return `${formatNumber(events)} events in ${seconds.toFixed(1)} s: ${rate} a second`;
}

export function eventsIn(counts: ImportCounts): number {
  const ofOp = Object.entries(counts).filter(([op]) => op !== 'openWallet');
  const all = ofOp.flatMap(([, answers]) => Object.values(answers));
  return all.reduce((sum, count) => sum + count, 0);
}
