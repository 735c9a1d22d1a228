import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derive } from '../../src/ledger/derived/derive.ts';
import type { Journal, JournalEvent } from '../../src/ledger/derived/journal.ts';
import { byDrawOrder, type Lot, phaseOf, type Reservation } from '../../src/ledger/lot.ts';
import { minorMin, sum } from '../../src/ledger/money.ts';
import { type Depreciation, POLICIES_DEFAULT, type Policies } from '../../src/ledger/program.ts';
import { DAY_MS } from '../../src/ledger/time.ts';

const HOUR = 3_600_000;
/** Half of them come at once, or exactly at the end of whole days, when things fall due. */
const gap = fc.oneof(
  fc.integer({ min: 0, max: 20 }).map((days) => days * DAY_MS),
  fc.integer({ min: 0, max: 300 }).map((hours) => hours * HOUR),
);
const minor = fc.bigInt({ min: 1n, max: 100_000n });
const intervalDays = fc.integer({ min: 1, max: 40 });

const earn = fc.record({
  kind: fc.constant('EARN' as const),
  gap,
  amount: minor,
  pending: fc.option(gap),
  life: fc.option(gap),
});
const spend = fc.record({
  kind: fc.constantFrom('SPEND', 'HOLD'),
  gap,
  amount: minor,
  length: gap,
});
type Operation =
  | (typeof earn extends fc.Arbitrary<infer T> ? T : never)
  | (typeof spend extends fc.Arbitrary<infer T> ? T : never);
const operations = fc.array<Operation>(fc.oneof(earn, spend), { minLength: 1, maxLength: 12 });
const earns = fc.array<Operation>(earn, { minLength: 1, maxLength: 8 });

const depreciation: fc.Arbitrary<Depreciation> = fc.record({
  basis: fc.constantFrom('PER_TRANSACTION', 'LAST_TRANSACTION'),
  intervalDays,
  percentage: fc.bigInt({ min: 1n, max: 1_000_000n }),
});
const rules: fc.Arbitrary<Policies> = fc
  .record({
    depreciations: fc.array(depreciation, { maxLength: 3 }),
    recurringFees: fc.array(fc.record({ intervalDays, amount: minor }), { maxLength: 2 }),
  })
  .map((own) => ({ ...POLICIES_DEFAULT, ...own }));

function journal(events: readonly JournalEvent[]): Journal {
  return { walletId: 'w', openedAt: 0, events };
}

function sumOf(lotId: string, parts: readonly Reservation[]): bigint {
  return sum(parts.filter((part) => part.lotId === lotId).map((part) => part.amount));
}

/** The lots of a journal as they are at a moment, derived rows apart. */
function lotsAt(events: readonly JournalEvent[], at: number): Lot[] {
  const past = events.filter(({ effectiveAt }) => effectiveAt <= at);
  const holds = past.flatMap(({ hold }) => (hold && hold.endedAt > at ? hold.reservations : []));
  const movements = past.flatMap((event) => event.movements);
  return past.flatMap(({ lots, sequence }) =>
    lots.map((lot) => {
      const remaining = lot.granted + sumOf(lot.id, movements);
      return { ...lot, sequence, remaining, held: sumOf(lot.id, holds) };
    }),
  );
}

/** What a debit of an amount takes of which lots: what is there of it, in draw order. */
function drawn(events: readonly JournalEvent[], policies: Policies, at: number, wanted: bigint) {
  const { lost } = derive(journal(events), policies, at);
  let left = wanted;
  return lotsAt(events, at)
    .filter((lot) => phaseOf(lot, at) === 'USABLE')
    .toSorted(byDrawOrder)
    .flatMap(({ id: lotId, remaining, held }) => {
      const taken = minorMin(left, remaining - held - (lost.get(lotId) ?? 0n));
      left -= taken;
      return taken > 0n ? [{ lotId, amount: taken }] : [];
    });
}

/** Plays operations as a ledger would: a debit takes no more than is there. */
function play(all: readonly Operation[], policies: Policies, before: JournalEvent[] = []) {
  const events = [...before];
  let at = events.at(-1)?.effectiveAt ?? 0;
  for (const operation of all) {
    at += operation.gap;
    const sequence = events.length + 1;
    const base = { transactionId: `${sequence}`, sequence, effectiveAt: at };
    const none = { undoneAt: null, deleted: false, mainTransactionId: null, reversal: false };
    const rest = { ...none, lots: [], movements: [], hold: null };
    if (!('length' in operation)) {
      const activatesAt = at + (operation.pending ?? 0);
      const expiresAt = operation.life === null ? null : activatesAt + 1 + operation.life;
      const lot = { id: `${sequence}.0`, walletId: 'w', kind: 'POINTS' as const };
      const lots = [{ ...lot, granted: operation.amount, activatesAt, expiresAt }];
      events.push({ ...base, ...rest, lots });
      continue;
    }
    const taken = drawn(events, policies, at, operation.amount);
    const movements = taken.map((part) => ({ ...part, amount: -part.amount }));
    const hold = { endedAt: at + 1 + operation.length, reservations: taken };
    events.push({ ...base, ...rest, ...(operation.kind === 'HOLD' ? { hold } : { movements }) });
  }
  return events;
}

