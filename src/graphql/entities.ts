import type { Resolvers } from './generated.ts';
import { loadNamed, type OneLoader } from './loaders.ts';

/**
 * What a reference from another subgraph names, or null. A copy: `@apollo/subgraph` writes
 * `__typename` on it, and the loader's own may be frozen.
 */
async function refer<T extends object>(
  loader: OneLoader<T>,
  key: string | null,
): Promise<T | null> {
  const found = await loadNamed(loader, key);
  return found && { ...found };
}

export const references = {
  Transaction: {
    __resolveReference: (reference, { loaders }) =>
      'id' in reference
        ? refer(loaders.transactionById, reference.id)
        : refer(loaders.transactionByReference, reference.externalReference ?? null),
  },
  Wallet: { __resolveReference: ({ id }, { loaders }) => refer(loaders.walletById, id) },
  Member: { __resolveReference: ({ id }, { loaders }) => refer(loaders.memberById, id) },
  Program: { __resolveReference: ({ id }, { loaders }) => refer(loaders.programById, id) },
} satisfies Partial<Resolvers>;
