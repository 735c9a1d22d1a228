import { type Minor, parseDecimal } from './money.ts';
import { type Refusal, refusal } from './refusal.ts';
import { INSTANT_MAX, type Instant } from './time.ts';

/** What an optional field of an input can be. */
export type Optional<T> = T | null | undefined;

/** Characters of an id, code, reference or idempotency key. */
export const IDENTIFIER_LENGTH_MAX = 255;
/** Characters of a description or reason. */
export const TEXT_LENGTH_MAX = 1_000;
/** A hold lasts at most a year. */
export const HOLD_TIMEOUT_SECONDS_MAX = 31_536_000;
/** How many transactions one `deleteTransactions` takes. */
export const DELETE_BATCH_MAX = 100;

/** Printable ASCII: what looks alike is alike, and nothing hides. */
const IDENTIFIER = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
/** NUL is no text in PostgreSQL, and half a surrogate pair is no text anywhere. */
// oxlint-disable-next-line no-control-regex
const TEXT_FORBIDDEN = /\u0000|\p{Surrogate}/u;

/** A field that failed its check, or null. */
type Check = Refusal<'InvalidInputError'> | null;

export function invalid(field: string, reason: string): Refusal<'InvalidInputError'> {
  return refusal('InvalidInputError', `${field} ${reason}.`, { field, reason });
}

/** Why an amount is refused that would take a wallet's sums out of 64 bits. */
export const OVERFLOW = 'overflows the balance of the wallet';

/** An id, code, reference or key: 1 to 255 printable ASCII characters, no blank at either end. */
export function checkIdentifier(field: string, value: Optional<string>): Check {
  if (value === null || value === undefined) return null;
  if (value.length > IDENTIFIER_LENGTH_MAX) {
    return invalid(field, `is longer than ${IDENTIFIER_LENGTH_MAX} characters`);
  }
  if (IDENTIFIER.test(value)) return null;
  return invalid(field, 'is not made of printable ASCII characters without blanks around them');
}

/** A description or reason: up to 1,000 characters of any script. */
export function checkText(field: string, value: Optional<string>): Check {
  if (value === null || value === undefined) return null;
  if (value.length > TEXT_LENGTH_MAX) {
    return invalid(field, `is longer than ${TEXT_LENGTH_MAX} characters`);
  }
  return TEXT_FORBIDDEN.test(value) ? invalid(field, 'is not valid text') : null;
}

/** A whole number of seconds, 1 to a year. */
export function checkTimeout(field: string, value: Optional<number>): Check {
  if (value === null || value === undefined) return null;
  if (value >= 1 && value <= HOLD_TIMEOUT_SECONDS_MAX) return null;
  return invalid(field, `is not between 1 and ${HOLD_TIMEOUT_SECONDS_MAX}`);
}

/** A moment that a transaction may claim: not in the future, not before 1970. */
export function checkPast(field: string, value: Optional<Instant>, at: Instant): Check {
  if (value === null || value === undefined) return null;
  if (value > at) return invalid(field, 'is in the future');
  return value < 0 ? invalid(field, 'is before 1970') : null;
}

/** An expiry lies after what it ends. */
export function checkAfter(field: string, value: Optional<Instant>, than: Instant): Check {
  if (value === null || value === undefined) return null;
  if (value >= INSTANT_MAX) return invalid(field, 'is too far away');
  return value > than ? null : invalid(field, 'is not after the moment it starts from');
}

export function isBlank(value: Optional<string>): boolean {
  return value === null || value === undefined || value.trim() === '';
}

/** A blank identifier names nothing: null. */
export function named(value: Optional<string>): string | null {
  return isBlank(value) ? null : (value ?? null);
}

/** The refusal of an input in which none of the fields names anything. */
export function checkNamed(
  fields: Readonly<Record<string, Optional<string>>>,
): Refusal<'MissingIdentifierError'> | null {
  if (Object.values(fields).some((value) => !isBlank(value))) return null;
  const names = Object.keys(fields);
  return refusal('MissingIdentifierError', `Name ${names.join(' or ')}.`, { fields: names });
}

/** The refusal of an input in which a field that has to name something is blank. */
export function checkAllNamed(
  fields: Readonly<Record<string, string>>,
): Refusal<'MissingIdentifierError'> | null {
  const missing = Object.keys(fields).filter((name) => isBlank(fields[name]));
  if (missing.length === 0) return null;
  return refusal('MissingIdentifierError', `Name ${missing.join(' and ')}.`, { fields: missing });
}

/** An amount of a currency, more than zero unless `signed`, when it may only not be zero. */
export function readAmount(
  field: string,
  text: string,
  scale: number,
  sign: 'POSITIVE' | 'SIGNED' = 'POSITIVE',
): Minor | Refusal<'InvalidInputError'> {
  const { minor, reason } = parseDecimal(text, scale);
  if (minor === undefined) return invalid(field, reason);
  if (minor === 0n) return invalid(field, 'is zero');
  return minor < 0n && sign === 'POSITIVE' ? invalid(field, 'is negative') : minor;
}
