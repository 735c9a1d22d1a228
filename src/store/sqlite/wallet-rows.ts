import { and, eq, sql } from 'drizzle-orm';
import type { WalletState } from '../../ledger/wallet.ts';
import { bound } from './bound.ts';
import { bytesOfUuid } from './columns.ts';
import type { Db } from './connection.ts';
import { type LotRows, prepareLotRows } from './fetch-lots.ts';
import { GroupLots } from './group-lots.ts';
import type { GroupRows } from './group-rows.ts';
import { olderHistory } from './history-schema.ts';
import { program } from './merchant-schema.ts';
import { prepareModify } from './modify.ts';
import { addRecent, isOlder, listRecent, NOTHING_RECENT } from './recent-history.ts';
import { walletColumns } from './rows.ts';
import { wallet, walletLink } from './schema.ts';
import { prepareSelect } from './select.ts';

const columns = { ...walletColumns, recentHistory: wallet.recentHistory };

export type WalletRow = {
  readonly [K in keyof typeof columns]: (typeof wallet.$inferSelect)[K];
};

/** What a link of a wallet's chain stands for, and the hash that it ends in. */
export type Link = Pick<
  typeof walletLink.$inferInsert,
  'kind' | 'transactionPk' | 'effectiveAt' | 'hash'
>;

interface ProgramRow {
  readonly programName: string;
  readonly policies: string;
}

/** Where a command finds a merchant's wallets, and what their programs say now. */
export interface WalletRows {
  readonly lots: LotRows;
  /** By its row key, where that is known: an index less to look through. */
  find(id: string, merchantPk: number, pk: number | null): WalletRow | null;
  programOf(programPk: number): ProgramRow;
  /**
   * To be called before any other row of a wallet is read: writes what is kept back of it.
   * Whether something was: what was read of it before may be old then.
   */
  settle(pk: number): boolean;
  /** The same before its history is read, of which its own row has a part. */
  settleHistory(pk: number): void;
}

/** Reads every time. */
export function prepareWalletRows(db: Db): WalletRows {
  const byId = prepareSelect(
    db,
    db
      .select(columns)
      .from(wallet)
      .where(and(eq(wallet.id, bound('id')), eq(wallet.merchantPk, bound('merchantPk')))),
  );
  const byPk = prepareSelect(
    db,
    db
      .select(columns)
      .from(wallet)
      .where(and(eq(wallet.pk, bound('pk')), eq(wallet.merchantPk, bound('merchantPk')))),
  );
  const programs = prepareSelect(
    db,
    db
      .select({ programName: program.name, policies: program.policies })
      .from(program)
      .where(eq(program.pk, bound('pk'))),
  );
  return {
    lots: prepareLotRows(db),
    find(id, merchantPk, pk) {
      if (pk !== null) return byPk.get({ pk, merchantPk }) ?? null;
      const bytes = bytesOfUuid(id);
      return (bytes && byId.get({ id: bytes, merchantPk })) ?? null;
    },
    programOf(pk) {
      const found = programs.get({ pk });
      if (!found) throw new Error(`program ${pk} is not there`);
      return found;
    },
    settle: () => false,
    settleHistory: () => undefined,
  };
}

/**
 * The wallets of one group of commands, each read once and written once however many commands of
 * the group move it: nobody else can change them meanwhile, and but for their history nothing else
 * reads them.
 */
export class GroupWallets implements WalletRows {
  readonly lots: GroupLots;
  private readonly stored: WalletRows;
  private readonly write: (row: WalletRow) => void;
  private readonly groupRows: GroupRows;
  private readonly addLink: (link: Link & { readonly walletPk: number }) => void;
  private readonly addOlder: (row: typeof olderHistory.$inferInsert) => void;
  /** Of each merchant, by their ids. */
  private rows = new Map<number, Map<string, WalletRow>>();
  /** By their row keys. */
  private changed = new Map<number, WalletRow>();
  private programs = new Map<number, ProgramRow>();

  constructor(db: Db, groupRows: GroupRows) {
    this.stored = prepareWalletRows(db);
    this.write = prepareSums(db);
    this.groupRows = groupRows;
    this.addLink = groupRows.adding(walletLink);
    this.addOlder = groupRows.adding(olderHistory);
    this.lots = new GroupLots(db, groupRows);
  }

