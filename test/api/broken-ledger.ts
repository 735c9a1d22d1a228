import { createSecretKey } from 'node:crypto';
import { HeaderMap } from '@apollo/server';
import { GraphContext } from '../../src/graphql/context.ts';
import { createApollo, type DefectPlace } from '../../src/graphql/server.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { type Store, StoreUnavailableError } from '../../src/ledger/store.ts';
import type { Principal } from '../../src/merchant/principal.ts';

export const REQUEST_ID = 'request-1';
/** What no caller may see. */
export const SECRET = 'select secret_hash from api_key';

/** What drizzle throws repeats the statement and its parameters. */
class QueryError extends Error {
  readonly code = 'SQLITE_ERROR';
  readonly extensions = { code: 'SQLITE_ERROR', query: SECRET };
}

const defect = (): Promise<never> => Promise.reject(new QueryError(`Failed query: ${SECRET}`));
const unavailable = (): Promise<never> =>
  Promise.reject(new StoreUnavailableError(`disk full: ${SECRET}`));

/** A store of which everything fails, so that what comes back is the border's own. */
export const brokenStore: Store = {
  commit: unavailable,
  preview: defect,
  isReady: async () => false,
  close: async () => {},
  transactionsById: defect,
  transactionsByReference: defect,
  entriesOf: defect,
  lotsGrantedBy: defect,
  giftMovementsOf: defect,
  walletsById: async () => [],
  walletsOfMembers: defect,
  statesOf: defect,
  balancesAt: defect,
  expiringIn: defect,
  membersById: defect,
  membersByCode: defect,
  programsById: defect,
  lots: defect,
  history: defect,
};

interface Reply {
  readonly status: number;
  readonly text: string;
}

export interface Border {
  ask(query: string, variables?: Record<string, unknown>): Promise<Reply>;
  /** What was reported: the errors as they were thrown, and where. */
  readonly defects: { readonly error: unknown; readonly place: DefectPlace }[];
  stop(): Promise<void>;
}

/** The GraphQL server over a ledger that is broken. */
export async function startBorder(introspection: boolean): Promise<Border> {
  const defects: Border['defects'] = [];
  const apollo = createApollo({
    introspection,
    onDefect: (error, place) => {
      defects.push({ error, place });
    },
  });
  await apollo.start();
  const ledger = createLedger({ store: brokenStore, now: () => 0, newId: () => 'id' });
  const parts = { ledger, cursorKey: createSecretKey(Buffer.alloc(32)) };
  const principal: Principal = {
    merchantId: 'acme',
    actor: 'till 1',
    scopes: ['admin'],
    credential: 'key 1',
  };
  return {
    defects,
    stop: () => apollo.stop(),
    ask: async (query, variables = {}) => {
      const { status, body } = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: 'POST',
          headers: new HeaderMap([['content-type', 'application/json']]),
          search: '',
          body: { query, variables },
        },
        context: async () => new GraphContext(parts, principal, REQUEST_ID),
      });
      if (body.kind !== 'complete') throw new Error('an answer in parts');
      return { status: status ?? 200, text: body.string };
    },
  };
}
