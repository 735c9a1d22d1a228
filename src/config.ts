import { isIP } from 'node:net';
import { z } from 'zod';
import { credentialProblems } from './config/credentials.ts';
import { type SecurityConfig, securityOf, securityVariables } from './config/security.ts';
import { onOrOff, wholeNumber } from './config/variable.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

const PORT_DEFAULT = 4000;
const PORT_MAX = 65_535;
const HOST_DEFAULT = '127.0.0.1';
const DATABASE_PATH_DEFAULT = 'storno.db';
const SHUTDOWN_GRACE_SECONDS_DEFAULT = 10;
const SHUTDOWN_GRACE_SECONDS_MIN = 1;
const SHUTDOWN_GRACE_SECONDS_MAX = 60;

/** What the environment says, checked; nothing else in the program reads the environment. */
export interface Config {
  /** 0 lets the operating system choose. */
  readonly port: number;
  readonly host: string;
  /** Where the ledger is: `postgres://…`, or the path of the SQLite file, without `file:`. */
  readonly database: string;
  readonly logLevel: LogLevel;
  readonly introspection: boolean;
  readonly playground: boolean;
  readonly security: SecurityConfig;
  /** How long requests in flight may take to end, once the process was told to stop. */
  readonly shutdownGraceSeconds: number;
}

/** Every problem of an environment at once, a sentence each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is refused.\n${problems.map((text) => `- ${text}`).join('\n')}`);
    this.problems = problems;
  }
}

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;
/** Not all digits and points: "127.0.0" is a mistyped address, not a name. */
const LOOKS_NUMERIC = /^[\d.]+$/;
/** A server: PostgreSQL, or an engine that speaks like it. */
const SERVER_URL = /^postgres(ql)?:\/\/[^\s/]+\/[^\s/]+$/;
/** A file, with or without the empty authority of `file:///path`; no options, no memory. */
const FILE_URL = /^file:(?:\/\/(?=\/))?((?!\/\/|:memory:)[^?#]*[^?#/])$/;

function isHost(text: string): boolean {
  return isIP(text) !== 0 || (HOST_NAME.test(text) && !LOOKS_NUMERIC.test(text));
}

// A refused DATABASE_URL may hold a password, so that its text is never repeated.
const databaseSentence =
  'DATABASE_URL must be file:PATH, such as file:storno.db or file:/var/lib/storno.db, ' +
  'without options, or postgres://USER:PASSWORD@HOST/DATABASE.';

const environment = z.object({
  PORT: wholeNumber('PORT', 0, PORT_MAX).default(PORT_DEFAULT),
  HOST: z
    .string()
    .refine(isHost, 'HOST must be an IP address or a host name.')
    .default(HOST_DEFAULT),
  DATABASE_URL: z
    .string()
    .refine((url) => FILE_URL.test(url) || SERVER_URL.test(url), databaseSentence)
    .transform((url) => url.replace(FILE_URL, '$1'))
    .default(DATABASE_PATH_DEFAULT),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`)
    .default('info'),
  STORNO_INTROSPECTION: onOrOff('STORNO_INTROSPECTION').optional(),
  STORNO_PLAYGROUND: onOrOff('STORNO_PLAYGROUND').optional(),
  SHUTDOWN_GRACE_SECONDS: wholeNumber(
    'SHUTDOWN_GRACE_SECONDS',
    SHUTDOWN_GRACE_SECONDS_MIN,
    SHUTDOWN_GRACE_SECONDS_MAX,
  ).default(SHUTDOWN_GRACE_SECONDS_DEFAULT),
  NODE_ENV: z.string().optional(),
  ...securityVariables,
});

const OWN_PREFIX = 'STORNO_';
const ownNames = Object.keys(environment.shape).filter((name) => name.startsWith(OWN_PREFIX));

/** A mistyped name would otherwise pass for a setting that took effect. */
function unknownNames(names: readonly string[]): string[] {
  return names
    .filter((name) => name.startsWith(OWN_PREFIX) && !ownNames.includes(name))
    .map((name) => `${name} is not a known variable; known are: ${ownNames.join(', ')}.`);
}

/**
 * Checks an environment, such as `process.env`. A variable that is set to nothing counts as not
 * set, as container tools write it.
 *
 * @throws {ConfigError} with all problems.
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, text]) => text !== ''));
  const unknown = unknownNames(Object.keys(variables));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    throw new ConfigError([...parsed.error.issues.map(({ message }) => message), ...unknown]);
  }
  const { data } = parsed;
  const problems = [...credentialProblems(data), ...unknown];
  if (problems.length > 0) throw new ConfigError(problems);
  const exploringDefault = data.NODE_ENV === 'production' ? 'off' : 'on';
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    database: data.DATABASE_URL,
    logLevel: data.LOG_LEVEL,
    introspection: (data.STORNO_INTROSPECTION ?? exploringDefault) === 'on',
    playground: (data.STORNO_PLAYGROUND ?? exploringDefault) === 'on',
    security: securityOf(data),
    shutdownGraceSeconds: data.SHUTDOWN_GRACE_SECONDS,
  });
}
