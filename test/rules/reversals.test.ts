import { describe, expect, it } from 'vitest';
import { type Entry, leg } from '../../src/ledger/entry.ts';
import type { Facts } from '../../src/ledger/facts.ts';
import { type CommandName, decide, type InputOf } from '../../src/ledger/register.ts';
import { DAY_MS } from '../../src/ledger/time.ts';
import type { Resolution } from '../../src/ledger/transaction.ts';
import { CONTEXT, facts, lot, NOW, transaction, wallet } from './given.ts';

/** Asks a rule, without any store: given facts, when a command, then an outcome and changes. */
function when<N extends CommandName>(name: N, input: InputOf<N>, given: Facts) {
  return decide({ name, input }, given, CONTEXT);
}

const VOID = { memberId: 'ann', originalTransactionId: 'posted' };
const ended: Resolution = {
  transactionId: 'posted',
  kind: 'VOID',
  by: 'void',
  at: NOW,
  recordedBy: 'till',
  reason: null,
};

const voids = (adjustmentPeriodDays: number | null) => ({
  voids: { enabled: true, voidableTypes: ['ADHOC_REWARD'] as const, adjustmentPeriodDays },
});

describe('voidTransaction', () => {
  it.each([
    { days: 30, age: 30 * DAY_MS - 1, outcome: 'VoidTransactionSuccess' },
    { days: 30, age: 30 * DAY_MS, outcome: 'VoidTransactionSuccess' },
    { days: 30, age: 30 * DAY_MS + 1, outcome: 'AdjustmentPeriodExceededError' },
    { days: 0, age: 0, outcome: 'VoidTransactionSuccess' },
    { days: 0, age: 1, outcome: 'AdjustmentPeriodExceededError' },
    { days: null, age: 9_999 * DAY_MS, outcome: 'VoidTransactionSuccess' },
  ])(
    'case 24: of a transaction $age ms old within $days days: $outcome',
    ({ days, age, outcome: name }) => {
      const target = transaction({ effectiveAt: NOW - age });
      const of = wallet({ lots: [lot('posted.0', 50_00n)], policies: voids(days) });
      const { outcome, changes } = when('voidTransaction', VOID, facts(target, of));
      expect(outcome.__typename).toBe(name);
      expect(changes).toHaveLength(name.endsWith('Success') ? 1 : 0);
    },
  );

  it('case 24: says until when it could have been voided', () => {
    const target = transaction({ effectiveAt: NOW - 2 * DAY_MS });
    const { outcome } = when(
      'voidTransaction',
      VOID,
      facts(target, wallet({ policies: voids(1) })),
    );
    expect(outcome).toMatchObject({ adjustmentPeriodDays: 1, deadline: NOW - DAY_MS });
  });

  // Each row mends what the row before it was refused for, and nothing else.
  const off = { voids: { ...voids(1).voids, enabled: false } };
  const late = { effectiveAt: NOW - 2 * DAY_MS };
  const wrong = { memberId: 'bob', resolution: ended, type: 'FINALIZE', ...late } as const;
  const closed = { closedAt: NOW, policies: voids(1), lots: [] };
  const full = { policies: voids(1), lots: [lot('posted.0', 50_00n)] };
  const taken = { referenceHolderId: 'other' };
  it.each([
    ['TransactionNotFoundError', facts(null, wallet({ ...closed, policies: off }), taken)],
    [
      'VoidNotSupportedError',
      facts(transaction(wrong), wallet({ ...closed, policies: off }), taken),
    ],
    ['TransactionOwnedByAnotherMemberError', facts(transaction(wrong), wallet(closed), taken)],
    [
      'AlreadyReversedError',
      facts(transaction({ ...wrong, memberId: 'ann' }), wallet(closed), taken),
    ],
    [
      'TransactionTypeNotAllowedError',
      facts(transaction({ type: 'FINALIZE', ...late }), wallet(closed), taken),
    ],
    ['AdjustmentPeriodExceededError', facts(transaction(late), wallet(closed), taken)],
    ['WalletClosedError', facts(transaction(), wallet(closed), taken)],
    [
      'InsufficientBalanceError',
      facts(transaction({ lots: [] }), wallet({ policies: voids(1) }), taken),
    ],
    ['DuplicateExternalReferenceError', facts(transaction(), wallet(full), taken)],
    ['VoidTransactionSuccess', facts(transaction(), wallet(full))],
  ])('refuses in this order: %s', (name, given) => {
    expect(when('voidTransaction', VOID, given).outcome.__typename).toBe(name);
  });
});

/** An accrual of 100, of which 80 are spent. */
const mostlySpent = () => {
  const lots = [lot('posted.0', 100_00n, { remaining: 20_00n })];
  return facts(transaction({ type: 'ACCRUAL', amount: 100_00n }), wallet({ lots }));
};

