import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IntrospectionQuery } from 'graphql';
import { afterAll } from 'vitest';
import type { PersistedOperations } from '../../src/artifacts/persisted-operations.ts';
import type { PossibleTypes } from '../../src/artifacts/possible-types.ts';

/** The files that `npm run artifacts` writes, as a client finds them. */
export interface WrittenArtifacts {
  readonly folder: string;
  readonly schema: string;
  readonly introspection: IntrospectionQuery;
  readonly possibleTypes: PossibleTypes;
  readonly persistedOperations: PersistedOperations;
}

/** Runs the command, and removes what it wrote after the last test of the file. */
export function writeArtifacts(): WrittenArtifacts {
  const folder = mkdtempSync(join(tmpdir(), 'storno-artifacts-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  execFileSync(process.execPath, ['src/artifacts/main.ts', folder]);
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return {
    folder,
    schema: read('schema.graphql'),
    introspection: JSON.parse(read('introspection.json')) as IntrospectionQuery,
    possibleTypes: JSON.parse(read('possibleTypes.json')) as PossibleTypes,
    persistedOperations: JSON.parse(read('persisted-operations.json')) as PersistedOperations,
  };
}
