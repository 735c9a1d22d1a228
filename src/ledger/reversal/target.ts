import type { Facts, TransactionFacts } from '../facts.ts';
import { named, type Optional } from '../input.ts';
import { type Minor, sum } from '../money.ts';
import type { Program, ShortfallPolicy } from '../program.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Instant } from '../time.ts';
import {
  isReversal,
  POINTS_TYPES,
  type TransactionRecord,
  type TransactionType,
} from '../transaction.ts';
import type { WalletFacts } from '../wallet.ts';

/** The two identifiers of Altcraft's *cancel*: at least one of them names the transaction. */
export interface NamedTarget {
  readonly transactionId?: Optional<string>;
  readonly externalReference?: Optional<string>;
}

export function notFound(input: NamedTarget): Refusal<'TransactionNotFoundError'> {
  return refusal('TransactionNotFoundError', 'There is no such transaction.', {
    transactionId: named(input.transactionId),
    externalReference: named(input.externalReference),
  });
}

/** The transaction that the input names, or why it names none. */
export function findTarget(
  facts: Facts,
  input: NamedTarget,
): TransactionFacts | Refusal<'TransactionNotFoundError' | 'IdentifierMismatchError'> {
  const transactionId = named(input.transactionId);
  const externalReference = named(input.externalReference);
  const { byId, byReference } = facts;
  if (transactionId === null || externalReference === null) {
    return (transactionId === null ? byReference : byId) ?? notFound(input);
  }
  if (!byId || !byReference) return notFound(input);
  const successor = byId.record.resolution?.kind === 'COMMIT' ? byId.record.resolution.by : null;
  if ([byId.record.id, successor].includes(byReference.record.id)) return byId;
  return refusal(
    'IdentifierMismatchError',
    'The id and the external reference name different transactions.',
    { transactionId, externalReference },
  );
}

export function isRefusal(value: TransactionFacts | Refusal): value is Refusal {
  return '__typename' in value;
}

/** A derived row was never recorded: there is nothing to undo. */
export function refuseDerived(facts: Facts): Refusal<'DerivedTransactionError'> | null {
  if (!facts.derived) return null;
  return refusal(
    'DerivedTransactionError',
    'It is worked out from the rules of the program, and cannot be undone by itself.',
    { derivedKind: facts.derived.kind },
  );
}

/** The wallet that the transaction belongs to. The store fetches it with the transaction. */
export function walletOf(facts: Facts, target: TransactionFacts): WalletFacts {
  const wallet = facts.wallets.get(target.record.walletId);
  if (!wallet) throw new Error(`wallet ${target.record.walletId} was not fetched`);
  return wallet;
}

export function refuseReversal(
  record: TransactionRecord,
): Refusal<'ReversalNotReversibleError'> | null {
  if (!isReversal(record.type)) return null;
  return refusal('ReversalNotReversibleError', 'A reversal cannot itself be undone.', {
    reversesId: record.mainTransactionId,
  });
}

/** `use` names the mutation that undoes such a transaction where this one does not. */
export function refuseType(
  record: TransactionRecord,
  allowedTypes: readonly TransactionType[],
  holdsAllowed: boolean,
): Refusal<'TransactionTypeNotAllowedError'> | null {
  const { type } = record;
  const held = record.hold !== null && !holdsAllowed;
  if (!held && allowedTypes.includes(type)) return null;
  const use = undoes(type);
  const what = held ? 'A temporary transaction' : `A transaction of type ${type}`;
  const advice = use ? ` Use ${use}.` : '';
  return refusal('TransactionTypeNotAllowedError', `${what} cannot be undone this way.${advice}`, {
    type,
    allowedTypes,
    use,
  });
}

function undoes(type: TransactionType): string | null {
  if (POINTS_TYPES.includes(type)) return 'cancelTransaction';
  if (type === 'PURCHASE') return 'cancelPurchase';
  return isReversal(type) ? null : 'deleteTransaction';
}

export function refuseReversed(record: TransactionRecord): Refusal<'AlreadyReversedError'> | null {
  const { resolution } = record;
  if (!resolution || resolution.kind === 'COMMIT') return null;
  return refusal('AlreadyReversedError', 'The transaction was undone before.', {
    reversalId: resolution.by,
    reversedBy: resolution.kind,
    reversedAt: resolution.at,
  });
}

export function refuseCommitted(record: TransactionRecord): Refusal<'HoldCommittedError'> | null {
  if (record.resolution?.kind !== 'COMMIT') return null;
  return refusal('HoldCommittedError', 'The temporary transaction was committed into a new one.', {
    successorId: record.resolution.by,
  });
}

/** A hold's timeout counts whether or not anything noticed it: invariant 5. */
export function refuseTimedOut(
  record: TransactionRecord,
  at: Instant,
): Refusal<'HoldExpiredError'> | null {
  if (!record.hold || record.hold.timeoutAt > at) return null;
  return refusal('HoldExpiredError', 'The temporary transaction has timed out.', {
    expiredAt: record.hold.timeoutAt,
  });
}

export function shortfallPolicy(
  input: { readonly onShortfall?: Optional<ShortfallPolicy> },
  program: Program,
): ShortfallPolicy {
  return input.onShortfall ?? program.policies.onShortfall;
}

/**
 * How much undoing a transaction may draw on lots: nothing where those that it granted suffice.
 * They stand in draw order with the others, and so do gifts, which do not pay for money: what is
 * fetched has to cover them as well.
 */
export function drawnBack(wallet: WalletFacts, target: TransactionFacts | null): Minor {
  let credit = 0n;
  for (const entry of target?.entries ?? []) {
    if (entry.walletId === wallet.record.id && entry.amount > 0n) credit += entry.amount;
  }
  const own = wallet.lots.filter((lot) => target?.lots.includes(lot.id));
  const rest = sum(own.map((lot) => lot.remaining - lot.held));
  return credit > rest ? credit + wallet.state.gift : 0n;
}