describe('cancelTransaction', () => {
  const cancel = { transactionId: 'posted' };

  it.each([
    { onShortfall: 'WITHIN_BALANCE', shortfall: '80.00', booked: -20_00n, debt: 0n },
    { onShortfall: 'ALLOW_NEGATIVE', shortfall: '80.00', booked: -100_00n, debt: 80_00n },
  ] as const)(
    'case 11: of 100 of which 80 are spent, $onShortfall',
    ({ onShortfall, shortfall, booked, debt }) => {
      const { outcome, changes } = when(
        'cancelTransaction',
        { ...cancel, onShortfall },
        mostlySpent(),
      );
      expect(outcome).toMatchObject({ balance: '0.00', shortfall });
      expect(changes).toMatchObject([
        {
          kind: 'record',
          transaction: { entries: leg('wallet', 'ISSUER', 'PRINCIPAL', booked) },
          wallets: [{ state: { debt, total: 20_00n + booked }, lots: [{ remaining: 0n }] }],
        },
      ]);
    },
  );

  it('case 11: of 100 of which 80 are spent, REJECT', () => {
    const { outcome, changes } = when('cancelTransaction', cancel, mostlySpent());
    expect(outcome).toMatchObject({ required: '100.00', available: '20.00', shortfall: '80.00' });
    expect(changes).toEqual([]);
  });

  it.each([
    { timeoutAt: NOW, outcome: 'HoldExpiredError' },
    { timeoutAt: NOW + 1, outcome: 'CancelTransactionSuccess' },
  ])('case 4: of a hold that times out at $timeoutAt: $outcome', ({ timeoutAt, outcome: name }) => {
    const hold = { timeoutAt, activatesAt: null, expiresAt: null };
    const target = transaction({ type: 'ACCRUAL', hold, entries: [], lots: [] });
    expect(when('cancelTransaction', cancel, facts(target)).outcome.__typename).toBe(name);
  });

  it('decides the same again: it changes nothing that it was given', () => {
    const same = mostlySpent();
    const input = { ...cancel, onShortfall: 'ALLOW_NEGATIVE' } as const;
    const first = when('cancelTransaction', input, same);
    expect(when('cancelTransaction', input, same)).toEqual(first);
    expect(same).toEqual(mostlySpent());
  });
});

describe('cancelPurchase', () => {
  const WALLET = 'wallet';
  // 100 paid by 40 gift and 60 money, a fee of 2, a cashback of 5 that is still there.
  const entries: Entry[] = [
    ...leg(WALLET, 'SALES', 'GIFT', -40_00n),
    ...leg(WALLET, 'SALES', 'PRINCIPAL', -60_00n),
    ...leg(WALLET, 'FEE_REVENUE', 'FEE', -2_00n),
    ...leg(WALLET, 'CASHBACK_EXPENSE', 'CASHBACK', 5_00n),
  ];
  const movements = [
    { lotId: 'gift.0', amount: -40_00n, purpose: 'GIFT' },
    { lotId: 'money.0', amount: -60_00n, purpose: 'PRINCIPAL' },
    { lotId: 'money.0', amount: -2_00n, purpose: 'FEE' },
  ] as const;
  const purchase = transaction({
    type: 'PURCHASE',
    amount: 100_00n,
    externalReference: 'order',
    entries,
    movements,
  });
  const given = (giftExpiresAt: number | null, cashbackLeft = 5_00n) => {
    const gift = { kind: 'GIFT', remaining: 0n, expiresAt: giftExpiresAt } as const;
    const lots = [
      lot('gift.0', 40_00n, gift),
      lot('money.0', 62_00n, { kind: 'MONEY', remaining: 0n }),
      lot('posted.0', 5_00n, { kind: 'MONEY', remaining: cashbackLeft }),
    ];
    return facts(purchase, wallet({ lots }));
  };

  it.each([
    { rollbackFee: false, rollbackCashback: false, balance: '105.00' },
    { rollbackFee: true, rollbackCashback: false, balance: '107.00' },
    { rollbackFee: false, rollbackCashback: true, balance: '100.00' },
    { rollbackFee: true, rollbackCashback: true, balance: '102.00' },
  ])('case 39: fee $rollbackFee, cashback $rollbackCashback: $balance', (input) => {
    const { balance, ...flags } = input;
    const command = { externalReference: 'order', ...flags };
    const { outcome } = when('cancelPurchase', command, given(null));
    expect(outcome).toMatchObject({ __typename: 'CancelPurchaseSuccess', balance });
  });

  it('case 38: gift value that has expired is reported, and never money', () => {
    const command = { externalReference: 'order', rollbackFee: false, rollbackCashback: false };
    const { outcome } = when('cancelPurchase', command, given(NOW));
    expect(outcome).toMatchObject({
      balance: '65.00',
      lots: [
        { lotId: 'gift.0', restored: '0.00', expiredAmount: '40.00' },
        { lotId: 'money.0', restored: '60.00', expiredAmount: '0.00' },
      ],
    });
  });

  it('case 40: a cashback that is spent is taken from what the refund brings', () => {
    const command = { externalReference: 'order', rollbackFee: false, rollbackCashback: true };
    const { outcome } = when('cancelPurchase', command, given(null, 0n));
    expect(outcome).toMatchObject({ balance: '95.00', shortfall: '0.00' });
  });
});
