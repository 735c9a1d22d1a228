import type { LotId } from '../../ledger/lot.ts';

/**
 * The row keys of what one command fetched. Rules know ids only; this is how the changes that they
 * return find their rows without being looked up again.
 */
export interface Keys {
  readonly merchantId: string;
  readonly wallets: Map<string, WalletKey>;
  /** The wallet that a transaction is recorded in. */
  readonly homes: Map<string, string>;
  /** The wallet that a lot is in. */
  readonly lots: Map<LotId, string>;
}

export interface WalletKey {
  /** The last link of the hash chain, and how many there are. */
  readonly head: Buffer;
  readonly links: number;
}

export function newKeys(merchantId: string): Keys {
  return { merchantId, wallets: new Map(), homes: new Map(), lots: new Map() };
}

/** The key of what a command fetched; anything else is a defect of its query. */
export function keyOf<Key>(keys: ReadonlyMap<string, Key>, id: string): Key {
  const key = keys.get(id);
  if (key === undefined) throw new Error(`${id} was not fetched`);
  return key;
}
