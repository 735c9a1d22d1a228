import { type GraphQLRequestListener, type GraphQLResponse, HeaderMap } from '@apollo/server';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { type Compilable, readCompilable } from './compilable.ts';
import type { GraphContext } from './context.ts';
import { areObjects } from './object-variables.ts';

/** As often a document is executed before it is compiled, which takes as long as twenty such. */
export const EXECUTIONS_BEFORE = 3;
/** Selections that one document may have, and all that are kept; about 1 kB of code each. */
const SELECTIONS_MAX = 1_000;
const KEPT_SELECTIONS_MAX = 20_000;

type Respond = NonNullable<GraphQLRequestListener<GraphContext>['responseForOperation']>;

interface Compiled extends Compilable {
  readonly run: CompiledQuery['query'];
}

/** What an answer from here adds to status and headers: nothing. */
const http: GraphQLResponse['http'] = { headers: new HeaderMap() };

/**
 * Executes by compiled code what is asked for again and again. Compiled code answers only where
 * nothing went wrong: with the first error, whatever it is, graphql-js executes the same operation
 * on the answers that the root fields have kept. So there is one way for errors to be told, and
 * nothing is done twice.
 */
export function compiledExecution(schema: GraphQLSchema): Respond {
  const documents = new CompiledDocuments(schema);
  return async ({ document, operation, contextValue, request }) => {
    const compiled = operation && (await documents.find(document));
    const { variables = {} } = request;
    if (!compiled || !areObjects(compiled.objectVariables, variables)) return null;
    contextValue.answers = new Map();
    try {
      const { data, errors } = await compiled.run(undefined, contextValue, variables);
      if (errors || !data) return null;
      return { http, body: { kind: 'single', singleResult: { data } } };
    } catch {
      // graphql-js meets it again, and tells of it.
      return null;
    }
  };
}

/** The compiled code of the documents that Apollo keeps, the same object for the same text. */
class CompiledDocuments {
  private readonly schema: GraphQLSchema;
  private readonly executions = new WeakMap<DocumentNode, number>();
  private readonly kept = new Map<DocumentNode, Compiled>();
  private keptSelections = 0;

  constructor(schema: GraphQLSchema) {
    this.schema = schema;
  }

  /** Null: graphql-js executes it. */
  async find(document: DocumentNode): Promise<Compiled | null> {
    const known = this.kept.get(document);
    if (known) return known;
    const executions = (this.executions.get(document) ?? 0) + 1;
    this.executions.set(document, executions);
    return executions === EXECUTIONS_BEFORE + 1 ? this.compile(document) : null;
  }

  private async compile(document: DocumentNode): Promise<Compiled | null> {
    const compilable = readCompilable(this.schema, document, SELECTIONS_MAX);
    if (!compilable) return null;
    // It takes 0.1 s to load, and is not needed until here.
    const { compileQuery, isCompiledQuery } = await import('graphql-jit');
    const code = compileQuery(this.schema, document, undefined, {
      // Of its errors nothing is told.
      disablingCapturingStackErrors: true,
    });
    if (!isCompiledQuery(code)) return null;
    const compiled = { ...compilable, run: code.query };
    this.keep(document, compiled);
    return compiled;
  }

  private keep(document: DocumentNode, compiled: Compiled): void {
    for (const [oldest, { selectionCount: freed }] of this.kept) {
      if (this.keptSelections + compiled.selectionCount <= KEPT_SELECTIONS_MAX) break;
      this.kept.delete(oldest);
      this.executions.delete(oldest);
      this.keptSelections -= freed;
    }
    this.kept.set(document, compiled);
    this.keptSelections += compiled.selectionCount;
  }
}
