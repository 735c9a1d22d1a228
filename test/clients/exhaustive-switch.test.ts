import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import { preset } from '@graphql-codegen/client-preset';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeArtifacts } from './written-artifacts.ts';

const { schema, possibleTypes } = writeArtifacts();

const unions = ['CancelTransaction', 'VoidTransaction', 'DeleteTransaction', 'CancelPurchase'];

/** What a frontend writes: every member of the union has its case, and nothing is left over. */
function switchOver(name: string): string {
  const field = name.charAt(0).toLowerCase() + name.slice(1);
  const cases = (possibleTypes[`${name}Result`] ?? []).map((member) => {
    const shown = member.endsWith('Success') ? 'balance' : 'message';
    return `    case '${member}': return answer.${shown};`;
  });
  return [
    `import type { ${name}Mutation } from './gql/graphql.ts';`,
    `export function tell(answer: NonNullable<${name}Mutation['${field}']>): string {`,
    '  switch (answer.__typename) {',
    ...cases,
    '    default: return unseen(answer);',
    '  }',
    '}',
    'function unseen(answer: never): never { throw new Error(JSON.stringify(answer)); }',
  ].join('\n');
}

/** A frontend's project, with types that are generated for the examples from a schema. */
async function createProject(contract: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'storno-frontend-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'dir');
  const files = (await generate(
    {
      schema: contract,
      documents: 'src/examples/*.graphql',
      silent: true,
      generates: {
        [join(folder, 'gql/')]: {
          preset,
          config: {
            scalars: { DateTime: 'string', Decimal: 'string' },
            strictScalars: true,
            useTypeImports: true,
          },
          presetConfig: { fragmentMasking: false },
        },
      },
    },
    false,
  )) as { filename: string; content: string }[];
  for (const { filename, content } of files) {
    mkdirSync(dirname(filename), { recursive: true });
    writeFileSync(filename, content);
  }
  for (const name of unions) writeFileSync(join(folder, `${name}.ts`), switchOver(name));
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'preserve',
    allowImportingTsExtensions: true,
    types: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  return folder;
}

/** What the compiler finds wrong, a line each. */
function compile(folder: string): string[] {
  const tsc = resolve('node_modules/typescript/bin/tsc');
  const { stdout, status } = spawnSync(process.execPath, [tsc, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const errors = stdout.split('\n').filter((line) => line.includes('error TS'));
  expect(status === 0).toBe(errors.length === 0);
  return errors;
}

describe('a switch over a union, with the types of graphql-codegen', () => {
  it('compiles where every member has its case', async () => {
    expect(compile(await createProject(schema))).toEqual([]);
  });

  it('stops compiling, wherever it is, once the union gets a member', async () => {
    const later = [
      'type LaterError implements LedgerError { message: String! }',
      ...unions.map((name) => `extend union ${name}Result = LaterError`),
    ];
    const errors = compile(await createProject([schema, ...later].join('\n')));
    expect(errors.map((line) => line.slice(0, line.indexOf('.ts')))).toEqual(unions.toSorted());
    for (const line of errors) expect(line).toMatch(/LaterError.* not assignable .*'never'/);
  });
});
