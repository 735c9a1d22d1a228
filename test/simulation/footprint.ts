import { type Section, whole } from '../bench/report.ts';
import { secondOf } from './keys.ts';
import type { Recorded } from './recording.ts';

/** What the second column of a key can be about, which decides where an entry lives. */
export type Role =
  | 'wallet'
  | 'other wallet'
  | 'own id'
  | 'target id'
  | 'own reference'
  | 'target reference'
  | 'idempotency key'
  | 'member'
  | 'other member'
  | 'program'
  | 'currency'
  | 'moment'
  | 'none';

/** A place that every operation of a kind touches. */
export interface Place {
  readonly table: string;
  readonly key: string;
  readonly role: Role;
  readonly writes: boolean;
}

/** What an operation of a kind touches, each place once. */
export interface Footprint {
  readonly operation: string;
  readonly statements: number;
  readonly merchants: number;
  readonly places: readonly Place[];
}

/** What the values of a recorded operation are about; a value that is missing here is an error. */
export type Names = ReadonlyMap<string, Role>;

/** The one column that holds a moment: nobody names it. */
const MOMENT = 'kept_until';

/** Says of every operation of a kind what was recorded of one. */
export function footprintOf(
  operation: string,
  { statements, touches }: Recorded,
  names: Names,
): Footprint {
  const places = new Map<string, Place>();
  for (const { key, second, writes } of touches) {
    const role = roleOf(secondOf(key), second, names);
    if (!role) throw new Error(`${operation}: ${key.name} has ${second}, which it does not name`);
    const id = `${key.name} ${role}`;
    const isWritten = writes || (places.get(id)?.writes ?? false);
    places.set(id, { table: key.table, key: key.name, role, writes: isWritten });
  }
  const merchants = new Set(touches.map(({ merchantId }) => merchantId)).size;
  return { operation, statements, merchants, places: [...places.values()] };
}

function roleOf(column: string | null, value: string | null, names: Names): Role | null {
  if (column === null || value === null) return 'none';
  return column === MOMENT ? 'moment' : (names.get(value) ?? null);
}

export function footprintSection(footprints: readonly Footprint[]): Section {
  return {
    title: 'keys that an operation touches, recorded from the engine on PostgreSQL in the process',
    head: ['', 'statements', 'merchants', 'wallets', 'indexes by wallet', 'by others', 'written'],
    rows: footprints.map(({ operation, statements, merchants, places }) => [
      operation,
      whole(statements),
      whole(merchants),
      whole(new Set(places.map(({ role }) => role).filter(isWallet)).size),
      whole(places.filter(({ role }) => isWallet(role)).length),
      whole(places.filter(({ role }) => !isWallet(role)).length),
      whole(places.filter(({ writes }) => writes).length),
    ]),
    notes: [`by others: ${[...new Set(footprints.flatMap(othersOf))].join(', ')}`],
  };
}

export function isWallet(role: Role): boolean {
  return role === 'wallet' || role === 'other wallet';
}

function othersOf({ places }: Footprint): Role[] {
  return places.map(({ role }) => role).filter((role) => !isWallet(role));
}
