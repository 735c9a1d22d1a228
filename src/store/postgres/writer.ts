import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CommandName, decide, needs, type OutcomeOf } from '../../ledger/register.ts';
import type { Answer, AnswerLimits, Envelope } from '../../ledger/store.ts';
import { Forgetting, Quota } from './answers.ts';
import {
  type Database,
  inSnapshot,
  inTransaction,
  isConflict,
  isUnavailable,
  type Session,
} from './connection.ts';
import { gatherFacts } from './fetch.ts';
import { type Keeping, type Result, runRound } from './round.ts';

/** How often a group is carried out anew when other processes came between. */
const CONFLICTS_MAX = 12;
/** Waits are drawn at random up to a bound that doubles, so that the same two do not meet again. */
const CONFLICT_PAUSE_FIRST_MS = 2;
const CONFLICT_PAUSE_MAX_MS = 250;
/** Rounds of one group: what is still put off then waits for the next group. */
const ROUNDS_MAX = 4;

type Alongside<T> = (answers: readonly Answer<CommandName>[], session: Session) => Promise<T>;

/** Commits groups of commands, each in one SERIALIZABLE transaction of the database. */
export interface Writer {
  /** Commits a group. Null: the command was put off, and nothing of it was written. */
  execute(group: readonly Envelope[]): Promise<(Result | null)[]>;
  /** Commits a group and what `alongside` writes with it, whole; throws where one has no answer. */
  commit<T>(group: readonly Envelope[], alongside: Alongside<T>): Promise<T>;
}

type Commit = <T>(
  group: readonly Envelope[],
  roundsMax: number,
  conclude: (results: (Result | null)[], session: Session) => Promise<T>,
) => Promise<T>;

export function createWriter(database: Database, limits: AnswerLimits | null): Writer {
  const commit = prepareCommit(database, limits);

  /** A group that the database refuses is tried command by command: none takes another with it. */
  async function attempt(envelope: Envelope): Promise<Result | null> {
    try {
      const [result] = await commit([envelope], 1, asTheyAre);
      return result ?? { error: new Error('a command without a result') };
    } catch (error) {
      if (isUnavailable(error)) throw error;
      return { error };
    }
  }

  return {
    async execute(group) {
      try {
        return await commit(group, ROUNDS_MAX, asTheyAre);
      } catch (error) {
        if (isUnavailable(error) || group.length === 1) throw error;
        const results: (Result | null)[] = [];
        for (const envelope of group) results.push(await attempt(envelope));
        return results;
      }
    },
    commit: (group, alongside) =>
      commit(group, Infinity, (results, session) => alongside(results.map(answerOf), session)),
  };
}

function prepareCommit(database: Database, limits: AnswerLimits | null): Commit {
  const keeping: Keeping | null = limits && { limits, quota: new Quota(limits) };
  const forgetting = new Forgetting();

  /** Goes through a group in rounds, until nothing is put off or the rounds are used up. */
  async function carryOut(session: Session, group: readonly Envelope[], roundsMax: number) {
    const results: (Result | null)[] = group.map(() => null);
    for (let rounds = 0; rounds < roundsMax && results.includes(null); rounds += 1) {
      const open = [...results.keys()].filter((i) => results[i] === null);
      const asked = open.flatMap((i) => group[i] ?? []);
      const round = await runRound(session, asked, keeping);
      for (const [at, i] of open.entries()) results[i] = round.results[at] ?? null;
      await forgetting.after(session, round.rows.answers);
    }
    return results;
  }

  return (group, roundsMax, conclude) =>
    retrying(() =>
      database.session(async (session) => {
        if (keeping) {
          const keyed = group.filter((envelope) => envelope.idempotency);
          await keeping.quota.count(
            session,
            keyed.map(({ context }) => context.merchantId),
          );
        }
        return inTransaction(session, 'serializable', async () =>
          conclude(await carryOut(session, group, roundsMax), session),
        );
      }),
    );
}

async function asTheyAre(results: (Result | null)[]): Promise<(Result | null)[]> {
  return results;
}

function answerOf(result: Result | null): Answer<CommandName> {
  if (result && 'answer' in result) return result.answer;
  throw new Error('a command of a batch was not carried out', { cause: result?.error });
}

/** Does the same work anew where another process came between; the rules are pure. */
async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isConflict(error) || conflicts === CONFLICTS_MAX) throw error;
      const bound = Math.min(CONFLICT_PAUSE_FIRST_MS * 2 ** conflicts, CONFLICT_PAUSE_MAX_MS);
      await sleep(randomInt(bound) + 1);
    }
  }
}

export type PreviewResult =
  | { readonly outcome: OutcomeOf<CommandName> }
  | { readonly error: unknown };

/** Decides as the writer would, on one consistent view for all of them, and writes nothing. */
export function previewAll(
  database: Database,
  envelopes: readonly Envelope[],
): Promise<PreviewResult[]> {
  return inSnapshot(database, (session) => {
    const fetch = gatherFacts(session);
    return Promise.all(
      envelopes.map(async ({ command, context }): Promise<PreviewResult> => {
        const { facts } = await fetch(needs(command), context.merchantId, context.at);
        try {
          return { outcome: decide(command, facts, context).outcome };
        } catch (error) {
          return { error };
        }
      }),
    );
  });
}
