import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { parse } from 'graphql';

/** Starts another team's subgraph; returns where it answers. */
export async function serveSibling(
  name: 'members' | 'orders',
  resolvers: GraphQLResolverMap<unknown>,
  port: number,
): Promise<string> {
  const sdl = readFileSync(new URL(`${name}.graphql`, import.meta.url), 'utf8');
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]),
    includeStacktraceInErrorResponses: false,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port } });
  return new URL('/graphql', url).href;
}
