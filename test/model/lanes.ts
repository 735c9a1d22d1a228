import { ModelWallet } from './reference-wallet.ts';

export const START = Date.UTC(2026, 0, 15, 9, 30);

/** Members of a lane, each with a wallet in points and one in money. */
const MEMBERS = 4;
const MERCHANTS = ['shop', 'stall', 'booth'];

/** The merchant whose program has depreciation and recurring fees. */
export const RULED = 'attic';

/** How many clients there are; every merchant gets the same number of them, or nearly. */
export const LANES = 12;

/**
 * One client that waits for each answer before it asks again. Its wallets are its own, so that its
 * model needs to know of no other lane. Lanes of different merchants have the same `slot` on
 * purpose: their members, references and idempotency keys have the same names.
 */
export interface Lane {
  readonly index: number;
  readonly merchantId: string;
  readonly slot: number;
}

export function laneOf(index: number): Lane {
  const slot = Math.floor(index / MERCHANTS.length);
  const merchantId = index % LANES === LANES - 1 ? RULED : MERCHANTS[index % MERCHANTS.length];
  return { index, merchantId: merchantId ?? '', slot };
}

/** What the model calls a transaction: the ledger's own ids are learned from its answers. */
export function idOf(lane: number, number: number): string {
  const [first, rest] = [lane, number].map((part) => part.toString(16));
  return `00000000-0000-7000-8000-${first?.padStart(2, '0')}${rest?.padStart(10, '0')}`;
}

/** An id that the ledger never gave. */
export const UNKNOWN_ID = idOf(0xff, 0xeeeeee);

/** The last member's wallets are closed some day. */
export function newWallets({ index, slot }: Lane): ModelWallet[] {
  return Array.from({ length: MEMBERS }, (_, n) => `m${slot}-${n}`).flatMap((member, n) => [
    new ModelWallet(idOf(index, 0xffff00 + n), member, 'POINTS', START),
    new ModelWallet(idOf(index, 0xffff10 + n), member, 'MONEY', START),
  ]);
}
