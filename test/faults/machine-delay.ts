import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const TOLD_EVERY_MS = 20;
const WATCH = `
  const { monitorEventLoopDelay } = require('node:perf_hooks');
  const { workerData: longest } = require('node:worker_threads');
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  setInterval(() => { longest[0] = delay.max / 1e6; }, ${TOLD_EVERY_MS});
`;

/**
 * Watches how long a thread that has nothing to do is kept waiting by the machine, so that a test
 * can tell a blocked event loop from a busy computer. `stop` answers the longest wait.
 */
export async function watchMachine(): Promise<{ stop(): Promise<number> }> {
  const longestMs = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  const worker = new Worker(WATCH, { eval: true, workerData: longestMs });
  await once(worker, 'online');
  return {
    async stop() {
      await sleep(2 * TOLD_EVERY_MS);
      await worker.terminate();
      return longestMs[0] ?? 0;
    },
  };
}
