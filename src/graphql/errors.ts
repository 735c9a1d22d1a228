import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { type FieldNode, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CommitUnknownError, StoreUnavailableError } from '../ledger/store.ts';
import { redact } from '../merchant/redact.ts';
import type { Scope } from '../merchant/scope.ts';

const HTTP_BAD_REQUEST = 400;
const HTTP_FORBIDDEN = 403;
export const UNAVAILABLE = 'UNAVAILABLE';
export const COMMIT_UNKNOWN = 'COMMIT_UNKNOWN';
export const QUOTA_EXCEEDED = 'QUOTA_EXCEEDED';

/** Errors that say what the caller did; what has no code of these is our own defect. */
const PUBLIC_CODES: ReadonlySet<unknown> = new Set([
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.BAD_USER_INPUT,
  ApolloServerErrorCode.BAD_REQUEST,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
  'UNAUTHENTICATED',
  'FORBIDDEN',
  QUOTA_EXCEEDED,
]);

/** An argument that is refused; what stands beside its field is answered. */
export function badUserInput(message: string, field?: string): GraphQLError {
  const { BAD_USER_INPUT: code } = ApolloServerErrorCode;
  return new GraphQLError(message, {
    extensions: field === undefined ? { code } : { code, field },
  });
}

/** A request that is refused as a whole. */
export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: {
      code: ApolloServerErrorCode.BAD_USER_INPUT,
      http: { status: HTTP_BAD_REQUEST },
    },
  });
}

/** An operation that is refused as a whole, for a field that the caller's scopes do not grant. */
export function forbidden(
  node: FieldNode,
  requiredScopes: readonly (readonly Scope[])[],
): GraphQLError {
  return new GraphQLError(`The credential does not grant ${node.name.value} as it is asked for.`, {
    nodes: node,
    path: [node.alias?.value ?? node.name.value],
    extensions: { code: 'FORBIDDEN', requiredScopes, http: { status: HTTP_FORBIDDEN } },
  });
}

/** A command that is not carried out, because no more answers are kept for the caller. */
export function quotaExceeded(): GraphQLError {
  const message = 'As many idempotency keys are kept for the merchant as may be.';
  return new GraphQLError(message, { extensions: { code: QUOTA_EXCEEDED } });
}

/** What graphql-js says after the last bad variable that it tells, of no field and with no code. */
const MORE_BAD_VARIABLES = /^Too many errors processing variables/;

function isMoreOfTheSame({ message, path }: GraphQLError | GraphQLFormattedError): boolean {
  return path === undefined && MORE_BAD_VARIABLES.test(message);
}

export function isPublic(error: GraphQLError | GraphQLFormattedError): boolean {
  return PUBLIC_CODES.has(error.extensions?.['code']) || isMoreOfTheSame(error);
}

/** Tells what the caller did; a defect's message may hold statements and their parameters. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  if (isMoreOfTheSame(formatted)) {
    const { message } = formatted;
    return { message, extensions: { code: ApolloServerErrorCode.BAD_USER_INPUT } };
  }
  // What a caller sent comes back in what is said of it.
  if (isPublic(formatted)) return { ...formatted, message: redact(formatted.message) };
  const { locations, path, extensions } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  const requestId = extensions?.['requestId'];
  const known = requestId === undefined ? {} : { requestId };
  if (unwrapResolverError(error) instanceof StoreUnavailableError) {
    const message = 'The ledger cannot take commands now.';
    return { message, ...place, extensions: { code: UNAVAILABLE, ...known } };
  }
  if (unwrapResolverError(error) instanceof CommitUnknownError) {
    const message =
      'The connection to the ledger broke during the commit: whether it happened is not known.';
    return { message, ...place, extensions: { code: COMMIT_UNKNOWN, ...known } };
  }
  const code = ApolloServerErrorCode.INTERNAL_SERVER_ERROR;
  return { message: 'Internal server error', ...place, extensions: { code, ...known } };
}
