import type { Command } from './operation.ts';
import type { ModelTransaction } from './reference-journal.ts';
import type { ReferenceLedger } from './reference-ledger.ts';
import { deadlineOf } from './reference-reversals.ts';

const PLAIN = { idempotencyKey: null, onShortfall: null, externalReference: null };

/** What each of the four reversals would be asked for a transaction. */
function commandsFor(target: ModelTransaction, merchantId: string): readonly Command[] {
  const { id: transactionId, reference, main, type } = target;
  const { memberId } = target.wallet;
  const own = main === null || type === 'VOID' ? reference : null;
  const named = { programId: 'club', memberCode: memberId, transactionId };
  const everything = { rollbackFee: true, rollbackCashback: true };
  return [
    { name: 'cancelTransaction', input: { ...PLAIN, transactionId, effectiveAt: null } },
    {
      name: 'voidTransaction',
      input: { ...PLAIN, originalTransactionId: transactionId, memberId },
    },
    {
      name: 'deleteTransaction',
      input: { ...named, merchantId, acknowledgeDependents: false, idempotencyKey: null },
    },
    {
      name: 'cancelPurchase',
      input: { ...PLAIN, ...everything, externalReference: own ?? '' },
    },
  ];
}

/** Whether each of the four would be granted now, and until when. */
export function optionsAs(model: ReferenceLedger, target: ModelTransaction) {
  const { merchantId } = model.books;
  return commandsFor(target, merchantId).map((command) => {
    const { __typename } = model.rehearse(target, command);
    const granted = __typename.endsWith('Success');
    const until = granted ? untilOf(command.name, model, target) : null;
    return {
      mutation: command.name.replace(/[A-Z]/, '_$&').toUpperCase(),
      granted,
      reversibleUntil: until === null ? null : new Date(until).toISOString(),
      refusal: granted ? null : { __typename },
    };
  });
}

function untilOf(name: string, { books }: ReferenceLedger, target: ModelTransaction) {
  if (name === 'voidTransaction') return deadlineOf(target, books.policies.adjustmentPeriodDays);
  return name === 'cancelTransaction' && target.hold ? target.hold.timeoutAt - 1 : null;
}
