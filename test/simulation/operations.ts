import type { Command } from '../../src/ledger/register.ts';

/** A member of the recorded shop, with a wallet of each currency. */
export interface Member {
  readonly id: string;
  readonly stars: string;
  readonly pounds: string;
}

export const MERCHANT = 'shop';
export const PROGRAM = 'club';
/** External references: of what an operation posts, and of what it undoes. */
interface References {
  readonly own: string;
  readonly target: string;
}

/** An operation as it is recorded: what has to be there, and what is asked then. */
export interface Operation {
  readonly name: string;
  /** Whether it is one of the four. */
  readonly isReversal: boolean;
  /** What is to be undone; null: nothing. */
  readonly post: ((member: Member, other: Member, references: References) => Command) | null;
  readonly ask: (member: Member, references: References, targetId: string) => Command;
}

const ROLL_BACK = { rollbackFee: true, rollbackCashback: true } as const;

const earn: Operation['post'] = ({ stars: walletId }) => ({
  name: 'accruePoints',
  input: { walletId, amount: '5.00', type: 'ACCRUAL', temporary: false },
});

const buy: Operation['post'] = ({ pounds: walletId }, _other, { target }) => ({
  name: 'recordPurchase',
  input: { walletId, amount: '3.20', externalReference: target },
});

const redeemTogether: Operation['post'] = ({ stars: walletId }, other) => ({
  name: 'postAdhocRedemption',
  input: {
    walletId,
    amount: '2.00',
    shares: [
      { walletId, weight: 1 },
      { walletId: other.stars, weight: 1 },
    ],
  },
});

const undoAdhoc: Operation['ask'] = ({ id: memberId }, { own }, originalTransactionId) => ({
  name: 'voidTransaction',
  input: { memberId, originalTransactionId, externalReference: own },
});

/** What happens in the real data, then the four reversals. */
export const operations: readonly Operation[] = [
  {
    name: 'topUpWallet',
    isReversal: false,
    post: null,
    ask: ({ pounds: walletId }, { own: externalReference }) => ({
      name: 'topUpWallet',
      input: { walletId, amount: '5.00', externalReference },
    }),
  },
  {
    name: 'recordPurchase',
    isReversal: false,
    post: null,
    ask: ({ pounds: walletId }, { own: externalReference }) => ({
      name: 'recordPurchase',
      input: { walletId, amount: '3.20', externalReference },
    }),
  },
  {
    name: 'refundPurchase',
    isReversal: false,
    post: buy,
    ask: (_member, { target: externalReference }) => ({
      name: 'refundPurchase',
      input: { externalReference, amount: '1.00', ...ROLL_BACK },
    }),
  },
  {
    name: 'cancelTransaction',
    isReversal: true,
    post: earn,
    ask: (_member, _references, transactionId) => ({
      name: 'cancelTransaction',
      input: { transactionId },
    }),
  },
  {
    name: 'voidTransaction',
    isReversal: true,
    post: ({ stars: walletId }) => ({
      name: 'postAdhocReward',
      input: { walletId, amount: '5.00' },
    }),
    ask: undoAdhoc,
  },
  {
    name: 'voidTransaction, of a household',
    isReversal: true,
    post: redeemTogether,
    ask: undoAdhoc,
  },
  {
    name: 'deleteTransaction',
    isReversal: true,
    post: earn,
    ask: ({ id: memberCode }, _references, transactionId) => ({
      name: 'deleteTransaction',
      input: { merchantId: MERCHANT, programId: PROGRAM, memberCode, transactionId },
    }),
  },
  {
    name: 'cancelPurchase',
    isReversal: true,
    post: buy,
    ask: (_member, { target: externalReference }) => ({
      name: 'cancelPurchase',
      input: { externalReference, ...ROLL_BACK },
    }),
  },
];
