import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** How a source names a file or a folder by where it is itself. */
const NAMED = /new URL\(\s*'([^']+)',\s*import\.meta\.url,?\s*\)/g;
/** Where all builds of the project are. */
const MADE = 'dist/';

/**
 * What the sources name by where they are is put beside what is built, under the path that it has
 * in the project: migrations, the contract, examples. What a thread runs is a source, and is built
 * as well. What other builds make in `dist` is there already. The project's path ends in a slash.
 */
export function besideTheBuild(project: string): Plugin {
  return {
    name: 'beside-the-build',
    // Before types are stripped, while the text is as it was written.
    enforce: 'pre',
    transform: {
      filter: { id: `${project}src/**/*.ts`, code: 'import.meta.' },
      handler(code, id) {
        if (code.replaceAll(NAMED, '').includes('import.meta.')) {
          this.error(`${id} says in a way that the build does not know where it is`);
        }
        const place = (named: string): string => {
          const target = join(dirname(id), named);
          if (named.endsWith('.ts')) {
            const fileName = `${basename(named, '.ts')}.js`;
            this.emitFile({ type: 'chunk', id: target, fileName });
            return fileName;
          }
          const path = target.slice(project.length);
          if (path.startsWith(MADE)) return path.slice(MADE.length);
          for (const file of filesOf(target)) {
            const fileName = file.slice(project.length);
            this.emitFile({ type: 'asset', fileName, source: readFileSync(file) });
          }
          return path;
        };
        // All parts are built into one folder, so that this is right in each of them.
        const placed = code.replaceAll(
          NAMED,
          (_, named: string) => `new URL('./${place(named)}', import.meta.url)`,
        );
        return { code: placed, map: null };
      },
    },
  };
}

/** A file, or those of a folder that are no sources. */
function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
    .map(({ parentPath, name }) => join(parentPath, name));
}
