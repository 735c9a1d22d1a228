import { isUndoing, type ModelTransaction } from './reference-journal.ts';
import { DAY_MS, type Rules } from './reference-policies.ts';
import type { Derived, DerivedRow, ModelLot, ModelWallet } from './reference-wallet.ts';

const HUNDRED_PERCENT = 1_000_000n;

/** Something that happens to a wallet: what falls due comes before what is recorded then. */
interface Happening {
  readonly at: number;
  readonly rank: number;
  act(): void;
}

/** A wallet's life once more, from its opening: what the rules took of it on the way. */
class Life {
  readonly lost = new Map<ModelLot, bigint>();
  private readonly wallet: ModelWallet;
  private readonly left = new Map<ModelLot, bigint>();
  private readonly held = new Map<ModelLot, bigint>();
  /** An earn that was undone lost nothing until then. */
  private readonly undone = new Map<ModelLot, number>();
  private readonly granted = new Set<ModelLot>();

  constructor(wallet: ModelWallet) {
    this.wallet = wallet;
  }

  record(event: ModelTransaction, undone: number | null): void {
    const { lots, moves, hold } = event;
    for (const lot of lots) {
      if (undone !== null) this.undone.set(lot, undone);
      this.granted.add(lot);
      this.change(this.left, lot, lot.granted);
    }
    for (const { lot, amount } of moves) this.change(this.left, lot, amount);
    for (const { lot, amount } of hold?.reserved ?? []) this.change(this.held, lot, amount);
  }

  end({ hold }: ModelTransaction): void {
    for (const { lot, amount } of hold?.reserved ?? []) this.change(this.held, lot, -amount);
  }

  depreciate(lots: readonly ModelLot[], percentage: bigint, at: number): bigint {
    return this.usable(lots, at)
      .map((lot) => this.lose(lot, (this.free(lot) * percentage) / HUNDRED_PERCENT))
      .reduce((sum, taken) => sum + taken, 0n);
  }

  charge(amount: bigint, at: number): bigint {
    let left = amount;
    for (const lot of this.wallet.inDrawOrder(this.usable([...this.granted], at))) {
      const free = this.free(lot);
      left -= this.lose(lot, free < left ? free : left);
    }
    return amount - left;
  }

  get lots(): readonly ModelLot[] {
    return [...this.granted];
  }

  private usable(lots: readonly ModelLot[], at: number): ModelLot[] {
    const there = (lot: ModelLot): boolean =>
      this.granted.has(lot) && at > (this.undone.get(lot) ?? Number.NEGATIVE_INFINITY);
    return lots.filter((lot) => there(lot) && this.wallet.isUsable(lot, at));
  }

  private spare(lot: ModelLot): bigint {
    return (this.left.get(lot) ?? 0n) - (this.held.get(lot) ?? 0n);
  }

  private free(lot: ModelLot): bigint {
    const free = this.spare(lot) - (this.lost.get(lot) ?? 0n);
    return free > 0n ? free : 0n;
  }

  private lose(lot: ModelLot, amount: bigint): bigint {
    this.lost.set(lot, (this.lost.get(lot) ?? 0n) + amount);
    return amount;
  }

  /** What was taken by somebody else, a rule cannot have taken. */
  private change(amounts: Map<ModelLot, bigint>, lot: ModelLot, by: bigint): void {
    amounts.set(lot, (amounts.get(lot) ?? 0n) + by);
    const spare = this.spare(lot);
    const most = spare > 0n ? spare : 0n;
    if ((this.lost.get(lot) ?? 0n) > most) this.lost.set(lot, most);
  }
}

