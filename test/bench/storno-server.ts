import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Server, startServer } from './child.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** `node`, its options, and what it runs. */
const START = /^node (?:(--.+) )?(dist\/main\.js)$/;

/** One caller asks as fast as it can. */
const UNLIMITED = { STORNO_REQUESTS_PER_MINUTE: 'off' };

/** What is started where Storno is measured. */
export interface Program {
  readonly isBuilt: boolean;
  /** What Node is given. */
  readonly args: readonly string[];
  /** What it is, in words. */
  readonly told: string;
}

export const sources: Program = {
  isBuilt: false,
  args: [join(ROOT, 'src/main.ts')],
  told: 'node src/main.ts',
};

/**
 * Builds what a user runs in production, and starts as `npm start` does. Where that cannot be done,
 * the sources are run instead.
 */
export function buildProgram(): Program {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };
  const [told = '', options, file] = START.exec(scripts['start'] ?? '') ?? [];
  if (file === undefined) return without('"npm start" does not start a build');
  const { status, stderr } = spawnSync('npm', ['run', 'build'], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) return without(`the build failed: ${stderr.trim().split('\n').at(-1) ?? ''}`);
  if (!existsSync(join(ROOT, file))) return without(`the build made no ${file}`);
  return { isBuilt: true, args: [...(options?.split(' ') ?? []), join(ROOT, file)], told };
}

function without(why: string): Program {
  return { ...sources, told: `${sources.told}: not built, because ${why}` };
}

/** The environment that a server of a ledger is started with. */
export function environmentFor(database: string): Record<string, string> {
  return { PORT: '0', HOST: '127.0.0.1', DATABASE_URL: database, ...UNLIMITED };
}

/** Starts Storno on a ledger, `file:PATH` or `postgres://…`, as its users do in production. */
export function startStorno(program: Program, database: string, output: string): Promise<Server> {
  return startServer(program.args, environmentFor(database), output);
}
