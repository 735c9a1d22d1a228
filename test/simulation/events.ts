import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const FILE = fileURLToPath(
  new URL('../../../shared/data/online-retail/events-2010-12-to-2011-02.jsonl.gz', import.meta.url),
);

/** Something that happened in the real shop. */
export interface Event {
  readonly op: 'topUp' | 'purchase' | 'cancel' | 'refund';
  readonly member: string;
  /** Its own, or that of the purchase that it undoes. */
  readonly reference: string;
  readonly at: number;
}

/** What an event asks of the ledger. */
export const OPERATION_OF: Readonly<Record<Event['op'], string>> = {
  topUp: 'topUpWallet',
  purchase: 'recordPurchase',
  cancel: 'cancelPurchase',
  refund: 'refundPurchase',
};

interface Line {
  readonly op: Event['op'] | 'orphan';
  readonly member: string;
  readonly ref: string;
  readonly at: string;
}

/** The events of a real shop, in their order; null where their file is not there. */
export function readEvents(): Event[] | null {
  if (!existsSync(FILE)) return null;
  const lines = gunzipSync(readFileSync(FILE)).toString('utf8').trimEnd().split('\n');
  return lines.flatMap((text) => {
    const { op, member, ref: reference, at } = JSON.parse(text) as Line;
    // An orphan names a purchase that never was: it changes nothing.
    return op === 'orphan' ? [] : [{ op, member, reference, at: Date.parse(at) }];
  });
}

/** How many events each member has, in the order of first appearance. */
export function eventsByMember(events: readonly Event[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { member } of events) counts.set(member, (counts.get(member) ?? 0) + 1);
  return counts;
}

/** The most events within any period of a length, from the events' own moments on. */
export function busiest(events: readonly Event[], periodMs: number): number {
  let most = 0;
  let first = 0;
  for (const [last, { at }] of events.entries()) {
    while ((events[first]?.at ?? at) <= at - periodMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
