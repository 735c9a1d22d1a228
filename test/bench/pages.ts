import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { requestOf } from './connections.ts';
import { fill, type Happened, happened, PROGRAM } from './ledger-file.ts';
import type { Remembered } from './memory-apollo.ts';
import type { SeededLedger } from './seeded-ledger.ts';

const WALLETS = 100;
/** More than a page, so that there is a next one. */
const TRANSACTIONS_A_WALLET = 60;
export const PAGE = 50;
export const REFERENCES = 100;
const AGE_MS = 3_600_000;
const ACCRUAL = { amount: '5.00', type: 'ACCRUAL', temporary: false } as const;

const ROW = 'id type status amount balanceAfter createdAt';
const HISTORY = `query History($id: ID!) { wallet(id: $id) { id history(first: ${PAGE}) {
  edges { node { ${ROW} entries { account amount purpose } } }
  pageInfo { hasNextPage endCursor } } } }`;
const ENTITIES = `query References($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Transaction { ${ROW} externalReference } } }`;

/** What is read: wallets with more than a page of history, and lists of references. */
export interface Reading {
  readonly wallets: readonly string[];
  readonly lists: readonly (readonly string[])[];
}

/** Opens wallets and posts into them in turn, so that no page lies in one place. */
export async function postHistories(ledger: SeededLedger): Promise<Reading> {
  const store = openSqliteStore(ledger.path);
  const at = Date.now() - AGE_MS;
  const opened = Array.from({ length: WALLETS }, (_, i) =>
    happened(at, {
      name: 'openWallet',
      input: { programId: PROGRAM, memberId: `reader-${at}-${i}`, currency: 'stars' },
    }),
  );
  const posted: Happened[] = [];
  for (let i = 0; i < TRANSACTIONS_A_WALLET; i += 1) {
    for (const { id: walletId } of opened) {
      posted.push(happened(at, { name: 'accruePoints', input: { ...ACCRUAL, walletId } }));
    }
  }
  try {
    await fill(store, opened);
    await fill(store, posted);
  } finally {
    await store.close();
  }
  const lists = Array.from({ length: posted.length / REFERENCES }, (_, i) =>
    posted.filter((_event, place) => place % (posted.length / REFERENCES) === i),
  );
  return {
    wallets: opened.map(({ id }) => id),
    lists: lists.map((list) => list.map(({ id }) => id)),
  };
}

/** The requests for all pages and for all lists, each once. */
export function requestsFor(url: URL, headers: Record<string, string>, reading: Reading) {
  const request = (body: object): Buffer => requestOf(url, headers, JSON.stringify(body));
  return {
    pages: reading.wallets.map((id) => request({ query: HISTORY, variables: { id } })),
    lists: reading.lists.map((ids) => {
      const representations = ids.map((id) => ({ __typename: 'Transaction', id }));
      return request({ query: ENTITIES, variables: { representations } });
    }),
  };
}

interface Answer {
  readonly data: {
    readonly wallet?: Remembered['wallets'][number];
    readonly _entities?: Remembered['transactions'];
  };
}

/** What is in answers, to be remembered by somebody else. */
export function remember(bodies: readonly string[]): Remembered {
  const answers = bodies.map((body) => (JSON.parse(body) as Answer).data);
  return {
    wallets: answers.flatMap(({ wallet }) => wallet ?? []),
    transactions: answers.flatMap(({ _entities }) => _entities ?? []),
  };
}

/** Whether an answer is whole: every row of a page, every reference of a list. */
export function isWhole(body: string): boolean {
  return !body.includes('"errors"') && body.split('"status"').length > PAGE;
}
