import type { Server } from './child.ts';
import { requestOf } from './connections.ts';
import { cpuMsOf } from './proc.ts';
import type { Side } from './sides.ts';
import type { Reversal } from './targets.ts';

/** How a server is asked to undo: so many a round, over so many connections. */
export interface Undoing {
  readonly name: string;
  readonly connections: number;
  readonly aRound: number;
}

/** Storno, undoing what was posted for it, a part of it each round. */
export function undoing(
  server: Server,
  apiKey: string,
  { query, inputs }: Reversal,
  { name, connections, aRound }: Undoing,
): Side {
  const url = graphqlOf(server);
  const headers = { authorization: `Bearer ${apiKey}` };
  return {
    name,
    url,
    connections,
    requestsOf: (round) =>
      inputs
        .slice(round * aRound, (round + 1) * aRound)
        .map((input) => requestOf(url, headers, JSON.stringify({ query, variables: { input } }))),
    isGood: isUndone,
    cpuMs: () => cpuMsOf(server.pid),
  };
}

export function graphqlOf({ url }: Server): URL {
  return new URL('/graphql', url);
}

/** Whether a transaction was undone, now and not before. */
function isUndone(body: string): boolean {
  return body.includes('Success"') && body.includes('"replayed":false');
}
