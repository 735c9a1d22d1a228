import { Losses } from './derived/losses.ts';
import {
  byDrawOrder,
  type GrantedLot,
  type Lot,
  type LotId,
  type LotMovement,
  type LotPhase,
  type MovementPurpose,
  phaseOf,
  type Reservation,
} from './lot.ts';
import { MINOR_MAX, type Minor, minorMin, sum } from './money.ts';
import { earlier, type Instant } from './time.ts';
import {
  activeOf,
  momentIn,
  type WalletAfter,
  type WalletFacts,
  type WalletState,
} from './wallet.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/**
 * A wallet's working copy within one decision. It first settles what time alone did, then takes
 * the command's operations one by one, and keeps every sum in step: invariants 3 and 4.
 */
export class WalletDraft {
  readonly facts: WalletFacts;
  /** Never before the wallet's last settling: a clock that went back changes nothing. */
  readonly at: Instant;
  readonly movements: LotMovement[] = [];
  readonly reservations: Reservation[] = [];
  private readonly state: Draft<WalletState>;
  private readonly lots = new Map<LotId, Draft<Lot>>();
  private readonly changed = new Set<LotId>();
  private readonly losses: Losses | null;
  private lost: ReadonlyMap<LotId, Minor> = new Map();

  constructor(facts: WalletFacts, at: Instant) {
    this.facts = facts;
    this.at = momentIn(facts, at);
    this.state = { ...facts.state };
    for (const lot of facts.lots) this.lots.set(lot.id, { ...lot });
    this.losses = facts.journal && new Losses(facts.journal, facts.program.policies);
    this.settle();
    this.derive();
  }

  get active(): Minor {
    return activeOf(this.state);
  }

  get gift(): Minor {
    return this.state.gift;
  }

  get debt(): Minor {
    return this.state.debt;
  }

  /** Whether a sum has left the range of a 64-bit column: the command has to be refused. */
  get overflows(): boolean {
    const { total, debt } = this.state;
    return [total, -total, debt, total + debt].some((amount) => amount > MINOR_MAX);
  }

  /** The sums at the draft's moment, all operations included. */
  get settled(): WalletState {
    return { ...this.state };
  }

  has(id: LotId): boolean {
    return this.lots.has(id);
  }

  phaseOf(id: LotId): LotPhase {
    return phaseOf(this.draftOf(id), this.at);
  }

  /** What is left of a lot, not held, and not taken by derived rows. */
  private rest(lot: Lot): Minor {
    return lot.remaining - lot.held - (this.lost.get(lot.id) ?? 0n);
  }

  /** Books an entry: the total moves, and so does the debt until lots move as well. */
  book(amount: Minor): void {
    this.state.total += amount;
    this.state.debt -= amount;
  }

  /** Adds a lot; a wallet in debt pays from it at once. */
  grant(granted: GrantedLot): void {
    const lot = { ...granted, remaining: 0n, held: 0n, sequence: Number.MAX_SAFE_INTEGER };
    this.lots.set(granted.id, lot);
    this.change(lot, granted.granted, 0n);
  }

  /** Takes up to `amount` from one lot, whatever its phase. Returns what was taken. */
  take(id: LotId, amount: Minor, purpose: MovementPurpose): Minor {
    const lot = this.draftOf(id);
    const taken = minorMin(this.rest(lot), amount);
    if (taken > 0n) this.move(lot, -taken, purpose);
    return taken;
  }

  /** Takes up to `amount` from usable lots in draw order. Returns what was taken. */
  draw(amount: Minor, purpose: MovementPurpose, kinds?: readonly Lot['kind'][]): Minor {
    if (amount === 0n) return 0n;
    let left = amount;
    for (const lot of this.usable()) {
      if (left === 0n) break;
      if (kinds && !kinds.includes(lot.kind)) continue;
      left -= this.take(lot.id, left, purpose);
    }
    return amount - left;
  }

  /** Gives back to the lot that it came from; its expiry stays what it was. */
  restore(id: LotId, amount: Minor, purpose: MovementPurpose): void {
    this.move(this.draftOf(id), amount, purpose);
  }

  /** Reserves `amount` of usable lots in draw order. The caller has checked that it is there. */
  reserve(amount: Minor): void {
    let left = amount;
    for (const lot of this.usable()) {
      if (left === 0n) break;
      const held = minorMin(this.rest(lot), left);
      this.change(lot, 0n, held);
      this.reservations.push({ lotId: lot.id, amount: held });
      left -= held;
    }
    if (left > 0n) throw this.broken('reserved more than is usable');
  }

