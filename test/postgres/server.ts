import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { findPostgres } from './installed.ts';

/** A PostgreSQL server of a test's own. Disposing of it leaves no process and no folder. */
export interface PostgresServer extends AsyncDisposable {
  /** Of the database `postgres`, for its superuser; no password is asked for. */
  readonly url: string;
  /** Ends it at once: nothing is flushed, and every connection is cut. */
  crash(): Promise<void>;
  /** Starts it again after a crash, and waits until it has recovered. */
  restart(): Promise<void>;
}

export interface PostgresOptions {
  /** Whether a commit is on the disk when it is answered, as it has to be anywhere but in tests. */
  readonly durable: boolean;
}

/**
 * Below the range from which outgoing connections get theirs: while the server is down, a client
 * that tries again and again would some day be given its port.
 */
const PORTS = { min: 20_000, max: 30_000 };
const START_PATIENCE_MS = 60_000;
const ASKED_EVERY_MS = 50;
const LOG_SHOWN_CHARACTERS = 2_000;

/** The server refuses to run as root: these are tried then. */
const USERS = ['postgres', 'nobody'];

/**
 * Starts the server at every line on its input, and ends it at the end of the input: whatever
 * becomes of the tests, nothing is left behind.
 */
const KEEPER = `trap '' INT TERM
folder=$1
shift
while read -r line; do "$@" >>"$folder/log" 2>&1 & done
kill -QUIT $! 2>/dev/null
wait
rm -rf "$folder"`;

const IN_A_HURRY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Starts a server on a free port of 127.0.0.1, with an empty folder of its own. */
export async function startPostgres({ durable }: PostgresOptions): Promise<PostgresServer> {
  const bin = findPostgres();
  if (bin === null) throw new Error('there is no PostgreSQL server on this machine');
  const user = await userToRunAs();
  const folder = mkdtempSync(join(tmpdir(), 'storno-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    ...(durable ? [] : IN_A_HURRY),
  ].flatMap((setting) => ['-c', setting]);
  const command = [join(bin, 'postgres'), '-D', data, '-p', String(port), ...settings];
  const keeper = spawn('sh', ['-c', KEEPER, 'sh', folder, ...command], {
    stdio: ['pipe', 'ignore', 'inherit'],
    cwd: folder,
    ...user,
  });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const start = async () => {
    keeper.stdin.write('start\n');
    await untilItAnswers(url, join(folder, 'log'));
  };
  const server: PostgresServer = {
    url,
    async crash() {
      await run(join(bin, 'pg_ctl'), ['stop', '-m', 'immediate', '-D', data], user);
    },
    restart: start,
    [Symbol.asyncDispose]: () => endOf(keeper, folder),
  };
  try {
    const options = ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--no-sync'];
    await run(join(bin, 'initdb'), [...options, '--encoding', 'UTF8', '--no-locale'], user);
    await start();
    return server;
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}

async function endOf(keeper: ChildProcess, folder: string): Promise<void> {
  if (keeper.exitCode === null && keeper.signalCode === null) {
    keeper.stdin?.end();
    await once(keeper, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Runs a program to its end. Returns what it printed. */
async function run(file: string, args: readonly string[], user: User | null): Promise<string> {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...user });
  const printed = Promise.all([text(child.stdout), text(child.stderr)]);
  await once(child, 'close');
  const [stdout, stderr] = await printed;
  if (child.exitCode !== 0) throw new Error(`${file} failed: ${stderr}`);
  return stdout;
}

/** Null: it can run as whoever runs the tests. */
async function userToRunAs(): Promise<User | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of USERS) {
    try {
      const ids = await Promise.all([run('id', ['-u', name], null), run('id', ['-g', name], null)]);
      const [uid, gid] = ids.map(Number);
      if (uid && gid) return { uid, gid };
    } catch {
      // There is no such user: the next one will do.
    }
  }
  throw new Error(`PostgreSQL does not run as root, and there is no ${USERS.join(' or ')}`);
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.min, PORTS.max);
    const probe = createServer();
    try {
      probe.listen(port, '127.0.0.1');
      await once(probe, 'listening');
      return port;
    } catch {
      // Somebody listens there.
    } finally {
      probe.close();
    }
  }
}

async function untilItAnswers(url: string, log: string): Promise<void> {
  const patience = performance.now() + START_PATIENCE_MS;
  for (;;) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (performance.now() > patience) {
        const told = readFileSync(log, 'utf8').slice(-LOG_SHOWN_CHARACTERS);
        throw new Error(`PostgreSQL did not start: ${told}`, { cause: error });
      }
      await sleep(ASKED_EVERY_MS);
    } finally {
      await client.end();
    }
  }
}
