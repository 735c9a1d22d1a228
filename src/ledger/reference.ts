import type { Facts } from './facts.ts';
import { type Refusal, refusal } from './refusal.ts';

/** External references are unique per merchant among the transactions that callers post. */
export function duplicateReference(
  facts: Facts,
): Refusal<'DuplicateExternalReferenceError'> | null {
  if (facts.referenceHolderId === null) return null;
  return refusal(
    'DuplicateExternalReferenceError',
    'Another transaction has this external reference.',
    { existingId: facts.referenceHolderId },
  );
}
