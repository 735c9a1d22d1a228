import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Changes, changesBetween } from './changes.ts';
import { lint } from './lint.ts';
import { printSorted } from './subgraph.ts';

export const CONTRACT = 'schema.graphql';
export const GOLDEN = 'test/golden/schema.graphql';

export interface CheckOptions {
  /** The commit to compare with; unless given, the last one, if there is one. */
  readonly since?: string;
  /** Breaking changes are meant. */
  readonly breaking?: boolean;
  /** The golden file becomes what the contract now is. */
  readonly accept?: boolean;
}

/** What a check has to say, and whether all is well. */
export interface CheckResult {
  readonly lines: readonly string[];
  readonly ok: boolean;
}

/** The contract of a commit; null where there is none, as in a copy without history. */
function contractAt(folder: string, commit: string): string | null {
  // The path is relative: the folder need not be the repository's.
  const { status, stdout } = spawnSync('git', ['show', `${commit}:./${CONTRACT}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  return status === 0 ? stdout : null;
}

function describeChanges({ breaking, dangerous, safe }: Changes): string[] {
  return Object.entries({ breaking, dangerous, safe }).flatMap(([kind, messages]) =>
    messages.length > 0 ? [`${kind}:`, ...messages.map((message) => `  ${message}`)] : [],
  );
}

/** Whether nothing breaks, or what does is meant. */
async function checkChanges(
  folder: string,
  contract: string,
  { since, breaking: meant = false }: CheckOptions,
): Promise<CheckResult> {
  const commit = since ?? 'HEAD';
  const before = contractAt(folder, commit);
  if (before === null) {
    return { lines: [`${commit} has no ${CONTRACT} to compare with.`], ok: since === undefined };
  }
  const changes = await changesBetween(before, contract);
  const { breaking, dangerous } = changes;
  const lines = [
    `Since ${commit}: ${breaking.length} breaking, ${dangerous.length} dangerous.`,
    ...describeChanges(changes),
  ];
  if (breaking.length === 0 || meant) return { lines, ok: true };
  const hint = 'If they are meant: npm run check:schema -- --breaking';
  return { lines: [...lines, hint], ok: false };
}

/** Whether the golden file is what the contract says. */
function checkGolden(folder: string, contract: string, accept: boolean): CheckResult {
  const golden = join(folder, GOLDEN);
  const printed = printSorted(contract);
  if (accept) writeFileSync(golden, printed);
  if (existsSync(golden) && readFileSync(golden, 'utf8') === printed) {
    return { lines: [], ok: true };
  }
  const hint = 'If the change is meant: npm run check:schema -- --accept';
  return { lines: [`${GOLDEN} says something else. ${hint}`], ok: false };
}

/**
 * Looks for what is wrong with a folder's contract, what has changed in it, and whether the change
 * was accepted. What breaks somebody is not accepted unless it is said to be meant.
 */
export async function check(folder: string, options: CheckOptions): Promise<CheckResult> {
  const contract = readFileSync(join(folder, CONTRACT), 'utf8');
  const findings = await lint(contract);
  const changes = await checkChanges(folder, contract, options);
  const accept = changes.ok && options.accept === true;
  const golden = checkGolden(folder, contract, accept);
  return {
    lines: [...findings, ...changes.lines, ...golden.lines],
    ok: findings.length === 0 && changes.ok && golden.ok,
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      since: { type: 'string' },
      breaking: { type: 'boolean' },
      accept: { type: 'boolean' },
    },
  });
  const { lines, ok } = await check(process.cwd(), values);
  console.log(lines.join('\n'));
  process.exitCode = ok ? 0 : 1;
}
