import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBytes } from './bytes.ts';
import { measureFlat } from './flat.ts';
import { compare, type Figures, goalsSection } from './goals.ts';
import { measureHttp } from './http.ts';
import { measureImport } from './import.ts';
import { type Verification, verify } from './ledger-file.ts';
import { measureMemory } from './memory.ts';
import type { Findings, Setting } from './part.ts';
import { measurePostgres } from './postgres/measure.ts';
import { measureReads } from './reads.ts';
import { printSection, type Section, whole } from './report.ts';
import { type SeededLedger, seedLedger } from './seeded-ledger.ts';
import { measureSize } from './size.ts';
import { measureStart } from './start.ts';
import { buildProgram } from './storno-server.ts';

type Part = (setting: Setting) => Promise<Findings | string>;

/** In the order in which they are measured; a sentence instead of findings says why not. */
const parts: Readonly<Record<string, Part>> = {
  start: measureStart,
  flat: measureFlat,
  http: measureHttp,
  size: measureSize,
  reads: measureReads,
  bytes: measureBytes,
  memory: measureMemory,
  import: measureImport,
  postgres: (setting) => measurePostgres(setting, given ?? POSTGRES_TRANSACTIONS_DEFAULT),
};

/** It has no goal, and takes as long as some of the others together: it has to be asked for. */
const ONLY_WHEN_NAMED = 'postgres';
const ROUNDS_MAX = 50;
const TRANSACTIONS_DEFAULT = 1_000_000;
const POSTGRES_TRANSACTIONS_DEFAULT = 12_000;
const TRANSACTIONS_MAX = 20_000_000;
const SECOND_MS = 1_000;
/** As shells have it for SIGINT. */
const EXIT_STOPPED = 130;

const USAGE = `node test/bench/main.ts [--rounds N] [--json FILE]
  [--only ${Object.keys(parts).join(',')}]
                      all but ${ONLY_WHEN_NAMED} unless given
  [--transactions N]  in the large ledger, ${whole(TRANSACTIONS_DEFAULT)} unless given;
                      on PostgreSQL, ${whole(POSTGRES_TRANSACTIONS_DEFAULT)} unless given`;

const usual = Object.keys(parts).filter((part) => part !== ONLY_WHEN_NAMED);
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    only: { type: 'string', default: usual.join(',') },
    transactions: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const given = values.transactions === undefined ? null : Number(values.transactions);
const only = new Set(values.only.split(','));

/** Measures what was asked for, prints it, and checks every ledger that was written meanwhile. */
async function bench(folder: string): Promise<{ found: object; isGood: boolean }> {
  const program = buildProgram();
  console.log(`Storno is ${program.told}\n`);
  const large: { ledger?: SeededLedger } = {};
  const largeLedger = async () =>
    (large.ledger ??= await seedLedger(folder, 'large', given ?? TRANSACTIONS_DEFAULT));
  const setting = { folder, rounds, program, largeLedger };
  const raw: Record<string, object> = {};
  const verified: Record<string, Verification> = {};
  const figures: Figures = {};
  const failed: string[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (!only.has(name)) continue;
    try {
      const findings = await measure(setting);
      if (typeof findings === 'string') {
        console.log(`${name}: ${findings}\n`);
        continue;
      }
      raw[name] = findings.raw;
      Object.assign(verified, findings.verified);
      Object.assign(figures, findings.figures);
      for (const section of findings.sections) show(section);
    } catch (error) {
      // The others may have taken long: what they found is worth telling.
      console.error(`${name}: FAILED\n`, error);
      failed.push(name);
    }
  }
  if (large.ledger) verified['the large size'] = verify(large.ledger.path);
  if (Object.keys(figures).length > 0) printSection(goalsSection(figures));
  for (const [name, verification] of Object.entries(verified)) tell(name, verification);
  const isWhole = Object.values(verified).every(({ findings }) => findings.length === 0);
  const isGood = isWhole && failed.length === 0;
  const found = { storno: program.told, goals: compare(figures), ...raw, verified, failed };
  return { found, isGood };
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

function isCount(number: number, max: number): boolean {
  return Number.isInteger(number) && number > 0 && number <= max;
}

const isUsable =
  isCount(rounds, ROUNDS_MAX) &&
  (given === null || isCount(given, TRANSACTIONS_MAX)) &&
  [...only].every((part) => part in parts);

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
