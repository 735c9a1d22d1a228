import type { Request } from '../ledger/ledger.ts';
import type { CommandName } from '../ledger/register.ts';
import type { Answer } from '../ledger/store.ts';
import type { GraphContext } from './context.ts';
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

async function preview<N extends CommandName>(
  name: N,
  input: Request<N>,
  { ledger, caller, misses }: GraphContext,
): Promise<Answer<N>> {
  return misses.see(await ledger.preview(caller, name, input));
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
  previewCancelTransaction: (_, { input }, context) => preview('cancelTransaction', input, context),
  previewVoidTransaction: (_, { input }, context) => preview('voidTransaction', input, context),
  previewDeleteTransaction: (_, { input }, context) => preview('deleteTransaction', input, context),
  previewCancelPurchase: (_, { input }, context) => preview('cancelPurchase', input, context),
} satisfies QueryResolvers;
