import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError, readConfig } from '../config.ts';
import { isServer, openStore } from '../store/open.ts';
import type { OpenStore } from '../store/open-store.ts';
import { isBusy } from '../store/sqlite/connection.ts';
import { Failure } from './failure.ts';

/** How long a write waits for other processes that hold the lock, and how often it asks. */
const BUSY_PATIENCE_MS = 30_000;
const BUSY_PAUSE_MS = 20;

/** The path of the database: what `--database` says, else DATABASE_URL, else the default. */
export function databaseAddress(option: string | undefined): string {
  if (option !== undefined) return addressOf('--database', option);
  return readConfig({ DATABASE_URL: process.env['DATABASE_URL'] }).database;
}

/** The database that an option names. */
export function addressOf(name: string, option: string): string {
  if (option === '') throw new Failure(`${name} is blank`);
  try {
    return readConfig({ DATABASE_URL: option }).database;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Failure(error.problems.join(' ').replace('DATABASE_URL', name));
  }
}

/** For commands that would have nothing to do in a database they create. */
export function requireDatabase(file: string): void {
  if (isServer(file) || existsSync(file)) return;
  throw new Failure(`there is no database ${file}: "storno migrate" creates it`);
}

/** Refuses a path in a directory that is not there, which SQLite calls by many names. */
export function requireDirectory(file: string): void {
  if (isServer(file)) return;
  const directory = dirname(file);
  if (!existsSync(directory)) throw new Failure(`there is no directory ${directory}`);
}

/** Opens the database, creating it where there is none, works on it, and closes it. */
export async function withStore<T>(
  file: string,
  work: (store: OpenStore) => Promise<T>,
): Promise<T> {
  requireDirectory(file);
  const store = await patiently(() => openStore(file));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Does a write, again and again while another process, such as the server, holds the lock. */
export async function patiently<T>(write: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + BUSY_PATIENCE_MS;
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    await sleep(BUSY_PAUSE_MS);
  }
}
