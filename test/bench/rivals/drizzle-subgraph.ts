import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import Database from 'better-sqlite3';
import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { parse } from 'graphql';
import { v7 as uuidv7 } from 'uuid';
import { entry, idempotency, ledgerTransaction, reversal, wallet } from './drizzle-tables.ts';

// The naive subgraph: Apollo Server as it comes, Drizzle's queries as its documentation shows them,
// one transaction a mutation. It undoes accruals, once each, and asks nobody who they are.

const typeDefs = parse(`
  type Query { transaction(id: ID!): Transaction }
  type Mutation { cancelTransaction(input: CancelTransactionInput!): CancelTransactionResult }
  input CancelTransactionInput { transactionId: ID!, idempotencyKey: String! }
  union CancelTransactionResult =
    CancelTransactionSuccess | TransactionNotFoundError | TransactionTypeNotAllowedError |
    AlreadyReversedError | InsufficientBalanceError | IdempotencyConflictError
  type Transaction @key(fields: "id") { id: ID!, type: String!, amount: String! }
  type CancelTransactionSuccess { reversalId: ID!, balance: String!, replayed: Boolean! }
  interface LedgerError { message: String! }
  type TransactionNotFoundError implements LedgerError { message: String! }
  type TransactionTypeNotAllowedError implements LedgerError { message: String! }
  type AlreadyReversedError implements LedgerError { message: String! }
  type InsufficientBalanceError implements LedgerError { message: String! }
  type IdempotencyConflictError implements LedgerError { message: String! }
`);

interface Input {
  readonly transactionId: string;
  readonly idempotencyKey: string;
}

const [, , path = ''] = process.argv;
const client = new Database(path);
client.pragma('journal_mode = WAL');
client.pragma('foreign_keys = ON');
// In WAL mode the library falls to NORMAL at the first write.
client.exec('BEGIN IMMEDIATE; PRAGMA user_version = 1; COMMIT');
client.pragma('synchronous = FULL');
const db = drizzle(client);

function cancel({ transactionId, idempotencyKey: key }: Input) {
  return db.transaction(
    (tx) => {
      const known = tx.select().from(idempotency).where(eq(idempotency.key, key)).get();
      if (known && known.transactionId !== transactionId) {
        return refuse('IdempotencyConflictError', 'The key came before with other input.');
      }
      if (known) return { ...(JSON.parse(known.answer) as object), replayed: true };
      const answer = undo(tx, transactionId);
      tx.insert(idempotency)
        .values({ key, transactionId, answer: JSON.stringify(answer), createdAt: Date.now() })
        .run();
      return answer;
    },
    { behavior: 'immediate' },
  );
}

type Tx = Parameters<Parameters<typeof db.transaction>[0]>[0];

function undo(tx: Tx, id: string) {
  const target = tx.select().from(ledgerTransaction).where(eq(ledgerTransaction.id, id)).get();
  if (!target) return refuse('TransactionNotFoundError', 'There is no such transaction.');
  if (target.type !== 'ACCRUAL') {
    return refuse('TransactionTypeNotAllowedError', 'Only accruals can be cancelled.');
  }
  const undone = tx.select().from(reversal).where(eq(reversal.transactionId, id)).get();
  if (undone) return refuse('AlreadyReversedError', 'The transaction was undone before.');
  const home = tx.select().from(wallet).where(eq(wallet.id, target.walletId)).get();
  if (!home) throw new Error(`transaction ${id} has no wallet`);
  if (home.balance < target.amount) {
    return refuse('InsufficientBalanceError', 'More would be taken back than is left.');
  }
  const reversalId = uuidv7();
  const createdAt = Date.now();
  const { walletId, amount } = target;
  tx.insert(ledgerTransaction)
    .values({ id: reversalId, walletId, type: 'CANCEL', amount, createdAt })
    .run();
  const entries = tx.select().from(entry).where(eq(entry.transactionId, id)).all();
  for (const booked of entries) {
    const { account, walletId: holder } = booked;
    tx.insert(entry)
      .values({ transactionId: reversalId, account, walletId: holder, amount: -booked.amount })
      .run();
  }
  tx.insert(reversal).values({ transactionId: id, reversedBy: reversalId, createdAt }).run();
  tx.update(wallet)
    .set({ balance: sql`${wallet.balance} - ${amount}` })
    .where(eq(wallet.id, walletId))
    .run();
  const balance = ((home.balance - amount) / 100).toFixed(2);
  return { __typename: 'CancelTransactionSuccess', reversalId, balance, replayed: false };
}

function refuse(__typename: string, message: string) {
  return { __typename, message };
}

function find(id: string) {
  const found = db.select().from(ledgerTransaction).where(eq(ledgerTransaction.id, id)).get();
  return found && { ...found, amount: (found.amount / 100).toFixed(2) };
}

const resolvers = {
  Query: { transaction: (_root: unknown, { id }: { id: string }) => find(id) },
  Mutation: {
    cancelTransaction: (_root: unknown, { input }: { input: Input }) => cancel(input),
  },
  Transaction: { __resolveReference: ({ id }: { id: string }) => find(id) },
};

const server = new ApolloServer({ schema: buildSubgraphSchema([{ typeDefs, resolvers }]) });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
console.log(url);
