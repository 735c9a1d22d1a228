import { customType } from 'drizzle-orm/pg-core';

// The driver hands out every 64-bit integer as text, so that no amount passes through a double.

/** An instant or a count, below 2^53. */
export const int = customType<{ data: number; driverData: string | number }>({
  dataType: () => 'bigint',
  fromDriver: Number,
  toDriver: String,
});

/** A signed 64-bit amount of minor units. */
export const minor = customType<{ data: bigint; driverData: string }>({
  dataType: () => 'bigint',
  fromDriver: BigInt,
  toDriver: String,
});

/** Bytes, such as a hash. */
export const bytes = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value),
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID in lower case: PostgreSQL takes others, too, and refuses the rest. */
export function isUuid(id: string): boolean {
  return UUID.test(id);
}

/** Whether a text can stand in a column: PostgreSQL refuses NUL, so that it names nothing. */
export function isText(name: string): boolean {
  return !name.includes('\0');
}
