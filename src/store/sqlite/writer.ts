import type { Context } from '../../ledger/decision.ts';
import { answerAgain } from '../../ledger/idempotency.ts';
import {
  type Command,
  type CommandName,
  check,
  decide,
  needs,
  type OutcomeOf,
} from '../../ledger/register.ts';
import type { Answer, Envelope } from '../../ledger/store.ts';
import { prepareAnswers } from './answers.ts';
import { prepareApply } from './apply.ts';
import { type Db, isUnavailable } from './connection.ts';
import { prepareFetch } from './fetch.ts';
import type { Asker } from './keys.ts';
import { prepareMerchantKey } from './merchant-key.ts';

/** What became of one command of a group. */
export type Result = { readonly answer: Answer<CommandName> } | { readonly defect: unknown };

type Alongside = (answers: readonly Answer<CommandName>[]) => void;

/** The one writer of a process. Everything is synchronous: nothing can come in between. */
export interface Writer {
  /** Commits a group durably. Throws, and has written nothing, where the store is unavailable. */
  execute(group: readonly Envelope[]): Result[];
  /** Commits a group and what `alongside` writes with it, whole; throws if any is a defect. */
  commit(group: readonly Envelope[], alongside?: Alongside): Answer<CommandName>[];
}

/** Fetch, decide, apply; the answer to a keyed command is kept in the same commit. */
function prepareRun(db: Db): (envelope: Envelope) => Answer<CommandName> {
  const fetch = prepareFetch(db);
  const apply = prepareApply(db);
  const kept = prepareAnswers(db);
  const merchantKey = prepareMerchantKey(db);
  return ({ command, context, idempotency: key }) => {
    const asker = merchantKey(context.merchantId);
    const known = key && kept.find(asker.merchantPk, key.key);
    if (key && known) return answerAgain(known, key);
    const outcome = check(command, context) ?? carryOut(command, context, asker);
    if (key) kept.keep(asker.merchantPk, key, outcome, context.recordedAt);
    return outcome;
  };

  function carryOut(command: Command, context: Context, asker: Asker): OutcomeOf<CommandName> {
    const { facts, keys } = fetch(needs(command), asker, context.at);
    const { outcome, changes } = decide(command, facts, context);
    for (const change of changes) apply(change, keys);
    return outcome;
  }
}

/** Prepares a writer. All that it runs is prepared once. */
export function createWriter(db: Db): Writer {
  const { $client: client } = db;
  const run = prepareRun(db);

  /** One transaction for all: either the whole group is durable, or nothing of it. */
  function commit(group: readonly Envelope[], alongside?: Alongside): Answer<CommandName>[] {
    client.exec('BEGIN IMMEDIATE');
    try {
      const answers = group.map(run);
      alongside?.(answers);
      client.exec('COMMIT');
      return answers;
    } catch (error) {
      if (client.inTransaction) client.exec('ROLLBACK');
      throw error;
    }
  }

  /** A command that throws is a defect. It takes nobody with it: each is tried by itself. */
  function attempt(envelope: Envelope): Result {
    try {
      const [answer] = commit([envelope]);
      return answer ? { answer } : { defect: new Error('a command without an answer') };
    } catch (defect) {
      return { defect };
    }
  }

  return {
    commit,
    execute(group) {
      try {
        return commit(group).map((answer) => ({ answer }));
      } catch (error) {
        if (isUnavailable(error)) throw error;
        return group.map(attempt);
      }
    },
  };
}

/** Decides as the writer would, on one consistent view, and writes nothing. */
export function createPreview(
  db: Db,
): <N extends CommandName>(envelope: Envelope<N>) => OutcomeOf<N> {
  const { $client: client } = db;
  const fetch = prepareFetch(db);
  const merchantKey = prepareMerchantKey(db);
  return ({ command, context }) => {
    const asker = merchantKey(context.merchantId);
    client.exec('BEGIN');
    try {
      const { facts } = fetch(needs(command), asker, context.at);
      return decide(command, facts, context).outcome;
    } finally {
      client.exec('COMMIT');
    }
  };
}
