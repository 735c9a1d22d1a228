import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';

const send = createGraphiQLFetcher({ url: '/graphql' });

/**
 * Sends an operation to this server. GraphiQL notices a moment late that another tab was opened:
 * who is quick would send the name of the last tab's operation with this one's text.
 */
export const fetcher: Fetcher = ({ operationName, ...operation }, options) => {
  const isThere = operationName ? defines(operation.query, operationName) : false;
  return send({ ...operation, ...(isThere && { operationName }) }, options);
};

function defines(query: string, operationName: string): boolean {
  return new RegExp(`\\b(?:query|mutation|subscription)\\s+${operationName}\\b`).test(query);
}
