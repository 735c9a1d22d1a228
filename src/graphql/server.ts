import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphContext } from './context.ts';
import { OBJECTS_MAX, objectsOf } from './cost.ts';
import { badRequest, formatError, isPublic } from './errors.ts';
import {
  depthRule,
  REPORTED_ERRORS_MAX,
  rootMutationsRule,
  SELECTIONS_MAX,
  TOKENS_MAX,
} from './limits.ts';
import { buildSchema } from './schema.ts';

/** Where a defect happened, as far as it is known. */
export interface DefectPlace {
  readonly requestId: string | null;
  /** The field of the operation, such as "cancelTransaction.wallet". */
  readonly path: string | null;
}

export interface ApolloParts {
  /** Whether the schema may be asked for, and errors may name what is in it. */
  readonly introspection: boolean;
  /** Is told of what callers are not: the error as it was thrown. */
  readonly onDefect: (error: unknown, place: DefectPlace) => void;
}

/** Refuses what would list too much, before anything of it runs. */
const costLimit: ApolloServerPlugin<GraphContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ schema, document, operation, request }) => {
      if (!operation) return;
      const { variables = {} } = request;
      if (objectsOf({ schema, document, operation, variables }) <= OBJECTS_MAX) return;
      throw badRequest(`The operation could list more than ${OBJECTS_MAX} objects: ask for less.`);
    },
  }),
};

/** Reports defects, and gives their answers the id under which they were reported. */
function defectReports({ onDefect }: ApolloParts): ApolloServerPlugin<GraphContext> {
  return {
    contextCreationDidFail: async ({ error }) => onDefect(error, { requestId: null, path: null }),
    unexpectedErrorProcessingRequest: async ({ requestContext, error }) =>
      onDefect(error, { requestId: requestContext.contextValue.requestId, path: null }),
    requestDidStart: async ({ contextValue: { requestId } }) => ({
      didEncounterErrors: async ({ errors }) => {
        for (const error of errors) {
          if (isPublic(error)) continue;
          error.extensions['requestId'] = requestId;
          const path = error.path?.join('.') ?? null;
          onDefect(unwrapResolverError(error), { requestId, path });
        }
      },
    }),
  };
}

/** Apollo has nothing to say that the hooks above do not: its own lines would hold raw errors. */
const silence = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The GraphQL server, to be started by the caller; it listens to nothing by itself. */
export function createApollo(parts: ApolloParts): ApolloServer<GraphContext> {
  return new ApolloServer<GraphContext>({
    schema: buildSchema(),
    introspection: parts.introspection,
    hideSchemaDetailsFromClientErrors: !parts.introspection,
    includeStacktraceInErrorResponses: false,
    formatError,
    logger: silence,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxLexicalTokens: TOKENS_MAX },
    maxRecursiveSelections: SELECTIONS_MAX,
    validationRules: [depthRule, rootMutationsRule],
    validationOptions: { maxErrors: REPORTED_ERRORS_MAX },
    executionOptions: { maxCoercionErrors: REPORTED_ERRORS_MAX },
    stopOnTerminationSignals: false,
    plugins: [
      costLimit,
      defectReports(parts),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
