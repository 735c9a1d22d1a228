import { type DestinationStream, destination, type Level, type Logger, pino } from 'pino';
import { redact } from '../merchant/redact.ts';
import { GatheredLines } from './gathered-lines.ts';

export type Log = Logger;

export const OPERATION_NAME_LENGTH_MAX = 64;
const PATH_LENGTH_MAX = 256;
const STATUS_DEFECT = 500;
const STACK_FRAMES_MAX = 20;
const STDOUT = 1;
/** What the lines of requests say. */
const REQUEST = 'request';

/** What is told of a request. Headers, bodies, queries and keys are no part of it. */
export interface RequestFacts {
  readonly requestId: string;
  readonly method: string | null;
  /** Without the query string, which may carry variables. */
  readonly path: string | null;
  readonly status: number;
  readonly durationMs: number;
  readonly merchantId: string | null;
  /** The name of the key. */
  readonly actor: string | null;
  readonly operationName: string | null;
}

/**
 * JSON leaves DEL, the C1 controls and the Unicode line ends as they are, but a terminal may obey
 * them; the lower controls are escaped already.
 */
function escapeControls(line: string): string {
  return line.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

interface ErrorFacts {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  readonly frames: readonly string[];
}

/**
 * A query error's message and stack repeat the statement and its parameters, so that only its cause
 * is told; frames come without the message, which the stack repeats.
 */
function describeError(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, message: '', frames: [] };
  if ('query' in error && 'params' in error) {
    const type = error.constructor.name;
    return error.cause instanceof Error
      ? { ...describeError(error.cause), type }
      : { type, message: 'A query failed.', frames: [] };
  }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.constructor.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    message: error.message,
    frames: frames.slice(0, STACK_FRAMES_MAX).map((frame) => frame.trim()),
  };
}

/** JSON lines, to the standard output unless told otherwise. */
export function createLog(level: Level | 'silent', stream?: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      serializers: { err: describeError },
      hooks: { streamWrite: (line) => escapeControls(redact(line)) },
    },
    stream ?? new GatheredLines(destination({ dest: STDOUT, sync: true }), REQUEST),
  );
}

/** One line a request; a defect's answer is an error, everything else is what callers do. */
export function logRequest(log: Log, facts: RequestFacts): void {
  const line = {
    ...facts,
    path: facts.path?.slice(0, PATH_LENGTH_MAX),
    operationName: facts.operationName && operationLabel(facts.operationName),
  };
  if (facts.status === STATUS_DEFECT) log.error(line, REQUEST);
  else log.info(line, REQUEST);
}

/** A caller writes it, so that it is cut, and anything that no GraphQL name has becomes "?". */
function operationLabel(name: string): string {
  return name.slice(0, OPERATION_NAME_LENGTH_MAX).replace(/[^_0-9A-Za-z]/g, '?');
}
