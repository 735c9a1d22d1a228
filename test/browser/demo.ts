import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

const offer = z.object({
  url: z.url(),
  playground: z.url(),
  key: z.string(),
  operations: z.array(z.object({ name: z.string(), variables: z.record(z.string(), z.unknown()) })),
});

export type Demo = Readonly<z.infer<typeof offer>> & { close(): Promise<void> };

/** The demo as `npm run demo` starts it; it builds the playground where that is not done yet. */
export async function startDemo(): Promise<Demo> {
  const cwd = mkdtempSync(join(tmpdir(), 'storno-browser-'));
  const child = spawn(process.execPath, [MAIN, 'demo', '--json', '--port', '0'], {
    cwd,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = z.tuple([z.string()]).parse(await once(createInterface(child.stdout), 'line'));
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await once(child, 'close');
    rmSync(cwd, { recursive: true, force: true });
  };
  return { ...offer.parse(JSON.parse(line)), close };
}

/** Sends an operation with the demo's key, past the playground. */
export async function send({ url, key }: Demo, query: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query }),
  });
  return response.json();
}
