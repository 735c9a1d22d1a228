import { byDrawOrder, type Lot, type LotId, phaseOf } from '../lot.ts';
import { type Minor, minorMin, percentageOf, sum } from '../money.ts';
import type { Policies } from '../program.ts';
import type { Instant } from '../time.ts';
import { type Due, duesOf } from './due.ts';
import type { Journal, JournalEvent } from './journal.ts';
import type { DerivedRow } from './row.ts';

/** What derived rows make of a wallet at a moment. */
export interface Derivation {
  readonly rows: readonly DerivedRow[];
  /** How much of what remains of each lot they took. */
  readonly lost: ReadonlyMap<LotId, Minor>;
}

export function hasDerivedRules(policies: Policies): boolean {
  return policies.depreciations.length > 0 || policies.recurringFees.length > 0;
}

/**
 * Plays the journal in the order of its effective times, with the program's rules as they fall due
 * between; what falls due at a moment comes before what is recorded at it. It is a function of the
 * journal and the moment alone: what it says for a span of time is what it says for the parts of
 * the span, one after another.
 */
export function derive(journal: Journal, policies: Policies, until: Instant): Derivation {
  if (!hasDerivedRules(policies)) return { rows: [], lost: new Map() };
  const replay = new Replay();
  const steps = stepsOf(journal.events, until);
  const rows: DerivedRow[] = [];
  let next = 0;
  for (const due of duesOf(journal, policies, until)) {
    for (let step = steps[next]; step && step.at < due.at; step = steps[next]) {
      step.apply(replay);
      next += 1;
    }
    const amount = replay.charge(due);
    if (amount === 0n) continue;
    const kind = due.rule.kind === 'FEE' ? 'RECURRING_FEE' : 'DEPRECIATION';
    rows.push({ id: due.id, kind, at: due.at, amount, activeAfter: replay.activeAt(due.at) });
  }
  for (const step of steps.slice(next)) step.apply(replay);
  return { rows, lost: replay.lost() };
}

/** Something of the journal that moves a lot. */
interface Step {
  readonly at: Instant;
  readonly sequence: number;
  apply(replay: Replay): void;
}

function stepsOf(events: readonly JournalEvent[], until: Instant): Step[] {
  const steps = withoutDeletedDebits(events).flatMap((event): Step[] => {
    const { effectiveAt: at, sequence, hold } = event;
    const record = { at, sequence, apply: (replay: Replay) => replay.record(event) };
    if (!hold) return [record];
    const end = (replay: Replay) => replay.reserve(event, -1n);
    return [record, { at: hold.endedAt, sequence, apply: end }];
  });
  return steps
    .filter((step) => step.at <= until)
    .toSorted((a, b) => a.at - b.at || a.sequence - b.sequence);
}

/** A debit that was deleted took nothing, and what gave it back gave nothing. */
function withoutDeletedDebits(events: readonly JournalEvent[]): JournalEvent[] {
  const deleted = new Set(
    events
      .filter((event) => event.deleted && event.lots.length === 0)
      .map((event) => event.transactionId),
  );
  return events.map((event) => {
    const { transactionId, mainTransactionId, movements } = event;
    if (deleted.has(transactionId)) return { ...event, movements: [] };
    if (mainTransactionId === null || !deleted.has(mainTransactionId)) return event;
    return { ...event, movements: movements.filter(({ amount }) => amount < 0n) };
  });
}

interface ReplayedLot {
  lot: Lot;
  undoneAt: Instant | null;
  lost: Minor;
}

/** The lots of a wallet while its journal is played. */
class Replay {
  private readonly lots = new Map<LotId, ReplayedLot>();
  /** A back-dated debit can draw on a lot that is granted only later in effect. */
  private readonly early = new Map<LotId, { remaining: Minor; held: Minor }>();

  record(event: JournalEvent): void {
    for (const granted of event.lots) {
      const { remaining, held } = this.early.get(granted.id) ?? { remaining: 0n, held: 0n };
      const { sequence, undoneAt } = event;
      const lot = { ...granted, remaining: granted.granted + remaining, held, sequence };
      this.lots.set(granted.id, { lot, undoneAt, lost: 0n });
    }
    for (const { lotId, amount } of event.movements) this.change(lotId, amount, 0n);
    this.reserve(event, 1n);
  }

  reserve({ hold }: JournalEvent, sign: 1n | -1n): void {
    for (const { lotId, amount } of hold?.reservations ?? []) this.change(lotId, 0n, sign * amount);
  }

  /** Takes what a rule takes. Returns how much that was. */
  charge({ at, rule }: Due): Minor {
    switch (rule.kind) {
      case 'LOT': {
        const found = this.lots.get(rule.lotId);
        return found ? take(found, percentageOf(restOf(found), rule.percentage)) : 0n;
      }
      case 'WALLET': {
        let total = 0n;
        for (const found of this.usable(at)) {
          total += take(found, percentageOf(restOf(found), rule.percentage));
        }
        return total;
      }
      case 'FEE': {
        let left = rule.amount;
        for (const found of this.usable(at)) left -= take(found, minorMin(left, restOf(found)));
        return rule.amount - left;
      }
    }
  }

  /** What can be spent. */
  activeAt(at: Instant): Minor {
    return sum(this.usable(at).map(restOf));
  }

  lost(): ReadonlyMap<LotId, Minor> {
    return new Map([...this.lots].map(([id, { lost }]) => [id, lost]));
  }

  /** What was recorded stands: a rule keeps no more than later movements left. */
  private change(id: LotId, remaining: Minor, held: Minor): void {
    const found = this.lots.get(id);
    if (!found) {
      const before = this.early.get(id) ?? { remaining: 0n, held: 0n };
      const sums = { remaining: before.remaining + remaining, held: before.held + held };
      this.early.set(id, sums);
      return;
    }
    const { lot } = found;
    found.lot = { ...lot, remaining: lot.remaining + remaining, held: lot.held + held };
    const rest = found.lot.remaining - found.lot.held;
    if (found.lost > rest) found.lost = rest > 0n ? rest : 0n;
  }

  private usable(at: Instant): ReplayedLot[] {
    return [...this.lots.values()]
      .filter(({ lot, undoneAt }) => {
        // An undone earn was never there; what came back to its lots afterwards is.
        const isThere = undoneAt === null || at > undoneAt;
        return isThere && phaseOf(lot, at) === 'USABLE';
      })
      .toSorted((a, b) => byDrawOrder(a.lot, b.lot));
  }
}

function restOf({ lot, lost }: ReplayedLot): Minor {
  const rest = lot.remaining - lot.held - lost;
  return rest > 0n ? rest : 0n;
}

function take(found: ReplayedLot, amount: Minor): Minor {
  found.lost += amount;
  return amount;
}
