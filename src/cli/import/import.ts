import { basename } from 'node:path';
import { SingleBar } from 'cli-progress';
import type { CurrencyKind } from '../../ledger/money.ts';
import { POLICIES_DEFAULT } from '../../ledger/program.ts';
import type { ImportProgress } from '../../ledger/store.ts';
import type { OpenStore } from '../../store/open-store.ts';
import { keepNewObjectsYoung } from '../../young-objects.ts';
import { patiently, withStore } from '../database.ts';
import { EXIT, Failure } from '../failure.ts';
import { type Imported, importEvents } from './import-events.ts';
import { type FileFacts, inspectFile } from './lines.ts';
import { eventsIn, formatNumber, reasonsOf, speedOf, tableOf } from './report.ts';
import type { Target } from './wallets.ts';

/** Digits behind the point of a currency that an import creates. */
const SCALE_DEFAULT = 2;
/** How often progress is told where there is no terminal. */
const PROGRESS_INTERVAL_MS = 3_000;

export interface ImportOptions {
  readonly merchant: string;
  readonly program: string;
  readonly currency: string;
  readonly pointsCurrency: string;
  readonly batch: number;
}

const NOTHING_YET: ImportProgress = { line: 0, counts: {} };

/** Imports a file, or goes on where that was stopped, and says what became of its events. */
export async function runImport(
  file: string,
  path: string,
  options: ImportOptions,
): Promise<number> {
  keepNewObjectsYoung();
  const started = performance.now();
  const facts = await inspectFile(path);
  const { merchant: merchantId, program: programId, currency, pointsCurrency } = options;
  const currencies = { MONEY: currency, POINTS: pointsCurrency };
  const target: Target = { merchantId, programId, currencies };
  return withStore(file, async (store) => {
    await setUp(store, target);
    const source = [merchantId, programId, facts.digest].map(encodeURIComponent).join('/');
    const start = (await store.imports.progressOf(source)) ?? NOTHING_YET;
    if (start.line >= facts.lines) {
      tellDone(path, facts, start);
      return EXIT.done;
    }
    if (start.line > 0) console.log(`${path}: goes on after line ${formatNumber(start.line)}`);
    const work = { path, source, start, facts, target, batchLines: options.batch };
    const { imported, stopped } = await followed(store, work);
    tell(path, imported, facts);
    const events = eventsIn(imported.progress.counts) - eventsIn(start.counts);
    console.log(speedOf(events, performance.now() - started));
    if (imported.bad) throw imported.bad;
    return stopped ? EXIT.interrupted : EXIT.done;
  });
}

interface ImportWork {
  readonly path: string;
  readonly source: string;
  readonly start: ImportProgress;
  readonly facts: FileFacts;
  readonly target: Target;
  readonly batchLines: number;
}

/** Imports under the eyes of the user, who may stop it: a second signal ends it at once. */
async function followed(
  store: OpenStore,
  work: ImportWork,
): Promise<{ imported: Imported; stopped: boolean }> {
  const { path, source, start, facts, target, batchLines } = work;
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const bar = new SingleBar({
    format: `${basename(path)} [{bar}] {percentage}% | {value}/{total} lines | {eta_formatted}`,
    noTTYOutput: true,
    notTTYSchedule: PROGRESS_INTERVAL_MS,
  });
  bar.start(facts.lines, start.line);
  const onProgress = (line: number) => bar.update(line);
  const needCurrency = currencyNeeds(store, target);
  const { imports } = store;
  const parts = { store: imports, target, path, source, start, batchLines, needCurrency };
  try {
    const imported = await importEvents({ ...parts, onProgress, stop: stopping.signal });
    return { imported, stopped: stopping.signal.aborted };
  } finally {
    bar.stop();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

async function setUp({ merchants }: OpenStore, target: Target): Promise<void> {
  const { merchantId, programId: id } = target;
  const merchant = { id: merchantId, name: merchantId, createdAt: Date.now() };
  const program = { id, merchantId, name: id, policies: POLICIES_DEFAULT };
  if (await patiently(() => merchants.createMerchant(merchant))) {
    console.log(`merchant ${merchantId}: created`);
  }
  if (await patiently(() => merchants.createProgram(program)))
    console.log(`program ${id}: created`);
}

/** Creates a currency when the first event needs it, so that no import leaves an unused one. */
function currencyNeeds({ merchants }: OpenStore, target: Target) {
  const { merchantId, currencies } = target;
  const there = new Set<CurrencyKind>();
  return async (kind: CurrencyKind): Promise<void> => {
    if (there.has(kind)) return;
    const currency = { code: currencies[kind], kind, scale: SCALE_DEFAULT };
    if (!(await patiently(() => merchants.createCurrency(merchantId, currency)))) {
      const found = await merchants.findCurrency(merchantId, currency.code);
      if (found && found.kind !== kind) {
        throw new Failure(
          `the currency ${currency.code} is ${found.kind}; the events are in ${kind}`,
        );
      }
    }
    there.add(kind);
  };
}

function tellDone(path: string, { lines }: FileFacts, { counts }: ImportProgress): void {
  if (lines === 0) return console.log(`${path}: no lines are in it`);
  console.log(`${path}: all ${formatNumber(lines)} lines were imported before`);
  console.log(tableOf(counts));
}

function tell(path: string, { progress, examples }: Imported, { lines }: FileFacts): void {
  if (progress.line > 0) console.log(tableOf(progress.counts));
  if (examples.length > 0) console.log(`refused, the first of each:\n${reasonsOf(examples, path)}`);
  if (progress.line === lines) return;
  const done = `${formatNumber(progress.line)} of ${formatNumber(lines)}`;
  console.log(`${path}: stopped after line ${done}; run it again to go on`);
}
