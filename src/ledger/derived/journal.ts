import type { GrantedLot, LotMovement, Reservation } from '../lot.ts';
import type { Instant } from '../time.ts';

/** A wallet's transaction as far as derived rows depend on it. */
export interface JournalEvent {
  readonly transactionId: string;
  /** The order of recording. */
  readonly sequence: number;
  readonly effectiveAt: Instant;
  /** When it was cancelled, voided, deleted or rolled back; null: it stands. */
  readonly undoneAt: Instant | null;
  /** Undone by a delete: it counts as if it had never been. */
  readonly deleted: boolean;
  /** What a reversal or refund undoes. */
  readonly mainTransactionId: string | null;
  /** Itself a reversal or refund: no activity of the member's. */
  readonly reversal: boolean;
  readonly lots: readonly GrantedLot[];
  readonly movements: readonly Pick<LotMovement, 'lotId' | 'amount'>[];
  /** Set on a hold; `endedAt` is its resolution, or its timeout. */
  readonly hold: {
    readonly endedAt: Instant;
    readonly reservations: readonly Reservation[];
  } | null;
}

/** All that a wallet's derived rows depend on beside the program's rules. */
export interface Journal {
  readonly walletId: string;
  readonly openedAt: Instant;
  readonly events: readonly JournalEvent[];
}
