import type { Minor } from '../money.ts';
import type { Instant } from '../time.ts';

export type DerivedKind = 'DEPRECIATION' | 'RECURRING_FEE';

/**
 * A depreciation or recurring fee (Sticky Street): worked out from the program's rules and the
 * journal whenever it is asked for, and never stored, so that nothing can undo it.
 */
export interface DerivedRow {
  /** The same whenever it is worked out: what it is of, the rule, and which time it is. */
  readonly id: string;
  readonly kind: DerivedKind;
  readonly at: Instant;
  /** What was taken, minor units, more than zero. */
  readonly amount: Minor;
  /** What could be spent right after it, minor units. */
  readonly activeAfter: Minor;
}

const ID = /^([0-9a-f-]{36})~(depreciation|inactivity|fee)\.(\d{1,3})\.(\d{1,16})$/;

/** What a derived id is of: a transaction (depreciation), or a wallet (the other two). */
export interface DerivedName {
  readonly of: 'TRANSACTION' | 'WALLET';
  readonly ownerId: string;
}

/** Takes a derived id apart; null where the text is none. */
export function parseDerivedId(id: string): DerivedName | null {
  const [, ownerId, kind] = ID.exec(id) ?? [];
  if (ownerId === undefined) return null;
  return { of: kind === 'depreciation' ? 'TRANSACTION' : 'WALLET', ownerId };
}

export function depreciationId(transactionId: string, rule: number, turn: number): string {
  return `${transactionId}~depreciation.${rule}.${turn}`;
}

/** Named by its moment: which turn it is can change when an activity is undone. */
export function inactivityId(walletId: string, rule: number, at: Instant): string {
  return `${walletId}~inactivity.${rule}.${at}`;
}

export function feeId(walletId: string, rule: number, turn: number): string {
  return `${walletId}~fee.${rule}.${turn}`;
}
