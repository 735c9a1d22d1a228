import { parseArgs } from 'node:util';
import { findPostgres, LEFT_OUT } from './installed.ts';
import { survive } from './outages.ts';
import { racePairs } from './pairs.ts';

const USAGE = `node test/postgres/main.ts pairs [--pairs N]
node test/postgres/main.ts outages [--rounds N] [--seed N]`;
const COUNT_MAX = 4_294_967_295;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: '20260115' },
  },
});

/** A campaign that takes too long to be run with every test; it prints what it did. */
const campaigns: Readonly<Record<string, () => Promise<void>>> = {
  async pairs() {
    const found = await racePairs(wholeNumber(values.pairs));
    const { pairs, seconds, wonByFirst, commits, rollbacks } = found;
    console.log(`${pairs} pairs of cancels, one each to two processes on one PostgreSQL:
  granted once, and refused once with the reversal that was granted: ${pairs}
  of them granted by the first process: ${wonByFirst}
  pairs a second: ${Math.round(pairs / seconds)}
  transactions of the database: ${commits}, done again for a conflict: ${rollbacks}
  entries, balances, lots and hash chains afterwards: right`);
  },
  async outages() {
    const seed = wholeNumber(values.seed);
    const found = await survive(wholeNumber(values.rounds), seed);
    console.log(`${found.rounds} kills, of PostgreSQL and of the subgraph in turn, seed ${seed}:
  keyed commands: ${found.commands}, of them lost, doubled or there by half: 0
  seconds: ${Math.round(found.seconds)}
  answers: ${found.answered}, of them after an outage: ${found.late}
  asked again without an answer: ${found.foundDone} were done, ${found.foundUndone} were not
  told that the ledger is unavailable: ${found.turnedAway}, cut off: ${found.cutOff}
  reads that were answered: ${found.readsAnswered}
  longest from the start of PostgreSQL until ready again: ${Math.round(found.readyAfterMs)} ms
  entries, balances, lots and hash chains afterwards: right`);
  },
};

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= COUNT_MAX) return value;
  throw new Error(`${text} is not a whole number from 1 to ${COUNT_MAX}`);
}

const [name = ''] = positionals;
const campaign = campaigns[name];
if (!campaign) {
  console.error(USAGE);
  process.exitCode = 2;
} else if (findPostgres() === null) {
  console.error(LEFT_OUT);
  process.exitCode = 1;
} else await campaign();
