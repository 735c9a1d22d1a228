import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';

/** Where Linux tells a thread its own id: "process/task/thread". */
const OWN_THREAD = '/proc/thread-self';
/** What the scheduler prefers to all else. */
const NICENESS_MIN = -20;

/**
 * Has the scheduler prefer the calling thread to the process's main thread by so much of niceness;
 * threads that it starts inherit that. Elsewhere than on Linux, and without CAP_SYS_NICE, which
 * root has unless a container took it, all stays as it was.
 */
export function preferThread(by: number): void {
  try {
    const niceness = Math.max(NICENESS_MIN, getPriority(process.pid) - by);
    setPriority(Number(basename(readlinkSync(OWN_THREAD))), niceness);
  } catch {
    // It would have been faster.
  }
}
