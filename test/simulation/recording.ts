import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import {
  type Database,
  MIGRATIONS,
  SETTINGS,
  type Session,
} from '../../src/store/postgres/connection.ts';
import { isAboutRows, type Touch, touchesOf } from './touches.ts';

/** 64-bit integers as text, as the driver for servers hands them out. */
const INT8 = 20;
const parsers = { [INT8]: (text: string) => text };

/** What was recorded of the transactions of a database since it was last taken. */
export interface Recorded {
  readonly statements: number;
  readonly touches: readonly Touch[];
}

/**
 * PostgreSQL within the process, with the settings that the engine gives its connections. While it
 * records, it asks of every statement of a transaction which keys it looks up and which it writes.
 */
export class RecordedDatabase implements Database {
  private readonly lite: PGlite;
  private turn: Promise<unknown> = Promise.resolve();
  private last: Promise<unknown> = Promise.resolve();
  private isRecording = false;
  private inTransaction = false;
  private statements = 0;
  private touches: Touch[] = [];

  static async open(): Promise<RecordedDatabase> {
    const lite = await PGlite.create();
    for (const setting of SETTINGS) await lite.exec(setting);
    return new RecordedDatabase(lite);
  }

  private constructor(lite: PGlite) {
    this.lite = lite;
  }

  /** One connection: sessions take turns. */
  session<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const mine = this.turn.then(() => work({ query: (text, values) => this.next(text, values) }));
    this.turn = mine.catch(() => null);
    return mine;
  }

  async migrate(): Promise<void> {
    await migrate(drizzle(this.lite), { migrationsFolder: MIGRATIONS });
  }

  /** Gathers statistics, as a server does by itself once there is something in its tables. */
  async analyze(): Promise<void> {
    await this.lite.exec('analyze');
  }

  /** Records what some work does. */
  async record(work: () => Promise<void>): Promise<Recorded> {
    this.isRecording = true;
    this.statements = 0;
    this.touches = [];
    try {
      await work();
    } finally {
      this.isRecording = false;
    }
    return { statements: this.statements, touches: this.touches };
  }

  async close(): Promise<void> {
    await this.lite.close();
  }

  /** Statements that are sent side by side are looked at one after the other, as a server does. */
  private next(text: string, values: readonly unknown[]) {
    const mine = this.last.then(() => this.query(text, values));
    this.last = mine.catch(() => null);
    return mine;
  }

  private async query(text: string, values: readonly unknown[]) {
    if (/^(begin|commit|rollback)/.test(text)) this.inTransaction = text.startsWith('begin');
    const statement = { text, values };
    if (this.isRecording && this.inTransaction && isAboutRows(statement)) {
      this.statements += 1;
      this.touches.push(...(await touchesOf(statement, (ask, given) => this.run(ask, given))));
    }
    return this.run(text, values);
  }

  private async run(text: string, values: readonly unknown[]) {
    const options = { rowMode: 'array' as const, parsers };
    return (await this.lite.query<unknown[]>(text, [...values], options)).rows;
  }
}
