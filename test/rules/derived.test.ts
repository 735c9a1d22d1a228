import { describe, expect, it } from 'vitest';
import { derive } from '../../src/ledger/derived/derive.ts';
import type { Journal, JournalEvent } from '../../src/ledger/derived/journal.ts';
import { POLICIES_DEFAULT, type Policies } from '../../src/ledger/program.ts';
import { DAY_MS } from '../../src/ledger/time.ts';

type Rules = Pick<Policies, 'depreciations' | 'recurringFees'>;
type Given = Partial<Omit<JournalEvent, 'lots'>> & { granted?: bigint; from?: number; to?: number };

function policies(rules: Partial<Rules>): Policies {
  return { ...POLICIES_DEFAULT, ...rules };
}

/** An event on a day; its lot, if it grants one, is `<sequence>.0`. */
function event(sequence: number, day: number, given: Given = {}): JournalEvent {
  const { granted, from = day, to, ...more } = given;
  const life = { activatesAt: from * DAY_MS, expiresAt: to === undefined ? null : to * DAY_MS };
  const lot = { id: `${sequence}.0`, walletId: 'w', kind: 'POINTS' as const, ...life };
  return {
    transactionId: `${sequence}`,
    sequence,
    effectiveAt: day * DAY_MS,
    undoneAt: null,
    deleted: false,
    mainTransactionId: null,
    reversal: false,
    lots: granted === undefined ? [] : [{ ...lot, granted }],
    movements: [],
    hold: null,
    ...more,
  };
}

function journal(...events: JournalEvent[]): Journal {
  return { walletId: 'w', openedAt: 0, events };
}

/** Rows as day and amount, and what was taken of each lot. */
function derived(events: JournalEvent[], rules: Partial<Rules>, day: number) {
  const { rows, lost } = derive(journal(...events), policies(rules), day * DAY_MS);
  return {
    rows: rows.map(({ at, amount }) => [at / DAY_MS, Number(amount)]),
    lost: Object.fromEntries([...lost].map(([id, amount]) => [id, Number(amount)])),
  };
}

const tenth = { basis: 'PER_TRANSACTION', intervalDays: 30, percentage: 100_000n } as const;
const fifth = { basis: 'LAST_TRANSACTION', intervalDays: 30, percentage: 200_000n } as const;
const fee = (amount: bigint) => ({ intervalDays: 30, amount });

describe('derived rows', () => {
  it.each<[string, JournalEvent[], Partial<Rules>, number, number[][]]>([
    [
      'none before an interval',
      [event(1, 0, { granted: 1_000n })],
      { depreciations: [tenth] },
      29,
      [],
    ],
    [
      'none of an empty wallet',
      [],
      { depreciations: [tenth, fifth], recurringFees: [fee(5n)] },
      90,
      [],
    ],
    [
      'rules one after another, in the order in which they stand',
      [event(1, 0, { granted: 1_000n })],
      { depreciations: [fifth, tenth], recurringFees: [fee(20n), fee(700n)] },
      30,
      [
        [30, 200],
        [30, 80],
        [30, 20],
        [30, 700],
      ],
    ],
    [
      'a fee no larger than what is there, and none of nothing',
      [event(1, 0, { granted: 7n })],
      { recurringFees: [fee(5n)] },
      120,
      [
        [30, 5],
        [60, 2],
      ],
    ],
    [
      'nothing of what is not active yet; then from the activation on',
      [event(1, 0, { granted: 1_000n, from: 40 })],
      { depreciations: [tenth], recurringFees: [fee(100n)] },
      75,
      [
        [60, 100],
        [70, 90],
      ],
    ],
    [
      'nothing at the expiry or later',
      [event(1, 0, { granted: 1_000n, to: 60 })],
      { depreciations: [tenth, fifth], recurringFees: [fee(100n)] },
      120,
      [
        [30, 100],
        [30, 180],
        [30, 100],
      ],
    ],
    [
      'nothing of what a hold has; once it ends, of all',
      [event(1, 0, { granted: 1_000n }), event(2, 1, { hold: hold(31, 400n) })],
      { depreciations: [tenth] },
      60,
      [
        [30, 60],
        [60, 94],
      ],
    ],
    [
      'of inactivity again with each activity, but not with a reversal or what was undone',
      [
        event(1, 0, { granted: 1_000n }),
        event(2, 20, { granted: 500n, undoneAt: 25 * DAY_MS }),
        event(3, 25, { reversal: true, movements: [{ lotId: '2.0', amount: -500n }] }),
        event(4, 40, { movements: [{ lotId: '1.0', amount: -100n }] }),
      ],
      { depreciations: [fifth] },
      75,
      [
        [30, 200],
        [70, 140],
      ],
    ],
    [
      'at one moment before what is recorded then',
      [
        event(1, 0, { granted: 1_000n }),
        event(2, 30, { movements: [{ lotId: '1.0', amount: -900n }] }),
      ],
      { depreciations: [tenth] },
      30,
      [[30, 100]],
    ],
    [
      'what is due of a lot that was granted earlier in effect than it was recorded',
      [event(2, 50, { granted: 10n }), event(9, 0, { granted: 1_000n })],
      { depreciations: [tenth] },
      60,
      [
        [30, 100],
        [60, 90],
      ],
    ],
    [
      'a tenth of what a debit left that counts from before its lot',
      [
        event(1, 5, { granted: 10_000n }),
        event(2, 3, { movements: [{ lotId: '1.0', amount: -9_500n }] }),
      ],
      { depreciations: [tenth] },
      35,
      [[35, 50]],
    ],
  ])('take %s', (_, events, rules, day, rows) => {
    expect(derived(events, rules, day).rows).toEqual(rows);
  });

  it('take fees from the lots in draw order', () => {
    const events = [event(1, 0, { granted: 9n }), event(2, 1, { granted: 4n, to: 90 })];
    const { lost } = derived(events, { recurringFees: [fee(6n)] }, 30);
    expect(lost).toEqual({ '1.0': 2, '2.0': 4 });
  });

  it('leave no more lost than later movements left', () => {
    const half = { ...tenth, percentage: 500_000n };
    const debit = event(2, 31, { movements: [{ lotId: '1.0', amount: -80n }] });
    const { lost } = derived(
      [event(1, 0, { granted: 100n }), debit],
      { depreciations: [half] },
      31,
    );
    expect(lost).toEqual({ '1.0': 20 });
  });

  it('have ids of their own, the same whenever they are worked out', () => {
    const rules = policies({ depreciations: [tenth, fifth], recurringFees: [fee(5n), fee(6n)] });
    const events = journal(event(1, 0, { granted: 1_000n }), event(2, 0, { granted: 1_000n }));
    const ids = derive(events, rules, 90 * DAY_MS).rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(derive(events, rules, 60 * DAY_MS).rows.map(({ id }) => id)).toEqual(ids.slice(0, 10));
  });
});

function hold(untilDay: number, amount: bigint): NonNullable<JournalEvent['hold']> {
  return { endedAt: untilDay * DAY_MS, reservations: [{ lotId: '1.0', amount }] };
}
