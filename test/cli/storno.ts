import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A place for a test's files, removed after it. */
export function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'storno-cli-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Starts the real command line, on the database of a directory. */
export function start(cwd: string, args: readonly string[]) {
  const { PATH } = process.env;
  // Without the playground, which the demo would have to build first.
  const off = { STORNO_PLAYGROUND: 'off' };
  const env = { PATH, DATABASE_URL: 'file:test.db', LOG_LEVEL: 'silent', ...off };
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, ended: endOf(child) };
}

export function run(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return start(cwd, args).ended;
}

function endOf(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  child.on('error', reject);
  child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  return promise;
}

/** One row of a directory's database, as a schema has it. */
export function row<T>(cwd: string, schema: z.ZodType<T>, sql: string): T {
  const db = new Database(join(cwd, 'test.db'), { readonly: true });
  try {
    return schema.parse(db.prepare(sql).get());
  } finally {
    db.close();
  }
}

/** The sum of all wallets, in minor units. */
export function sumOfBalances(cwd: string): number {
  const sums = z.object({ total: z.number() });
  return row(cwd, sums, 'select sum(total) as total from wallet').total;
}

const progressRow = z.object({ line: z.number(), counts: z.string() }).optional();
const counted = z.record(z.string(), z.record(z.string(), z.number()));

/** How far the one import of a directory's database has come. */
export function progress(cwd: string) {
  const found = row(cwd, progressRow, 'select line, counts from import_progress');
  return { line: found?.line ?? 0, counts: counted.parse(JSON.parse(found?.counts ?? '{}')) };
}
