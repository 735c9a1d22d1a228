import { createSecretKey } from 'node:crypto';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { GraphContext } from '../../src/graphql/context.ts';
import { createApollo } from '../../src/graphql/server.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createIds } from '../../src/ids.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { Store } from '../../src/ledger/store.ts';
import type { Principal } from '../../src/merchant/principal.ts';
import type { Asked } from './random-document.ts';

const PRINCIPAL: Principal = {
  merchantId: 'shop',
  actor: 'till',
  scopes: ['admin'],
  credential: 'key 1',
};

export interface Counted {
  /** Sends an operation over HTTP; returns the status and the body, to the byte. */
  readonly ask: (asked: Asked) => Promise<string>;
  /** How many operations graphql-js executed. */
  readonly executions: { count: number };
  /** Where defects were reported. */
  readonly defects: (string | null)[];
  readonly misses: { count: number };
}

/** A server over a store, which counts what its compiled code left to graphql-js. */
export async function startCounted(
  store: Store,
  now: () => number,
  newId = createIds(),
): Promise<Counted> {
  const executions = { count: 0 };
  const misses = { count: 0 };
  const defects: (string | null)[] = [];
  const apollo = createApollo({
    introspection: true,
    onDefect: (_, { path }) => {
      defects.push(path);
    },
    onMisses: (_, count) => {
      misses.count += count;
    },
  });
  apollo.addPlugin({
    requestDidStart: async () => ({
      executionDidStart: async () => {
        executions.count += 1;
      },
    }),
  });
  await apollo.start();
  const ledger = createLedger({ store, now, newId });
  const parts = { ledger, cursorKey: createSecretKey(Buffer.alloc(32)) };
  const server = createHttpServer({
    apollo,
    contextOf: (principal, requestId) => new GraphContext(parts, principal, requestId),
    authenticate: async () => PRINCIPAL,
    isReady: async () => true,
    log: pino({ level: 'silent' }),
  });
  const { url } = await server.listen(0, '127.0.0.1');
  onTestFinished(async () => {
    await server.close(1_000);
    await apollo.stop();
  });
  const headers = { 'content-type': 'application/json', 'x-request-id': 'request-1' };
  return {
    executions,
    defects,
    misses,
    ask: async (asked) => {
      const body = JSON.stringify(asked);
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      return `${response.status} ${await response.text()}`;
    },
  };
}
