import type { Event } from './events.ts';
import type { Role } from './footprint.ts';

/** An event with what tells it from the others, and another member of the same household. */
export interface Happened {
  readonly event: Event;
  readonly number: number;
  readonly other: string;
}

/** What the second column of a key has, so that different things have different names. */
export function valueOf(role: Role, { event, number, other }: Happened): string {
  const { op, member, reference } = event;
  switch (role) {
    case 'wallet':
      return `wallet of ${member}`;
    case 'other wallet':
      return `wallet of ${other}`;
    case 'member':
      return member;
    case 'other member':
      return other;
    case 'target id':
    case 'target reference':
    case 'own reference':
      return `${role} ${reference}`;
    case 'own id':
    case 'idempotency key':
    case 'moment':
      return `${role} ${op} ${number}`;
    default:
      return role;
  }
}
