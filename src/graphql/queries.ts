import { badUserInput } from './errors.ts';
import type { QueryResolvers } from './generated.ts';
import type { OneLoader } from './loaders.ts';

/** Looks up by the one of two names that the caller gave; neither and both are refused. */
async function loadByEither<T>(
  [oneName, one, byOne]: readonly [string, string | null | undefined, OneLoader<T>],
  [otherName, other, byOther]: readonly [string, string | null | undefined, OneLoader<T>],
): Promise<T | null> {
  const [isOne, isOther] = [(one ?? null) !== null, (other ?? null) !== null];
  if (isOne === isOther)
    throw badUserInput(`Name ${oneName} or ${otherName}, one of the two.`, oneName);
  return isOne ? byOne.load(one ?? '') : byOther.load(other ?? '');
}

export const queries = {
  transaction: (_, { id, externalReference }, { loaders }) =>
    loadByEither(
      ['id', id, loaders.transactionById],
      ['externalReference', externalReference, loaders.transactionByReference],
    ),
  wallet: (_, { id }, { loaders }) => loaders.walletById.load(id),
  member: (_, { id, code }, { loaders }) =>
    loadByEither(['id', id, loaders.memberById], ['code', code, loaders.memberByCode]),
  program: (_, { id }, { loaders }) => loaders.programById.load(id),
  previewCancelTransaction: (_, { input }, { ledger, caller }) =>
    ledger.preview(caller, 'cancelTransaction', input),
  previewVoidTransaction: (_, { input }, { ledger, caller }) =>
    ledger.preview(caller, 'voidTransaction', input),
  previewDeleteTransaction: (_, { input }, { ledger, caller }) =>
    ledger.preview(caller, 'deleteTransaction', input),
  previewCancelPurchase: (_, { input }, { ledger, caller }) =>
    ledger.preview(caller, 'cancelPurchase', input),
} satisfies QueryResolvers;