/** The same journal with an event undone, and what undid it. */
function undo(events: readonly JournalEvent[], index: number, after: number): JournalEvent[] {
  const { lots = [], movements = [] } = events[index] ?? {};
  const undone = lots.map((lot) => ({ lotId: lot.id, amount: -lot.granted }));
  const restored = movements.map((one) => ({ ...one, amount: -one.amount }));
  const [sequence, last] = [events.length + 1, events.at(-1)?.effectiveAt ?? 0];
  const reversal: JournalEvent = {
    transactionId: 'reversal',
    sequence,
    effectiveAt: last + after,
    undoneAt: null,
    deleted: false,
    mainTransactionId: events[index]?.transactionId ?? null,
    reversal: true,
    lots: [],
    movements: [...undone, ...restored],
    hold: null,
  };
  const undoneAt = reversal.effectiveAt;
  return [
    ...events.map((one, i) => (i === index ? { ...one, undoneAt, deleted: true } : one)),
    reversal,
  ];
}

/** Rows and losses; of a lot that nothing was taken of, nothing. */
function outcome(events: readonly JournalEvent[], policies: Policies, at: number) {
  const { rows, lost } = derive(journal(events), policies, at);
  return { rows, lost: [...lost].filter(([, amount]) => amount > 0n) };
}

describe('derived rows over any history', () => {
  it('case 49: those from a to c are those from a to b, then those from b to c', () => {
    fc.assert(
      fc.property(operations, rules, gap, gap, (all, policies, first, second) => {
        const events = play(all, policies);
        const b = (events[events.length >> 1]?.effectiveAt ?? 0) + first;
        const whole = derive(journal(events), policies, b + second).rows;
        const known = events.filter(({ effectiveAt }) => effectiveAt <= b);
        const upToB = derive(journal(known), policies, b).rows;
        expect(whole.filter(({ at }) => at <= b)).toEqual(upToB);
        expect(derive(journal(events), policies, b).rows).toEqual(upToB);
      }),
    );
  });

  it('take no less than nothing, and no more of a lot than is left and not held', () => {
    fc.assert(
      fc.property(operations, rules, gap, (all, policies, more) => {
        const events = play(all, policies);
        for (const until of events.map(({ effectiveAt }) => effectiveAt + more)) {
          const { lost, rows } = derive(journal(events), policies, until);
          for (const { id, remaining, held } of lotsAt(events, until)) {
            const amountLost = lost.get(id) ?? 0n;
            expect(amountLost).toBeGreaterThanOrEqual(0n);
            expect(amountLost).toBeLessThanOrEqual(remaining - held);
          }
          expect(rows.filter((row) => row.amount <= 0n)).toEqual([]);
        }
      }),
    );
  });

  it('are, all together, what was taken of the lots where nothing else was', () => {
    fc.assert(
      fc.property(earns, rules, gap, (all, policies, more) => {
        const events = play(all, policies);
        const until = (events.at(-1)?.effectiveAt ?? 0) + more;
        const { rows, lost } = derive(journal(events), policies, until);
        expect(sum(rows.map((row) => row.amount))).toBe(sum(lost.values()));
      }),
    );
  });

  it('case 32: an earn that was undone leaves those of a wallet without it', () => {
    fc.assert(
      fc.property(earns, rules, fc.nat(), gap, gap, (all, policies, pick, after, more) => {
        const events = play(all, policies);
        const index = pick % events.length;
        const undone = undo(events, index, after);
        const until = (undone.at(-1)?.effectiveAt ?? 0) + more;
        const without = events.filter((_, i) => i !== index);
        expect(outcome(undone, policies, until)).toEqual(outcome(without, policies, until));
      }),
    );
  });

  it('case 33: the latest earn undone, they are those of a wallet without it', () => {
    fc.assert(
      fc.property(operations, earn, rules, gap, gap, (all, latest, policies, after, more) => {
        const without = play(all, policies);
        const events = play([latest], policies, without);
        const undone = undo(events, without.length, after);
        const until = (undone.at(-1)?.effectiveAt ?? 0) + more;
        expect(outcome(undone, policies, until)).toEqual(outcome(without, policies, until));
      }),
    );
  });

  it('case 33: so they are with the latest debit undone before anything falls due', () => {
    fc.assert(
      fc.property(operations, spend, rules, gap, gap, (all, latest, policies, after, more) => {
        const without = play(all, policies);
        const events = play([{ ...latest, kind: 'SPEND' }], policies, without);
        const undone = undo(events, without.length, after);
        const [from, to] = [events.at(-1)?.effectiveAt ?? 0, undone.at(-1)?.effectiveAt ?? 0];
        const due = outcome(without, policies, to).rows.filter(({ at }) => at > from);
        fc.pre(due.length === 0);
        const until = to + more;
        expect(outcome(undone, policies, until)).toEqual(outcome(without, policies, until));
      }),
    );
  });
});
