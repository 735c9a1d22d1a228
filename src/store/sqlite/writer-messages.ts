import type { CommandName } from '../../ledger/register.ts';
import {
  type Answer,
  type AnswerLimits,
  AnswerQuotaError,
  type Envelope,
  StoreUnavailableError,
} from '../../ledger/store.ts';

/** What the writer's thread is started with. */
export interface WriterThreadData {
  readonly file: string;
  readonly limits: AnswerLimits | null;
  /**
   * Of the file, to have the disk take it. It stays open until the process ends: closing any
   * descriptor of a file gives up the locks of every connection that the process has on it.
   */
  readonly descriptor: number;
}

/** What the thread is asked, by a number that comes back with the reply. */
export type Ask =
  | { readonly id: number; readonly what: 'COMMIT'; readonly envelope: Envelope }
  | { readonly id: number; readonly what: 'IS_READY' | 'CLOSE' };

export type Reply =
  | { readonly id: number; readonly value: Answer<CommandName> | boolean | null }
  | { readonly id: number; readonly failure: Failure };

/** An error as it can be sent: copied between threads, it would be of no class any more. */
interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
  readonly cause: Failure | null;
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error), stack: null, cause: null };
  }
  const { name, message, stack = null, cause } = error;
  return { name, message, stack, cause: cause === undefined ? null : failureOf(cause) };
}

/** The error again, of the class that callers tell it by. */
export function errorOf({ name, message, stack, cause }: Failure): Error {
  const options = cause === null ? {} : { cause: errorOf(cause) };
  if (name === StoreUnavailableError.name) return new StoreUnavailableError(message, options);
  if (name === AnswerQuotaError.name) return new AnswerQuotaError(message, options);
  const error = new Error(message, options);
  error.name = name;
  if (stack !== null) error.stack = stack;
  return error;
}
