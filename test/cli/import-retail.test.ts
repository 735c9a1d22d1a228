import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { directory, progress, run, start, sumOfBalances } from './storno.ts';

const FILE = fileURLToPath(
  new URL('../../../shared/data/online-retail/events-2010-12-to-2011-02.jsonl.gz', import.meta.url),
);
const LINES = 70_800;
const COUNTS = {
  topUp: { TopUpWalletSuccess: 1_682 },
  purchase: { RecordPurchaseSuccess: 67_313 },
  cancel: { CancelPurchaseSuccess: 348 },
  refund: { RefundPurchaseSuccess: 757 },
  orphan: { TransactionNotFoundError: 700 },
};
const SUM = 10_338_641;
const TIMEOUT_MS = 120_000;
const POLL_MS = 20;

/** Waits until an import that is under way has committed more than so many lines. */
async function passed(cwd: string, line: number): Promise<void> {
  while (!isPast(cwd, line)) await sleep(POLL_MS);
}

function isPast(cwd: string, line: number): boolean {
  try {
    return progress(cwd).line > line;
  } catch {
    // The database, or its table, is not there yet.
    return false;
  }
}

// The data is not part of the repository.
describe.runIf(existsSync(FILE))('case 57: real purchases with real cancellations', () => {
  it('end with the totals that their README states', { timeout: TIMEOUT_MS }, async () => {
    const cwd = directory();
    const done = await run(cwd, 'import', FILE);
    expect(done.code).toBe(0);
    expect(progress(cwd)).toEqual({ line: LINES, counts: COUNTS });
    expect(sumOfBalances(cwd)).toBe(SUM);
    expect(done.stdout).toMatch(/^70,800 events in /m);
  });

  it('end the same after SIGKILL and SIGINT on the way', { timeout: TIMEOUT_MS }, async () => {
    const cwd = directory();
    const killed = start(cwd, ['import', FILE]);
    await passed(cwd, 20_000);
    killed.child.kill('SIGKILL');
    expect((await killed.ended).signal).toBe('SIGKILL');
    const interrupted = start(cwd, ['import', FILE]);
    await passed(cwd, 40_000);
    interrupted.child.kill('SIGINT');
    const stopped = await interrupted.ended;
    expect(stopped.code).toBe(130);
    expect(stopped.stdout).toContain('run it again to go on');
    expect(progress(cwd).line).toBeLessThan(LINES);
    const done = await run(cwd, 'import', FILE);
    expect(done.code).toBe(0);
    expect(done.stdout).toMatch(/goes on after line [4-7]\d,\d{3}/);
    expect(progress(cwd)).toEqual({ line: LINES, counts: COUNTS });
    expect(sumOfBalances(cwd)).toBe(SUM);
    expect((await run(cwd, 'import', FILE)).stdout).toContain('lines were imported before');
    const verified = await run(cwd, 'verify');
    expect(verified.stdout).toBe('nothing wrong: 1,682 wallets, 70,100 transactions\n');
    expect(verified.code).toBe(0);
  });
});
