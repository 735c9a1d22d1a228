import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Verification } from './ledger-file.ts';
import type { Side } from './sides.ts';

/** What a team would put together instead, with a ledger of its own. */
export interface Rival {
  readonly side: Side;
  stop(): Promise<void>;
  /** Whether what it has in the end is right; after it was stopped. */
  verify(): Promise<Verification>;
}

/** What is measured of a rival: how many connections ask it, for how many reversals a round. */
export interface Task {
  readonly connections: number;
  readonly aRound: number;
  readonly rounds: number;
}

const FOLDER = fileURLToPath(new URL('./rivals', import.meta.url));
const INSTALLED = new URL('./rivals/node_modules/.package-lock.json', import.meta.url);
const INSTALL = ['ci', '--prefix', FOLDER];

export function programOf(name: 'drizzle-subgraph' | 'postgraphile-server'): string {
  return fileURLToPath(new URL(`./rivals/${name}.ts`, import.meta.url));
}

/** Installs the rivals' packages where they are missing; returns why, if they still are. */
export function installRivals(): string | null {
  if (existsSync(INSTALLED)) return null;
  console.log('The rivals have packages of their own: about 370 MB, installed once.\n');
  const { status } = spawnSync('npm', INSTALL, { stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0 ? null : `their packages could not be installed (npm ${INSTALL.join(' ')})`;
}
