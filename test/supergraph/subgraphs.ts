import { readFileSync } from 'node:fs';
import { parse } from 'graphql';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external"])`;

/** Another team's orders, which name what they paid with and what they booked. */
const orders = `${LINK}
  type Query { order(id: ID!): Order }
  type Mutation { placeOrder(walletId: ID!): PlaceOrderResult }
  union PlaceOrderResult = Order | Error
  type Order @key(fields: "id") {
    id: ID!
    total: Money!
    "By the reference that the order gave it."
    transaction: Transaction
    refund: Transaction
    wallet: Wallet
    program: Program
    lines: OrderLineConnection!
  }
  "The same name as a word of ours, but their own type."
  type Error { code: String! message: String! }
  type Money { amount: String! currency: String! }
  type OrderLineConnection { edges: [OrderLineEdge!]! pageInfo: PageInfo! }
  type OrderLineEdge { cursor: String! node: Money! }
  type PageInfo @shareable {
    hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
  }
  type Transaction @key(fields: "externalReference", resolvable: false) {
    externalReference: String
  }
  type Wallet @key(fields: "id") { id: ID! orders: [Order!]! }
  type Program @key(fields: "id", resolvable: false) { id: ID! }
`;

/** The team that owns the person behind a member. */
const members = `${LINK}
  type Query { memberByEmail(email: String!): Member }
  type Member @key(fields: "id") { id: ID! name: String! email: String tier: Tier! }
  enum Tier { SILVER GOLD }
`;

export const storno = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');

/** Our subgraph and its siblings, as composition takes them. */
export function subgraphsWith(ours: string) {
  return Object.entries({ storno: ours, orders, members }).map(([name, typeDefs]) => ({
    name,
    url: `http://127.0.0.1/${name}`,
    typeDefs: parse(typeDefs),
  }));
}
