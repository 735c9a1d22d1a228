import { readdirSync, readFileSync } from 'node:fs';

/** What /proc counts in, whatever the machine. */
const TICK_MS = 10;
/** Places in /proc/PID/stat, counted from behind the name, which may hold anything. */
const PARENT = 1;
const OWN_TIMES = [11, 12];
const TIMES_OF_ENDED_CHILDREN = [13, 14];

/** How much CPU a process has used, milliseconds; null where the system does not tell. */
export function cpuMsOf(pid: number): number | null {
  const stat = read(pid);
  return stat && sumOf(stat, OWN_TIMES);
}

/** How much CPU a process and its children have used, those that have ended included. */
export function cpuMsOfTree(pid: number): number | null {
  const parent = read(pid);
  if (!parent) return null;
  const children = readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? read(Number(name)) : null;
    return stat && Number(stat[PARENT]) === pid ? [sumOf(stat, OWN_TIMES)] : [];
  });
  const own = sumOf(parent, [...OWN_TIMES, ...TIMES_OF_ENDED_CHILDREN]);
  return children.reduce((total, of) => total + of, own);
}

export function parentOf(pid: number): number | null {
  const stat = read(pid);
  return stat && Number(stat[PARENT]);
}

function read(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function sumOf(stat: readonly string[], places: readonly number[]): number {
  return places.reduce((total, place) => total + Number(stat[place]) * TICK_MS, 0);
}
