import { renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const BUILT = fileURLToPath(new URL('../../dist/playground', import.meta.url));

/** Builds beside the last build and takes its place at the end: no half of one is ever served. */
async function buildPlayground(): Promise<void> {
  const outDir = `${BUILT}.${process.pid}`;
  const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url));
  try {
    await build({ configFile, build: { outDir, emptyOutDir: false } });
    rmSync(BUILT, { recursive: true, force: true });
    renameSync(outDir, BUILT);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

await buildPlayground();
