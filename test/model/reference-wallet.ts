// The slow and simple way: plain arrays, nothing cached, every sum added up again whenever asked.

export type Kind = 'POINTS' | 'MONEY' | 'GIFT';
export type Part = 'PRINCIPAL' | 'GIFT' | 'FEE' | 'CASHBACK';

export interface ModelLot {
  readonly id: string;
  readonly kind: Kind;
  readonly granted: bigint;
  readonly activatesAt: number;
  readonly expiresAt: number | null;
  readonly order: number;
  remaining: bigint;
}

export interface Move {
  readonly lot: ModelLot;
  /** What the lot lost (negative) or got back. */
  readonly amount: bigint;
  readonly part: Part | 'DEBT';
}

export interface ModelHold {
  readonly timeoutAt: number;
  readonly activatesAt: number | null;
  readonly expiresAt: number | null;
  readonly reserved: readonly { readonly lot: ModelLot; readonly amount: bigint }[];
  ended: boolean;
}

/** Something that a rule took. */
export interface DerivedRow {
  readonly kind: 'DEPRECIATION' | 'RECURRING_FEE';
  readonly at: number;
  readonly amount: bigint;
}

export interface Derived {
  readonly rows: readonly DerivedRow[];
  readonly lost: ReadonlyMap<ModelLot, bigint>;
}

export interface Sums {
  readonly total: bigint;
  readonly active: bigint;
  readonly pending: bigint;
  readonly held: bigint;
  readonly expired: bigint;
  readonly debt: bigint;
  readonly gift: bigint;
  readonly derived: bigint;
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const add = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);

const isGift = ({ kind }: ModelLot): boolean => kind === 'GIFT';
const NOTHING: Derived = { rows: [], lost: new Map() };

export class ModelWallet {
  readonly id: string;
  readonly memberId: string;
  readonly currency: 'POINTS' | 'MONEY';
  readonly lots: ModelLot[] = [];
  /** Those that may still last. */
  holds: ModelHold[] = [];
  total = 0n;
  readonly openedAt: number;
  /** What the program's rules took up to a moment, if it has any. */
  derivedAt: (at: number) => Derived = () => NOTHING;
  closedAt: number | null = null;
  /** What is being undone right now: its id, and how. */
  undoing: { readonly id: string; readonly kind: string } | null = null;

  constructor(id: string, memberId: string, currency: 'POINTS' | 'MONEY', openedAt: number) {
    this.id = id;
    this.openedAt = openedAt;
    this.memberId = memberId;
    this.currency = currency;
  }

  heldOf(lot: ModelLot, at: number): bigint {
    const standing = this.holds.filter((hold) => !hold.ended && hold.timeoutAt > at);
    const pieces = standing.flatMap((hold) => hold.reserved.filter((piece) => piece.lot === lot));
    return add(pieces.map((piece) => piece.amount));
  }

  freeOf(lot: ModelLot, at: number): bigint {
    return this.unheldOf(lot, at) - (this.derivedAt(at).lost.get(lot) ?? 0n);
  }

  private unheldOf(lot: ModelLot, at: number): bigint {
    return lot.remaining - this.heldOf(lot, at);
  }

  isExpired(lot: ModelLot, at: number): boolean {
    return lot.expiresAt !== null && at >= lot.expiresAt;
  }

  isUsable(lot: ModelLot, at: number): boolean {
    return !this.isExpired(lot, at) && at >= lot.activatesAt;
  }

  /** Everything that entries booked is in lots, or is owed. */
  get debt(): bigint {
    return add(this.lots.map((lot) => lot.remaining)) - this.total;
  }

  sums(at: number): Sums {
    const left = this.lots.filter((lot) => lot.remaining > 0n);
    const usable = left.filter((lot) => this.isUsable(lot, at));
    const expired = left.filter((lot) => this.isExpired(lot, at));
    const pending = left.filter((lot) => !usable.includes(lot) && !expired.includes(lot));
    const { lost } = this.derivedAt(at);
    return {
      total: this.total,
      active: add(usable.map((lot) => this.freeOf(lot, at))),
      pending: add(pending.map((lot) => this.unheldOf(lot, at))),
      held: add(left.map((lot) => this.heldOf(lot, at))),
      expired: add(expired.map((lot) => this.unheldOf(lot, at))),
      debt: this.debt,
      gift: add(usable.filter(isGift).map((lot) => this.freeOf(lot, at))),
      derived: add(usable.map((lot) => lost.get(lot) ?? 0n)),
    };
  }

  /** Gifts first, soonest to expire first, then oldest. */
  inDrawOrder(lots: readonly ModelLot[]): ModelLot[] {
    const gifts = lots.filter((lot) => lot.kind === 'GIFT');
    const others = lots.filter((lot) => lot.kind !== 'GIFT');
    const sorted = (some: ModelLot[]) =>
      some.toSorted((a, b) => {
        if (a.expiresAt !== b.expiresAt) {
          if (a.expiresAt === null) return 1;
          return b.expiresAt === null ? -1 : a.expiresAt - b.expiresAt;
        }
        return a.activatesAt === b.activatesAt ? a.order - b.order : a.activatesAt - b.activatesAt;
      });
    return [...sorted(gifts), ...sorted(others)];
  }

  /** What would be taken, lot by lot, from usable lots of some kinds. */
  plan(amount: bigint, at: number, kinds: readonly Kind[]) {
    const pieces: { lot: ModelLot; amount: bigint }[] = [];
    let left = amount;
    for (const lot of this.inDrawOrder(this.lots)) {
      const free = this.freeOf(lot, at);
      if (!kinds.includes(lot.kind) || !this.isUsable(lot, at) || free === 0n || left === 0n)
        continue;
      const piece = smaller(free, left);
      pieces.push({ lot, amount: piece });
      left -= piece;
    }
    return pieces;
  }

  draw(amount: bigint, at: number, kinds: readonly Kind[], part: Part): Move[] {
    return this.plan(amount, at, kinds).map((piece) => {
      piece.lot.remaining -= piece.amount;
      return { lot: piece.lot, amount: -piece.amount, part };
    });
  }

  take(lot: ModelLot, amount: bigint, at: number, part: Part | 'DEBT'): Move[] {
    const piece = smaller(this.freeOf(lot, at), amount);
    if (piece <= 0n) return [];
    lot.remaining -= piece;
    return [{ lot, amount: -piece, part }];
  }

  /** Money and points that came in pay what is owed, unless they came in expired. */
  payDebt(lots: readonly ModelLot[], at: number): Move[] {
    return lots.flatMap((lot) => {
      const { debt } = this;
      return lot.kind === 'GIFT' || this.isExpired(lot, at) || debt <= 0n
        ? []
        : this.take(lot, debt, at, 'DEBT');
    });
  }
}
