import { describe, expect, it } from 'vitest';
import type { Json, World } from '../contract/world.ts';
import { openSupergraph, sayWhatIsLeftOut } from './local-supergraph.ts';
import { areServersInstalled, gatewayNames } from './servers.ts';

const SECRET = 'what the gateway and the ledger share, 1';
/** What the gateway says of whoever asks it. */
const CLAIMS = {
  'x-storno-merchant': 'shop',
  'x-storno-actor': 'support@example.com',
  'x-storno-scopes': 'ledger:read ledger:cancel',
};

const CANCEL = `mutation ($input: CancelTransactionInput!) { cancelTransaction(input: $input) {
  ... on CancelTransactionSuccess { reversal { recordedBy order { title } } } } }`;
const DELETE = 'mutation { deleteTransactions(inputs: []) { __typename } }';
const ORDERS = '{ orders { title transaction { amount } } }';

async function ann({ shop }: World) {
  const walletId = await shop.wallet('ann', 'stars');
  await shop.post('accruePoints', { walletId, amount: '100', externalReference: 'order-1' });
  const order = { id: '1', title: 'Beans', externalReference: 'order-1', walletId };
  return { orders: [{ ...order, memberId: 'ann', programId: 'club' }] };
}

/** Asks as somebody without a credential of the ledger's. */
async function ask(url: string, query: string, variables: { readonly [name: string]: Json } = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data?: Json; errors?: { extensions: { code: string } }[] };
}

/** What somebody gets who reads, cancels and deletes: the answers, or why there is none. */
async function fateAt(url: string) {
  const read = await ask(url, ORDERS);
  const cancelled = await ask(url, CANCEL, { input: { externalReference: 'order-1' } });
  const deleted = await ask(url, DELETE);
  return {
    orders: read.data,
    cancelled: cancelled.data,
    codes: [read, cancelled, deleted].map(({ errors }) => errors?.[0]?.extensions.code),
  };
}

const BELIEVED = {
  orders: { orders: [{ title: 'Beans', transaction: { amount: '100.00' } }] },
  cancelled: {
    cancelTransaction: {
      reversal: { recordedBy: 'support@example.com', order: { title: 'Beans' } },
    },
  },
  codes: [undefined, undefined, 'FORBIDDEN'],
};
const NOBODY = {
  orders: { orders: [{ title: 'Beans', transaction: null }] },
  cancelled: { cancelTransaction: null },
  codes: ['UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
};

sayWhatIsLeftOut('gateways with a secret');

describe.runIf(areServersInstalled())('the ledger believes what is said of its caller by', () => {
  it.each(gatewayNames)('%s, once it sends the shared secret', async (name) => {
    const security = { gateway: { secret: SECRET, hmacSecret: null } };
    const shown = { ...CLAIMS, 'x-storno-gateway-secret': SECRET };
    const believed = await openSupergraph(name, ann, { security, ownHeaders: shown });
    expect(await fateAt(believed.gateway.url)).toEqual(BELIEVED);
    const nobody = await openSupergraph(name, ann, { security, ownHeaders: CLAIMS });
    expect(await fateAt(nobody.gateway.url)).toEqual(NOBODY);
  });

  it("Hive Gateway, once it signs what it sends, entities' references included", async () => {
    const security = { gateway: { secret: null, hmacSecret: SECRET } };
    const signing = { security, ownHeaders: CLAIMS, hmacSecret: SECRET };
    const believed = await openSupergraph('hive-gateway', ann, signing);
    expect(await fateAt(believed.gateway.url)).toEqual(BELIEVED);
    const other = { ...signing, hmacSecret: SECRET.replace('1', '2') };
    const nobody = await openSupergraph('hive-gateway', ann, other);
    expect(await fateAt(nobody.gateway.url)).toEqual(NOBODY);
  });
});
