import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

// The floor of reading: what is asked of Storno, from memory, through Apollo Server as it comes.

interface Identified {
  readonly id: string;
}

/** Objects as Storno answered them. */
export interface Remembered {
  readonly wallets: readonly Identified[];
  readonly transactions: readonly Identified[];
}

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { wallet(id: ID!): Wallet }
  type Wallet @key(fields: "id") { id: ID!, history(first: Int): TransactionConnection }
  type TransactionConnection { edges: [TransactionEdge!]!, pageInfo: PageInfo! }
  type TransactionEdge { node: Transaction! }
  type PageInfo { hasNextPage: Boolean!, endCursor: String }
  type Transaction @key(fields: "id") {
    id: ID!, externalReference: String, type: String!, status: String!, amount: String!
    balanceAfter: String!, createdAt: String!, entries: [LedgerEntry!]!
  }
  type LedgerEntry { account: String!, amount: String!, purpose: String! }
`);

const [, , file = ''] = process.argv;
const remembered = JSON.parse(readFileSync(file, 'utf8')) as Remembered;
const wallets = new Map(remembered.wallets.map((wallet) => [wallet.id, wallet]));
const transactions = new Map(remembered.transactions.map((one) => [one.id, one]));

const resolvers = {
  Query: { wallet: (_root: unknown, { id }: Identified) => wallets.get(id) ?? null },
  Transaction: { __resolveReference: ({ id }: Identified) => transactions.get(id) ?? null },
};
const server = new ApolloServer({ schema: buildSubgraphSchema([{ typeDefs, resolvers }]) });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
console.log(url);
