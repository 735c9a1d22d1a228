import { randomUUID } from 'node:crypto';
import { DAY_MS, type Instant } from '../../src/ledger/time.ts';
import { type Chance, chanceOf } from '../faults/seeded.ts';
import {
  createLedgerFile,
  fill,
  type Happened,
  happened,
  type LedgerFile,
  PROGRAM,
  verify,
} from './ledger-file.ts';
import type { Findings, Setting } from './part.ts';
import { ratio, type Section, whole } from './report.ts';
import { median } from './statistics.ts';

const LONG_TRANSACTIONS = 100_000;
const SHORT_TRANSACTIONS = 10;
/** Wallets with a short history; each round works on another one. */
const SHORT_WALLETS = 300;
const HISTORY_MS = 2 * 365 * DAY_MS;
const HOUR_MS = 3_600_000;
const SINGLES = 48;
const GROUPS = 6;
const GROUP_SIZE = 32;
/** The goal: that a long history costs no more than this, against a short one. */
const RATIO_MAX = 1.1;
const REPEATS_MAX = 2;

/** What one round cost, in microseconds a reversal. */
interface Round {
  readonly alone: number;
  readonly grouped: number;
}

interface Flat {
  readonly short: readonly Round[];
  readonly long: readonly Round[];
  readonly aloneRatio: number;
  readonly groupedRatio: number;
  readonly isFlat: boolean;
}

/** Undoes the newest accrual of a wallet with a long history, and of one with a short one. */
export async function measureFlat({ folder, rounds }: Setting): Promise<Findings> {
  const file = await createLedgerFile(folder, 'flat');
  const { long, shorts } = await seed(file);
  const measured: { short: Round[]; long: Round[] } = { short: [], long: [] };
  const go = async (count: number): Promise<void> => {
    for (let round = 0; round < count; round += 1) {
      const short = shorts.pop();
      if (short === undefined) throw new Error('there are more rounds than short wallets');
      measured.short.push(await measureRound(file, short));
      measured.long.push(await measureRound(file, long));
    }
  };
  await go(1);
  measured.short.length = 0;
  measured.long.length = 0;
  await go(rounds);
  // A neighbour on the machine can disturb one side more than the other: more rounds even it out.
  for (let again = 0; again < REPEATS_MAX && !compare(measured).isFlat; again += 1) {
    await go(rounds);
  }
  await file.store.close();
  const flat = compare(measured);
  const verified = { flat: verify(file.path) };
  return { sections: [flatSection(flat)], figures: {}, raw: flat, verified };
}

function compare(measured: { short: readonly Round[]; long: readonly Round[] }): Flat {
  const ratioOf = (of: (round: Round) => number): number =>
    median(measured.long.map(of)) / median(measured.short.map(of));
  const aloneRatio = ratioOf(({ alone }) => alone);
  const groupedRatio = ratioOf(({ grouped }) => grouped);
  const isFlat = Math.max(aloneRatio, groupedRatio) <= RATIO_MAX;
  return { ...measured, aloneRatio, groupedRatio, isFlat };
}

function flatSection({ short, long, aloneRatio, groupedRatio, isFlat }: Flat): Section {
  const row = (name: string, of: (round: Round) => number, compared: number): string[] => [
    name,
    whole(median(short.map(of))),
    whole(median(long.map(of))),
    ratio(compared),
  ];
  return {
    title: 'flat: cancelTransaction of the newest accrual, through the use case, durable, µs each',
    head: ['', `after ${whole(SHORT_TRANSACTIONS)}`, `after ${whole(LONG_TRANSACTIONS)}`, 'ratio'],
    rows: [
      row('one at a time', ({ alone }) => alone, aloneRatio),
      row(`${GROUP_SIZE} at a time`, ({ grouped }) => grouped, groupedRatio),
    ],
    notes: [
      `medians of ${short.length} rounds in turn; at most ${ratio(RATIO_MAX)} is flat: ` +
        (isFlat ? 'it is' : 'IT IS NOT'),
    ],
  };
}

