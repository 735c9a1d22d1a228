import type { Reply } from '../contract/world.ts';

/** The id of an object that an answer names. */
export function idIn(reply: Reply, field: string): string {
  const object = reply[field];
  const id = object && typeof object === 'object' && 'id' in object ? object['id'] : null;
  if (typeof id === 'string') return id;
  throw new Error(`${field} names nothing in ${JSON.stringify(reply)}`);
}
