import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { introspectionFromSchema, printSchema } from 'graphql';
import { readExamples } from '../examples/examples.ts';
import { persistedOperationsOf } from './persisted-operations.ts';
import { possibleTypesOf } from './possible-types.ts';
import { publicSchemaOf } from './public-schema.ts';

const FOLDER_DEFAULT = 'dist/artifacts';
const CONTRACT = new URL('../../schema.graphql', import.meta.url);

/** What clients need beside the address, by file name. */
function artifacts(): Readonly<Record<string, string>> {
  const schema = publicSchemaOf(readFileSync(CONTRACT, 'utf8'));
  const examples = readExamples().map(({ query }) => query);
  return {
    'schema.graphql': printSchema(schema),
    // Only programs read it, and it is long: it stays on one line.
    'introspection.json': JSON.stringify(introspectionFromSchema(schema)),
    'possibleTypes.json': JSON.stringify(possibleTypesOf(schema), null, 2),
    'persisted-operations.json': JSON.stringify(persistedOperationsOf(examples, schema), null, 2),
  };
}

const folder = process.argv[2] ?? FOLDER_DEFAULT;
mkdirSync(folder, { recursive: true });
for (const [file, text] of Object.entries(artifacts())) {
  const path = join(folder, file);
  writeFileSync(path, `${text}\n`);
  process.stdout.write(`${path}\n`);
}
