import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const START_PATIENCE_MS = 20_000;
const STOP_PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 20;
const URL_PATTERN = /http:\/\/127\.0\.0\.1:\d+/;

/** A server in a process of its own. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a program that writes where it listens. Its output goes to a file, as a service's log
 * does: a pipe would have to be emptied by the process that measures. It is looked at every so
 * many milliseconds until the server listens.
 */
export async function startServer(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  output: string,
  lookEveryMs = LOOK_EVERY_MS,
): Promise<Server> {
  const log = openSync(output, 'w');
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = once(child, 'exit');
  // Nothing outlives the benchmark, however it ends.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => void process.off('exit', kill));
  try {
    const url = await listeningUrl(child, output, lookEveryMs);
    return { url, pid: child.pid ?? 0, stop: () => stop(child, ended) };
  } catch (error) {
    await stop(child, ended);
    throw error;
  }
}

async function listeningUrl(
  child: ChildProcess,
  output: string,
  lookEveryMs: number,
): Promise<string> {
  const deadline = performance.now() + START_PATIENCE_MS;
  while (performance.now() < deadline && isRunning(child)) {
    const [url] = URL_PATTERN.exec(existsSync(output) ? readFileSync(output, 'utf8') : '') ?? [];
    if (url !== undefined) return url;
    await sleep(lookEveryMs);
  }
  throw new Error(`a server did not start: ${readFileSync(output, 'utf8')}`);
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (!isRunning(child)) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => void child.kill('SIGKILL'), STOP_PATIENCE_MS);
  await ended;
  clearTimeout(timer);
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