  find(id: string, merchantPk: number, pk: number | null): WalletRow | null {
    const rows = this.rowsOf(merchantPk);
    const known = rows.get(id);
    if (known) return known;
    const found = this.stored.find(id, merchantPk, pk);
    if (found) rows.set(id, found);
    return found;
  }

  programOf(pk: number): ProgramRow {
    const found = this.programs.get(pk) ?? this.stored.programOf(pk);
    this.programs.set(pk, found);
    return found;
  }

  settle(pk: number): boolean {
    return this.groupRows.flushOf(pk);
  }

  settleHistory(pk: number): void {
    this.writeChanged(pk);
    this.groupRows.flushOf(pk);
  }

  /** Takes new sums and a new last link of a wallet that was found before. */
  change(id: string, merchantPk: number, state: WalletState, link: Link): void {
    const rows = this.rowsOf(merchantPk);
    const row = rows.get(id);
    if (!row) throw new Error(`wallet ${id} was not fetched`);
    const { kind, transactionPk, effectiveAt, hash } = link;
    this.addLink({ walletPk: row.pk, kind, transactionPk, effectiveAt, hash });
    const now = moved(row, state, hash, this.historyAfter(row, link));
    rows.set(id, now);
    this.changed.set(row.pk, now);
    this.groupRows.touch(row.pk);
  }

  /** What a wallet's row tells of its history with this link; all before may leave it. */
  private historyAfter({ pk: walletPk, recentHistory, links }: WalletRow, link: Link): string {
    const recent = link.kind === 'RECORDED' ? addRecent(recentHistory, link) : recentHistory;
    if (!isOlder(walletPk, links + 1)) return recent;
    for (const listed of listRecent(recent)) this.addOlder({ walletPk, ...listed });
    return NOTHING_RECENT;
  }

  /** Lets go of a wallet, so that its row can be written otherwise. */
  release(id: string, merchantPk: number): void {
    this.groupRows.flush();
    const rows = this.rowsOf(merchantPk);
    const row = rows.get(id);
    if (row) this.writeChanged(row.pk);
    rows.delete(id);
  }

  private writeChanged(pk: number): void {
    const row = this.changed.get(pk);
    if (row) this.write(row);
    this.changed.delete(pk);
  }

  /** Writes the rows that have changed; to be done before the commit. */
  flush(): void {
    for (const row of this.changed.values()) this.write(row);
    this.changed = new Map();
  }

  /** The group is over, whether it was committed or not. */
  forget(): void {
    this.lots.forget();
    this.rows = new Map();
    this.changed = new Map();
    this.programs = new Map();
  }

  private rowsOf(merchantPk: number): Map<string, WalletRow> {
    const known = this.rows.get(merchantPk);
    if (known) return known;
    const rows = new Map<string, WalletRow>();
    this.rows.set(merchantPk, rows);
    return rows;
  }
}

/** Field by field: to spread them takes eight times as long. */
function moved(row: WalletRow, state: WalletState, head: Buffer, recent: string): WalletRow {
  return {
    pk: row.pk,
    id: row.id,
    openedAt: row.openedAt,
    closedAt: row.closedAt,
    suspendedAt: row.suspendedAt,
    total: state.total,
    held: state.held,
    pending: state.pending,
    expired: state.expired,
    debt: state.debt,
    gift: state.gift,
    settledThrough: state.settledThrough,
    boundaryAt: state.boundaryAt,
    head,
    links: row.links + 1,
    recentHistory: recent,
  };
}

function prepareSums(db: Db): (row: WalletRow) => void {
  const set = {
    total: sql`${sql.placeholder('total')}`,
    held: sql`${sql.placeholder('held')}`,
    pending: sql`${sql.placeholder('pending')}`,
    expired: sql`${sql.placeholder('expired')}`,
    debt: sql`${sql.placeholder('debt')}`,
    gift: sql`${sql.placeholder('gift')}`,
    settledThrough: sql`${sql.placeholder('settledThrough')}`,
    boundaryAt: sql`${sql.placeholder('boundaryAt')}`,
    head: sql`${sql.placeholder('head')}`,
    links: sql`${sql.placeholder('links')}`,
    recentHistory: sql`${sql.placeholder('recentHistory')}`,
  };
  return prepareModify(
    db,
    db
      .update(wallet)
      .set(set)
      .where(eq(wallet.pk, bound('pk'))),
  );
}
