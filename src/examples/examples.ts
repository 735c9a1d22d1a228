import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ReadyTab } from './opening.ts';

const FOLDER = new URL('./', import.meta.url);

/** The example operations, in the order in which they are shown. */
const EXAMPLE_NAMES = [
  'cancel-transaction',
  'void-transaction',
  'delete-transaction',
  'cancel-purchase',
  'preview-reversals',
  'wallet-history',
  'reversal-options',
] as const;

export type ExampleName = (typeof EXAMPLE_NAMES)[number];

const variablesSchema = z.record(z.string(), z.unknown());

/** An operation to try; a variable in angle brackets says what belongs there. */
export interface Example extends ReadyTab {
  readonly name: ExampleName;
}

/** Reads the operations and their variables from the files beside this one. */
export function readExamples(): readonly Example[] {
  return EXAMPLE_NAMES.map((name) => ({
    name,
    query: read(`${name}.graphql`),
    variables: variablesSchema.parse(JSON.parse(read(`${name}.variables.json`))),
  }));
}

function read(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8');
}
