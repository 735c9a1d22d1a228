import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { directory, run, start } from './storno.ts';

const offer = z.object({
  url: z.url(),
  key: z.string(),
  operations: z.array(
    z.object({ name: z.string(), query: z.string(), variables: z.record(z.string(), z.unknown()) }),
  ),
});
const answered = z.object({
  data: z.record(z.string(), z.object({ __typename: z.string() })),
  errors: z.undefined().optional(),
});

const SUCCESSES = {
  'cancel-transaction': 'CancelTransactionSuccess',
  'void-transaction': 'VoidTransactionSuccess',
  'delete-transaction': 'DeleteTransactionSuccess',
  'cancel-purchase': 'CancelPurchaseSuccess',
};

/** Starts a demo, and waits until it says where it is. */
async function opened(cwd: string) {
  const { child, ended } = start(cwd, [
    'demo',
    '--json',
    '--port',
    '0',
    '--database',
    'file:test.db',
  ]);
  const lines = createInterface({ input: child.stdout });
  const [line] = z.tuple([z.string()]).parse(await once(lines, 'line'));
  return { child, ended, ...offer.parse(JSON.parse(line)) };
}

type Opened = Awaited<ReturnType<typeof opened>>;

/** Sends every mutation once; the names of the answers by operation. */
async function answers({ url, key, operations }: Opened): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const { name, query, variables } of operations) {
    if (!(name in SUCCESSES)) continue;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data } = answered.parse(await response.json());
    names[name] = Object.values(data)[0]?.__typename ?? '';
  }
  return names;
}

describe('storno demo', () => {
  it('grants each of the four reversals once, and is made anew at each start', async () => {
    const cwd = directory();
    for (const _start of ['first', 'second']) {
      const demo = await opened(cwd);
      expect(JSON.stringify(demo.operations)).not.toMatch(/"<[^">]+>"/);
      expect(await answers(demo)).toEqual(SUCCESSES);
      const again = await answers(demo);
      expect(new Set(Object.values(again))).toEqual(new Set(['AlreadyReversedError']));
      demo.child.kill('SIGINT');
      expect(await demo.ended).toMatchObject({ code: 0, stderr: '' });
    }
    expect(await run(cwd, 'verify')).toMatchObject({ code: 0 });
  });

  it('prints what to paste', async () => {
    const cwd = directory();
    const { child, ended } = start(cwd, ['demo', '--port', '0']);
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) if (line.startsWith('Ctrl+C')) break;
    child.kill('SIGINT');
    const { stdout } = await ended;
    expect(stdout.match(/^curl -s http:\/\/127\.0\.0\.1:\d+\/graphql /gm)).toHaveLength(4);
    expect(stdout).toMatch(/^Header: +authorization: Bearer storno_/m);
  });

  it('leaves the database of anybody else alone', async () => {
    const cwd = directory();
    const program = ['program', 'create', '--merchant', 'acme', '--program', 'rewards'];
    await run(cwd, ...program, '--currency', 'GBP:MONEY:2');
    const refused = await run(cwd, 'demo', '--port', '0', '--database', 'file:test.db');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^storno: test\.db is not the demo's.*\n$/);
  });
});
