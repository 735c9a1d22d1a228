import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

/** The floor: a mutation that does nothing, through Apollo Server as it comes. */
const server = new ApolloServer({
  typeDefs: 'type Query { nothing: Boolean } type Mutation { doNothing: Boolean }',
  resolvers: { Mutation: { doNothing: () => true } },
});
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
console.log(url);
