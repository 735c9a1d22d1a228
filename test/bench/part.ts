import type { Figures } from './goals.ts';
import type { Verification } from './ledger-file.ts';
import type { Section } from './report.ts';
import type { SeededLedger } from './seeded-ledger.ts';
import type { Program } from './storno-server.ts';

/** What all parts of the benchmark are given. */
export interface Setting {
  readonly folder: string;
  readonly rounds: number;
  readonly program: Program;
  /** The large ledger: made when it is first asked for, written by one part after the other. */
  largeLedger(): Promise<SeededLedger>;
}

/** What one part found. */
export interface Findings {
  readonly sections: readonly Section[];
  readonly figures: Figures;
  /** Round by round, for whoever wants to reckon for himself. */
  readonly raw: object;
  /** Ledgers of its own, by their names. */
  readonly verified?: Readonly<Record<string, Verification>>;
}
