import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

const HOLD = `
  import Database from 'better-sqlite3';
  const [path, holdMs] = process.argv.slice(1);
  const client = new Database(path, { timeout: 5000 });
  client.exec('BEGIN IMMEDIATE');
  process.stdout.write('holding');
  setTimeout(() => { client.exec('ROLLBACK'); client.close(); }, Number(holdMs));
`;

export interface ForeignWriter {
  /** Resolves when the lock is free again. */
  readonly released: Promise<void>;
}

/** Has another process take the write lock of a file, and keep it for a while. */
export async function holdWriteLock(path: string, holdMs: number): Promise<ForeignWriter> {
  const flags = ['--input-type=module', '--eval', HOLD, path, String(holdMs)];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await gone;
  });
  await Promise.race([once(child.stdout, 'data'), gone]);
  if (child.exitCode !== null) throw new Error('the foreign writer did not get the lock');
  return { released: gone.then(() => undefined) };
}
