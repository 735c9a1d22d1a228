import type { Request } from '../ledger/ledger.ts';
import type { CommandName } from '../ledger/register.ts';
import { type Answer, AnswerQuotaError } from '../ledger/store.ts';
import type { GraphContext } from './context.ts';
import { quotaExceeded } from './errors.ts';
import type { MutationResolvers } from './generated.ts';

/**
 * Has a command carried out; what was read before is out of date then. Here and wherever a result
 * is only handed on, nothing is asynchronous by itself: it would stand and wait under each request.
 */
function execute<N extends CommandName>(
  name: N,
  input: Request<N>,
  context: GraphContext,
): Promise<Answer<N>> {
  return context.ledger.execute(context.caller, name, input).then((answer) => {
    context.renew();
    return context.misses.see(answer);
  }, turnAway);
}

function deleteAll(
  inputs: readonly Request<'deleteTransaction'>[],
  context: GraphContext,
): Promise<Answer<'deleteTransaction'>[]> {
  return context.ledger.deleteAll(context.caller, inputs).then((answers) => {
    context.renew();
    return answers.map((answer) => context.misses.see(answer));
  }, turnAway);
}

/** Whoever has used up its keys is told so; it is no defect. */
function turnAway(error: unknown): never {
  throw error instanceof AnswerQuotaError ? quotaExceeded() : error;
}

export const mutations = {
  cancelTransaction: (_, { input }, context) => execute('cancelTransaction', input, context),
  voidTransaction: (_, { input }, context) => execute('voidTransaction', input, context),
  deleteTransaction: (_, { input }, context) => execute('deleteTransaction', input, context),
  deleteTransactions: (_, { inputs }, context) => deleteAll(inputs, context),
  cancelPurchase: (_, { input }, context) => execute('cancelPurchase', input, context),
  refundPurchase: (_, { input }, context) => execute('refundPurchase', input, context),
  accruePoints: (_, { input }, context) => execute('accruePoints', input, context),
  redeemPoints: (_, { input }, context) => execute('redeemPoints', input, context),
  postAdhocReward: (_, { input }, context) => execute('postAdhocReward', input, context),
  postAdhocRedemption: (_, { input }, context) => execute('postAdhocRedemption', input, context),
  commitTransaction: (_, { input }, context) => execute('commitTransaction', input, context),
  rollbackTransaction: (_, { input }, context) => execute('rollbackTransaction', input, context),
  recordPurchase: (_, { input }, context) => execute('recordPurchase', input, context),
  topUpWallet: (_, { input }, context) => execute('topUpWallet', input, context),
  issueGiftBalance: (_, { input }, context) => execute('issueGiftBalance', input, context),
  openWallet: (_, { input }, context) => execute('openWallet', input, context),
  closeWallet: (_, { input }, context) => execute('closeWallet', input, context),
  suspendWallet: (_, { input }, context) => execute('suspendWallet', input, context),
  resumeWallet: (_, { input }, context) => execute('resumeWallet', input, context),
} satisfies MutationResolvers;
