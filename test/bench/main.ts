import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LEFT_OUT } from '../postgres/installed.ts';
import { flatSection, measureFlat } from './flat.ts';
import { httpSection, measureHttp } from './http.ts';
import { importSection, measureImport } from './import.ts';
import { type Verification, verify } from './ledger-file.ts';
import { measurePostgres } from './postgres/measure.ts';
import { postgresSection } from './postgres/section.ts';
import { printSection, type Section, whole } from './report.ts';

const PARTS = ['flat', 'http', 'import', 'postgres'];
const ROUNDS_MAX = 50;
const IMPORTS_MAX = 3;
/** Its sides are many, and the medians of a few rounds tell them apart. */
const POSTGRES_ROUNDS_MAX = 5;
const TRANSACTIONS_MAX = 10_000_000;
const SECOND_MS = 1_000;
/** As shells have it for SIGINT. */
const EXIT_STOPPED = 130;

const USAGE = `node test/bench/main.ts [--rounds N] [--json FILE] [--only ${PARTS.join(',')}]
  [--transactions N]   in the ledger on PostgreSQL`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    only: { type: 'string', default: PARTS.join(',') },
    transactions: { type: 'string', default: '12000' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seeded = Number(values.transactions);
const only = new Set(values.only.split(','));

/** Measures what was asked for, prints it, and checks every ledger that was written meanwhile. */
async function bench(folder: string): Promise<{ found: object; isGood: boolean }> {
  const found: { [part: string]: object } = {};
  const verified: { [file: string]: Verification } = {};
  let isFlat = true;
  if (only.has('flat')) {
    const { file, flat } = await measureFlat(folder, rounds);
    await file.store.close();
    found['flat'] = flat;
    isFlat = flat.isFlat;
    show(flatSection(flat));
    verified['flat'] = verify(file.path);
  }
  if (only.has('http')) {
    const { file, http } = await measureHttp(folder, rounds);
    found['http'] = http;
    show(httpSection(http));
    verified['http'] = verify(file.path);
  }
  if (only.has('import')) {
    const imports = measureImport(folder, Math.min(rounds, IMPORTS_MAX));
    if (imports) {
      const { path, ...speeds } = imports;
      found['import'] = speeds;
      show(importSection(imports));
      verified['import'] = verify(path);
    } else console.log('import: left out, its data is not there\n');
  }
  if (only.has('postgres')) {
    const postgres = await measurePostgres(folder, Math.min(rounds, POSTGRES_ROUNDS_MAX), seeded);
    if (postgres) {
      found['postgres'] = postgres;
      show(postgresSection(postgres));
      for (const { name, verification } of postgres.sides) verified[name] = verification;
    } else console.log(`postgres: ${LEFT_OUT}\n`);
  }
  for (const [name, verification] of Object.entries(verified)) tell(name, verification);
  const isWhole = Object.values(verified).every(({ findings }) => findings.length === 0);
  return { found: { ...found, verified }, isGood: isFlat && isWhole };
}

/** Beside what else the machine had to do: figures from a busy one are to be taken again. */
function show(section: Section): void {
  printSection({ ...section, notes: [...section.notes, loadNow()] });
}

function tell(name: string, { wallets, transactions, findings }: Verification): void {
  const what = `${whole(wallets)} wallets, ${whole(transactions)} transactions`;
  const [first] = findings;
  if (first === undefined) console.log(`verified the ledger of ${name}: nothing wrong in ${what}`);
  else console.log(`THE LEDGER OF ${name} IS WRONG: ${findings.length} findings, such as ${first}`);
}

function loadNow(): string {
  return `load ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} cores`;
}

const isUsable =
  Number.isInteger(rounds) &&
  rounds > 0 &&
  rounds <= ROUNDS_MAX &&
  Number.isInteger(seeded) &&
  seeded > 0 &&
  seeded <= TRANSACTIONS_MAX &&
  [...only].every((part) => PARTS.includes(part));

if (values.help || !isUsable) {
  console.log(USAGE);
  process.exitCode = values.help ? 0 : 2;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'storno-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => process.exit(EXIT_STOPPED));
  const started = performance.now();
  const before = loadNow();
  console.log(`Node ${process.versions.node}, ${before}, ${rounds} rounds\n`);
  const { found, isGood } = await bench(folder);
  const seconds = Math.round((performance.now() - started) / SECOND_MS);
  console.log(`\n${seconds} s, ${loadNow()}`);
  const machine = { node: process.versions.node, before, after: loadNow(), rounds, seconds };
  if (values.json)
    writeFileSync(values.json, `${JSON.stringify({ machine, ...found }, null, 2)}\n`);
  if (!isGood) process.exitCode = 1;
}
