import type { openStore } from '../../src/store/open.ts';

/** Room for one empty ledger. */
export interface Place {
  /** What DATABASE_URL would say of it. */
  readonly database: string;
  /** Opens it; where it is left out, as the server does. */
  readonly openStore?: typeof openStore;
  /** Tells whether a byte of the stored ledger has changed. */
  digest(): Promise<string>;
  remove(): Promise<void>;
}

/** A store engine as the contract suite sees it. */
export interface Engine {
  readonly name: string;
  provide(): Promise<Place>;
}
