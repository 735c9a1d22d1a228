import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import type { Client } from '../contract/world.ts';

const ASKED_EVERY_MS = 20;
const STALL_MAX_MS = 100;

const ACCRUE = `mutation ($input: AccruePointsInput!) { accruePoints(input: $input) {
  __typename ... on AccruePointsSuccess { replayed } } }`;

/** What is told by a server whose ledger cannot be written. */
interface Refused {
  readonly data?: { readonly accruePoints: unknown } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** Sends a keyed command. Whether it was granted; if not, it was refused as it should be. */
export async function tryAccrue(client: Client, walletId: string, key: string): Promise<boolean> {
  const input = { walletId, amount: '1.00', idempotencyKey: key };
  const { status, text } = await client.send(ACCRUE, { input });
  const { data, errors } = JSON.parse(text) as Refused;
  if (!errors) {
    expect(data?.accruePoints).toMatchObject({ __typename: 'AccruePointsSuccess' });
    return true;
  }
  expect([status, data]).toEqual([503, { accruePoints: null }]);
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['UNAVAILABLE']);
  expect(text).not.toMatch(/sqlite|disk|locked|database|\bat \//i);
  return false;
}

export async function isReady(url: string): Promise<boolean> {
  return (await fetch(`${url}/health/ready`)).ok;
}

/** A server that was not ready becomes so again, after a while. */
export async function expectReadyAgain(url: string): Promise<void> {
  await expect.poll(() => isReady(url), { timeout: 10_000, interval: 100 }).toBe(true);
}

const IDLE = `
  import { createServer } from 'node:http';
  const server = createServer((_, response) => response.end());
  server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)));
`;

/** Another process that has nothing to do but to answer: what it is late by, the machine is. */
async function startIdle(): Promise<string> {
  const flags = ['--input-type=module', '--eval', IDLE];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [port] = (await once(child.stdout, 'data')) as unknown[];
  return `http://127.0.0.1:${String(port)}/`;
}

async function waitMs(url: string): Promise<number> {
  const asked = performance.now();
  expect((await fetch(url)).status).toBe(200);
  return performance.now() - asked;
}

/**
 * Watches from outside whether a server's event loop goes round: it is asked all the time for what
 * needs nothing but the loop. `stop` checks that no answer took longer than a stall may, beyond
 * what an idle process took that was asked at the same time.
 */
export async function watchLoop(url: string): Promise<{ stop(): Promise<void> }> {
  const idle = await startIdle();
  const waits: (readonly [number, number])[] = [];
  const over = new AbortController();
  const watched = (async () => {
    while (!over.signal.aborted) {
      waits.push(await Promise.all([waitMs(`${url}/health/live`), waitMs(idle)]));
      await sleep(ASKED_EVERY_MS);
    }
  })();
  // A test that fails meanwhile ends the server, and nobody waits for this any more.
  watched.catch(() => undefined);
  return {
    async stop() {
      over.abort();
      await watched;
      expect(waits.length).toBeGreaterThan(2);
      const [server, machine] = [waits.map(([wait]) => wait), waits.map(([, wait]) => wait)];
      // Whoever has work to do is kept waiting more often than whoever has none.
      expect(Math.max(...server)).toBeLessThan(STALL_MAX_MS + 4 * Math.max(...machine));
    },
  };
}
