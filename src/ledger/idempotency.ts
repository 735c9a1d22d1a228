import { hash } from 'node:crypto';
import { type Refusal, refusal } from './refusal.ts';
import type { Command } from './register.ts';

/** A request by its caller's name for it, and what tells it from another with the same name. */
export interface IdempotencyKey {
  readonly key: string;
  /** SHA-256, hexadecimal, over the mutation and its input. */
  readonly fingerprint: string;
}

/** What is kept of a keyed request: it commits together with what the request wrote. */
export interface IdempotencyRecord<Outcome> {
  readonly fingerprint: string;
  readonly outcome: Outcome;
}

/** Names a command so that the same input always gives the same name, in whatever order. */
export function fingerprintOf(command: Command): string {
  return hash('sha256', `${command.name}\n${canonical(command.input)}`);
}

/** The first answer again, refusals included, or the conflict where the input was another. */
export function answerAgain<Outcome extends object>(
  record: IdempotencyRecord<Outcome>,
  { key, fingerprint }: IdempotencyKey,
): Outcome | Refusal<'IdempotencyConflictError'> {
  if (record.fingerprint !== fingerprint) {
    return refusal(
      'IdempotencyConflictError',
      'The idempotency key came before with other input.',
      {
        idempotencyKey: key,
      },
    );
  }
  return 'replayed' in record.outcome ? { ...record.outcome, replayed: true } : record.outcome;
}

/** JSON with sorted keys, without the key itself; an absent field and a null one say the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    const fields = Object.entries(part).filter(
      ([name, field]) => field !== null && name !== 'idempotencyKey',
    );
    return Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
