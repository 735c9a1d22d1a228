import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../../../dist/playground/index.html', import.meta.url));
/** The project; around a build that was copied elsewhere there is none. */
const ROOT = join(BUILT, '../../..');
const SOURCES = [
  'src/playground',
  'src/examples/opening.ts',
  'schema.graphql',
  'package-lock.json',
].map((source) => join(ROOT, source));

/** Builds the playground unless that is done. Without it the demo is served all the same. */
export async function preparePlayground(): Promise<void> {
  if (!isStale(BUILT, SOURCES)) return;
  console.error('Building the playground; the next start will not have to.');
  // In a process of its own, because what builds it sets the environment to production.
  const child = spawn(process.execPath, ['--run', 'build:playground'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(child, 'close');
  if (child.exitCode !== 0) console.error('The playground could not be built.');
}

/** Whether a file is missing, or older than one of the files and folders that it is made from. */
export function isStale(built: string, sources: readonly string[]): boolean {
  if (!existsSync(built)) return true;
  const { mtimeMs } = statSync(built);
  return sources.some((source) => latestChange(source) > mtimeMs);
}

/** When the file, or the latest of a folder, was written, in milliseconds; what is not, never. */
function latestChange(path: string): number {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry?.isDirectory()) return entry?.mtimeMs ?? 0;
  const changes = readdirSync(path).map((name) => latestChange(join(path, name)));
  return Math.max(entry.mtimeMs, ...changes);
}
