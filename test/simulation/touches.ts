import { type Key, keys, primaryKeyOf, secondOf } from './keys.ts';

/** A place in an index that a statement looks something up in, or writes to. */
export interface Touch {
  readonly key: Key;
  readonly merchantId: string;
  /** What the second column of the key has; null where the key has none. */
  readonly second: string | null;
  readonly writes: boolean;
}

/** A statement as the engine sends it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

type Row = readonly unknown[];
/** Asks the database that the statement is sent to, just before it is; every row is a list. */
export type Ask = (text: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/** A node of a plan, as EXPLAIN writes it. */
interface Node {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly Alias?: string;
  readonly 'Index Cond'?: string;
  readonly Filter?: string;
  readonly 'Join Filter'?: string;
  readonly Plans?: readonly Node[];
}

/** An index that a plan looks into, with every condition that holds there. */
interface Scan {
  readonly key: Key;
  readonly alias: string;
  readonly conditions: readonly string[];
  /** Whether the row is read as well as the index. */
  readonly readsRow: boolean;
}

/** Whether a statement reads or writes rows at all. */
export function isAboutRows({ text }: Statement): boolean {
  return /^(select|insert|update|delete)\b/.test(text);
}

/** Everything that a statement touches, by the plan that the database has for it. */
export async function touchesOf(statement: Statement, ask: Ask): Promise<Touch[]> {
  const insert = INSERT.exec(statement.text);
  if (insert) return insertedBy(insert, statement, ask);
  const explained = await ask(`explain (format json) ${statement.text}`, statement.values);
  const plan = explained[0]?.[0] as readonly { readonly Plan: Node }[];
  const scans = plan.flatMap(({ Plan }) => scansOf(Plan, [], null));
  const read = await readBy(scans, statement, ask);
  return [...read, ...(await changedBy(statement, read, ask))];
}

const INSERT = /^insert into "(\w+)" \(([^)]*)\)\s+(select \* from unnest\(.*\))$/s;

async function insertedBy(
  [, table = '', columns = '', rows = '']: RegExpExecArray,
  { values }: Statement,
  ask: Ask,
): Promise<Touch[]> {
  const touched: Touch[] = [];
  for (const key of keys.filter((one) => one.table === table)) {
    const second = secondOf(key);
    const found = await ask(
      `select distinct merchant_id, ${second ?? 'null'}::text
        from (${rows}) as given(${columns}) where ${key.where ?? 'true'}`,
      values,
    );
    for (const row of found) touched.push(touchOf(key, row, true));
  }
  // A key that may be null has no entry for it.
  return touched.filter((touch) => touch.second !== null || secondOf(touch.key) === null);
}

function touchOf(key: Key, [merchantId, second]: Row, writes: boolean): Touch {
  if (typeof merchantId !== 'string') throw new Error(`a row of ${key.table} of no merchant`);
  return { key, merchantId, second: typeof second === 'string' ? second : null, writes };
}

function scansOf(node: Node, above: readonly string[], heap: Node | null): Scan[] {
  const { 'Node Type': type, 'Index Name': name, Alias, Plans = [] } = node;
  if (type === 'Seq Scan') throw new Error(`all of ${node['Relation Name'] ?? ''} is read`);
  const conditions = [node['Index Cond'], node.Filter, heap?.Filter, ...above].flatMap(
    (condition) => condition ?? [],
  );
  const below = [...above, ...(node['Join Filter'] === undefined ? [] : [node['Join Filter']])];
  const inner = Plans.flatMap((plan) =>
    scansOf(plan, below, type === 'Bitmap Heap Scan' ? node : null),
  );
  if (name === undefined) return inner;
  const key = keys.find((one) => one.name === name);
  if (!key) throw new Error(`the schema has no index ${name}`);
  const alias = Alias ?? heap?.Alias ?? key.table;
  return [{ key, alias, conditions, readsRow: type !== 'Index Only Scan' }, ...inner];
}

async function readBy(scans: readonly Scan[], statement: Statement, ask: Ask): Promise<Touch[]> {
  const touched: Touch[] = [];
  const known = new Map<string, readonly Touch[]>();
  // What a scan compares with may come from another one, wherever that stands in the plan.
  let open = scans;
  while (open.length > 0) {
    const later: Scan[] = [];
    for (const scan of open) {
      const found = await entriesOf(scan, known, statement, ask);
      if (!found) {
        later.push(scan);
        continue;
      }
      known.set(scan.alias, found);
      touched.push(...found);
      if (!scan.key.isPrimary && scan.readsRow) touched.push(...(await rowsOf(found, ask)));
    }
    if (later.length === open.length) throw new Error(`it is not by key: ${statement.text}`);
    open = later;
  }
  return touched;
}

