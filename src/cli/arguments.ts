import { InvalidArgumentError } from 'commander';
import { checkIdentifier, IDENTIFIER_LENGTH_MAX, isBlank } from '../ledger/input.ts';
import { type Currency, SCALE_MAX } from '../ledger/money.ts';
import { SCOPES, type Scope, scopeNamed } from '../merchant/scope.ts';

// What options accept. Commander turns what is thrown here into a line that names the option.

const KINDS = ['POINTS', 'MONEY'] as const;
const CURRENCY = /^(.+):([A-Z]+):(\d)$/;
/** Letters, digits, signs and blanks of any script; nothing that a terminal would obey. */
const UNPRINTABLE = /[\p{Control}\p{Surrogate}\u2028\u2029]/u;

/** An id, as the ledger takes it. */
export function identifier(text: string): string {
  if (isBlank(text)) throw new InvalidArgumentError('It is blank.');
  const refused = checkIdentifier('It', text);
  if (refused) throw new InvalidArgumentError(refused.message);
  return text;
}

/** A name for people. */
export function label(text: string): string {
  if (isBlank(text)) throw new InvalidArgumentError('It is blank.');
  if (text.length > IDENTIFIER_LENGTH_MAX || UNPRINTABLE.test(text)) {
    throw new InvalidArgumentError(
      `It is not up to ${IDENTIFIER_LENGTH_MAX} printable characters.`,
    );
  }
  return text;
}

/** A whole number of a range. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It is not a whole number from ${min} to ${max}.`);
  };
}

/** One more scope. */
export function scopes(text: string, before: readonly Scope[] = []): readonly Scope[] {
  const scope = scopeNamed(text);
  if (scope === null) {
    throw new InvalidArgumentError(`It is no scope; scopes are ${SCOPES.join(', ')}.`);
  }
  return before.includes(scope) ? before : [...before, scope];
}

/** One more currency, such as "GBP:MONEY:2". */
export function currencies(text: string, before: readonly Currency[] = []): readonly Currency[] {
  const [, code = '', kindText, scaleText] = CURRENCY.exec(text) ?? [];
  const kind = KINDS.find((known) => known === kindText);
  const scale = Number(scaleText);
  if (!kind || scale > SCALE_MAX) {
    throw new InvalidArgumentError(
      `It is not CODE:KIND:SCALE, such as GBP:MONEY:2; KIND is ${KINDS.join(' or ')}, ` +
        `SCALE 0 to ${SCALE_MAX}.`,
    );
  }
  identifier(code);
  if (before.some((known) => known.code === code)) {
    throw new InvalidArgumentError(`The currency ${code} is named twice.`);
  }
  return [...before, { code, kind, scale }];
}
