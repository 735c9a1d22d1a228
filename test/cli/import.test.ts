import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../../src/cli/import/event.ts';
import { BadLine, readLines } from '../../src/cli/import/lines.ts';
import { directory, progress, run, sumOfBalances } from './storno.ts';

type Fields = Readonly<Record<string, string>>;

const at = '2020-02-01T10:00:00Z';
const events: readonly Fields[] = [
  { op: 'topUp', at, member: 'm1', ref: 't1', amount: '100.00' },
  { op: 'purchase', at, member: 'm1', ref: 'p1', amount: '30.00', description: 'A lamp\u2028red' },
  { op: 'purchase', at, member: 'm1', ref: 'p2', amount: '20.00' },
  { op: 'purchase', at, member: 'm2', ref: 'p3', amount: '5.00' },
  { op: 'refund', at, member: 'm1', ref: 'p1', amount: '10.50' },
  { op: 'cancel', at, member: 'm1', ref: 'p2', amount: '20.00' },
  { op: 'cancel', at, member: 'm1', ref: 'p2' },
  { op: 'orphan', at, member: 'm3', ref: 'C1', amount: '1.00' },
  { op: 'accrue', at, member: 'm1', ref: 'a1', amount: '7.00' },
  { op: 'redeem', at, member: 'm1', ref: 'r1', amount: '2.00' },
];
const counts = {
  topUp: { TopUpWalletSuccess: 1 },
  purchase: { RecordPurchaseSuccess: 2, InsufficientBalanceError: 1 },
  refund: { RefundPurchaseSuccess: 1 },
  cancel: { CancelPurchaseSuccess: 1, AlreadyReversedError: 1 },
  orphan: { TransactionNotFoundError: 1 },
  accrue: { AccruePointsSuccess: 1 },
  redeem: { RedeemPointsSuccess: 1 },
};
/** 100 − 30 − 20 + 10.50 + 20 in money, 7 − 2 in points. */
const SUM = 8_550;

const textOf = (lines: readonly Fields[]) =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