/** The entries that a scan looks up; null where they depend on a scan that is not known yet. */
async function entriesOf(
  { key, alias, conditions }: Scan,
  known: ReadonlyMap<string, readonly Touch[]>,
  { text, values }: Statement,
  ask: Ask,
): Promise<Touch[] | null> {
  const second = secondOf(key);
  const isOfMerchant = conditions.some((condition) => condition.includes('(merchant_id = '));
  if (second === null || !isOfMerchant) throw new Error(`it is not by key: ${text}`);
  const compared = comparedWith(second, alias, conditions);
  if (!compared) return null;
  const [, rows = '', name] = GIVEN.exec(text) ?? [];
  if (compared.alias !== name) {
    const from = known.get(compared.alias);
    return from ? through(from, compared.column, key, ask) : null;
  }
  const count = Math.max(...[...rows.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
  const select = `select distinct merchant_id, ${compared.column}::text from ${rows}`;
  return (await ask(select, values.slice(0, count))).map((row) => touchOf(key, row, false));
}

const GIVEN = /(unnest\([^)]*\)(?:\s+with ordinality)?\s+as (wanted|given)\([^)]*\))/s;

/** What a column of a scan has to be equal to, such as `wanted.wallet_id`; null: nothing. */
function comparedWith(
  column: string,
  alias: string,
  conditions: readonly string[],
): { readonly alias: string; readonly column: string } | null {
  const own = `(?:${alias}\\.)?${column}`;
  const equal = new RegExp(`\\(${own} = (\\w+)\\.(\\w+)\\)|\\((\\w+)\\.(\\w+) = ${own}\\)`);
  for (const condition of conditions) {
    const [, left, leftColumn, right, rightColumn] = equal.exec(condition) ?? [];
    const [from, of] = [left ?? right, leftColumn ?? rightColumn];
    if (from !== undefined && of !== undefined) return { alias: from, column: of };
  }
  return null;
}

/** Entries of a key whose second column has what a column of known rows has. */
async function through(
  from: readonly Touch[],
  column: string,
  key: Key,
  ask: Ask,
): Promise<Touch[]> {
  const touched: Touch[] = [];
  for (const { key: known, merchantId, second } of from) {
    const rows = await ask(
      `select distinct merchant_id, ${column}::text from "${known.table}"
        where merchant_id = $1 and ${secondOf(known) ?? 'null'}::text = $2`,
      [merchantId, second],
    );
    touched.push(...rows.map((row) => touchOf(key, row, false)));
  }
  return touched;
}

/** Where the rows are that entries of an index lead to: by the primary key. */
async function rowsOf(entries: readonly Touch[], ask: Ask): Promise<Touch[]> {
  const [entry] = entries;
  if (!entry) return [];
  const primary = primaryKeyOf(entry.key.table);
  return through(entries, secondOf(primary) ?? 'null', primary, ask);
}

const CHANGED = /^(?:update "(\w+)" as t set (.*?) from unnest|delete from "?(\w+)"?)/s;

/** What an update or a deletion writes: the rows, and the indexes that have what it changes. */
async function changedBy({ text }: Statement, read: readonly Touch[], ask: Ask): Promise<Touch[]> {
  const changed = CHANGED.exec(text);
  if (!changed) return [];
  const [, updated, set = '', deleted] = changed;
  const table = updated ?? deleted ?? '';
  const columns = [...set.matchAll(/(\w+) = given\./g)].flatMap(([, column]) => column ?? []);
  const isChanged = ({ columns: own, where, isPrimary }: Key): boolean =>
    isPrimary ||
    deleted !== undefined ||
    columns.some((column) => own.includes(column) || (where ?? '').includes(column));
  const primary = primaryKeyOf(table);
  const rows = read.filter((touch) => touch.key === primary);
  const touched: Touch[] = [];
  for (const key of keys.filter((one) => one.table === table && isChanged(one))) {
    const second = secondOf(key) ?? 'null';
    for (const touch of await through(rows, second, key, ask)) {
      touched.push({ ...touch, writes: true });
    }
  }
  return touched;
}
