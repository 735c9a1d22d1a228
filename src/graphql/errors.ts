import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { StoreUnavailableError } from '../ledger/store.ts';

const HTTP_BAD_REQUEST = 400;
const UNAVAILABLE = 'UNAVAILABLE';

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

export function isPublic(error: GraphQLError | GraphQLFormattedError): boolean {
  return PUBLIC_CODES.has(error.extensions?.['code']);
}

/** Tells what the caller did; a defect's message may hold statements and their parameters. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  if (isPublic(formatted)) return formatted;
  const { locations, path, extensions } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  const requestId = extensions?.['requestId'];
  const known = requestId === undefined ? {} : { requestId };
  if (unwrapResolverError(error) instanceof StoreUnavailableError) {
    const message = 'The ledger cannot take commands now.';
    return { message, ...place, extensions: { code: UNAVAILABLE, ...known } };
  }
  const code = ApolloServerErrorCode.INTERNAL_SERVER_ERROR;
  return { message: 'Internal server error', ...place, extensions: { code, ...known } };
}
