import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('./dying-writer.ts', import.meta.url));

it('a writer that ends by itself ends the process, and leaves no command without an answer', () => {
  // A folder is no ledger.
  const ended = spawnSync(process.execPath, [SCRIPT, tmpdir()], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(ended.stdout).toBe('told CommitUnknownError\n');
  expect(ended.status).not.toBe(0);
  expect(ended.stderr).toContain('SqliteError');
}, 60_000);
