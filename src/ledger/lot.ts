import type { EntryPurpose } from './entry.ts';
import type { Minor } from './money.ts';
import { INSTANT_MAX, type Instant } from './time.ts';

export type LotKind = 'POINTS' | 'MONEY' | 'GIFT';

/** A transaction grants few lots; the bound keeps their ids short. */
export const LOTS_PER_TRANSACTION_MAX = 16;

/** The transaction that granted a lot and the lot's place in it: `<transaction id>.<n>`. */
export type LotId = string;

export function lotId(transactionId: string, ordinal: number): LotId {
  return `${transactionId}.${ordinal}`;
}

/** The two parts of a lot id; null where the text is none. */
export function parseLotId(id: LotId): { transactionId: string; ordinal: number } | null {
  const point = id.lastIndexOf('.');
  const ordinal = Number(id.slice(point + 1));
  if (point < 1 || !Number.isInteger(ordinal) || ordinal < 0) return null;
  return ordinal < LOTS_PER_TRANSACTION_MAX ? { transactionId: id.slice(0, point), ordinal } : null;
}

/** Value granted together, as a transaction records it. */
export interface GrantedLot {
  readonly id: LotId;
  readonly walletId: string;
  readonly kind: LotKind;
  readonly granted: Minor;
  readonly activatesAt: Instant;
  /** Null: never. From this moment on what is left is expired. */
  readonly expiresAt: Instant | null;
}

/** A lot with what is left of it. `held` is the part of `remaining` that holds have reserved. */
export interface Lot extends GrantedLot {
  readonly remaining: Minor;
  readonly held: Minor;
  /** The order in which lots were recorded; the last word on the order of drawing. */
  readonly sequence: number;
}

/** Why a movement happened: for one part of its transaction, or to pay a debt. */
export type MovementPurpose = EntryPurpose | 'DEBT';

/** How much of a lot a transaction consumed (negative) or restored (positive). Never changed. */
export interface LotMovement {
  readonly lotId: LotId;
  readonly amount: Minor;
  readonly purpose: MovementPurpose;
}

/** How much of a lot a hold has reserved. */
export interface Reservation {
  readonly lotId: LotId;
  readonly amount: Minor;
}

/** What time makes of a lot. */
export type LotPhase = 'PENDING' | 'USABLE' | 'EXPIRED';

/** Usable from its activation up to, and not including, its expiry. */
export function phaseOf(lot: GrantedLot, at: Instant): LotPhase {
  if (lot.expiresAt !== null && lot.expiresAt <= at) return 'EXPIRED';
  return lot.activatesAt <= at ? 'USABLE' : 'PENDING';
}

const KIND_ORDER: Readonly<Record<LotKind, number>> = { GIFT: 0, MONEY: 1, POINTS: 1 };

/** The order in which lots are drawn: gifts first, soonest to expire first, then oldest. */
export function byDrawOrder(a: Lot, b: Lot): number {
  return (
    KIND_ORDER[a.kind] - KIND_ORDER[b.kind] ||
    (a.expiresAt ?? INSTANT_MAX) - (b.expiresAt ?? INSTANT_MAX) ||
    a.activatesAt - b.activatesAt ||
    a.sequence - b.sequence
  );
}
