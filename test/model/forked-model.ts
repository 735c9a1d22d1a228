import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Told } from './model-process.ts';

const PROGRAM = fileURLToPath(new URL('model-process.ts', import.meta.url));

/** A server in a process of its own, whose clock its parent sets. */
export interface ForkedModel {
  readonly url: string;
  turn(at: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server of a ledger; it may be one of several. */
export async function forkModel(
  database: string,
  onDefect: (line: string) => void,
): Promise<ForkedModel> {
  const child = fork(PROGRAM, [database], { env: { PATH: process.env['PATH'] }, execArgv: [] });
  const gone = once(child, 'exit');
  const next = Promise.withResolvers<string>();
  let turned = Promise.withResolvers<void>();
  child.on('message', (told: Told) => {
    if ('url' in told) next.resolve(told.url);
    if ('at' in told) turned.resolve();
    if ('defect' in told) onDefect(told.defect);
  });
  child.once('exit', (code) => {
    const error = new Error(`the server ended with ${code}`);
    next.reject(error);
    turned.reject(error);
  });
  return {
    url: await next.promise,
    turn(at) {
      turned = Promise.withResolvers<void>();
      child.send(at);
      return turned.promise;
    },
    async close() {
      child.disconnect();
      await gone;
    },
  };
}
