import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { type DirectiveNode, Kind, parse, print, visit } from 'graphql';
import type { GatewayInput } from '../inputs.ts';
import { serve } from './child.ts';
import { forwarded } from './forwarded.ts';

interface Context {
  readonly headers: Record<string, string>;
}

function isForSecurity({ name, arguments: given = [] }: DirectiveNode): boolean {
  const isFor = given.find((argument) => argument.name.value === 'for')?.value;
  return name.value === 'link' && isFor?.kind === Kind.ENUM && isFor.value === 'SECURITY';
}

/**
 * Apollo's gateway refuses a supergraph that links `@authenticated` or `@requiresScopes`, because
 * it would not enforce them. The subgraph enforces them by itself, so that they may go.
 */
function withoutSecurityLinks(supergraph: string): string {
  return print(
    visit(parse(supergraph), {
      SchemaDefinition: (schema) => ({
        ...schema,
        directives: schema.directives?.filter((directive) => !isForSecurity(directive)),
      }),
    }),
  );
}

await serve(async ({ supergraphSdl, port, ownHeaders }: GatewayInput) => {
  const gateway = new ApolloGateway({
    supergraphSdl: withoutSecurityLinks(supergraphSdl),
    buildService: ({ url = '' }) =>
      new RemoteGraphQLDataSource<Context>({
        url,
        willSendRequest(sending) {
          // What the gateway asks on its own account has no caller.
          if (!('incomingRequestContext' in sending)) return;
          for (const [name, value] of Object.entries(sending.context.headers)) {
            sending.request.http?.headers.set(name, value);
          }
        },
      }),
  });
  const server = new ApolloServer<Context>({
    gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
  });
  const { url } = await startStandaloneServer(server, {
    context: async ({ req }) => ({ headers: { ...forwarded(req.headers), ...ownHeaders } }),
    listen: { host: '127.0.0.1', port },
  });
  return new URL('/graphql', url).href;
});
