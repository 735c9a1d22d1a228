import { buildSubgraphSchema } from '@apollo/subgraph';
import { sortSDL } from '@theguild/federation-composition';
import { type GraphQLSchema, graphqlSync, parse, print } from 'graphql';

/** A contract as a subgraph, with all that federation adds to it. */
export function subgraphOf(contract: string): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(contract) }]);
}

/** Definitions in one order: moving them changes nothing. */
export function sortSdl(sdl: string): string {
  return `${print(sortSDL(parse(sdl)))}\n`;
}

/** What a gateway reads of a contract, sorted. */
export function printSorted(contract: string): string {
  const { data } = graphqlSync({ schema: subgraphOf(contract), source: '{ _service { sdl } }' });
  const { _service: service } = { ...data } as { readonly _service: { readonly sdl: string } };
  return sortSdl(service.sdl);
}
