import { readdirSync, readFileSync } from 'node:fs';

/** What /proc counts in, whatever the machine. */
const TICK_MS = 10;
/** Places in /proc/PID/stat, counted from behind the name, which may hold anything. */
const PARENT = 1;
const OWN_TIMES = [11, 12];
const TIMES_OF_ENDED_CHILDREN = [13, 14];
const KIBIBYTE = 1_024;

/** How much CPU a process has used, milliseconds; null where the system does not tell. */
export function cpuMsOf(pid: number): number | null {
  const stat = statOf(pid);
  return stat && sumOf(stat, OWN_TIMES);
}

/** How much CPU a process and its children have used, those that have ended included. */
export function cpuMsOfTree(pid: number): number | null {
  const parent = statOf(pid);
  if (!parent) return null;
  const children = readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    return stat && Number(stat[PARENT]) === pid ? [sumOf(stat, OWN_TIMES)] : [];
  });
  const own = sumOf(parent, [...OWN_TIMES, ...TIMES_OF_ENDED_CHILDREN]);
  return children.reduce((total, of) => total + of, own);
}

export function parentOf(pid: number): number | null {
  const stat = statOf(pid);
  return stat && Number(stat[PARENT]);
}

/** How much memory a process has in use; null where the system does not tell. */
export function residentBytesOf(pid: number): number | null {
  return kibibytesIn(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB$/m);
}

/** The most memory that a process has had in use since it started. */
export function peakBytesOf(pid: number): number | null {
  return kibibytesIn(`/proc/${pid}/status`, /^VmHWM:\s+(\d+) kB$/m);
}

/** What this process has written so far, to files and elsewhere, all of its threads. */
export function writtenBytes(): number | null {
  const count = /^wchar: (\d+)$/m.exec(read('/proc/self/io') ?? '')?.[1];
  return count === undefined ? null : Number(count);
}

function kibibytesIn(path: string, pattern: RegExp): number | null {
  const count = pattern.exec(read(path) ?? '')?.[1];
  return count === undefined ? null : Number(count) * KIBIBYTE;
}

function statOf(pid: number): string[] | null {
  const text = read(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function sumOf(stat: readonly string[], places: readonly number[]): number {
  return places.reduce((total, place) => total + Number(stat[place]) * TICK_MS, 0);
}
