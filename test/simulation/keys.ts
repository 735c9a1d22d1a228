import { is } from 'drizzle-orm';
import { getTableConfig, IndexedColumn, PgDialect, type PgTable } from 'drizzle-orm/pg-core';
import * as merchantSchema from '../../src/store/postgres/merchant-schema.ts';
import * as requestSchema from '../../src/store/postgres/request-schema.ts';
import * as schema from '../../src/store/postgres/schema.ts';

/** An index, as a database sees it that spreads by keys: what leads it decides what lives where. */
export interface Key {
  readonly table: string;
  readonly name: string;
  /** In the database's names, in the index's order. */
  readonly columns: readonly string[];
  readonly isPrimary: boolean;
  /** Which rows have an entry; null: all. */
  readonly where: string | null;
}

const dialect = new PgDialect();

/** Every primary key and index of the schema. */
export const keys: readonly Key[] = [
  ...Object.values(schema),
  ...Object.values(requestSchema),
  ...Object.values(merchantSchema),
].flatMap(keysOf);

/** Tables that no command of the ledger reads: who calls, and what a process sets up once. */
export const BESIDE_THE_LEDGER = ['api_key', 'secret', 'import_progress'];

export function primaryKeyOf(table: string): Key {
  const key = keys.find((one) => one.isPrimary && one.table === table);
  if (!key) throw new Error(`table ${table} has no primary key`);
  return key;
}

/** The second of a key's columns, which spreads the rows of one merchant; null: there is none. */
export function secondOf({ columns }: Key): string | null {
  return columns[1] ?? null;
}

function keysOf(table: PgTable): Key[] {
  const { name, columns, primaryKeys, indexes } = getTableConfig(table);
  const alone = columns
    .filter((column) => column.primary)
    .map((column) => ({ name: `${name}_pkey`, columns: [column.name] }));
  const together = primaryKeys.map((key) => ({
    name: key.getName(),
    columns: key.columns.map((column) => column.name),
  }));
  return [
    ...[...alone, ...together].map((key) => ({
      ...key,
      table: name,
      isPrimary: true,
      where: null,
    })),
    ...indexes.map(({ config }) => ({
      table: name,
      name: config.name ?? '',
      columns: config.columns.map((column) =>
        is(column, IndexedColumn) ? (column.name ?? '') : '',
      ),
      isPrimary: false,
      where: config.where ? dialect.sqlToQuery(config.where).sql : null,
    })),
  ];
}
