import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const REQUESTS = 2_000;
const FACTS = `{ method: 'POST', path: '/graphql', status: 200, durationMs: 1, merchantId: null,
  actor: null, operationName: null }`;

/** What a process writes that logs requests, one after another, and then does something else. */
function linesOf(ending: string): Record<string, unknown>[] {
  const script = `
    import { createLog, logRequest } from './src/telemetry/log.ts';
    const log = createLog('info');
    const request = (n) => logRequest(log, { requestId: String(n), ...${FACTS} });
    for (let n = 0; n < ${REQUESTS}; n += 1) request(n);
    ${ending}`;
  const { stdout } = spawnSync(
    process.execPath,
    ['--input-type=module-typescript', '--eval', script],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const requests = Array.from({ length: REQUESTS }, (_, n) => ({ requestId: String(n) }));

describe('the lines of requests', () => {
  it.each([
    ['runs out of work', ''],
    ['exits', 'process.exit(1);'],
    ['throws', "throw new Error('a defect');"],
    ['rejects', "await Promise.reject(new Error('a defect'));"],
    ['is killed, a while later', "setTimeout(() => process.kill(process.pid, 'SIGKILL'), 500);"],
  ])('are all written, in order, when the process %s', (_, ending) => {
    expect(linesOf(ending)).toMatchObject(requests);
  });

  it.each([
    ["log.error('a defect');", 'a defect'],
    ["log.info('listening');", 'listening'],
    [`logRequest(log, { requestId: 'last', ...${FACTS}, status: 500 });`, 'request'],
  ])('are written at once with another that comes behind them: %s', (other, msg) => {
    const lines = linesOf(`${other} process.kill(process.pid, 'SIGKILL');`);
    expect(lines).toMatchObject([...requests, { msg }]);
  });
});
