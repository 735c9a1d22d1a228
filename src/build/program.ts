import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { z } from 'zod';
import { besideTheBuild } from './beside.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** Native code: it is loaded from where npm has put it. */
const NATIVE = 'better-sqlite3';

const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

/**
 * Builds the server, `main.js`, and the command line, `storno.js`, with all that they run on but
 * what is native, into a folder that is new or empty. It works wherever that folder is copied,
 * once `npm install` was run in it.
 */
export async function buildProgram(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: PROJECT,
    logLevel: 'warn',
    publicDir: false,
    plugins: [besideTheBuild(PROJECT)],
    resolve: {
      alias: [
        // Apollo hashes every operation with it; where there is no CommonJS, in JavaScript.
        { find: '@apollo/utils.createhash', replacement: 'node:crypto' },
        // What asks for a file of it would get a second copy, which the first one refuses.
        { find: /^graphql\/(.+)\.js$/, replacement: 'graphql/$1.mjs' },
      ],
    },
    ssr: { noExternal: true, external: [NATIVE] },
    build: {
      ssr: true,
      ssrEmitAssets: true,
      target: 'node24',
      outDir: folder,
      emptyOutDir: false,
      // For `node --enable-source-maps`; without it a stack still names functions.
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: { main: join(PROJECT, 'src/main.ts'), storno: join(PROJECT, 'src/cli/main.ts') },
        // Errors are told apart and logged by their names.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', keepNames: true },
      },
    },
  });
  chmodSync(join(folder, 'storno.js'), 0o755);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packageOf(), null, 2)}\n`);
}

/** What npm and Node have to know of a folder with a build. */
function packageOf() {
  const text = readFileSync(join(PROJECT, 'package.json'), 'utf8');
  const { dependencies } = manifest.parse(JSON.parse(text));
  return { type: 'module', dependencies: { [NATIVE]: dependencies[NATIVE] } };
}
