/** What differs, and how. */
export interface Found {
  readonly what: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Where the ledger and the model first disagree. */
export interface Difference extends Found {
  readonly lane: number;
  readonly round: number;
  /** The operation, by its id; null between two rounds. */
  readonly operationId: string | null;
  /** What the server says of its defects. */
  readonly defects?: readonly string[];
}
