import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { type Comment, type Program, parseSync, Visitor } from 'oxc-parser';

/** An import or re-export, however it is written; those of types only count too. */
export interface Import {
  readonly specifier: string;
  /** Path of the imported file from the repository's root; null for packages. */
  readonly path: string | null;
  readonly typesOnly: boolean;
  readonly line: number;
}

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly imports: readonly Import[];
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

export function finding(source: Source, offset: number, message: string): string {
  return `${source.path}:${lineAt(source.text, offset)}: ${message}`;
}

export function parse(path: string, text: string): Source {
  const { program, module, comments, errors } = parseSync(path, text, {
    lang: path.endsWith('.tsx') ? 'tsx' : 'ts',
  });
  if (errors[0]) throw new SyntaxError(`${path}: ${errors[0].message}`);
  const imports: Import[] = [];
  const add = (specifier: string, typesOnly: boolean, offset: number): void => {
    const relative = specifier.startsWith('.');
    imports.push({
      specifier,
      path: relative ? posix.join(posix.dirname(path), specifier) : null,
      typesOnly,
      line: lineAt(text, offset),
    });
  };
  for (const { moduleRequest, entries, start } of module.staticImports) {
    const typesOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    add(moduleRequest.value, typesOnly, start);
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType, start } of entries) {
      if (moduleRequest) add(moduleRequest.value, isType, start);
    }
  }
  new Visitor({
    ImportExpression: ({ source, start }) => {
      if (source.type === 'Literal') add(String(source.value), false, start);
    },
    TSImportType: ({ source, start }) => add(source.value, true, start),
  }).visit(program);
  return { path, text, program, comments, imports };
}

export function readSources(paths: readonly string[]): Source[] {
  return paths
    .filter((path) => /^(src|test)\/.*\.tsx?$/.test(path) && existsSync(path))
    .map((path) => parse(path, readFileSync(path, 'utf8')));
}
