import { once } from 'node:events';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import type { GatewayInput } from '../inputs.ts';
import { serve } from './child.ts';
import { forwarded } from './forwarded.ts';

/** Where a proxy that has checked a person's token would say what the token is good for. */
const SCOPES_HEADER = 'x-scopes';

/** Only with it does the gateway look at `@authenticated` and `@requiresScopes` at all. */
const guard = {
  mode: 'protect-granular' as const,
  resolveUserFn: ({ request }: { request: Request }) => {
    const scope = request.headers.get(SCOPES_HEADER);
    return scope === null ? null : { scope };
  },
  rejectUnauthenticated: false,
};

await serve(async (input: GatewayInput) => {
  const { supergraphSdl, port, guarded = false, ownHeaders, hmacSecret } = input;
  const gateway = createGatewayRuntime({
    supergraph: supergraphSdl,
    logging: false,
    landingPage: false,
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }) => ({
        ...forwarded(Object.fromEntries(request.headers)),
        ...ownHeaders,
      }),
    },
    ...(guarded && { genericAuth: guard }),
    ...(hmacSecret !== undefined && { hmacSignature: { secret: hmacSecret } }),
  });
  const server = createServer((request, response) => {
    void gateway(request, response);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return `http://127.0.0.1:${address.port}/graphql`;
});
