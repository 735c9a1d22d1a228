import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Done, Task, Way } from './undo.ts';

const PROGRAM = fileURLToPath(new URL('./undo.ts', import.meta.url));

/** A process that undoes transactions, so that whoever measures takes no part in it. */
export class Undoer {
  private readonly child: ChildProcess;

  static async start(way: Way, url: string): Promise<Undoer> {
    const undoer = new Undoer(fork(PROGRAM, [way, url], { env: { PATH: process.env['PATH'] } }));
    await undoer.message();
    return undoer;
  }

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async undo(task: Task): Promise<Done> {
    this.child.send(task);
    return (await this.message()) as Done;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }

  /** What it says next; an end without a word is an error. */
  private async message(): Promise<unknown> {
    const silence = new AbortController();
    const { signal } = silence;
    const ended = once(this.child, 'exit', { signal }).then(([code]) => {
      throw new Error(`a process that undoes ended with ${String(code)}`);
    });
    try {
      const said: readonly unknown[] = await Promise.race([
        once(this.child, 'message', { signal }),
        ended,
      ]);
      return said[0];
    } finally {
      silence.abort();
      ended.catch(() => null);
    }
  }
}
