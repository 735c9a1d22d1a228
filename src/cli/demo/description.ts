import { stripIgnoredCharacters } from 'graphql';
import type { Operation } from './operations.ts';
import { MERCHANT } from './shop.ts';

/** Where the demo is served, and the key to it. */
export interface Place {
  readonly graphqlUrl: string;
  /** Null where the playground is off. */
  readonly playgroundUrl: string | null;
  readonly apiKey: string;
}

/** All that somebody needs who has just started the demo. */
export function describeDemo(place: Place, operations: readonly Operation[]): string {
  const { graphqlUrl, playgroundUrl, apiKey } = place;
  const mutations = operations.filter(({ query }) => /^mutation\b/m.test(query));
  return [
    `${MERCHANT.name} is open.`,
    '',
    ...(playgroundUrl === null
      ? []
      : [`Playground:  ${playgroundUrl}`, `Schema:      ${playgroundUrl}/schema`]),
    `GraphQL:     ${graphqlUrl}`,
    `API key:     ${apiKey}`,
    `Header:      authorization: Bearer ${apiKey}`,
    '',
    'Each of these is granted once. Run it twice: the second answer is AlreadyReversedError.',
    '',
    ...mutations.flatMap((operation) => [`# ${operation.story}`, curlOf(place, operation), '']),
    'Ctrl+C closes the shop.',
  ].join('\n');
}

/** A command line that sends an operation. Outside comments, none has a quote in it. */
function curlOf({ graphqlUrl, apiKey }: Place, { query, variables }: Operation): string {
  const body = JSON.stringify({ query: stripIgnoredCharacters(query), variables });
  return [
    `curl -s ${graphqlUrl}`,
    "-H 'content-type: application/json'",
    `-H 'authorization: Bearer ${apiKey}'`,
    `-d '${body}'`,
  ].join(' ');
}
