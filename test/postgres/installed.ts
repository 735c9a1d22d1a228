import { accessSync, constants, globSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Debian keeps the server's programs off the PATH, a folder a version. */
const DEBIAN = '/usr/lib/postgresql/*/bin';
const PROGRAMS = ['initdb', 'postgres', 'pg_ctl'] as const;

/** The folder with the programs of a PostgreSQL server; null: there is none on this machine. */
export function findPostgres(): string | null {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  // A link to one of them leads to the others.
  const linked = onPath.map((folder) => join(folder, 'postgres')).filter(isExecutable);
  const folders = [...onPath, ...linked.map((file) => dirname(realpathSync(file)))];
  const newestFirst = globSync(DEBIAN).toSorted((a, b) => versionOf(b) - versionOf(a));
  return [...folders, ...newestFirst].find(hasAll) ?? null;
}

export const LEFT_OUT = 'There is no PostgreSQL server here: what needs one was left out.';

function versionOf(folder: string): number {
  return Number(/\d+/.exec(folder)?.[0] ?? 0);
}

function hasAll(folder: string): boolean {
  return PROGRAMS.every((program) => isExecutable(join(folder, program)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
