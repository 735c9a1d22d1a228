import { type SQL, sql } from 'drizzle-orm';
import { customType, type SQLiteColumn } from 'drizzle-orm/sqlite-core';

/**
 * The connection hands out every integer as a bigint, so that no amount passes through a double.
 * These types turn the others back into numbers: keys, instants, counts, all below 2^53.
 */
export const int = customType<{ data: number; driverData: bigint | number }>({
  dataType: () => 'integer',
  fromDriver: Number,
});

/** The next row key: SQLite assigns it. */
export const ASSIGNED = sql<number>`null`;

/** A signed 64-bit amount of minor units. */
export const minor = customType<{ data: bigint; driverData: bigint }>({
  dataType: () => 'integer',
});

/** Bytes, such as a hash. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => 'blob',
});

/** A UUID, kept in 16 bytes: half the index of its text. */
export const uuid = customType<{ data: string; driverData: Buffer }>({
  dataType: () => 'blob',
  fromDriver: uuidOfBytes,
  toDriver: (id) => bytesOfUuid(id) ?? Buffer.alloc(0),
});

/** Selects a UUID as text: bytes that the driver hands out cost three times as much. */
export function uuidText(column: SQLiteColumn): SQL<string> {
  return sql`lower(hex(${column}))`.mapWith(uuidOfHex);
}

/** The same, where there may be none. */
export function uuidTextOrNull(column: SQLiteColumn): SQL<string | null> {
  return sql<string | null>`nullif(lower(hex(${column})), '')`.mapWith(uuidOfHex);
}

/** Selects bytes by way of text as well. */
export function bytesText(column: SQLiteColumn): SQL<Buffer> {
  return sql`hex(${column})`.mapWith((hex: string) => Buffer.from(hex, 'hex'));
}

const UUID_LENGTH = 36;
const UUID_BYTES = 16;
const HYPHEN = '-'.charCodeAt(0);
const HYPHENS = [8, 13, 18, 23];
/** Where each byte stands in the text. */
const PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const DIGITS = '0123456789abcdef';
/** What each digit counts, by its code; -1: it is none. */
const COUNTS = Array.from({ length: 128 }, (_, code) => DIGITS.indexOf(String.fromCharCode(code)));

/**
 * The bytes of a UUID in lower case; null where the text is none, so that it names nothing. Digit
 * by digit, which takes a sixth of an expression and a decoder: every command names several.
 */
export function bytesOfUuid(id: string): Buffer | null {
  if (id.length !== UUID_LENGTH) return null;
  for (const place of HYPHENS) if (id.charCodeAt(place) !== HYPHEN) return null;
  const found = Buffer.allocUnsafe(UUID_BYTES);
  for (let i = 0; i < UUID_BYTES; i += 1) {
    const place = PLACES[i] ?? 0;
    const high = COUNTS[id.charCodeAt(place)] ?? -1;
    const low = COUNTS[id.charCodeAt(place + 1)] ?? -1;
    if (high < 0 || low < 0) return null;
    found[i] = high * DIGITS.length + low;
  }
  return found;
}

export function uuidOfBytes(value: Buffer): string {
  return uuidOfHex(value.toString('hex'));
}

/** Every text is put together here; the hyphens stay. */
const spelled = Buffer.alloc(UUID_LENGTH, HYPHEN);

/** In one piece: put together of slices, a text keeps all of them until it is first read. */
function uuidOfHex(hex: string): string {
  for (let i = 0; i < UUID_BYTES; i += 1) {
    const place = PLACES[i] ?? 0;
    spelled[place] = hex.charCodeAt(2 * i);
    spelled[place + 1] = hex.charCodeAt(2 * i + 1);
  }
  return spelled.toString('latin1');
}
