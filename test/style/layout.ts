import type { Source } from './source.ts';

const linesMax = 250;
const columnsMax = 100;

/** Beside dot files, nothing else stands at the top level. */
const topLevel = new Set([
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'schema.graphql',
  'src',
  'drizzle',
  'test',
  'README.md',
  'LICENSE',
]);

/** Names that say nothing about what is inside; an index is a barrel. */
const emptyNames = /^(utils?|common|helpers?|shared|lib|misc|index)$/;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export function topLevelEntries(paths: readonly string[]): string[] {
  const entries = new Set(paths.map((path) => path.split('/')[0] ?? path));
  return [...entries]
    .filter((entry) => !entry.startsWith('.') && !topLevel.has(entry))
    .map((entry) => `${entry}: has no place at the top level`);
}

export function names(paths: readonly string[]): string[] {
  return paths
    .filter((path) => /^(src|test)\//.test(path))
    .flatMap((path) => {
      const segments = path.split('/');
      const file = segments.pop() ?? path;
      const checked = /\.tsx?$/.test(file)
        ? [...segments, file.replace(/(\.e2e|\.all)?(\.test|\.config)?\.tsx?$/, '')]
        : segments;
      return checked.flatMap((name) => [
        ...(kebabCase.test(name) ? [] : [`${path}: ${name} is not kebab-case`]),
        ...(emptyNames.test(name) ? [`${path}: the name ${name} says nothing`] : []),
      ]);
    });
}

export function sizes(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const lines = text.replace(/\n$/, '').split('\n');
    const tooWide = lines.flatMap((line, index) =>
      line.length > columnsMax ? [`${path}:${index + 1}: over ${columnsMax} columns`] : [],
    );
    const tooLong =
      lines.length > linesMax ? [`${path}: ${lines.length} lines, over ${linesMax}`] : [];
    return [...tooLong, ...tooWide];
  });
}
