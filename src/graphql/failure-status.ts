import type { GraphQLResponse } from '@apollo/server';
import { COMMIT_UNKNOWN, QUOTA_EXCEEDED, UNAVAILABLE } from './errors.ts';

interface Failure {
  readonly status: number;
  /** When it is worth another try. */
  readonly retryAfterSeconds: number;
}

/** What callers, balancers and their retries understand without reading the body. */
const FAILURES: ReadonlyMap<unknown, Failure> = new Map([
  [UNAVAILABLE, { status: 503, retryAfterSeconds: 1 }],
  [COMMIT_UNKNOWN, { status: 503, retryAfterSeconds: 1 }],
  [QUOTA_EXCEEDED, { status: 429, retryAfterSeconds: 3_600 }],
]);

/**
 * Answers with a status of failure where nothing of an operation was done. Where something was, it
 * stays at 200: there are clients that do not read what comes with another status.
 */
export function setFailureStatus({ http, body }: GraphQLResponse): void {
  if (body.kind !== 'single') return;
  const { errors, data } = body.singleResult;
  const failure = FAILURES.get(errors?.[0]?.extensions?.['code']);
  if (!failure || Object.values(data ?? {}).some((value) => value !== null)) return;
  http.status = failure.status;
  http.headers.set('retry-after', String(failure.retryAfterSeconds));
}
