import { randomUUID } from 'node:crypto';
import { readConfig } from '../../src/config.ts';
import { createIds } from '../../src/ids.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { CALLER } from './ledger-file.ts';
import type { Findings, Setting } from './part.ts';
import { writtenBytes } from './proc.ts';
import { whole } from './report.ts';
import { postTargets } from './targets.ts';

const GROUPS = 300;
const GROUP_SIZE = 32;
const KILOBYTE = 1_000;

/**
 * What is written to files for one reversal, in groups as they come at 64 connections. The system
 * counts what this process writes: the log ahead, its pages moved into the file, the last of them
 * when the store is closed.
 */
export async function measureBytes(setting: Setting): Promise<Findings> {
  const ledgerFile = await setting.largeLedger();
  const count = GROUPS * GROUP_SIZE;
  const [reversal] = await postTargets(ledgerFile, [{ kind: 'cancelTransaction', count }]);
  const ids = (reversal?.inputs ?? []).map(({ transactionId }) => String(transactionId));
  const store = openSqliteStore(ledgerFile.path, readConfig({}).security.answers);
  const ledger = createLedger({ store, now: Date.now, newId: createIds() });
  const before = writtenBytes();
  for (let from = 0; from < count; from += GROUP_SIZE) {
    const answers = await Promise.all(
      ids.slice(from, from + GROUP_SIZE).map((transactionId) => {
        const request = { transactionId, idempotencyKey: randomUUID() };
        return ledger.execute(CALLER, 'cancelTransaction', request);
      }),
    );
    const refused = answers.find(({ __typename }) => __typename !== 'CancelTransactionSuccess');
    if (refused) throw new Error(JSON.stringify(refused));
  }
  await store.close();
  const after = writtenBytes();
  const perReversal = before === null || after === null ? null : (after - before) / count;
  return {
    sections: [
      {
        title: `bytes: cancelTransaction in groups of ${GROUP_SIZE}, through the use case, durable`,
        head: ['', 'kB a reversal'],
        rows: [
          [
            `${whole(count)} reversals in ${whole(ledgerFile.transactions)} transactions`,
            perReversal === null ? 'unknown' : (perReversal / KILOBYTE).toFixed(1),
          ],
        ],
        notes: ['wchar of the process: log ahead, checkpoints, and the last one when it is closed'],
      },
    ],
    figures: perReversal === null ? {} : { bytes: perReversal / KILOBYTE },
    raw: { reversals: count, bytesAReversal: perReversal },
  };
}
