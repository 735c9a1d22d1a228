import { z } from 'zod';
import type { AnswerLimits } from '../ledger/store.ts';
import type { GatewaySettings } from '../merchant/gateway.ts';
import type { TokenSettings } from '../merchant/token.ts';
import { credentialVariables, gatewaySettings, tokenSettings } from './credentials.ts';
import { onOrOff, wholeNumber, wholeNumberOrOff } from './variable.ts';

const DAY_MS = 86_400_000;

const REQUESTS_PER_MINUTE_DEFAULT = 60_000;
const MISSES_PER_MINUTE_DEFAULT = 6_000;
const FAILURES_PER_MINUTE_DEFAULT = 600;
const PER_MINUTE_MAX = 10_000_000;

const RETENTION_DAYS_DEFAULT = 30;
const RETENTION_DAYS_MAX = 3_650;
const QUOTA_DEFAULT = 5_000_000;
/** The number of answers is estimated: below this the estimate is too rough. */
const QUOTA_MIN = 100_000;
const QUOTA_MAX = 1_000_000_000;

/** What one caller may do within a minute; null: as much as it likes. */
export interface AllowanceSettings {
  readonly requestsPerMinute: number | null;
  /** Look-ups that find nothing. */
  readonly missesPerMinute: number | null;
  /** Requests of one address without a good credential. */
  readonly failuresPerMinute: number | null;
}

export interface SecurityConfig {
  /** Null: no token is believed. */
  readonly tokens: TokenSettings | null;
  readonly gateway: GatewaySettings;
  /** Whether everybody may ask for the schema as composition needs it. */
  readonly openSdl: boolean;
  readonly allowances: AllowanceSettings;
  readonly answers: AnswerLimits;
  /** Path of the manifest of the only operations that run; null: any do. */
  readonly trustedDocuments: string | null;
}

export const securityVariables = {
  ...credentialVariables,
  STORNO_OPEN_SDL: onOrOff('STORNO_OPEN_SDL').default('off'),
  STORNO_TRUSTED_DOCUMENTS: z.string().optional(),
  STORNO_REQUESTS_PER_MINUTE: perMinute('STORNO_REQUESTS_PER_MINUTE').default(
    REQUESTS_PER_MINUTE_DEFAULT,
  ),
  STORNO_MISSES_PER_MINUTE: perMinute('STORNO_MISSES_PER_MINUTE').default(
    MISSES_PER_MINUTE_DEFAULT,
  ),
  STORNO_FAILURES_PER_MINUTE: perMinute('STORNO_FAILURES_PER_MINUTE').default(
    FAILURES_PER_MINUTE_DEFAULT,
  ),
  STORNO_IDEMPOTENCY_RETENTION_DAYS: wholeNumber(
    'STORNO_IDEMPOTENCY_RETENTION_DAYS',
    1,
    RETENTION_DAYS_MAX,
  ).default(RETENTION_DAYS_DEFAULT),
  STORNO_IDEMPOTENCY_QUOTA: wholeNumber('STORNO_IDEMPOTENCY_QUOTA', QUOTA_MIN, QUOTA_MAX).default(
    QUOTA_DEFAULT,
  ),
};

function perMinute(name: string) {
  return wholeNumberOrOff(name, 1, PER_MINUTE_MAX);
}

const variables = z.object(securityVariables);

/** For variables without problems. */
export function securityOf(set: z.infer<typeof variables>): SecurityConfig {
  return {
    tokens: tokenSettings(set),
    gateway: gatewaySettings(set),
    openSdl: set.STORNO_OPEN_SDL === 'on',
    allowances: {
      requestsPerMinute: set.STORNO_REQUESTS_PER_MINUTE,
      missesPerMinute: set.STORNO_MISSES_PER_MINUTE,
      failuresPerMinute: set.STORNO_FAILURES_PER_MINUTE,
    },
    answers: {
      retentionMs: set.STORNO_IDEMPOTENCY_RETENTION_DAYS * DAY_MS,
      perMerchantMax: set.STORNO_IDEMPOTENCY_QUOTA,
    },
    trustedDocuments: set.STORNO_TRUSTED_DOCUMENTS ?? null,
  };
}
