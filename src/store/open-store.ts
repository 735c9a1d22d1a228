import type { ImportStore, Store } from '../ledger/store.ts';
import type { MerchantStore } from '../merchant/store.ts';

/** A ledger that an engine has opened, with all that is kept beside it. */
export interface OpenStore extends Store {
  readonly merchants: MerchantStore;
  readonly imports: ImportStore;
  /** Signs cursors; the same for every process on the ledger. */
  readonly cursorKey: Buffer;
}
