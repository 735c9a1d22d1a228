import { Client } from 'pg';
import { cpuMsOf, cpuMsOfTree, parentOf } from '../proc.ts';
import { median, quantile } from '../statistics.ts';
import type { Done } from './undo.ts';

/** What one round of reversals took. */
export interface Round {
  readonly reversalsASecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU a reversal of the processes in front of the database; null: the system does not tell. */
  readonly clientMicros: number | null;
  /** CPU a reversal of all processes of the database server. */
  readonly serverMicros: number | null;
  /** What the server logged ahead, a reversal. */
  readonly walBytes: number;
  readonly turnedAway: number;
}

const SERVER = `select pg_backend_pid()`;
const LOGGED = `select pg_current_wal_insert_lsn() - '0/0' as bytes`;

/** Reads what rounds cost a database server and the processes in front of it. */
export class Meter {
  private readonly client: Client;
  private readonly serverPid: number;

  static async open(url: string): Promise<Meter> {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ pg_backend_pid: number }>(SERVER);
    return new Meter(client, parentOf(rows[0]?.pg_backend_pid ?? 0) ?? 0);
  }

  private constructor(client: Client, serverPid: number) {
    this.client = client;
    this.serverPid = serverPid;
  }

  async measure(pids: readonly number[], work: () => Promise<Done>): Promise<Round> {
    const before = await this.read(pids);
    const { elapsedMs, latenciesMs, turnedAway } = await work();
    const after = await this.read(pids);
    const count = latenciesMs.length;
    const micros = (from: number | null, to: number | null) =>
      from === null || to === null ? null : ((to - from) * 1_000) / count;
    return {
      reversalsASecond: (count / elapsedMs) * 1_000,
      p50Ms: median(latenciesMs),
      p99Ms: quantile(latenciesMs, 0.99),
      clientMicros: micros(before.clientMs, after.clientMs),
      serverMicros: micros(before.serverMs, after.serverMs),
      walBytes: (after.walBytes - before.walBytes) / count,
      turnedAway,
    };
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  private async read(pids: readonly number[]) {
    const { rows } = await this.client.query<{ bytes: string }>(LOGGED);
    return {
      clientMs: sum(pids.map(cpuMsOf)),
      serverMs: cpuMsOfTree(this.serverPid),
      walBytes: Number(rows[0]?.bytes),
    };
  }
}

function sum(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (total, value) => (total === null || value === null ? null : total + value),
    0,
  );
}
