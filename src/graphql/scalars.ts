import { GraphQLScalarType, Kind } from 'graphql';
import { DAY_MS, INSTANT_MAX, type Instant, SECOND_MS } from '../ledger/time.ts';
import { badUserInput } from './errors.ts';

/** Date, time, at most milliseconds, and always a zone; years beyond four digits have a sign. */
const DATE_TIME =
  /^(\d{4}|[+-]\d{6})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?(?:Z|([+-])(\d\d):(\d\d))$/;

const HOUR_MINUTES = 60;
const MINUTE_SECONDS = 60;
const MINUTE_MS = MINUTE_SECONDS * SECOND_MS;
const HOUR_MS = HOUR_MINUTES * MINUTE_MS;
const OFFSET_HOURS_MAX = 23;
const OFFSET_MINUTES_MAX = 59;

/** The moment that a text names; null where it names none, such as on the 30th of February. */
function parseInstant(text: string): Instant | null {
  const match = DATE_TIME.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction = '', sign] = match;
  const [offsetHours, offsetMinutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (offsetHours > OFFSET_HOURS_MAX || offsetMinutes > OFFSET_MINUTES_MAX) return null;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0')}Z`;
  const date = new Date(local);
  // A date that does not exist is not refused by all engines alike: some count on into March.
  if (Number.isNaN(date.getTime()) || date.toISOString() !== withoutZeroYears(local)) return null;
  const offset = (offsetHours * HOUR_MINUTES + offsetMinutes) * MINUTE_MS;
  const instant = date.getTime() - (sign === '-' ? -offset : offset);
  return Math.abs(instant) <= INSTANT_MAX ? instant : null;
}

/** "+002026-…" as "2026-…": the form in which dates are written. */
function withoutZeroYears(text: string): string {
  return text.replace(/^\+00(?=\d{4}-)/, '');
}

function readDateTime(value: unknown): Instant {
  const instant = typeof value === 'string' ? parseInstant(value) : null;
  if (instant !== null) return instant;
  throw badUserInput(
    'DateTime is a string in ISO 8601 with a time zone, such as "2026-11-21T09:30:00.000Z".',
  );
}

let day = Number.NaN;
let dayText = '';

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

/** As ISO 8601. Dates of one answer lie near each other, so that the last one's day is kept. */
function writeInstant(instant: Instant): string {
  const instantDay = Math.floor(instant / DAY_MS);
  if (instantDay !== day) {
    dayText = new Date(instantDay * DAY_MS).toISOString().slice(0, -'00:00:00.000Z'.length);
    day = instantDay;
  }
  const time = instant - instantDay * DAY_MS;
  const hour = digits(Math.floor(time / HOUR_MS), 2);
  const minute = digits(Math.floor(time / MINUTE_MS) % HOUR_MINUTES, 2);
  const second = digits(Math.floor(time / SECOND_MS) % MINUTE_SECONDS, 2);
  return `${dayText}${hour}:${minute}:${second}.${digits(time % SECOND_MS, 3)}Z`;
}

export const dateTime = new GraphQLScalarType<Instant, string>({
  name: 'DateTime',
  serialize: (value) => {
    if (!Number.isInteger(value)) throw new TypeError('DateTime is made of a whole number');
    return writeInstant(Number(value));
  },
  parseValue: readDateTime,
  parseLiteral: (node) => readDateTime(node.kind === Kind.STRING ? node.value : null),
});

const DECIMAL_EXPECTED =
  'Decimal is a string, such as "12.50"; a JSON number may have lost digits on its way.';

/** Passes text on as it is: the ledger checks it, and refuses it with the name of its field. */
export const decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  serialize: (value) => {
    if (typeof value !== 'string') throw new TypeError('Decimal is made of a string');
    return value;
  },
  parseValue: (value) => {
    if (typeof value !== 'string') throw badUserInput(DECIMAL_EXPECTED);
    return value;
  },
  // A number in the text of a query still has all its digits.
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) {
      return node.value;
    }
    throw badUserInput(DECIMAL_EXPECTED);
  },
});
