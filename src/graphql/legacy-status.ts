import type { ApolloServerPlugin } from '@apollo/server';

const HTTP_OK = 200;
const HTTP_BAD_REQUEST = 400;

/** Whether an `accept` header names `application/json`, with any parameters, and nothing else. */
function acceptsOnlyJson(accept: string | undefined): boolean {
  const types = accept?.split(',').map((type) => type.split(';', 1)[0]?.trim().toLowerCase());
  return types?.every((type) => type === 'application/json') ?? false;
}

/**
 * Answers a well-formed request whose document or variables are refused with 200 where the client
 * accepts only `application/json`. GraphQL over HTTP asks for it: such a client is older than
 * `application/graphql-response+json`, and may take any other status for a proxy's.
 */
export const legacyStatus: ApolloServerPlugin = {
  requestDidStart: async ({ request }) => {
    // Without a query it is not well-formed.
    if (!request.query || !acceptsOnlyJson(request.http?.headers.get('accept'))) return;
    return {
      willSendResponse: async ({ response: { http } }) => {
        if (http.status === HTTP_BAD_REQUEST) http.status = HTTP_OK;
      },
    };
  },
};