async function seed({ store }: LedgerFile): Promise<{ long: string; shorts: string[] }> {
  const chance = chanceOf(1);
  const from = Date.now() - HISTORY_MS;
  const opened = Array.from({ length: SHORT_WALLETS + 1 }, (_, i) =>
    happened(from, {
      name: 'openWallet',
      input: { programId: PROGRAM, memberId: `member-${i}`, currency: 'stars' },
    }),
  );
  await fill(store, opened);
  const wallets = opened.map(({ id }) => id);
  // In the middle of the others, so that its rows are not the last of every index.
  const [long] = wallets.splice(SHORT_WALLETS / 2, 1);
  if (long === undefined) throw new Error('no wallet was opened');
  const histories = wallets.map((id) => history(id, SHORT_TRANSACTIONS, chance));
  await fill(store, histories.slice(0, SHORT_WALLETS / 2).flat());
  await fill(store, history(long, LONG_TRANSACTIONS, chance));
  await fill(store, histories.slice(SHORT_WALLETS / 2).flat());
  return { long, shorts: wallets };
}

/**
 * Two years of a member who spends four fifths of what comes in: most lots are exhausted, one is
 * partly, the youngest are whole, and some that came for thirty days only have expired.
 */
function history(walletId: string, count: number, chance: Chance): Happened[] {
  const end = Date.now() - HOUR_MS;
  let balance = 0;
  return Array.from({ length: count }, (_, i) => {
    const at = end - Math.round((HISTORY_MS / count) * (count - 1 - i));
    const spent = chance.between(1, 2 * 24);
    if (i % 3 === 2 && spent <= balance) {
      balance -= spent;
      return redemption(walletId, spent, at);
    }
    const granted = chance.between(1, 2 * 15);
    const isBrief = chance.happens(0.1);
    if (!isBrief) balance += granted;
    return accrual(walletId, granted, at, isBrief ? at + 30 * DAY_MS : null);
  });
}

function accrual(walletId: string, stars: number, at: Instant, expiresAt: Instant | null) {
  const input = { walletId, amount: `${stars}.00`, type: 'ACCRUAL', temporary: false } as const;
  return happened(at, { name: 'accruePoints', input: { ...input, expiresAt } });
}

function redemption(walletId: string, stars: number, at: Instant) {
  const input = { walletId, amount: `${stars}.00`, type: 'REDEMPTION', temporary: false } as const;
  return happened(at, { name: 'redeemPoints', input });
}

async function measureRound(file: LedgerFile, walletId: string): Promise<Round> {
  const alone: number[] = [];
  for (let i = 0; i < SINGLES; i += 1) alone.push(await measureGroup(file, walletId, 1));
  const grouped: number[] = [];
  for (let i = 0; i < GROUPS; i += 1) grouped.push(await measureGroup(file, walletId, GROUP_SIZE));
  return { alone: median(alone), grouped: median(grouped) };
}

/** Posts accruals, then undoes them all at once; microseconds each, of the undoing only. */
async function measureGroup(file: LedgerFile, walletId: string, size: number): Promise<number> {
  const { ledger, caller } = file;
  const input = { walletId, amount: '5.00', type: 'ACCRUAL', temporary: false } as const;
  const posted = await Promise.all(
    Array.from({ length: size }, () => ledger.execute(caller, 'accruePoints', input)),
  );
  const requests = posted.map((answer) => {
    if (answer.__typename !== 'AccruePointsSuccess') throw new Error(JSON.stringify(answer));
    return { transactionId: answer.postedId, idempotencyKey: randomUUID() };
  });
  const started = performance.now();
  const answers = await Promise.all(
    requests.map((request) => ledger.execute(caller, 'cancelTransaction', request)),
  );
  const elapsed = performance.now() - started;
  const refused = answers.find(({ __typename }) => __typename !== 'CancelTransactionSuccess');
  if (refused) throw new Error(JSON.stringify(refused));
  return (elapsed * 1_000) / size;
}
