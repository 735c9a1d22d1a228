import { type Context, type Decision, grant, refuse } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { checkIdentifier, checkText, invalid, isBlank, named, type Optional } from '../input.ts';
import type { Kind } from '../kind.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { refuseClosed } from '../wallet-refusals.ts';

export interface OpenWallet {
  readonly programId: string;
  readonly memberId: string;
  /** The member's id unless given, for a member who is new. */
  readonly memberCode?: Optional<string>;
  readonly currency: string;
}

export interface CloseWallet {
  readonly walletId: string;
  readonly reason?: Optional<string>;
}

/** What opening and closing answer when they are granted. */
export interface WalletSuccess<Name extends string> {
  readonly __typename: Name;
  readonly walletId: string;
  readonly replayed: boolean;
}

export type OpenWalletOutcome =
  | WalletSuccess<'OpenWalletSuccess'>
  | Refusal<
      | 'InvalidInputError'
      | 'ProgramNotFoundError'
      | 'CurrencyNotFoundError'
      | 'MemberMismatchError'
      | 'WalletExistsError'
    >;

export type CloseWalletOutcome =
  | WalletSuccess<'CloseWalletSuccess'>
  | Refusal<'InvalidInputError' | 'WalletNotFoundError' | 'WalletClosedError'>;

/** Opens a wallet; the member comes into being with the first one. */
export const openWallet = {
  refuses: [
    'InvalidInputError',
    'ProgramNotFoundError',
    'CurrencyNotFoundError',
    'MemberMismatchError',
    'WalletExistsError',
  ],
  check: ({ programId, memberId, memberCode, currency }) =>
    refuseBlank({ programId, memberId, currency }) ??
    checkIdentifier('programId', programId) ??
    checkIdentifier('memberId', memberId) ??
    checkIdentifier('memberCode', named(memberCode)) ??
    checkIdentifier('currency', currency),
  needs: ({ programId, memberId, memberCode, currency }) => ({
    opening: { programId, memberId, memberCode: named(memberCode), currency },
  }),
  decide: decideOpening,
} as const satisfies Kind<OpenWallet, OpenWalletOutcome>;

/** Closes a wallet for good, whatever is in it: nothing is posted to it any more. */
export const closeWallet = {
  refuses: ['InvalidInputError', 'WalletNotFoundError', 'WalletClosedError'],
  check: ({ walletId, reason }) =>
    refuseBlank({ walletId }) ??
    checkIdentifier('walletId', walletId) ??
    checkText('reason', reason),
  needs: ({ walletId }) => ({ walletId }),
  decide: decideClosing,
} as const satisfies Kind<CloseWallet, CloseWalletOutcome>;

function refuseBlank(fields: Readonly<Record<string, string>>) {
  const blank = Object.keys(fields).find((field) => isBlank(fields[field]));
  return blank === undefined ? null : invalid(blank, 'is blank');
}

function decideOpening(
  facts: Facts,
  input: OpenWallet,
  context: Context,
): Decision<OpenWalletOutcome> {
  const { opening } = facts;
  const { programId, memberId } = input;
  if (!opening?.program) {
    return refuse(refusal('ProgramNotFoundError', 'There is no such program.', { programId }));
  }
  if (!opening.currency) {
    const { currency } = input;
    return refuse(refusal('CurrencyNotFoundError', 'There is no such currency.', { currency }));
  }
  const memberCode = named(input.memberCode) ?? opening.memberCode ?? memberId;
  const isNew = opening.memberCode === null;
  if (isNew ? opening.codeHolderId !== null : opening.memberCode !== memberCode) {
    return refuse(
      refusal('MemberMismatchError', 'The member id and the member code do not belong together.', {
        memberCode,
      }),
    );
  }
  if (opening.walletId !== null) {
    return refuse(
      refusal('WalletExistsError', 'The member has such a wallet already.', {
        walletId: opening.walletId,
      }),
    );
  }
  const wallet = {
    id: context.newId,
    merchantId: context.merchantId,
    programId,
    memberId,
    memberCode,
    currency: opening.currency,
    openedAt: context.at,
    closedAt: null,
    suspendedAt: null,
  };
  return grant({ __typename: 'OpenWalletSuccess', walletId: wallet.id, replayed: false }, [
    { kind: 'openWallet', wallet, newMember: isNew },
  ]);
}

function decideClosing(
  facts: Facts,
  input: CloseWallet,
  context: Context,
): Decision<CloseWalletOutcome> {
  const { walletId } = input;
  const wallet = facts.wallets.get(walletId);
  if (!wallet) {
    return refuse(refusal('WalletNotFoundError', 'There is no such wallet.', { walletId }));
  }
  const closed = refuseClosed(wallet.record);
  if (closed) return refuse(closed);
  const closing = { at: context.at, recordedBy: context.actor, reason: input.reason ?? null };
  return grant({ __typename: 'CloseWalletSuccess', walletId, replayed: false }, [
    { kind: 'closeWallet', walletId, closing },
  ]);
}
