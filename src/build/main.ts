import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProgram } from './program.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** What other commands make there, some of it beside its last build. */
const OTHERS = /^(playground|artifacts)/;

// As deep as the other, so that source maps lead to the sources from both.
const made = join(DIST, `../.dist.${process.pid}`);
mkdirSync(DIST, { recursive: true });
try {
  await buildProgram(made);
  // A build that fails leaves the last one; a new one has nothing of the last one in it.
  for (const name of readdirSync(DIST)) {
    if (!OTHERS.test(name)) rmSync(join(DIST, name), { recursive: true });
  }
  for (const name of readdirSync(made)) renameSync(join(made, name), join(DIST, name));
} finally {
  rmSync(made, { recursive: true, force: true });
}
