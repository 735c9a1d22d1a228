import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { z } from 'zod';

/** As Apollo's tools write it; Relay's and others' convert to it. */
const manifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string() })),
});

/** The only operations that run. */
export interface TrustedDocuments {
  /** The text of the operation that a request names or brings; null: it is none of these. */
  find(asked: { readonly id: string | null; readonly text: string | null }): string | null;
}

/** What is wrong with a manifest, in a sentence for whoever starts the server. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/**
 * Reads a manifest of operations, each of which has to be valid.
 *
 * @throws {ManifestError}
 */
export function readTrustedDocuments(path: string, schema: GraphQLSchema): TrustedDocuments {
  const { operations } = readManifest(path);
  const byId = new Map<string, string>();
  const texts = new Set<string>();
  for (const { id, body } of operations) {
    const problem = problemOf(body, schema);
    if (problem !== null) throw new ManifestError(`${path}: the operation ${id}: ${problem}`);
    texts.add(body);
    for (const name of [id, hash('sha256', body)]) {
      byId.set(name, body);
      // As GraphQL over HTTP names a document by its hash.
      byId.set(`sha256:${name}`, body);
    }
  }
  return {
    find({ id, text }) {
      const named = id === null ? null : (byId.get(id) ?? null);
      const brought = text !== null && texts.has(text) ? text : null;
      if (id === null || text === null) return named ?? brought;
      return named === brought ? named : null;
    },
  };
}

function readManifest(path: string): z.infer<typeof manifest> {
  try {
    return manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new ManifestError(`${path} is no manifest of operations: ${reason}`);
  }
}

function problemOf(body: string, schema: GraphQLSchema): string | null {
  try {
    return validate(schema, parse(body))[0]?.message ?? null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
