/** An operation to try on the demo's supergraph; no text of it has a quote in it. */
interface Operation {
  readonly story: string;
  readonly query: string;
}

const operations: readonly Operation[] = [
  {
    story: 'Ada was given the stars of one order twice. Granted, once: all three subgraphs answer.',
    query: `mutation {
      cancelTransaction(input: { externalReference: "order-1042-again", reason: "Scanned twice" }) {
        __typename
        ... on ReversalSuccess {
          balance transaction { status receipt wallet { member { name tier } } }
        }
        ... on AlreadyReversedError { reversedBy reversedAt }
        ... on LedgerError { message }
      }
    }`,
  },
  {
    story: 'Elif had one bag refunded: her order can only be refunded further. Refused.',
    query: `mutation {
      cancelPurchase(
        input: { externalReference: "order-2002", rollbackFee: true, rollbackCashback: true }
      ) {
        __typename
        ... on ReversalSuccess { balance }
        ... on PurchaseRefundedError { refunded remaining }
        ... on LedgerError { message }
      }
    }`,
  },
  {
    story: 'From an order to what it was paid with, what may be done about it, and its buyer.',
    query: `{
      order(id: "2001") {
        title
        transaction { amount status reversalOptions { mutation granted refusal { message } } }
        member { name tier wallets { balances { active } orders { title } } }
      }
    }`,
  },
];

function curlOf(url: string, key: string, { query }: Operation): string {
  const body = JSON.stringify({ query: query.replaceAll(/\s+/g, ' ') });
  return [
    `curl -s ${url}`,
    "-H 'content-type: application/json'",
    `-H 'authorization: Bearer ${key}'`,
    `-d '${body}'`,
  ].join(' ');
}

/** What there is to try, as command lines, with the story of each. */
export function describeOperations(url: string, key: string): string[] {
  return operations.flatMap((operation) => [
    `# ${operation.story}`,
    curlOf(url, key, operation),
    '',
  ]);
}
