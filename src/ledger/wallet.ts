import type { Journal } from './derived/journal.ts';
import type { Lot, Reservation } from './lot.ts';
import type { Currency, Minor } from './money.ts';
import type { Program } from './program.ts';
import type { Instant } from './time.ts';

/** One member's account in one program and one currency. */
export interface WalletRecord {
  readonly id: string;
  readonly merchantId: string;
  readonly programId: string;
  readonly memberId: string;
  readonly memberCode: string;
  readonly currency: Currency;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  /** Set while the card is out of use: nothing is taken from the wallet. */
  readonly suspendedAt: Instant | null;
}

/**
 * A wallet's sums, in minor units: a cache over entries, lots and holds that `verify` rebuilds.
 * What time alone changes is counted through `settledThrough`; up to `boundaryAt` nothing changes.
 */
export interface WalletState {
  /** The sum of its entries, and of its lots less its debt. */
  readonly total: Minor;
  readonly held: Minor;
  readonly pending: Minor;
  readonly expired: Minor;
  readonly debt: Minor;
  /** What is usable of its gift lots. */
  readonly gift: Minor;
  /** What derived rows took of its usable lots. Never stored: 0 until a draft works it out. */
  readonly derived: Minor;
  readonly settledThrough: Instant;
  /** When the next lot activates or expires or the next hold times out, or earlier; null: never. */
  readonly boundaryAt: Instant | null;
}

export const STATE_AT_OPENING: Omit<WalletState, 'settledThrough'> = {
  total: 0n,
  held: 0n,
  pending: 0n,
  expired: 0n,
  debt: 0n,
  gift: 0n,
  derived: 0n,
  boundaryAt: null,
};

/** A hold whose time ran out while nothing was written to the wallet. */
export interface TimedOutHold {
  readonly transactionId: string;
  readonly reservations: readonly Reservation[];
}

/** All that a rule may ask of a wallet. */
export interface WalletFacts {
  readonly record: WalletRecord;
  readonly program: Program;
  readonly state: WalletState;
  /**
   * The lots that the query names, those that crossed a boundary since `settledThrough`, and in
   * draw order as many usable ones as cover what the command may draw.
   */
  readonly lots: readonly Lot[];
  readonly timedOut: readonly TimedOutHold[];
  /** The first boundary after the moment of the question. */
  readonly nextBoundaryAt: Instant | null;
  /** Set where the program has derived rules; all usable lots are among `lots` then. */
  readonly journal: Journal | null;
}

/** A wallet as a command leaves it: what the store writes beside the journal. */
export interface WalletAfter {
  readonly walletId: string;
  readonly state: WalletState;
  /** The lots that changed. A lot that the command grants is among them. */
  readonly lots: readonly Lot[];
  /** Holds that had timed out and whose reservations are now released. */
  readonly timedOut: readonly string[];
}

/** What a member sees, in minor units. */
export interface Balances {
  readonly total: Minor;
  readonly active: Minor;
  readonly pending: Minor;
  readonly held: Minor;
  readonly expired: Minor;
  readonly debt: Minor;
  readonly gift: Minor;
  readonly derived: Minor;
}

/** What can be spent now: all that lots hold, but for what waits, is held, expired or derived. */
export function activeOf(state: WalletState): Minor {
  const { total, debt, held, pending, expired, derived } = state;
  return total + debt - held - pending - expired - derived;
}

export function balancesOf(state: WalletState): Balances {
  const { total, pending, held, expired, debt, gift, derived } = state;
  return { total, active: activeOf(state), pending, held, expired, debt, gift, derived };
}

/**
 * The moment that counts in a wallet: now, or its last settling where the clock, or another
 * process's, was ahead then. What has happened by that moment does not unhappen.
 */
export function momentIn(wallet: WalletFacts, at: Instant): Instant {
  return Math.max(at, wallet.state.settledThrough);
}
