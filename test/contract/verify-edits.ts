import type { Finding } from '../../src/ledger/store.ts';
import type { Verified } from '../../src/store/verification.ts';

// A ledger whose rows anybody can edit, to see whether `verify` finds it.

export type Value = bigint | string | boolean | Buffer | null;
export type Row = Readonly<Record<string, Value>>;

/** A column, as Drizzle knows it. */
export interface Column {
  readonly name: string;
  readonly notNull: boolean;
  readonly enumValues: readonly string[] | undefined;
  getSQLType(): string;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The columns of the primary key. */
  readonly keys: readonly string[];
}

/** A table of an engine's schema. */
export function tableOf(config: {
  readonly name: string;
  readonly columns: readonly (Column & { readonly primary: boolean })[];
  readonly primaryKeys: readonly { readonly columns: readonly Column[] }[];
}): Table {
  const { name, columns, primaryKeys } = config;
  const own = columns.filter((column) => column.primary);
  const keys = [...own, ...primaryKeys.flatMap((key) => key.columns)].map((key) => key.name);
  return { name, columns, keys };
}

/** What a finding has to name: one of these wallets and, unless null, one of these transactions. */
export interface Place {
  readonly walletIds: readonly (string | null)[];
  readonly transactionIds: readonly (string | null)[] | null;
}

/** A ledger without what stands in an editor's way: triggers and unique indexes. */
export interface OpenBooks {
  /** What verify says of it as it was written. */
  verify(): Promise<{ readonly findings: readonly Finding[]; readonly verified: Verified }>;
  rowsOf(table: Table): Promise<readonly Row[]>;
  /** What verify finds once a row has another value; null where the engine refuses that. */
  edit(table: Table, row: Row, column: string, value: Value): Promise<readonly Finding[] | null>;
  drop(table: Table, row: Row): Promise<readonly Finding[]>;
  /** Adds the same row once more, under the next key that is free. */
  copy(table: Table, row: Row): Promise<readonly Finding[]>;
  /** Where a row's edit has to be found. */
  placeOf(table: Table, row: Row): Promise<Place>;
  /** A row that was given another id is found under that one. */
  placeAfterEdit(table: Table, row: Row, column: string, value: Value): Promise<Place>;
  placeAfterDrop(table: Table, row: Row): Promise<Place>;
  close(): Promise<void>;
}

/** A ledger with a row of every kind, in an engine's tables. */
export interface EditedEngine {
  readonly name: string;
  readonly tables: readonly Table[];
  /** Columns of the ledger that nothing else says again, beside those that no engine protects. */
  readonly unprotected: Readonly<Record<string, string>>;
  /** Rows in which each column is edited. */
  readonly rowsEdited: number;
  /** Of so many rows one is dropped, and slipped in once more. */
  readonly droppedOneIn: number;
  open(): Promise<OpenBooks>;
}

export function names(findings: readonly Finding[], place: Place): boolean {
  const { walletIds, transactionIds } = place;
  return findings.some(
    ({ walletId, transactionId }) =>
      walletIds.includes(walletId) && (transactionIds?.includes(transactionId) ?? true),
  );
}

export function whereKey(table: Table, mark: (column: string, place: number) => string): string {
  return table.keys.map((key, i) => `"${key}" = ${mark(key, i)}`).join(' and ');
}

export function keyOf(table: Table, row: Row): Value[] {
  return table.keys.map((key) => row[key] ?? null);
}

/** For the message of a test that fails. */
export function show(row: Row): string {
  return JSON.stringify(row, (_key, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
}
