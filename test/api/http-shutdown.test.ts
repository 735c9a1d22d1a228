import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { post, SLOW_MS } from './toy-server.ts';

/** A process of its own, because the end of one is tried. `closeStore` is put in. */
function program(graceSeconds: number, closeStore: string): string {
  return `
    import { setTimeout as sleep } from 'node:timers/promises';
    import { stopOnSignals } from './src/http/shutdown.ts';
    import { createLog } from './src/telemetry/log.ts';
    import { startToy } from './test/api/toy-server.ts';
    const log = createLog('info');
    const { server, apollo, url } = await startToy();
    const closeStore = ${closeStore};
    const stop = { stop: () => { log.info('apollo stops'); return apollo.stop(); } };
    stopOnSignals({ server, apollo: stop, closeStore, graceSeconds: ${graceSeconds}, log });
    const watch = setInterval(() => {
      if (server.inFlight().length === 0) return;
      clearInterval(watch);
      log.info('asked');
    }, 5);
    log.info({ url }, 'listening');
  `;
}

const CLOSES = `async () => log.info('store closes')`;
const HANGS = `() => sleep(60_000)`;
const THROWS = `async () => { throw new Error('the store is stuck'); }`;

interface Toy {
  readonly child: ChildProcess;
  readonly url: string;
  readonly lines: Record<string, unknown>[];
  readonly exit: Promise<unknown[]>;
}

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function start(graceSeconds: number, closeStore: string): Promise<Toy> {
  const script = program(graceSeconds, closeStore);
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: '' },
  });
  children.push(child);
  const exit = once(child, 'close');
  const lines: Record<string, unknown>[] = [];
  createInterface(child.stdout).on('line', (line) => {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === 'object') lines.push({ ...parsed });
  });
  await expect.poll(() => lines[0]?.['msg'], { timeout: 10_000 }).toBe('listening');
  return { child, url: String(lines[0]?.['url']), lines, exit };
}

const messages = ({ lines }: Toy): unknown[] => lines.slice(1).map(({ msg }) => msg);

/** Resolves to the answer, or to "cut" if there is none. */
function askSlowly(toy: Toy): Promise<unknown> {
  return post(toy, { query: '{ slow }' }, { 'x-request-id': 'slow-1' }).then(
    (response): Promise<unknown> => response.json(),
    () => 'cut',
  );
}

describe('a process that is told to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'answers, stops in order, exits 0 on %s',
    async (signal) => {
      const toy = await start(5, CLOSES);
      const answer = askSlowly(toy);
      await expect.poll(() => messages(toy)).toEqual(['asked']);
      toy.child.kill(signal);
      expect(await answer).toEqual({ data: { slow: 'done' } });
      expect(await toy.exit).toEqual([0, null]);
      expect(messages(toy)).toEqual([
        'asked',
        'stopping',
        'apollo stops',
        'store closes',
        'stopped',
      ]);
    },
  );

  it('says what it cut when the grace is over, and exits 1', async () => {
    const toy = await start(1, HANGS);
    toy.child.kill('SIGTERM');
    expect(await toy.exit).toEqual([1, null]);
    expect(toy.lines.at(-1)).toMatchObject({ step: 'store', graceMs: 1_000, requestIds: [] });
  });

  it('names the requests that it cut', async () => {
    const toy = await start(SLOW_MS / 3 / 1_000, CLOSES);
    const answer = askSlowly(toy);
    await expect.poll(() => messages(toy)).toEqual(['asked']);
    toy.child.kill('SIGTERM');
    expect(await toy.exit).toEqual([1, null]);
    expect(await answer).toBe('cut');
    expect(toy.lines.at(-1)).toMatchObject({ step: 'requests', requestIds: ['slow-1'] });
  });

  it('exits at once on a second signal', async () => {
    const toy = await start(30, HANGS);
    toy.child.kill('SIGTERM');
    await expect.poll(() => messages(toy)).toContain('apollo stops');
    const startedMs = performance.now();
    toy.child.kill('SIGINT');
    expect(await toy.exit).toEqual([1, null]);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });

  it('exits 1 if it cannot close the store', async () => {
    const toy = await start(5, THROWS);
    toy.child.kill('SIGTERM');
    expect(await toy.exit).toEqual([1, null]);
    expect(JSON.stringify(toy.lines.at(-1))).toContain('the store is stuck');
  });
});
