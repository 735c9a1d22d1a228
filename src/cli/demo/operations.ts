import { MERCHANT, type Showcase } from './seed.ts';

/** A mutation that the demo offers to try. */
export interface Operation {
  readonly name: string;
  /** What it is good for, in a sentence. */
  readonly story: string;
  readonly query: string;
  readonly variables: { readonly input: Readonly<Record<string, string | boolean>> };
}

/** The four reversals, each ready to be granted once. */
export function operationsOf(showcase: Showcase): readonly Operation[] {
  const { doubleScan, wrongReward, wrongCard, order } = showcase;
  return [
    operation('cancelTransaction', 'Ada Okafor was given the stars of one order twice.', {
      ...doubleScan,
      reason: 'Scanned twice',
    }),
    operation('voidTransaction', 'Ben Hartley got a reward that was meant for somebody else.', {
      ...wrongReward,
      channel: 'CONSOLE',
      reason: 'Wrong member',
    }),
    operation('deleteTransaction', 'Chloe Martin earned with a card that was not hers.', {
      ...wrongCard,
      reason: 'Wrong card',
    }),
    operation('cancelPurchase', 'Dev Anand called off a class that he paid with a gift card.', {
      ...order,
      rollbackFee: true,
      rollbackCashback: true,
      reason: 'The class was called off',
    }),
  ];
}

function operation(
  name: string,
  story: string,
  input: Readonly<Record<string, string | boolean>>,
): Operation {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const query = `mutation ${title}($input: ${title}Input!) {
  ${name}(input: $input) {
    __typename
    ... on ReversalSuccess {
      transaction { id type status amount externalReference }
      reversal { id type amount giftAmount feeAmount cashbackAmount createdAt }
      balance
      shortfall
    }
    ... on LedgerError { message }
    ... on AlreadyReversedError { reversedBy reversedAt reversal { id type } }
  }
}`;
  return { name, story, query, variables: { input } };
}

/** A command line that sends an operation. No text of the demo has a quote in it. */
function curlOf(url: string, apiKey: string, { query, variables }: Operation): string {
  const body = JSON.stringify({ query: query.replaceAll(/\s+/g, ' '), variables });
  return [
    `curl -s ${url}/graphql`,
    "-H 'content-type: application/json'",
    `-H 'authorization: Bearer ${apiKey}'`,
    `-d '${body}'`,
  ].join(' ');
}

/** All that somebody needs who has just started the demo. */
export function describeDemo(
  url: string,
  { apiKey }: Showcase,
  operations: readonly Operation[],
): string {
  const shown = operations.map((offered, i) =>
    [
      `--- ${i + 1}. ${offered.name} ---`,
      `${offered.story} Run it twice: the second answer is AlreadyReversedError.`,
      '',
      offered.query,
      '',
      `Variables: ${JSON.stringify(offered.variables, null, 2)}`,
      '',
      curlOf(url, apiKey, offered),
    ].join('\n'),
  );
  return [
    `${MERCHANT.name} is open.`,
    '',
    `GraphQL:  ${url}/graphql`,
    `API key:  ${apiKey}`,
    `Header:   authorization: Bearer ${apiKey}`,
    '',
    ...shown.flatMap((text) => [text, '']),
    'Ctrl+C closes the shop.',
  ].join('\n');
}
