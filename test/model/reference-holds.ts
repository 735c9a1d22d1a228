import type { Expected, Inputs } from './operation.ts';
import { textOf } from './operation.ts';
import { answer } from './reference-answer.ts';
import type { Books } from './reference-books.ts';
import type { ModelTransaction } from './reference-journal.ts';
import { isUndoing } from './reference-journal.ts';

/** Whom an id, a reference or both name. */
export function named(
  books: Books,
  { transactionId, externalReference }: Inputs['commitTransaction'],
): ModelTransaction | Expected {
  const byId = books.journal.find(transactionId);
  const meant = books.journal.meant(externalReference);
  const missing = answer('TransactionNotFoundError', { transactionId, externalReference });
  if (transactionId === null) return meant ?? missing;
  if (externalReference === null) return byId ?? missing;
  if (!byId || !meant) return missing;
  const same = meant === byId || (byId.end?.kind === 'COMMIT' && byId.end.by === meant);
  return same ? byId : answer('IdentifierMismatchError', { transactionId, externalReference });
}

/** What became of a transaction that can end only once; null where it goes on. */
export function ended(target: ModelTransaction): Expected | null {
  const { end } = target;
  if (!end || end.kind === 'COMMIT') return null;
  return answer('AlreadyReversedError', {
    reversedBy: end.kind,
    reversedAt: end.at,
    reversalId: end.by?.id ?? null,
  });
}

export function committed({ end }: ModelTransaction): Expected | null {
  return end?.kind === 'COMMIT' ? answer('HoldCommittedError', { successorId: end.by?.id }) : null;
}

export function timedOut({ hold }: ModelTransaction, at: number): Expected | null {
  if (!hold || hold.timeoutAt > at) return null;
  return answer('HoldExpiredError', { expiredAt: hold.timeoutAt });
}

export function closed({ wallet }: ModelTransaction): Expected | null {
  return wallet.closedAt === null
    ? null
    : answer('WalletClosedError', { closedAt: wallet.closedAt });
}

function openHold(books: Books, input: Inputs['commitTransaction']): ModelTransaction | Expected {
  const target = named(books, input);
  if ('__typename' in target) return target;
  if (!target.hold && target.main && !isUndoing(target)) {
    return answer('HoldCommittedError', { successorId: target.id });
  }
  if (!target.hold) return answer('NotTemporaryError', { transactionId: target.id });
  const refused =
    ended(target) ?? committed(target) ?? timedOut(target, books.now) ?? closed(target);
  return refused ?? target;
}

export function commit(books: Books, id: string, input: Inputs['commitTransaction']): Expected {
  const target = openHold(books, input);
  if ('__typename' in target || !target.hold) return target as Expected;
  const { wallet, hold, type, amount, reference } = target;
  hold.ended = true;
  const common = { type, amount, reference, main: target };
  if (hold.reserved.length > 0) {
    const moves = hold.reserved.map((piece) => {
      piece.lot.remaining -= piece.amount;
      return { lot: piece.lot, amount: -piece.amount, part: 'PRINCIPAL' as const };
    });
    wallet.total -= amount;
    const bookings = [{ part: 'PRINCIPAL', amount: -amount }] as const;
    const by = books.record(id, wallet, { ...common, bookings, moves });
    target.end = { kind: 'COMMIT', by, at: books.now };
  } else {
    const life = books.lifeOf(hold.activatesAt ?? books.now, hold.expiresAt);
    const granted = books.grant(wallet, { kind: 'POINTS', granted: amount, ...life }, id);
    const bookings = [{ part: 'PRINCIPAL', amount }] as const;
    const by = books.record(id, wallet, { ...common, bookings, ...granted });
    target.end = { kind: 'COMMIT', by, at: books.now };
  }
  const balance = textOf(wallet.sums(books.now).active);
  return answer('CommitTransactionSuccess', {
    postedId: id,
    committedId: target.id,
    walletId: wallet.id,
    balance,
    replayed: false,
  });
}

/** A hold that ends without an effect. */
export function release(target: ModelTransaction, kind: 'CANCEL' | 'ROLLBACK', at: number): void {
  if (target.hold) target.hold.ended = true;
  target.end = { kind, by: null, at };
}

export function rollback(books: Books, input: Inputs['rollbackTransaction']): Expected {
  const target = openHold(books, input);
  if ('__typename' in target) return target;
  release(target, 'ROLLBACK', books.now);
  return answer('RollbackTransactionSuccess', {
    postedId: target.id,
    walletId: target.wallet.id,
    balance: textOf(target.wallet.sums(books.now).active),
    replayed: false,
  });
}
