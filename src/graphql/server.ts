import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { setAcceptedType } from './accepted-types.ts';
import { readAccess } from './access.ts';
import { compiledExecution } from './compiled.ts';
import type { GraphContext } from './context.ts';
import { COST_MAX, readCosts } from './cost.ts';
import { badRequest, formatError, isPublic } from './errors.ts';
import { setFailureStatus } from './failure-status.ts';
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
  /** Is told how often a credential asked for what is not there. */
  readonly onMisses?: (credential: string, count: number) => void;
}

type Hooks = GraphQLRequestListener<GraphContext>;
type Hook<Name extends keyof Hooks> = NonNullable<Hooks[Name]>;

/** Refuses what the caller may not do, and what would cost too much, before anything of it runs. */
function operationLimits(schema: GraphQLSchema): Hook<'didResolveOperation'> {
  const access = readAccess(schema);
  const costs = readCosts(schema);
  return async ({ document, operation, request, contextValue }) => {
    if (!operation) return;
    const { variables = {} } = request;
    const asked = { schema, document, operation, variables };
    const refused = access.refuse(asked, contextValue.scopes);
    if (refused) throw refused;
    if (costs.of(asked) <= COST_MAX) return;
    throw badRequest(`The operation could cost more than ${COST_MAX}: ask for less.`);
  };
}

/** Reports defects, and gives their answers the id under which they were reported. */
function defectReports({ onDefect }: ApolloParts): Hook<'didEncounterErrors'> {
  return async ({ errors, contextValue: { requestId } }) => {
    for (const error of errors) {
      if (isPublic(error)) continue;
      error.extensions['requestId'] = requestId;
      const path = error.path?.join('.') ?? null;
      onDefect(unwrapResolverError(error), { requestId, path });
    }
  };
}

/** All that is done to a request, in one plugin: each costs every request eight promises. */
function requestHooks(schema: GraphQLSchema, parts: ApolloParts): ApolloServerPlugin<GraphContext> {
  const { onDefect, onMisses } = parts;
  const hooks: Hooks = {
    didResolveOperation: operationLimits(schema),
    responseForOperation: compiledExecution(schema),
    didEncounterErrors: defectReports(parts),
    willSendResponse: async ({ request, response, contextValue: { misses, credential } }) => {
      if (misses.count > 0) onMisses?.(credential, misses.count);
      setFailureStatus(response);
      setAcceptedType(request, response);
    },
  };
  return {
    contextCreationDidFail: async ({ error }) => onDefect(error, { requestId: null, path: null }),
    unexpectedErrorProcessingRequest: async ({ requestContext, error }) =>
      onDefect(error, { requestId: requestContext.contextValue.requestId, path: null }),
    requestDidStart: async () => hooks,
  };
}

/** Apollo has nothing to say that the hooks above do not: its own lines would hold raw errors. */
const silence = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The GraphQL server, to be started by the caller; it listens to nothing by itself. */
export function createApollo(parts: ApolloParts): ApolloServer<GraphContext> {
  const schema = buildSchema();
  return new ApolloServer<GraphContext>({
    schema,
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
      requestHooks(schema, parts),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
