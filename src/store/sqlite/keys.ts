/**
 * The row keys of what one command fetched. Rules know ids only; this is how the changes that they
 * return find their rows without being looked up again.
 */
export interface Keys {
  readonly merchantId: string;
  readonly merchantPk: number;
  readonly transactions: Map<string, number>;
  /** Of wallets that a transaction named, which may not have been fetched yet. */
  readonly walletPks: Map<string, number>;
  readonly wallets: Map<string, WalletKey>;
  readonly lots: Map<string, LotKey>;
  opening: OpeningKeys | null;
}

export interface WalletKey {
  readonly pk: number;
  /** The last link of the hash chain. */
  readonly head: Buffer;
}

export interface LotKey {
  readonly transactionPk: number;
  readonly ordinal: number;
  readonly lastMoverPk: number | null;
}

export interface OpeningKeys {
  readonly programPk: number | null;
  readonly currencyPk: number | null;
  readonly memberPk: number | null;
}

/** Whose rows may be fetched. */
export interface Asker {
  readonly merchantId: string;
  readonly merchantPk: number;
}

export function newKeys({ merchantId, merchantPk }: Asker): Keys {
  return {
    merchantId,
    merchantPk,
    transactions: new Map(),
    walletPks: new Map(),
    wallets: new Map(),
    lots: new Map(),
    opening: null,
  };
}

/** The key of what a command fetched; anything else is a defect of its query. */
export function keyOf<Key>(keys: ReadonlyMap<string, Key>, id: string): Key {
  const key = keys.get(id);
  if (key === undefined) throw new Error(`${id} was not fetched`);
  return key;
}
