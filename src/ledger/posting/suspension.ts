import { type Context, type Decision, grant, refuse } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { checkIdentifier, checkText, invalid, isBlank, type Optional } from '../input.ts';
import type { Kind } from '../kind.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { refuseClosed, refuseSuspended } from '../wallet-refusals.ts';
import type { WalletSuccess } from './wallets.ts';

export interface SwitchWallet {
  readonly walletId: string;
  readonly reason?: Optional<string>;
}

const REFUSALS = ['InvalidInputError', 'WalletNotFoundError', 'WalletClosedError'] as const;

type SwitchRefusal = Refusal<(typeof REFUSALS)[number]>;

export type SuspendWalletOutcome =
  | WalletSuccess<'SuspendWalletSuccess'>
  | SwitchRefusal
  | Refusal<'WalletSuspendedError'>;
export type ResumeWalletOutcome =
  | WalletSuccess<'ResumeWalletSuccess'>
  | SwitchRefusal
  | Refusal<'WalletNotSuspendedError'>;

const switching = {
  check: ({ walletId, reason }: SwitchWallet) =>
    (isBlank(walletId) ? invalid('walletId', 'is blank') : null) ??
    checkIdentifier('walletId', walletId) ??
    checkText('reason', reason),
  needs: ({ walletId }: SwitchWallet) => ({ walletId }),
} as const;

/** Takes the card out of use: nothing is taken from the wallet; what is due to it still comes. */
export const suspendWallet = {
  ...switching,
  refuses: [...REFUSALS, 'WalletSuspendedError'],
  decide: decideSuspension,
} as const satisfies Kind<SwitchWallet, SuspendWalletOutcome>;

/** Puts a suspended wallet back into use. */
export const resumeWallet = {
  ...switching,
  refuses: [...REFUSALS, 'WalletNotSuspendedError'],
  decide: decideResumption,
} as const satisfies Kind<SwitchWallet, ResumeWalletOutcome>;

function decideSuspension(
  facts: Facts,
  { walletId }: SwitchWallet,
  context: Context,
): Decision<SuspendWalletOutcome> {
  const wallet = facts.wallets.get(walletId);
  if (!wallet) return refuse(notFound(walletId));
  const refused = refuseClosed(wallet.record) ?? refuseSuspended(wallet.record);
  if (refused) return refuse(refused);
  return grant({ __typename: 'SuspendWalletSuccess', walletId, replayed: false }, [
    { kind: 'switchWallet', walletId, suspendedAt: context.at },
  ]);
}

function decideResumption(facts: Facts, { walletId }: SwitchWallet): Decision<ResumeWalletOutcome> {
  const wallet = facts.wallets.get(walletId);
  if (!wallet) return refuse(notFound(walletId));
  const closed = refuseClosed(wallet.record);
  if (closed) return refuse(closed);
  if (wallet.record.suspendedAt === null) {
    return refuse(refusal('WalletNotSuspendedError', 'The wallet is not suspended.', { walletId }));
  }
  return grant({ __typename: 'ResumeWalletSuccess', walletId, replayed: false }, [
    { kind: 'switchWallet', walletId, suspendedAt: null },
  ]);
}

function notFound(walletId: string): Refusal<'WalletNotFoundError'> {
  return refusal('WalletNotFoundError', 'There is no such wallet.', { walletId });
}
