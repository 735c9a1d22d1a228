import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { ZodType } from 'zod';

/** Characters of a cursor; ours are shorter. */
export const CURSOR_LENGTH_MAX = 512;
const TAG_BYTES = 16;

/** The list that a cursor is a place in, and the key that vouches for it. */
export interface CursorScope {
  /** No bare bytes: preparing them takes ten times as long as signing does. */
  readonly key: KeyObject;
  readonly list: string;
  readonly merchantId: string;
  readonly walletId: string;
}

function tagOf({ key, list, merchantId, walletId }: CursorScope, place: string): Buffer {
  // As JSON, so that no part can pretend to be the beginning of the next.
  const vouched = JSON.stringify([list, merchantId, walletId, place]);
  return createHmac('sha256', key).update(vouched).digest().subarray(0, TAG_BYTES);
}

/** A place in a list as opaque text. */
export function writeCursor(scope: CursorScope, place: object): string {
  const text = JSON.stringify(place);
  return Buffer.concat([tagOf(scope, text), Buffer.from(text)]).toString('base64url');
}

/** The place of a cursor; null: it was not written for this list, or not by us. */
export function readCursor<Place>(
  scope: CursorScope,
  places: ZodType<Place>,
  cursor: string,
): Place | null {
  if (cursor.length > CURSOR_LENGTH_MAX) return null;
  const bytes = Buffer.from(cursor, 'base64url');
  // Node skips what is no base64url, so that other texts would pass for the same cursor.
  if (bytes.length <= TAG_BYTES || bytes.toString('base64url') !== cursor) return null;
  const text = bytes.subarray(TAG_BYTES).toString();
  if (!timingSafeEqual(bytes.subarray(0, TAG_BYTES), tagOf(scope, text))) return null;
  return places.parse(JSON.parse(text));
}
