import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import { guardEntities } from './representations.ts';
import { resolvers } from './resolvers.ts';

const CONTRACT = new URL('../../schema.graphql', import.meta.url);

/** The contract with what makes it answer. */
export function buildSchema(): GraphQLSchema {
  const typeDefs = parse(readFileSync(CONTRACT, 'utf8'));
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  guardEntities(schema);
  return schema;
}