describe('storno import', () => {
  it('takes in every operation, and tells what became of each', async () => {
    const cwd = directory();
    writeFileSync(join(cwd, 'events'), textOf(events));
    const done = await run(cwd, 'import', 'events', '--batch', '3');
    expect(done.code).toBe(0);
    expect(progress(cwd)).toEqual({ line: events.length, counts });
    expect(sumOfBalances(cwd)).toBe(SUM);
    expect(done.stdout).toMatch(/^cancel +AlreadyReversedError +1$/m);
    expect(done.stdout).toMatch(/^events:4: purchase: InsufficientBalanceError: ./m);
    expect(done.stdout).toMatch(/^10 events in /m);
    expect((await run(cwd, 'verify')).stdout).toMatch(
      /^nothing wrong: 3 wallets, 7 transactions$/m,
    );
  });

  it('knows content again under another name and packed, and imports it once', async () => {
    const cwd = directory();
    // Without a line end behind the last event, and with blank lines.
    writeFileSync(join(cwd, 'events.txt'), gzipSync(`\n${textOf(events).trimEnd()}`));
    expect((await run(cwd, 'import', 'events.txt')).code).toBe(0);
    renameSync(join(cwd, 'events.txt'), join(cwd, 'renamed.gz'));
    writeFileSync(join(cwd, 'plain.gz'), `\n${textOf(events).trimEnd()}`);
    for (const name of ['renamed.gz', 'plain.gz']) {
      const again = await run(cwd, 'import', name);
      expect(again.code).toBe(0);
      expect(again.stdout).toContain(`${name}: all 11 lines were imported before`);
    }
    expect(progress(cwd)).toEqual({ line: 11, counts });
    expect(sumOfBalances(cwd)).toBe(SUM);
    // Another merchant has another ledger.
    expect((await run(cwd, 'import', 'plain.gz', '--merchant', 'other')).code).toBe(0);
    expect(sumOfBalances(cwd)).toBe(2 * SUM);
  });

  it('says that an empty file has no lines (bug: all of them were imported before)', async () => {
    const cwd = directory();
    writeFileSync(join(cwd, 'events'), '');
    const done = await run(cwd, 'import', 'events');
    expect(done.code).toBe(0);
    expect(done.stdout).toMatch(/^events: no lines are in it$/m);
    expect(done.stdout).not.toContain('imported before');
  });

  it('stops at a bad line, and goes on behind it once it is mended', async () => {
    const cwd = directory();
    const [before, after] = [events.slice(0, 5), events.slice(5)].map(textOf);
    writeFileSync(join(cwd, 'events'), `${before}{"op":"steal"}\n${after}`);
    for (const _try of ['first', 'second']) {
      const stopped = await run(cwd, 'import', 'events');
      expect(stopped.code).toBe(1);
      expect(stopped.stderr).toMatch(/^storno: events:6: op: .*$/m);
      expect(progress(cwd).line).toBe(5);
      expect(sumOfBalances(cwd)).toBe(6_050);
    }
    // Mended, it is another file: what it repeats is refused, and refunds are answered again.
    writeFileSync(join(cwd, 'events'), `${before}\n${after}`);
    const done = await run(cwd, 'import', 'events');
    expect(done.code).toBe(0);
    expect(done.stdout).toMatch(/^purchase +DuplicateExternalReferenceError +2$/m);
    expect(done.stdout).toMatch(/^refund +RefundPurchaseSuccess +1$/m);
    expect(sumOfBalances(cwd)).toBe(SUM);
  });

  it('refuses a gzip file that was cut off, before anything is imported', async () => {
    const cwd = directory();
    writeFileSync(join(cwd, 'events.gz'), gzipSync(textOf(events)).subarray(0, -12));
    const refused = await run(cwd, 'import', 'events.gz');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^storno: events\.gz is not a whole gzip file: .*\n$/);
  });

  it('refuses a currency that is of another kind', async () => {
    const cwd = directory();
    const program = ['program', 'create', '--merchant', 'retail', '--program', 'wallet'];
    await run(cwd, ...program, '--currency', 'GBP:POINTS:2');
    writeFileSync(join(cwd, 'events'), textOf(events));
    const refused = await run(cwd, 'import', 'events');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('storno: the currency GBP is POINTS');
  });
});

/** What is wrong with a line of a file; nothing: an empty text. */
async function problemOf(line: string | Buffer): Promise<string> {
  const path = join(directory(), 'events');
  writeFileSync(path, Buffer.concat([Buffer.from('\n'), Buffer.from(line), Buffer.from('\n')]));
  try {
    for await (const lines of readLines(path, 1)) {
      for (const read of lines) readEvent(read, 'events');
    }
  } catch (error) {
    if (error instanceof BadLine) return error.message.replace(path, 'events');
    throw error;
  }
  return '';
}

describe('a line that is no event', () => {
  const [event] = events;
  it.each([
    ['{"op":"topUp"', 'the line is not JSON'],
    ['{"op":"steal"}', 'op: '],
    ['{"op":"topUp"}', 'at: '],
    [JSON.stringify({ ...event, amount: '1e3' }), 'amount: is not a plain decimal'],
    [JSON.stringify({ ...event, amount: 100 }), 'amount: '],
    [JSON.stringify({ ...event, at: '2020-02-30T00:00:00Z' }), 'at: is not a moment'],
    [JSON.stringify({ ...event, at: '2999-01-01T00:00:00Z' }), 'at: is before 1970 or in the'],
    [JSON.stringify({ ...event, member: ' ' }), 'member: is blank'],
    [JSON.stringify({ ...event, fee: '1.00' }), 'Unrecognized key: "fee"'],
    ['"'.padEnd(1_500_000, 'x'), 'the line is longer than'],
    [Buffer.from([0x22, 0xff, 0x22]), 'the line is not UTF-8'],
  ])('is named with its reason: %#', async (line, reason) => {
    expect(await problemOf(line)).toContain(`events:2: ${reason}`);
  });

  it('is none of these', async () => {
    for (const good of events) expect(await problemOf(JSON.stringify(good))).toBe('');
  });
});
