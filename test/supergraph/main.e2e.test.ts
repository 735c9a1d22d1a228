import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sayWhatIsLeftOut } from './local-supergraph.ts';
import { areServersInstalled } from './servers.ts';

const PROGRAM = fileURLToPath(new URL('main.ts', import.meta.url));

/** Starts it as a terminal would, and reads until it has said all. */
async function start() {
  // Nothing of this run's own variables: a name that is not known is refused at the start.
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0' };
  // A group of its own, which Ctrl+C reaches as a whole.
  const child = spawn(process.execPath, [PROGRAM], { env, detached: true });
  const interrupt = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
  };
  onTestFinished(interrupt);
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    if (line.startsWith('Ctrl+C')) break;
  }
  return { child, interrupt, said };
}

function enter(commandLine: string | undefined): unknown {
  return JSON.parse(execFileSync('sh', ['-c', commandLine ?? ''], { encoding: 'utf8' }));
}

sayWhatIsLeftOut('tests of npm run supergraph');

describe.runIf(areServersInstalled())('npm run supergraph', () => {
  it('says what to try, which works as it says, and ends with Ctrl+C', async () => {
    const { child, interrupt, said } = await start();
    const [cancel, refused, query, ...more] = said.filter((line) => line.startsWith('curl '));
    expect(more).toEqual([]);

    const buyer = { name: 'Ada Okafor', tier: 'GOLD' };
    expect(enter(cancel)).toMatchObject({
      data: {
        cancelTransaction: {
          __typename: 'CancelTransactionSuccess',
          transaction: {
            status: 'CANCELLED',
            receipt: expect.stringContaining('Flat white: 64.00') as string,
            wallet: { member: buyer },
          },
        },
      },
    });
    expect(enter(cancel)).toMatchObject({
      data: { cancelTransaction: { __typename: 'AlreadyReversedError', reversedBy: 'CANCEL' } },
    });
    expect(enter(refused)).toMatchObject({
      data: { cancelPurchase: { __typename: 'PurchaseRefundedError', remaining: '12.40' } },
    });
    expect(enter(query)).toMatchObject({
      data: {
        order: {
          title: 'Brewing class for two',
          transaction: { amount: '24.80', status: 'POSTED' },
          member: {
            name: 'Dev Anand',
            wallets: [{ orders: [{ title: 'Brewing class for two' }] }],
          },
        },
      },
    });

    const urls = said.join('\n').match(/http:\S+\/graphql/g) ?? [];
    expect(new Set(urls).size).toBe(4);
    interrupt();
    expect(await once(child, 'exit')).toEqual([0, null]);
    for (const url of urls) await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
});
