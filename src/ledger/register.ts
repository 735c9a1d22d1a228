import type { Context, Decision } from './decision.ts';
import type { Facts, FactsQuery } from './facts.ts';
import type { Kind } from './kind.ts';
import { accruePoints } from './posting/accrue-points.ts';
import { postAdhocRedemption, postAdhocReward } from './posting/adhoc.ts';
import { issueGiftBalance, topUpWallet } from './posting/money-postings.ts';
import { recordPurchase } from './posting/record-purchase.ts';
import { redeemPoints } from './posting/redeem-points.ts';
import { commitTransaction, rollbackTransaction } from './posting/settle-hold.ts';
import { resumeWallet, suspendWallet } from './posting/suspension.ts';
import { closeWallet, openWallet } from './posting/wallets.ts';
import type { Refusal, RefusalName } from './refusal.ts';
import { cancelPurchase } from './reversal/cancel-purchase.ts';
import { cancelTransaction } from './reversal/cancel-transaction.ts';
import { deleteTransaction } from './reversal/delete-transaction.ts';
import { refundPurchase } from './reversal/refund-purchase.ts';
import { voidTransaction } from './reversal/void-transaction.ts';

/** Every kind of command, by the name of its mutation. A new kind is one more line. */
const register = {
  cancelTransaction,
  voidTransaction,
  deleteTransaction,
  cancelPurchase,
  refundPurchase,
  accruePoints,
  redeemPoints,
  postAdhocReward,
  postAdhocRedemption,
  commitTransaction,
  rollbackTransaction,
  recordPurchase,
  topUpWallet,
  issueGiftBalance,
  openWallet,
  closeWallet,
  suspendWallet,
  resumeWallet,
} as const;

export type CommandName = keyof typeof register;
export type InputOf<N extends CommandName> = Parameters<(typeof register)[N]['decide']>[1];
export type OutcomeOf<N extends CommandName> = ReturnType<
  (typeof register)[N]['decide']
>['outcome'];

/** What is asked of the ledger, as plain data. */
export interface Command<N extends CommandName = CommandName> {
  readonly name: N;
  readonly input: InputOf<N>;
}

type Kinds = { readonly [N in CommandName]: Kind<InputOf<N>, OutcomeOf<N>> };
const kinds: Kinds = register;

/** What the input alone is refused for. */
export function check<N extends CommandName>(
  command: Command<N>,
  context: Context,
): Extract<OutcomeOf<N>, Refusal> | null {
  return kinds[command.name].check(command.input, context);
}

/** The facts that deciding a command needs. */
export function needs<N extends CommandName>(command: Command<N>): FactsQuery {
  return kinds[command.name].needs(command.input);
}

/** Decides a command on its facts; pure, so that it may be run again. */
export function decide<N extends CommandName>(
  command: Command<N>,
  facts: Facts,
  context: Context,
): Decision<OutcomeOf<N>> {
  return kinds[command.name].decide(facts, command.input, context);
}

/** A kind's refusals, in order of precedence. */
export function refusalsOf(name: CommandName): readonly RefusalName[] {
  return kinds[name].refuses;
}

export const commandNames = Object.keys(register) as readonly CommandName[];
