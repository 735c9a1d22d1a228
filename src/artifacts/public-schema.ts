import { composeServices } from '@theguild/federation-composition';
import { buildSchema, type GraphQLSchema, lexicographicSortSchema, parse } from 'graphql';

/**
 * The contract as the clients of a supergraph see it: composed by itself, so that nothing of
 * federation is left and nothing inaccessible shows. Sorted, so that what is made of it changes
 * only when the contract does.
 *
 * @throws if the contract does not compose.
 */
export function publicSchemaOf(contract: string): GraphQLSchema {
  const { publicSdl, errors = [] } = composeServices([
    { name: 'storno', typeDefs: parse(contract) },
  ]);
  if (publicSdl === undefined) {
    throw new Error(`the contract does not compose: ${errors.map(String).join('; ')}`);
  }
  return lexicographicSortSchema(buildSchema(publicSdl));
}