/** What the rules took of a wallet up to a moment. */
export function derivedIn(
  wallet: ModelWallet,
  events: readonly ModelTransaction[],
  rules: Rules,
  until: number,
): Derived {
  const life = new Life(wallet);
  const standing = withoutDeletedDebits(events);
  const rows: DerivedRow[] = [];
  const happenings = [
    ...standing.flatMap((event) => recordings(life, event, until)),
    ...depreciations(life, rows, standing, rules, until),
    ...fees(life, rows, wallet, rules, until),
  ];
  const inTime = happenings.filter(({ at }) => at <= until);
  for (const happening of inTime.toSorted((a, b) => a.at - b.at || a.rank - b.rank)) {
    happening.act();
  }
  return { lost: life.lost, rows: rows.filter(({ amount }) => amount > 0n) };
}

/** Since when something is undone; null: it stands. */
function undoneAt({ id, wallet, end }: ModelTransaction, now: number): number | null {
  if (wallet.undoing?.id === id) return now;
  return end && end.kind !== 'COMMIT' ? end.at : null;
}

function isDeleted({ id, wallet, end }: ModelTransaction): boolean {
  const { undoing } = wallet;
  return undoing?.id === id ? undoing.kind === 'DELETE' : end?.kind === 'DELETE';
}

/** A debit that was deleted. */
const never = (one: ModelTransaction): boolean => one.lots.length === 0 && isDeleted(one);

/** It never took anything, and what deleted it gave nothing back. */
function withoutDeletedDebits(events: readonly ModelTransaction[]) {
  return events.map((one) => {
    if (never(one)) return { ...one, moves: [] };
    if (!isUndoing(one) || !one.main || !never(one.main)) return one;
    return { ...one, moves: one.moves.filter(({ amount }) => amount < 0n) };
  });
}

/** Ranks of what falls due are small. */
const RECORDED = 1_000;

function recordings(life: Life, event: ModelTransaction, until: number): Happening[] {
  const { effectiveAt, order, hold, end } = event;
  const rank = RECORDED + order;
  const recorded = { at: effectiveAt, rank, act: () => life.record(event, undoneAt(event, until)) };
  if (!hold) return [recorded];
  const at = Math.min(hold.timeoutAt, end?.at ?? (hold.ended ? until : hold.timeoutAt));
  return [recorded, { at, rank: rank + 0.5, act: () => life.end(event) }];
}

/** Moments an interval apart, up to and with the last. */
function moments(from: number, days: number, last: number): number[] {
  const found: number[] = [];
  for (let at = from + days * DAY_MS; at <= last; at += days * DAY_MS) found.push(at);
  return found;
}

function depreciations(
  life: Life,
  rows: DerivedRow[],
  events: readonly ModelTransaction[],
  rules: Rules,
  until: number,
): Happening[] {
  return rules.depreciations.flatMap(({ each, days, percentage }, rank) => {
    const due = (at: number, lots: () => readonly ModelLot[]): Happening => ({
      at,
      rank,
      act() {
        rows.push({ kind: 'DEPRECIATION', at, amount: life.depreciate(lots(), percentage, at) });
      },
    });
    if (each) {
      const lots = events.flatMap((event) => event.lots);
      return lots.flatMap((lot) =>
        moments(lot.activatesAt, days, Math.min(until, lot.expiresAt ?? until)).map((at) =>
          due(at, () => [lot]),
        ),
      );
    }
    const activities = events
      .filter((one) => !isUndoing(one) && undoneAt(one, until) === null)
      .map((event) => event.effectiveAt)
      .toSorted((a, b) => a - b);
    return activities.flatMap((activity, n) =>
      moments(activity, days, Math.min(until, activities[n + 1] ?? until)).map((at) =>
        due(at, () => life.lots),
      ),
    );
  });
}

function fees(
  life: Life,
  rows: DerivedRow[],
  wallet: ModelWallet,
  rules: Rules,
  until: number,
): Happening[] {
  return rules.fees.flatMap(({ days, amount }, n) =>
    moments(wallet.openedAt, days, until).map((at) => ({
      at,
      rank: rules.depreciations.length + n,
      act() {
        rows.push({ kind: 'RECURRING_FEE', at, amount: life.charge(amount, at) });
      },
    })),
  );
}
