import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lot, type LotKind, phaseOf } from '../../src/ledger/lot.ts';
import { earlier } from '../../src/ledger/time.ts';
import { activeOf, type TimedOutHold, type WalletFacts } from '../../src/ledger/wallet.ts';
import { WalletDraft } from '../../src/ledger/wallet-draft.ts';
import { NOW, wallet } from './given.ts';

interface OpenHold extends TimedOutHold {
  readonly timeoutAt: number;
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);

/** A wallet as a store would keep it from one draft to the next. */
class Kept {
  at = NOW;
  facts: WalletFacts = wallet();
  lots: Lot[] = [];
  holds: OpenHold[] = [];

  /** All that a draft may ask for at a moment. */
  factsAt(at: number): WalletFacts {
    const moments = [
      ...this.lots.flatMap((one) => [one.activatesAt, one.remaining > 0n ? one.expiresAt : null]),
      ...this.holds.map((hold) => hold.timeoutAt),
    ].filter((moment) => moment !== null && moment > at);
    return {
      ...this.facts,
      lots: this.lots,
      timedOut: this.holds.filter((hold) => hold.timeoutAt <= at),
      nextBoundaryAt: moments.reduce(earlier, null),
    };
  }

  keep(draft: WalletDraft): void {
    const after = draft.close();
    const changed = new Map(after.lots.map((one) => [one.id, one]));
    const kept = this.lots.map((one) => changed.get(one.id) ?? one);
    const known = new Set(kept.map((one) => one.id));
    const added = after.lots.filter((one) => !known.has(one.id));
    this.lots = [...kept, ...added.map((one) => ({ ...one, sequence: kept.length }))];
    this.holds = this.holds.filter((hold) => !after.timedOut.includes(hold.transactionId));
    this.facts = { ...this.facts, state: after.state };
  }

  /** Every sum once more, from the lots and holds alone, as they are at a moment. */
  fromScratch(at: number) {
    const standing = this.holds.filter((hold) => hold.timeoutAt > at);
    const heldOf = (one: Lot) =>
      sum(
        standing.flatMap((hold) =>
          hold.reservations.filter((r) => r.lotId === one.id).map((r) => r.amount),
        ),
      );
    const rest = (wanted: (one: Lot) => boolean) =>
      sum(this.lots.filter(wanted).map((one) => one.remaining - heldOf(one)));
    return {
      held: sum(this.lots.map(heldOf)),
      pending: rest((one) => phaseOf(one, at) === 'PENDING'),
      expired: rest((one) => phaseOf(one, at) === 'EXPIRED'),
      gift: rest((one) => one.kind === 'GIFT' && phaseOf(one, at) === 'USABLE'),
      total: this.facts.state.total,
      debt: sum(this.lots.map((one) => one.remaining)) - this.facts.state.total,
      usable: rest((one) => phaseOf(one, at) === 'USABLE'),
    };
  }
}

const amount = fc.bigInt({ min: 1n, max: 100n });
const soon = fc.option(fc.integer({ min: 1, max: 50 }));
const steps = fc.array(
  fc.record({
    what: fc.constantFrom('grant', 'grant', 'draw', 'reserve', 'release', 'restore', 'owe'),
    passMs: fc.integer({ min: 0, max: 20 }),
    amount,
    kind: fc.constantFrom<LotKind>('POINTS', 'MONEY', 'GIFT'),
    activatesIn: soon,
    expiresIn: soon,
    which: fc.nat(50),
  }),
  { minLength: 1, maxLength: 40 },
);
type Step = (typeof steps extends fc.Arbitrary<infer Steps> ? Steps : never)[number];

function take(kept: Kept, step: Step, n: number): void {
  kept.at += step.passMs;
  const { at } = kept;
  const draft = new WalletDraft(kept.factsAt(at), at);
  const spendable = draft.active < step.amount ? draft.active : step.amount;
  const some = kept.lots[step.which % Math.max(1, kept.lots.length)];
  const hold = kept.holds.filter((one) => one.timeoutAt > at)[step.which % 3];
  if (step.what === 'grant') {
    const activatesAt = at + (step.activatesIn ?? 0);
    const expiresAt = step.expiresIn === null ? null : activatesAt + step.expiresIn;
    const id = `lot.${n}`;
    draft.book(step.amount);
    draft.grant({
      id,
      walletId: 'wallet',
      kind: step.kind,
      granted: step.amount,
      activatesAt,
      expiresAt,
    });
    draft.payDebt([id]);
  } else if (step.what === 'draw') {
    draft.book(-spendable);
    const drawn = draft.draw(spendable, 'PRINCIPAL');
    if (drawn !== spendable) throw new Error('less was drawn than is active');
  } else if (step.what === 'owe') {
    draft.book(-step.amount);
  } else if (step.what === 'reserve') {
    const timeoutAt = at + (step.expiresIn ?? 10);
    draft.reserve(spendable);
    draft.addBoundary(timeoutAt);
    kept.holds.push({
      transactionId: `hold-${n}`,
      timeoutAt,
      reservations: [...draft.reservations],
    });
  } else if (step.what === 'release' && hold) {
    draft.release(hold.reservations);
    kept.holds = kept.holds.filter((one) => one !== hold);
  } else if (step.what === 'restore' && some && some.remaining < some.granted) {
    draft.book(some.granted - some.remaining);
    draft.restore(some.id, some.granted - some.remaining, 'PRINCIPAL');
    draft.payDebt([some.id]);
  }
  kept.keep(draft);
}

/** What a draft settles to at a moment, and what is spendable by it. */
function settledAt(kept: Kept, at: number) {
  const { settled } = new WalletDraft(kept.factsAt(at), at);
  return { ...settled, active: activeOf(settled) };
}

/** The same by adding everything up again. */
function recomputedAt(kept: Kept, at: number) {
  const { usable, ...sums } = kept.fromScratch(at);
  return { ...sums, active: usable };
}

describe("a wallet's sums", () => {
  it('invariants 3 and 4: are those of its lots and holds after any operations', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const kept = new Kept();
        for (const [n, step] of all.entries()) {
          take(kept, step, n);
          expect(settledAt(kept, kept.at)).toMatchObject(recomputedAt(kept, kept.at));
          const wrong = kept.lots.filter((one) => {
            return one.held < 0n || one.held > one.remaining || one.remaining > one.granted;
          });
          expect(wrong).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('invariant 5: are the same at any later time, whatever is written in between', () => {
    const later = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(steps, later, (all, times) => {
        const kept = new Kept();
        for (const [n, step] of all.entries()) take(kept, step, n);
        for (const time of times.toSorted((a, b) => a - b)) {
          expect(settledAt(kept, kept.at + time)).toMatchObject(recomputedAt(kept, kept.at + time));
        }
        // Once more, with a settling written down at each of them.
        for (const time of times) {
          kept.at += time;
          kept.keep(new WalletDraft(kept.factsAt(kept.at), kept.at));
          expect(settledAt(kept, kept.at)).toMatchObject(recomputedAt(kept, kept.at));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('stay as they are when the clock goes back', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 500 }), (all, back) => {
        const kept = new Kept();
        for (const [n, step] of all.entries()) take(kept, step, n);
        const { settledThrough } = kept.facts.state;
        const draft = new WalletDraft(kept.factsAt(settledThrough), kept.at - back);
        expect(draft.settled).toEqual(kept.facts.state);
      }),
    );
  });
});
