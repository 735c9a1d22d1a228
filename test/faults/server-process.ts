import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const START_PATIENCE_MS = 60_000;

/** How a process ended: by its own exit code, or by a signal. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A subgraph in a process of its own. Disposing of it kills it, if it is still there. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  /** Sends a signal, and waits until the process is gone. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<Ended>;
}

export interface StartOptions {
  /** In blocks of 512 bytes, the most that the process may write into any one file. */
  readonly fileBlocksMax?: number;
  /** Variables beside the usual. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The program; the sources unless given. */
  readonly main?: string;
}

/** Serves a ledger file from a process of its own, on a free port of 127.0.0.1. */
export async function startServer(path: string, options: StartOptions = {}) {
  const server = await launchServer(`file:${path}`, options);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

/** Serves the ledger that DATABASE_URL names; whoever starts it disposes of it. */
export async function launchServer(
  database: string,
  options: StartOptions = {},
): Promise<ServerProcess> {
  const child = launch(database, options);
  const ended = endOf(child);
  const stop: ServerProcess['stop'] = async (signal) => {
    child.kill(signal);
    return ended;
  };
  try {
    const url = await listeningUrl(child);
    return { url, stop, [Symbol.asyncDispose]: async () => void (await stop('SIGKILL')) };
  } catch (error) {
    await stop('SIGKILL');
    throw error;
  }
}

/** Starts a server and kills it so soon that it may not have come to listening. */
export async function killStarting(path: string, afterMs: number): Promise<Ended> {
  const child = launch(`file:${path}`, {});
  child.stdout?.resume();
  child.stderr?.resume();
  const ended = endOf(child);
  await sleep(afterMs);
  child.kill('SIGKILL');
  return ended;
}

function launch(database: string, options: StartOptions): ChildProcess {
  const { fileBlocksMax, environment, main = MAIN } = options;
  const env = {
    PATH: process.env['PATH'],
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: database,
    LOG_LEVEL: 'info',
    ...environment,
  };
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  if (fileBlocksMax === undefined) return spawn(process.execPath, [main], { env, stdio });
  // POSIX sh counts in 512 bytes; exec, so that signals reach the server itself.
  const limited = `ulimit -f ${fileBlocksMax}; exec "$0" "$1"`;
  return spawn('sh', ['-c', limited, process.execPath, main], { env, stdio });
}

async function endOf(child: ChildProcess): Promise<Ended> {
  await once(child, 'exit');
  return { code: child.exitCode, signal: child.signalCode };
}

/** Reads the log until the line that says where the server listens, and on, so that it drains. */
async function listeningUrl(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('the server has no output');
  const errors: string[] = [];
  stderr.setEncoding('utf8').on('data', (text: string) => {
    errors.push(text);
  });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  createInterface({ input: stdout }).on('line', (line) => {
    const { msg, url } = JSON.parse(line) as { msg?: string; url?: string };
    if (msg === 'listening' && url !== undefined) resolve(url);
  });
  child.once('exit', (code) => reject(new Error(`exit ${code} at start: ${errors.join('')}`)));
  const timer = setTimeout(() => reject(new Error('the server did not start')), START_PATIENCE_MS);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
