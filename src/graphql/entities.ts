import type { Resolvers } from './generated.ts';
import type { OneLoader } from './loaders.ts';

/**
 * What a reference from another subgraph names, or null. A copy: `@apollo/subgraph` writes
 * `__typename` on it, and the loader's own may be frozen.
 */
async function refer<T extends object>(
  loader: OneLoader<T>,
  key: string | null,
): Promise<T | null> {
  const found = key === null ? null : await loader.load(key);
  return found && { ...found };
}

interface TransactionKeys {
  readonly id?: string | null | undefined;
  readonly externalReference?: string | null | undefined;
}

export const references = {
  Transaction: {
    // A gateway may know one of the two keys to be null.
    __resolveReference: (reference, { loaders }) => {
      const { id = null, externalReference = null }: TransactionKeys = reference;
      return id === null
        ? refer(loaders.transactionByReference, externalReference)
        : refer(loaders.transactionById, id);
    },
  },
  Wallet: { __resolveReference: ({ id }, { loaders }) => refer(loaders.walletById, id) },
  Member: { __resolveReference: ({ id }, { loaders }) => refer(loaders.memberById, id) },
  Program: { __resolveReference: ({ id }, { loaders }) => refer(loaders.programById, id) },
} satisfies Partial<Resolvers>;
