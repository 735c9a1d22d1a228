import { readFileSync } from 'node:fs';
import { ApolloServer, type BaseContext } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { onTestFinished } from 'vitest';
import { createHttpServer } from '../../src/http/server.ts';
import type { Principal } from '../../src/merchant/principal.ts';
import { createLog } from '../../src/telemetry/log.ts';
import type { Client } from '../contract/world.ts';

/** What the contract may get one day: a refusal that no client of today has heard of. */
const LATER = `
  "Returned when somebody looks into the transaction."
  type TransactionUnderReviewError implements LedgerError { message: String! reviewer: String! }
  extend union CancelTransactionResult = TransactionUnderReviewError
`;
export const LATER_MESSAGE = 'Somebody looks into this transaction.';

const CALLER: Principal = {
  merchantId: 'shop',
  actor: 'till',
  scopes: ['admin'],
  credential: 'any',
};

/** Where a client connects to, and with which key. */
export type Place = Pick<Client, 'graphqlUrl' | 'key'>;

/** Serves the contract of a later day: every cancel is refused with what was added to it. */
export async function serveLaterContract(): Promise<Place> {
  const contract = readFileSync('schema.graphql', 'utf8');
  const refusal = {
    __typename: 'TransactionUnderReviewError',
    message: LATER_MESSAGE,
    reviewer: 'Mia',
  };
  const apollo = new ApolloServer<BaseContext>({
    schema: buildSubgraphSchema([
      {
        typeDefs: parse(contract + LATER),
        resolvers: { Mutation: { cancelTransaction: () => refusal } },
      },
    ]),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  const server = createHttpServer({
    apollo,
    contextOf: () => ({}),
    authenticate: async () => CALLER,
    isReady: async () => true,
    log: createLog('silent'),
  });
  const { url } = await server.listen(0, '127.0.0.1');
  onTestFinished(async () => {
    await server.close(1_000);
    await apollo.stop();
  });
  return { graphqlUrl: `${url}/graphql`, key: 'any' };
}
