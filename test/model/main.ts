import { createTemplate } from '../contract/engine-postgres.ts';
import { numberFrom } from '../faults/seeded.ts';
import { findPostgres, LEFT_OUT } from '../postgres/installed.ts';
import { startPostgres } from '../postgres/server.ts';
import { partsOf, play } from './campaign.ts';
import { type ModelEngine, onPglite, onPostgres, onSqlite } from './engines.ts';

const SEED_DEFAULT = 20_260_115;
const OPERATIONS_DEFAULT = 100_000;

/** Compares ledger after ledger with the model, and prints what it does. */
async function run(on: ModelEngine): Promise<void> {
  const seed = numberFrom('STORNO_MODEL_SEED', SEED_DEFAULT);
  const operations = numberFrom('STORNO_MODEL_OPERATIONS', OPERATIONS_DEFAULT);
  const processes = on.processes === 1 ? 'one process' : `${on.processes} processes`;
  console.log(`${operations} operations on ${on.engine.name}, ${processes}`);
  const began = performance.now();
  const secondsNow = () => Math.round((performance.now() - began) / 1_000);
  let done = 0;
  try {
    for (const part of partsOf(seed, operations)) {
      const difference = await play(part, on);
      if (difference !== null) {
        console.log(difference);
        process.exitCode = 1;
        return;
      }
      done += part.operations;
      console.log(`seed ${part.seed}: ${done} operations agree, ${secondsNow()} s`);
    }
    console.log('the model and the ledger agree');
  } finally {
    await on.engine.stop?.();
  }
}

async function runOnServer(): Promise<void> {
  if (findPostgres() === null) {
    console.error(LEFT_OUT);
    process.exitCode = 1;
    return;
  }
  await using server = await startPostgres({ durable: false });
  await createTemplate(server.url);
  await run(onPostgres(server.url));
}

const engines: Readonly<Record<string, () => Promise<void>>> = {
  sqlite: () => run(onSqlite),
  pglite: () => run(onPglite),
  postgres: runOnServer,
};

const name = process.env['STORNO_MODEL_ENGINE'] ?? 'sqlite';
const campaign = engines[name];
if (campaign) await campaign();
else {
  console.error(`STORNO_MODEL_ENGINE is one of ${Object.keys(engines).join(', ')}, not ${name}`);
  process.exitCode = 2;
}
