import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, graphqlSync, isAbstractType, parse } from 'graphql';
import { keepAnswers } from './answers-kept.ts';
import { guardEntities } from './representations.ts';
import { resolvers } from './resolvers.ts';

const CONTRACT = new URL('../../schema.graphql', import.meta.url);

/** The contract, as it is written. */
export function readContract(): string {
  return readFileSync(CONTRACT, 'utf8');
}

/** The contract with what makes it answer. */
export function buildSchema(): GraphQLSchema {
  const typeDefs = parse(readContract());
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  guardEntities(schema);
  keepAnswers(schema);
  tellTypes(schema);
  return schema;
}

/**
 * Members of unions and interfaces say what they are. So graphql-js reads them, too, but it throws
 * where one does not, and nothing would catch that in compiled code.
 */
function tellTypes(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = ({ __typename }: Named) => __typename;
  }
}

interface Named {
  readonly __typename?: string;
}

/** What a subgraph tells of itself for composition. */
export function sdlOf(schema: GraphQLSchema): string {
  const { data } = graphqlSync({ schema, source: '{ _service { sdl } }' });
  const service = data?.['_service'];
  const sdl = service && typeof service === 'object' && 'sdl' in service ? service.sdl : null;
  if (typeof sdl !== 'string') throw new Error('the schema does not tell its SDL');
  return sdl;
}
