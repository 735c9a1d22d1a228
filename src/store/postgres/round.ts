import { answerAgain } from '../../ledger/idempotency.ts';
import { type CommandName, check, decide, needs, type OutcomeOf } from '../../ledger/register.ts';
import {
  type Answer,
  type AnswerLimits,
  AnswerQuotaError,
  type Envelope,
} from '../../ledger/store.ts';
import { answerRow, gatherAnswers, type Quota } from './answers.ts';
import { addChange, writeRows } from './apply.ts';
import { newRows, type Rows } from './apply-rows.ts';
import type { Session } from './connection.ts';
import { type Fetched, gatherFacts } from './fetch.ts';

/** What became of one command of a group: an answer, or an error, and then nothing was written. */
export type Result = { readonly answer: Answer<CommandName> } | { readonly error: unknown };

/** Whose answers are kept, and how many of them. */
export interface Keeping {
  readonly limits: AnswerLimits;
  readonly quota: Quota;
}

/** What one command found out before it is decided. */
type Prepared = { readonly envelope: Envelope } & (
  | { readonly result: Result }
  | { readonly refused: OutcomeOf<CommandName> }
  | { readonly fetched: Fetched }
);

/**
 * Carries out commands that arrived together: all of them fetch side by side, each is decided on
 * its own facts, and what they change is written at once. A command that could have seen what an
 * earlier one of the same round writes is put off (null): it fetches in the next round, so that
 * the outcome is the one of carrying them out one after another.
 */
export async function runRound(
  session: Session,
  envelopes: readonly Envelope[],
  keeping: Keeping | null,
): Promise<{ readonly results: readonly (Result | null)[]; readonly rows: Rows }> {
  const prepare = prepareWith(session, keeping);
  const asked = new Names();
  const prepared = await Promise.all(
    envelopes.map(async (envelope) =>
      asked.take(namesAsked(envelope)) ? prepare(envelope) : null,
    ),
  );
  const rows = newRows();
  const found = new Names();
  const results = envelopes.map((envelope, i) => {
    const one = prepared[i] ?? null;
    const isFree = found.take([...namesAsked(envelope), ...namesFound(one)]);
    return one && isFree ? conclude(one, rows, keeping) : null;
  });
  await writeRows(session, rows);
  return { results, rows };
}

/** What the commands of a round touch, by name. */
class Names {
  private readonly taken = new Set<string>();

  /** Whether all of these were free; they are taken now. What is put off holds its place, too. */
  take(names: readonly string[]): boolean {
    const isFree = !names.some((name) => this.taken.has(name));
    for (const name of names) this.taken.add(name);
    return isFree;
  }
}

/** All that a command names, and the id that it may give to what it creates. */
function namesAsked({ command, context, idempotency: key }: Envelope): string[] {
  const { merchantId, newId } = context;
  const { transaction, walletId, otherWalletIds, reference, opening } = needs(command);
  const names = [`id ${newId}`];
  if (key) names.push(`key ${key.key}`);
  if (transaction?.id) names.push(`id ${transaction.id}`);
  if (transaction?.externalReference) names.push(`reference ${transaction.externalReference}`);
  // The reference that it wants may be the one of what it undoes.
  if (reference && reference !== transaction?.externalReference) {
    names.push(`reference ${reference}`);
  }
  if (walletId !== undefined) names.push(`id ${walletId}`);
  for (const other of otherWalletIds ?? []) names.push(`id ${other}`);
  if (opening) {
    names.push(`member ${opening.memberId}`, `code ${opening.memberCode ?? opening.memberId}`);
  }
  return names.map((name) => `${merchantId} ${name}`);
}

/** The wallets that a command found beside those that it named. */
function namesFound(one: Prepared | null): string[] {
  if (!one || !('fetched' in one)) return [];
  const { command, context } = one.envelope;
  const { walletId, otherWalletIds = [] } = needs(command);
  return [...one.fetched.facts.wallets.keys()]
    .filter((id) => id !== walletId && !otherWalletIds.includes(id))
    .map((id) => `${context.merchantId} id ${id}`);
}

function prepareWith(session: Session, keeping: Keeping | null) {
  const answers = gatherAnswers(session);
  const fetch = gatherFacts(session);
  return async (envelope: Envelope): Promise<Prepared> => {
    const { command, context, idempotency: key } = envelope;
    const { merchantId, at } = context;
    const refused = check(command, context);
    const [known, fetched] = await Promise.all([
      key ? answers(merchantId, key.key) : null,
      refused ? null : fetch(needs(command), merchantId, at),
    ]);
    if (key && known) {
      return { envelope, result: { answer: answerAgain(known, key) } };
    }
    if (key && keeping?.quota.isFull(merchantId)) {
      const error = new AnswerQuotaError('no more answers are kept for this merchant');
      return { envelope, result: { error } };
    }
    if (refused) return { envelope, refused };
    if (!fetched) throw new Error('a command without facts');
    return { envelope, fetched };
  };
}

/** Decides a command. A rule that throws is a defect of its own command and nobody else's. */
function conclude(one: Prepared, rows: Rows, keeping: Keeping | null): Result {
  const { command, context, idempotency: key } = one.envelope;
  const { merchantId, recordedAt } = context;
  const keep = (outcome: OutcomeOf<CommandName>): Result => {
    if (key) {
      rows.answers.push(answerRow(merchantId, key, outcome, recordedAt, keeping?.limits ?? null));
    }
    return { answer: outcome };
  };
  if ('result' in one) return one.result;
  if ('refused' in one) return keep(one.refused);
  try {
    const { facts, keys } = one.fetched;
    const { outcome, changes } = decide(command, facts, context);
    const own = newRows();
    for (const change of changes) addChange(change, keys, own);
    addAll(rows, own);
    return keep(outcome);
  } catch (error) {
    return { error };
  }
}

function addAll(rows: Rows, own: Rows): void {
  for (const name of Object.keys(own) as (keyof Rows)[]) {
    const list: unknown[] = rows[name];
    list.push(...own[name]);
  }
}
