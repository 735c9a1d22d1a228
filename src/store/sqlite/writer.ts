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
import {
  type Answer,
  type AnswerLimits,
  AnswerQuotaError,
  type Envelope,
} from '../../ledger/store.ts';
import { prepareAnswers } from './answers.ts';
import { prepareApply } from './apply.ts';
import { type Db, isUnavailable } from './connection.ts';
import { prepareFetch } from './fetch.ts';
import { GroupRows, namesIn } from './group-rows.ts';
import { type Identities, prepareIdentities } from './identities.ts';
import type { Asker } from './keys.ts';
import { prepareMerchantKey } from './merchant-key.ts';
import { GroupWallets, prepareWalletRows } from './wallet-rows.ts';

/** What became of one command of a group: an answer, or an error, and then nothing was written. */
export type Result = { readonly answer: Answer<CommandName> } | { readonly error: unknown };

type Alongside<T> = (answers: readonly Answer<CommandName>[]) => T;

/** The one writer of a process. Everything is synchronous: nothing can come in between. */
export interface Writer {
  /** Commits a group durably. Throws, and has written nothing, where the store is unavailable. */
  execute(group: readonly Envelope[]): Result[];
  /** Commits a group and what `alongside` writes with it, whole; throws where one has no answer. */
  commit<T>(group: readonly Envelope[], alongside: Alongside<T>): T;
  /** Takes the write lock and gives it back; with a page, if the disk takes that too. */
  canWrite(what: { readonly page: boolean }): boolean;
}

function answerOf(result: Result): Answer<CommandName> {
  if ('answer' in result) return result.answer;
  throw result.error;
}

/** What a writer knows without reading it again. */
interface Memory {
  readonly identities: Identities;
  readonly rows: GroupRows;
  readonly wallets: GroupWallets;
}

/** Fetch, decide, apply; the answer to a keyed command is kept in the same commit. */
function prepareRun(
  db: Db,
  { identities, rows, wallets }: Memory,
  limits: AnswerLimits | null,
): (envelope: Envelope) => Result {
  const fetch = prepareFetch(db, identities, wallets);
  const apply = prepareApply(db, rows, wallets);
  const kept = prepareAnswers(db, rows, limits);
  const merchantKey = prepareMerchantKey(db);
  return ({ command, context, idempotency: key }) => {
    const asker = merchantKey(context.merchantId);
    const known = key && kept.find(asker.merchantPk, key.key);
    if (key && known) return { answer: answerAgain(known, key) };
    if (key && kept.isFull(asker.merchantPk)) {
      return { error: new AnswerQuotaError('no more answers are kept for this merchant') };
    }
    const answer = check(command, context) ?? carryOut(command, context, asker);
    if (key) kept.keep(asker.merchantPk, key, answer, context.recordedAt);
    return { answer };
  };

  function carryOut(command: Command, context: Context, asker: Asker): OutcomeOf<CommandName> {
    const query = needs(command);
    rows.flushNamed(namesIn(query));
    const { facts, keys } = fetch(query, asker, context.at);
    const { outcome, changes } = decide(command, facts, context);
    for (const change of changes) apply(change, keys);
    return outcome;
  }
}

/** Prepares a writer. All that it runs is prepared once. */
export function createWriter(db: Db, limits: AnswerLimits | null): Writer {
  const { $client: client } = db;
  const identities = prepareIdentities(db);
  const rows = new GroupRows(db);
  const wallets = new GroupWallets(db, rows);
  const run = prepareRun(db, { identities, rows, wallets }, limits);

  /** One transaction for all: either the whole group is durable, or nothing of it. */
  function commit<T>(group: readonly Envelope[], conclude: (results: Result[]) => T): T {
    client.exec('BEGIN IMMEDIATE');
    try {
      const concluded = conclude(group.map(run));
      wallets.flush();
      rows.flush();
      client.exec('COMMIT');
      return concluded;
    } catch (error) {
      if (client.inTransaction) client.exec('ROLLBACK');
      identities.forget();
      throw error;
    } finally {
      wallets.forget();
      rows.forget();
    }
  }

  /** A command that throws is a defect. It takes nobody with it: each is tried by itself. */
  function attempt(envelope: Envelope): Result {
    try {
      const [result] = commit([envelope], (results) => results);
      return result ?? { error: new Error('a command without a result') };
    } catch (error) {
      return { error };
    }
  }

  return {
    commit: (group, alongside) => commit(group, (results) => alongside(results.map(answerOf))),
    execute(group) {
      try {
        return commit(group, (results) => results);
      } catch (error) {
        if (isUnavailable(error)) throw error;
        return group.map(attempt);
      }
    },
    canWrite: ({ page }) => canWrite(db, page),
  };
}

function canWrite({ $client: client }: Db, page: boolean): boolean {
  try {
    client.exec('BEGIN IMMEDIATE');
    if (page) client.pragma('user_version = 1');
    client.exec('COMMIT');
    return true;
  } catch {
    if (client.inTransaction) client.exec('ROLLBACK');
    return false;
  }
}

/** Decides as the writer would, on one consistent view, and writes nothing. */
export function createPreview(
  db: Db,
): <N extends CommandName>(envelope: Envelope<N>) => OutcomeOf<N> {
  const { $client: client } = db;
  const fetch = prepareFetch(db, prepareIdentities(db), prepareWalletRows(db));
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
