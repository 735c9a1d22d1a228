import type { Place } from '../contract/engine.ts';
import { breachesIn } from '../postgres/breaches.ts';
import { breachesOf } from './ledger-file.ts';

/** The invariants that a ledger breaks, and what `storno verify` finds wrong with it. */
export async function breachesAt({ database, postgres }: Place): Promise<string[]> {
  return postgres ? breachesIn(postgres) : breachesOf(database);
}
