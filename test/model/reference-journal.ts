import type { ModelHold, ModelLot, ModelWallet, Move, Part } from './reference-wallet.ts';

/** What a transaction booked on its wallet. */
export interface Booking {
  readonly part: Part;
  readonly amount: bigint;
}

interface End {
  readonly kind: string;
  readonly by: ModelTransaction | null;
  readonly at: number;
}

export interface ModelTransaction {
  readonly id: string;
  readonly wallet: ModelWallet;
  readonly type: string;
  readonly amount: bigint;
  readonly reference: string | null;
  readonly effectiveAt: number;
  readonly recordedAt: number;
  readonly order: number;
  readonly hold: ModelHold | null;
  readonly bookings: readonly Booking[];
  readonly moves: readonly Move[];
  readonly lots: readonly ModelLot[];
  readonly main: ModelTransaction | null;
  /** Active balance right after it. */
  readonly balanceAfter: bigint;
  readonly giftAfter: bigint;
  /** How it ended: CANCEL, VOID, DELETE, ROLLBACK or COMMIT, and what ended it. */
  end: End | null;
  refunded: bigint;
}

const UNDOING = new Set(['CANCEL', 'VOID', 'DELETE', 'REFUND']);

export const isUndoing = ({ type }: ModelTransaction): boolean => UNDOING.has(type);

const ENDS: Readonly<Record<string, string>> = {
  CANCEL: 'CANCELLED',
  VOID: 'VOIDED',
  DELETE: 'DELETED',
  ROLLBACK: 'ROLLED_BACK',
  COMMIT: 'COMMITTED',
};

export function statusOf({ end, hold }: ModelTransaction, at: number): string {
  if (end) return ENDS[end.kind] ?? end.kind;
  if (!hold) return 'POSTED';
  return hold.timeoutAt > at ? 'PENDING' : 'EXPIRED';
}

/** All transactions, in the order in which they were recorded. */
export class Journal {
  readonly all: ModelTransaction[] = [];
  private readonly byId = new Map<string, ModelTransaction>();
  private readonly owners = new Map<string, ModelTransaction>();

  add(transaction: ModelTransaction): ModelTransaction {
    this.all.push(transaction);
    this.byId.set(transaction.id, transaction);
    const { reference, main, type } = transaction;
    if (reference !== null && (main === null || type === 'VOID')) {
      this.owners.set(reference, transaction);
    }
    return transaction;
  }

  /** Leaves the first so many. */
  forget(length: number): void {
    for (const { id } of this.all.splice(length)) this.byId.delete(id);
  }

  find(id: string | null): ModelTransaction | null {
    return id === null ? null : (this.byId.get(id) ?? null);
  }

  /** Who has a reference for itself. */
  owner(reference: string | null): ModelTransaction | null {
    return reference === null ? null : (this.owners.get(reference) ?? null);
  }

  /** Whom a reference means: after a commit, the successor. */
  meant(reference: string | null): ModelTransaction | null {
    const owner = this.owner(reference);
    return owner?.end?.kind === 'COMMIT' ? owner.end.by : owner;
  }

  /** Later debits that still stand, and holds that still last, on what a transaction granted. */
  dependentsOn(target: ModelTransaction, at: number): string[] {
    const uses = (other: ModelTransaction): boolean => {
      if (other === target || other.end) return false;
      if (other.hold) {
        const lasts = other.hold.timeoutAt > at;
        return lasts && other.hold.reserved.some((piece) => target.lots.includes(piece.lot));
      }
      return other.moves.some((move) => move.amount < 0n && target.lots.includes(move.lot));
    };
    const ofWallet = this.all.filter((other) => other.wallet === target.wallet);
    return ofWallet
      .filter(uses)
      .map((other) => other.id)
      .slice(0, 100);
  }
}
