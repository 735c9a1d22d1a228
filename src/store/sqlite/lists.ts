import { sql } from 'drizzle-orm';
import { bound } from './bound.ts';

/** A list as one parameter, so that one prepared statement serves lists of any length. */
export function inList(name: string) {
  return sql`(select value from json_each(${bound(name)}))`;
}

/** The same for UUIDs: the parameter is a JSON array of their hexadecimal digits. */
export function inUuidList(name: string) {
  return sql`(select unhex(value) from json_each(${bound(name)}))`;
}

/** What `inUuidList` takes; a text that is no UUID names nothing. */
export function uuidList(ids: readonly string[]): string {
  return JSON.stringify(ids.map((id) => id.replaceAll('-', '')).filter((hex) => HEX.test(hex)));
}

const HEX = /^[0-9a-f]{32}$/;
