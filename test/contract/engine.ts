import type { openStore } from '../../src/store/open.ts';
import type { Database } from '../../src/store/postgres/connection.ts';

/** Room for one empty ledger. */
export interface Place {
  /** What DATABASE_URL would say of it. */
  readonly database: string;
  /** Opens it; where it is left out, as the server does. */
  readonly openStore?: typeof openStore;
  /** Its tables, where the engine speaks PostgreSQL. */
  readonly postgres?: Database;
  /** Tells whether a byte of the stored ledger has changed. */
  digest(): Promise<string>;
  /** Gives it back; nobody has it open any more. */
  remove(): Promise<void>;
}

/** A store engine as the contract suite sees it. */
export interface Engine {
  readonly name: string;
  provide(): Promise<Place>;
  /** Does before the first test what would take its time. */
  start?(): Promise<void>;
  /** Leaves nothing behind. */
  stop?(): Promise<void>;
}
