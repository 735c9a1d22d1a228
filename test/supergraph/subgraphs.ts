import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { type DocumentNode, parse } from 'graphql';

type SubgraphName = 'storno' | 'members' | 'orders';

/** A subgraph as composition takes it. */
export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

/** The schemas, as each team publishes its own. */
export const storno = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
export const members = readFileSync(new URL('servers/members.graphql', import.meta.url), 'utf8');
export const orders = readFileSync(new URL('servers/orders.graphql', import.meta.url), 'utf8');

/** Our subgraph and its siblings, as they are published, unless a test brings another text. */
export function subgraphsWith(
  changed: Partial<Record<SubgraphName, string>> = {},
  urls?: Readonly<Record<SubgraphName, string>>,
): Subgraph[] {
  const published = { storno, members, orders };
  const names = ['storno', 'members', 'orders'] as const;
  return names.map((name) => ({
    name,
    url: urls?.[name] ?? `http://${name}.example/graphql`,
    typeDefs: parse(changed[name] ?? published[name]),
  }));
}

/** The supergraph of the three where they are up. */
export function composeAt(urls: Readonly<Record<SubgraphName, string>>): string {
  const { supergraphSdl, errors } = composeServices(subgraphsWith({}, urls));
  if (supergraphSdl === undefined) throw new Error(errors?.map(String).join('\n'));
  return supergraphSdl;
}
