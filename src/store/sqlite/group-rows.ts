import { getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { FactsQuery } from '../../ledger/facts.ts';
import type { Db } from './connection.ts';
import { prepareInsertAll, type Row } from './insert.ts';

/** What waits for one statement. */
interface Queue {
  flush(): void;
  forget(): void;
}

/**
 * The rows that a group of commands adds or changes, kept back to its end and then written table by
 * table: a statement among others of its table costs a quarter less than among those of a command.
 * What may be read before the end is written before it is read.
 */
export class GroupRows {
  private readonly db: Db;
  private readonly queues: Queue[] = [];
  private names = new Set<string>();
  private wallets = new Set<number>();
  private isEmpty = true;

  constructor(db: Db) {
    this.db = db;
  }

  /** Prepares additions to a table: they are written in their order. */
  adding<T extends SQLiteTable>(table: T): (row: Row<T>) => void {
    return this.queue(prepareInsertAll(this.db, table));
  }

  /** The same for a table with keys; the keys go on from the last one. Returns that of the row. */
  addingKeyed<T extends SQLiteTable>(table: T): (row: Row<T>) => number {
    const last = this.db.$client
      .prepare(`select coalesce(max(pk), 0) from "${getTableName(table)}"`)
      .pluck();
    let key: number | null = null;
    const add = this.queue(prepareInsertAll(this.db, table), () => {
      key = null;
    });
    return (row) => {
      key = (key ?? Number(last.get())) + 1;
      add({ ...row, pk: key });
      return key;
    };
  }

  /** Prepares changes of rows by their keys: of several to a row the last is made. */
  changing<V>(modify: (values: V) => void, keyOf: (values: V) => number): (values: V) => void {
    let waiting = new Map<number, V>();
    this.queues.push({
      flush() {
        for (const values of waiting.values()) modify(values);
        this.forget();
      },
      forget() {
        waiting = new Map();
      },
    });
    return (values) => {
      waiting.set(keyOf(values), values);
      this.isEmpty = false;
    };
  }

  /** Tells that something by this name is kept back. */
  name(name: string): void {
    this.names.add(name);
  }

  /** Tells that rows of this wallet are kept back. */
  touch(walletPk: number): void {
    this.wallets.add(walletPk);
  }

  /** Writes what is kept back if something by one of these names may be. */
  flushNamed(names: readonly (string | null | undefined)[]): void {
    if (names.some((name) => name && this.names.has(name))) this.flush();
  }

  /** Writes what is kept back if rows of this wallet are. Whether they were. */
  flushOf(walletPk: number): boolean {
    const isKeptBack = this.wallets.has(walletPk);
    if (isKeptBack) this.flush();
    return isKeptBack;
  }

  flush(): void {
    if (this.isEmpty) return;
    this.emptied();
    for (const queue of this.queues) queue.flush();
  }

  /** The group is over; what was not written never will be. */
  forget(): void {
    this.emptied();
    for (const queue of this.queues) queue.forget();
  }

  private emptied(): void {
    this.isEmpty = true;
    this.names = new Set();
    this.wallets = new Set();
  }

  private queue<V>(write: (all: readonly V[]) => void, forgotten = () => {}): (value: V) => void {
    const waiting: V[] = [];
    this.queues.push({
      flush: () => {
        write(waiting);
        waiting.length = 0;
      },
      forget: () => {
        waiting.length = 0;
        forgotten();
      },
    });
    return (value) => {
      waiting.push(value);
      this.isEmpty = false;
    };
  }
}

/** What a command asks for by a name that was given by somebody. */
export function namesIn({ transaction, reference }: FactsQuery): (string | null | undefined)[] {
  return [transaction?.id, transaction?.externalReference, reference];
}
