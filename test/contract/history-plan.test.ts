import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type Db, migrateFile, openReader } from '../../src/store/sqlite/connection.ts';
import { prepareReads } from '../../src/store/sqlite/reads.ts';

const OF_HISTORY = /from "history"|join "history"/;
/** Where SQLite does not take the view apart. */
const WHOLE = /(MATERIALIZE|CO-ROUTINE) history/;
const PAGE = /order by "history"\."effective_at"/;

/** The statements that a reader prepares. */
function statementsOf(db: Db): readonly string[] {
  const texts: string[] = [];
  const { $client: client } = db;
  const prepare = client.prepare.bind(client);
  client.prepare = (text: string) => {
    texts.push(text);
    return prepare(text);
  };
  prepareReads(db);
  client.prepare = prepare;
  return texts;
}

function planOf({ $client: client }: Db, text: string): string[] {
  const nothing = Array.from(text.matchAll(/\?/g), () => null);
  const steps = client.prepare(`explain query plan ${text}`).all(...nothing);
  return (steps as { readonly detail: string }[]).map(({ detail }) => detail);
}

it('a page of a history is one range of the older, which is neither copied nor sorted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'storno-plan-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'ledger.db');
  migrateFile(file);
  const db = openReader(file);
  onTestFinished(() => {
    db.$client.close();
  });
  const statements = statementsOf(db).filter((text) => OF_HISTORY.test(text));
  const pages = statements.filter((text) => PAGE.test(text));

  const wholes = statements.flatMap((text) => planOf(db, text)).filter((step) => WHOLE.test(step));
  expect(wholes).toEqual([]);
  expect(pages.length).toBe(2);
  for (const page of pages) {
    const steps = planOf(db, page);
    expect(steps[0]).toBe('MERGE (UNION ALL)');
    expect(steps.find((step) => step.includes('older_history'))).toMatch(
      /^SEARCH older_history USING PRIMARY KEY \(wallet_pk=\? AND/,
    );
    // What is sorted is the few of the wallet's own row, after the right side of the merge.
    expect(steps.filter((step) => step.startsWith('USE TEMP B-TREE')).length).toBe(1);
    expect(steps.indexOf('USE TEMP B-TREE FOR ORDER BY')).toBeGreaterThan(steps.indexOf('RIGHT'));
  }
});
