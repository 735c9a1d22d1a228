import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProgram } from '../../src/build/program.ts';

const NATIVE = fileURLToPath(new URL('../../node_modules/better-sqlite3', import.meta.url));
const STATIC_IMPORT = /(?:from|import) "\.\/([^"]+)"/g;

/** A build in a folder of its own, far from the project, with no package but the native one. */
export interface BuiltProgram {
  readonly folder: string;
  readonly main: string;
  /** Runs the command line in that folder; returns what it prints. Throws on a bad end. */
  readonly storno: (database: string, ...args: readonly string[]) => string;
  readonly remove: () => void;
}

export async function buildElsewhere(): Promise<BuiltProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'storno-build-'));
  await buildProgram(folder);
  mkdirSync(join(folder, 'node_modules'));
  cpSync(NATIVE, join(folder, 'node_modules/better-sqlite3'), { recursive: true });
  return {
    folder,
    main: join(folder, 'main.js'),
    storno(database, ...args) {
      const env = { PATH: process.env['PATH'], DATABASE_URL: database };
      const argv = [join(folder, 'storno.js'), ...args];
      const ended = spawnSync(process.execPath, argv, { cwd: folder, env, encoding: 'utf8' });
      if (ended.status !== 0) throw new Error(`storno ${args.join(' ')}: ${ended.stderr}`);
      return ended.stdout;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Makes merchant `shop` with program `club` by the command line; returns a key. */
export function setUpShop({ storno }: BuiltProgram, database: string): string {
  const program = ['--merchant', 'shop', '--program', 'club', '--currency', 'stars:POINTS:2'];
  storno(database, 'program', 'create', ...program);
  const key = ['--merchant', 'shop', '--name', 'till', '--scope', 'admin'];
  const printed = storno(database, 'key', 'create', ...key);
  return printed.trimEnd().split('\n').at(-1) ?? '';
}

/** The parts of a build that are loaded before anything of one runs, itself among them. */
export function loadedWith(file: string, folder: string): ReadonlySet<string> {
  const loaded = new Set([file]);
  for (const name of loaded) {
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, imported = ''] of text.matchAll(STATIC_IMPORT)) loaded.add(imported);
  }
  return loaded;
}
