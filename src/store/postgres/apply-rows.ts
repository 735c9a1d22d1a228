import type { Instant } from '../../ledger/time.ts';
import type { WalletState } from '../../ledger/wallet.ts';
import type { NewRow } from './insert.ts';
import type { member } from './merchant-schema.ts';
import type { idempotency } from './request-schema.ts';
import type {
  entry,
  lot,
  lotMovement,
  openHold,
  refund,
  reservation,
  resolution,
  transaction,
  wallet,
  walletLink,
} from './schema.ts';

interface OfWallet {
  readonly merchantId: string;
  readonly walletId: string;
}

/** A wallet's sums and its chain's head after a command. */
export interface SumsAfter extends OfWallet, Omit<WalletState, 'derived'> {
  readonly head: Buffer;
  readonly links: number;
}

export interface LotAfter extends OfWallet {
  readonly transactionId: string;
  readonly ordinal: number;
  readonly remaining: bigint;
  readonly held: bigint;
}

export interface WalletClosed extends OfWallet {
  readonly closedAt: Instant;
  readonly closedBy: string;
  readonly closedReason: string | null;
  readonly head: Buffer;
}

export interface WalletSwitched extends OfWallet {
  readonly suspendedAt: Instant | null;
}

export interface HoldEnded extends OfWallet {
  readonly transactionId: string;
}

/** The holds of a wallet that have timed out by a moment. */
export interface HoldsTimedOut extends OfWallet {
  readonly through: Instant;
}

/** All that a group of commands writes, a list a table: one statement writes each list. */
export interface Rows {
  readonly members: NewRow<typeof member>[];
  readonly wallets: NewRow<typeof wallet>[];
  readonly transactions: NewRow<typeof transaction>[];
  readonly entries: NewRow<typeof entry>[];
  readonly lots: NewRow<typeof lot>[];
  readonly movements: NewRow<typeof lotMovement>[];
  readonly reservations: NewRow<typeof reservation>[];
  readonly openHolds: NewRow<typeof openHold>[];
  readonly resolutions: NewRow<typeof resolution>[];
  readonly refunds: NewRow<typeof refund>[];
  readonly links: NewRow<typeof walletLink>[];
  readonly answers: NewRow<typeof idempotency>[];
  readonly sumsAfter: SumsAfter[];
  readonly lotsAfter: LotAfter[];
  readonly walletsClosed: WalletClosed[];
  readonly walletsSwitched: WalletSwitched[];
  readonly holdsEnded: HoldEnded[];
  readonly holdsTimedOut: HoldsTimedOut[];
}

export function newRows(): Rows {
  return {
    members: [],
    wallets: [],
    transactions: [],
    entries: [],
    lots: [],
    movements: [],
    reservations: [],
    openHolds: [],
    resolutions: [],
    refunds: [],
    links: [],
    answers: [],
    sumsAfter: [],
    lotsAfter: [],
    walletsClosed: [],
    walletsSwitched: [],
    holdsEnded: [],
    holdsTimedOut: [],
  };
}
