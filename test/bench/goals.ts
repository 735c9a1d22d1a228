import { ratio, type Section, whole } from './report.ts';

type Unit = 'RATIO' | 'MILLISECONDS' | 'A_SECOND' | 'KB' | 'MB';

interface Goal {
  readonly name: string;
  readonly must: number;
  readonly aim: number;
  readonly unit: Unit;
  /** Whether less is better. */
  readonly isLess?: boolean;
}

const NOTHING = 'against a mutation that does nothing, stock Apollo';
const CANCEL = 'against cancelTransaction';
const MEMORY = 'from memory through stock Apollo';

/** What is to be reached, and what is aimed at. */
const goals = {
  cancel: { name: `cancelTransaction, 64 connections, ${NOTHING}`, must: 0.5, aim: 1 },
  cancelWide: { name: `cancelTransaction, 512 connections, ${NOTHING}`, must: 0.7, aim: 1 },
  naive: { name: 'cancelTransaction against the naive subgraph', must: 8, aim: 15 },
  postgraphile: { name: 'cancelTransaction against PostGraphile, PL/pgSQL', must: 3, aim: 6 },
  cancelP99: atMost('cancelTransaction, 64 connections, p99, ms', 50, 25, 'MILLISECONDS'),
  voidTransaction: { name: `voidTransaction ${CANCEL}`, must: 0.7, aim: 1 },
  deleteTransaction: { name: `deleteTransaction ${CANCEL}`, must: 0.7, aim: 1 },
  cancelPurchase: { name: `cancelPurchase ${CANCEL}`, must: 0.7, aim: 1 },
  size: atMost('cost of a reversal, the large ledger against a small one', 1.5, 1.2, 'RATIO'),
  entities: { name: `100 entities at once, against ${MEMORY}`, must: 0.6, aim: 1.5 },
  history: { name: `50 rows of history with entries, against ${MEMORY}`, must: 0.5, aim: 2.5 },
  readsBesideWrites: atMost('reads while writing at full speed, p99, ms', 50, 25, 'MILLISECONDS'),
  imports: {
    name: 'import of retail events, a second',
    must: 20_000,
    aim: 50_000,
    unit: 'A_SECOND',
  },
  bytes: atMost('written per reversal in groups of 32, kB', 40, 20, 'KB'),
  memory: atMost('peak memory, 64 connections, MB', 350, 260, 'MB'),
  memoryWide: atMost('peak memory, 512 connections, MB', 500, 400, 'MB'),
  start: atMost('cold start to the first answer, built against sources', 0.4, 0.27, 'RATIO'),
} as const satisfies Readonly<Record<string, Omit<Goal, 'unit'> & Partial<Goal>>>;

type GoalName = keyof typeof goals;

/** What was found of the goals; what was not measured is not in it. */
export type Figures = Readonly<Partial<Record<GoalName, number>>>;

type Verdict = 'aim reached' | 'reached' | 'MISSED' | 'not measured';

/** A goal beside what was found; null: it was not measured. */
interface Compared extends Goal {
  readonly found: number | null;
  readonly verdict: Verdict;
}

function atMost(name: string, must: number, aim: number, unit: Unit): Goal {
  return { name, must, aim, unit, isLess: true };
}

/** All goals, in their order. */
export function compare(figures: Figures): Readonly<Record<string, Compared>> {
  const compared = Object.entries(goals).map(([key, given]): [string, Compared] => {
    const goal: Goal = { unit: 'RATIO', ...given };
    const found = figures[key as GoalName] ?? null;
    return [key, { ...goal, found, verdict: judge(goal, found) }];
  });
  return Object.fromEntries(compared);
}

function judge({ must, aim, isLess }: Goal, found: number | null): Verdict {
  if (found === null) return 'not measured';
  const reaches = (bound: number): boolean => (isLess ? found <= bound : found >= bound);
  if (reaches(aim)) return 'aim reached';
  return reaches(must) ? 'reached' : 'MISSED';
}

export function goalsSection(figures: Figures): Section {
  return {
    title: 'goals',
    head: ['', 'found', 'must', 'aim', ''],
    rows: Object.values(compare(figures)).map(
      ({ name, found, must, aim, unit, isLess, verdict }) => {
        const text = (value: number): string => (unit === 'RATIO' ? ratio(value) : plain(value));
        const bound = (value: number): string => `${isLess ? '≤' : '≥'} ${text(value)}`;
        return [name, found === null ? '' : text(found), bound(must), bound(aim), verdict];
      },
    ),
    notes: [],
  };
}

function plain(value: number): string {
  return value < 100 ? value.toFixed(1) : whole(value);
}