  /** Frees what a hold had reserved. */
  release(reservations: readonly Reservation[]): void {
    for (const { lotId, amount } of reservations) this.change(this.draftOf(lotId), 0n, -amount);
  }

  /** Lets value that came in pay what is owed; gifts do not, nor does what expired on the way. */
  payDebt(lots: Iterable<LotId>): void {
    for (const id of lots) {
      if (this.state.debt <= 0n) return;
      const lot = this.draftOf(id);
      const pays = lot.kind !== 'GIFT' && phaseOf(lot, this.at) !== 'EXPIRED';
      if (pays) this.take(id, this.state.debt, 'DEBT');
    }
  }

  /** Works derived rows out anew, because the command changes the journal that they are of. */
  rederive(change: (losses: Losses, at: Instant) => void): void {
    if (!this.losses) return;
    change(this.losses, this.at);
    this.derive();
  }

  /** A lot that gained value, or a hold, can be the next thing that time changes. */
  addBoundary(at: Instant): void {
    this.state.boundaryAt = earlier(this.state.boundaryAt, at);
  }

  /** The wallet as the store is to write it. Checks that entries and lots agree. */
  close(): WalletAfter {
    if (this.state.debt < 0n) throw this.broken('lots and entries disagree');
    return {
      walletId: this.facts.record.id,
      state: this.settled,
      lots: [...this.changed].map((id) => ({ ...this.draftOf(id) })),
      timedOut: this.facts.timedOut.map((hold) => hold.transactionId),
    };
  }

  private broken(how: string): Error {
    return new Error(`wallet ${this.facts.record.id}: ${how}`);
  }

  private usable(): Draft<Lot>[] {
    return [...this.lots.values()]
      .filter((lot) => this.rest(lot) > 0n && phaseOf(lot, this.at) === 'USABLE')
      .toSorted(byDrawOrder);
  }

  private draftOf(id: LotId): Draft<Lot> {
    const lot = this.lots.get(id);
    if (!lot) throw this.broken(`lot ${id} was not fetched`);
    return lot;
  }

  private move(lot: Draft<Lot>, amount: Minor, purpose: MovementPurpose): void {
    this.change(lot, amount, 0n);
    this.movements.push({ lotId: lot.id, amount, purpose });
  }

  /** Moves a lot and every sum that counts it. */
  private change(lot: Draft<Lot>, remaining: Minor, held: Minor): void {
    lot.remaining += remaining;
    lot.held += held;
    if (lot.held < 0n || lot.held > lot.remaining || lot.remaining > lot.granted) {
      throw this.broken(`lot ${lot.id} left its bounds`);
    }
    this.changed.add(lot.id);
    this.state.held += held;
    this.state.debt += remaining;
    const phase = phaseOf(lot, this.at);
    this.count(lot, phase, remaining - held);
    if (phase === 'PENDING') this.addBoundary(lot.activatesAt);
    else if (phase === 'USABLE' && lot.expiresAt !== null) this.addBoundary(lot.expiresAt);
  }

  private count(lot: Lot, phase: LotPhase, rest: Minor): void {
    if (phase === 'PENDING') this.state.pending += rest;
    else if (phase === 'EXPIRED') this.state.expired += rest;
    else if (lot.kind === 'GIFT') this.state.gift += rest;
  }

  /** Works out what derived rows took of the usable lots up to the draft's moment. */
  private derive(): void {
    if (!this.losses) return;
    const lost = this.losses.upTo(this.at);
    this.lost = lost;
    const usable = [...this.lots.values()].filter((lot) => phaseOf(lot, this.at) === 'USABLE');
    this.state.derived = sum(usable.map(({ id }) => lost.get(id) ?? 0n));
  }

  /** Moves what crossed a boundary to the sum that counts it now, then frees timed-out holds. */
  private settle(): void {
    const { settledThrough, boundaryAt } = this.state;
    if (boundaryAt !== null && boundaryAt <= this.at) {
      for (const lot of this.lots.values()) {
        const before = phaseOf(lot, settledThrough);
        const now = phaseOf(lot, this.at);
        if (before === now) continue;
        this.count(lot, before, lot.held - lot.remaining);
        this.count(lot, now, lot.remaining - lot.held);
      }
      for (const hold of this.facts.timedOut) this.release(hold.reservations);
      this.state.boundaryAt = this.facts.nextBoundaryAt;
    }
    this.state.settledThrough = this.at;
  }
}
