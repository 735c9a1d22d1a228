import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqlite } from '../contract/engine-sqlite.ts';
import { type Json, openWorld } from '../contract/world.ts';
import { LATER_MESSAGE, type Place, serveLaterContract } from './later-refusal.ts';
import { openScreen } from './screen.ts';
import { writeArtifacts } from './written-artifacts.ts';

const COMPILER = resolve('test/supergraph/node_modules/.bin/relay-compiler');
const isInstalled = existsSync(COMPILER);
if (!isInstalled) {
  console.log('Relay is left out: `npm ci --prefix test/supergraph` installs its compiler.');
}

const { schema } = writeArtifacts();

/** A list that loads more as it is scrolled. There is no `node` field: it hangs on the query. */
const HISTORY_LIST = `
graphql\`
  query HistoryListQuery($walletId: ID!) {
    ...HistoryList_query @arguments(walletId: $walletId)
  }
\`;
graphql\`
  fragment HistoryList_query on Query
  @argumentDefinitions(
    walletId: { type: "ID!" }
    first: { type: "Int", defaultValue: 10 }
    after: { type: "String" }
  )
  @refetchable(queryName: "HistoryListPaginationQuery") {
    wallet(id: $walletId) {
      history(first: $first, after: $after) @connection(key: "HistoryList_history") {
        edges { node { id type status amount } }
      }
    }
  }
\`;
`;

/** A button: a defect is caught beside the answer, a refusal is part of it. */
const CANCEL_BUTTON = `
graphql\`
  mutation CancelButtonMutation($input: CancelTransactionInput!) {
    cancelTransaction(input: $input) @catch(to: RESULT) {
      __typename
      ... on CancelTransactionSuccess { balance transaction { id status } }
      ... on AlreadyReversedError { reversedBy reversedAt }
      ...CancelButton_refusal @alias(as: "refusal")
    }
  }
\`;
graphql\`
  fragment CancelButton_refusal on LedgerError { message }
\`;
`;

interface Compiled {
  readonly status: number | null;
  readonly output: string;
  /** The texts that would be sent, by the names of their operations. */
  readonly texts: ReadonlyMap<string, string>;
  readonly read: (file: string) => string;
}

/** Compiles an app of these two components. */
function compile(historyList: string, cancelButton: string): Compiled {
  const folder = mkdtempSync(join(tmpdir(), 'storno-relay-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  mkdirSync(join(folder, 'app'));
  mkdirSync(join(folder, 'generated'));
  write('app/HistoryList.ts', historyList);
  write('app/CancelButton.ts', cancelButton);
  write('schema.graphql', schema);
  write('operations.json', '{}');
  const config = {
    src: 'app',
    schema: 'schema.graphql',
    artifactDirectory: 'generated',
    language: 'typescript',
    customScalarTypes: { DateTime: 'string', Decimal: 'string' },
    persistConfig: { file: 'operations.json', algorithm: 'SHA256' },
  };
  write('relay.config.json', JSON.stringify(config));
  const { status, stdout, stderr } = spawnSync(COMPILER, [], { cwd: folder, encoding: 'utf8' });
  const texts = Object.values(JSON.parse(read('operations.json')) as Record<string, string>);
  return {
    status,
    output: stdout + stderr,
    texts: new Map(texts.map((text) => [/^\w+ (\w+)/.exec(text)?.[1] ?? '', text])),
    read,
  };
}

async function send(place: Place, query: string | undefined, variables: object): Promise<Json> {
  const response = await fetch(place.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${place.key}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Json;
}

describe.runIf(isInstalled)('relay-compiler', () => {
  it('compiles a paged history and a mutation with its refusals', () => {
    const { status, output, texts, read } = compile(HISTORY_LIST, CANCEL_BUTTON);
    expect(output).toContain('Compilation completed');
    expect(status).toBe(0);
    expect([...texts.keys()].toSorted()).toEqual([
      'CancelButtonMutation',
      'HistoryListPaginationQuery',
      'HistoryListQuery',
    ]);
    const types = read('generated/CancelButtonMutation.graphql.ts');
    expect(types).toMatch(/cancelTransaction: Result<\{/);
    expect(types).toMatch(/refusal: \{[^}]*CancelButton_refusal[^}]*\} \| null/);
  });

  it.each([
    ['a field', 'reversedAt', 'undoneAt', 'has no field `undoneAt`'],
    ['a member', 'AlreadyReversedError', 'TopUpWalletSuccess', 'TopUpWalletSuccess'],
  ])('fails on %s that the schema does not have', (_, right, wrong, message) => {
    const { status, output } = compile(HISTORY_LIST, CANCEL_BUTTON.replace(right, wrong));
    expect(status).not.toBe(0);
    expect(output).toContain(message);
  });

  it('case 56: asks for the message of whatever is a LedgerError by then', async () => {
    const { texts } = compile(HISTORY_LIST, CANCEL_BUTTON);
    const place = await serveLaterContract();
    const input = { transactionId: 'any' };
    const answer = await send(place, texts.get('CancelButtonMutation'), { input });
    const __typename = 'TransactionUnderReviewError';
    const refused = { __typename, __isLedgerError: __typename, message: LATER_MESSAGE };
    expect(answer).toEqual({ data: { cancelTransaction: refused } });
  });
});

describe.runIf(isInstalled)('what relay-compiler made', () => {
  it('is answered page by page, and cancels', async () => {
    const { texts } = compile(HISTORY_LIST, CANCEL_BUTTON);
    const { shop } = await openWorld(sqlite);
    const { walletId, transactionId } = await openScreen(shop);
    const cancelled = await send(shop, texts.get('CancelButtonMutation'), {
      input: { transactionId },
    });
    expect(cancelled).toMatchObject({
      data: { cancelTransaction: { balance: '0.00', transaction: { status: 'CANCELLED' } } },
    });

    const nodes: Json[] = [];
    for (let after: string | null = null, pages = 0; pages < 2; pages += 1) {
      const variables = { walletId, first: 1, after };
      const page = (await send(shop, texts.get('HistoryListPaginationQuery'), variables)) as {
        data: { wallet: { history: { edges: { node: Json }[]; pageInfo: { endCursor: string } } } };
      };
      const { edges, pageInfo } = page.data.wallet.history;
      nodes.push(...edges.map(({ node }) => node));
      after = pageInfo.endCursor;
    }
    expect(nodes).toMatchObject([{ type: 'CANCEL' }, { id: transactionId, type: 'ACCRUAL' }]);
  });
});
