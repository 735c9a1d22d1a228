import type { Chance } from '../faults/seeded.ts';
import { type Lane, UNKNOWN_ID } from './lanes.ts';
import { type Command, type Name, type Shortfall, textOf } from './operation.ts';
import type { ModelTransaction } from './reference-journal.ts';
import type { ReferenceLedger } from './reference-ledger.ts';
import { DAY_MS } from './reference-policies.ts';

/** Ids of what other merchants have. */
export interface Foreign {
  wallet(): string;
  transaction(): string;
}

/** How often each command is asked for. */
const WEIGHTS: Readonly<Record<Name, number>> = {
  accruePoints: 14,
  redeemPoints: 14,
  postAdhocReward: 5,
  postAdhocRedemption: 4,
  topUpWallet: 6,
  issueGiftBalance: 5,
  recordPurchase: 11,
  commitTransaction: 6,
  rollbackTransaction: 2,
  cancelTransaction: 14,
  voidTransaction: 6,
  deleteTransaction: 6,
  cancelPurchase: 4,
  refundPurchase: 7,
  closeWallet: 0.05,
};
const NAMES = Object.entries(WEIGHTS).flatMap(([name, weight]) =>
  Array.from({ length: Math.ceil(weight * 20) }, () => name as Name),
);

const isAdhoc = ({ type }: ModelTransaction): boolean => type.startsWith('ADHOC');

/** Thinks of one command that makes sense more often than not. */
export class CommandMaker {
  private readonly chance: Chance;
  private readonly model: ReferenceLedger;
  private readonly lane: Lane;
  private readonly foreign: Foreign;
  /** How many operations came before. */
  private n = 0;

  constructor(chance: Chance, model: ReferenceLedger, lane: Lane, foreign: Foreign) {
    this.chance = chance;
    this.model = model;
    this.lane = lane;
    this.foreign = foreign;
  }

  command(): Command {
    const name = this.chance.pick(NAMES);
    this.n += 1;
    // Now and then a key that came before: mostly with another input.
    const n = this.chance.happens(0.02) ? this.chance.between(1, this.n) : this.n;
    const idempotencyKey = this.chance.happens(0.2) ? `key-${this.lane.slot}-${n}` : null;
    const input = { ...this.input(name), idempotencyKey };
    return { name, input } as Command;
  }

  private input(name: Name): object {
    switch (name) {
      case 'accruePoints':
        return { ...this.posting('POINTS'), ...this.accrual() };
      case 'redeemPoints':
        return { ...this.posting('POINTS'), ...this.redemption() };
      case 'postAdhocReward':
        return this.reward(this.posting('POINTS'));
      case 'postAdhocRedemption':
        return this.posting('POINTS');
      case 'topUpWallet':
        return this.posting('MONEY');
      case 'issueGiftBalance':
        return { ...this.posting('MONEY'), effectiveAt: null, expiresAt: this.future(0.6) };
      case 'recordPurchase':
        return {
          ...this.posting('MONEY'),
          ...this.charges(),
          externalReference: this.reference(this.n),
        };
      case 'commitTransaction':
      case 'rollbackTransaction':
        return this.naming(this.target(({ hold }) => hold !== null));
      case 'cancelTransaction':
        return this.cancelling(this.target(() => true));
      case 'voidTransaction':
        return this.voiding(this.target(this.chance.happens(0.2) ? () => true : isAdhoc));
      case 'deleteTransaction':
        return this.deleting(this.target(() => true));
      case 'cancelPurchase':
      case 'refundPurchase':
        return this.undoingPurchase(
          name,
          this.target(({ type }) => type === 'PURCHASE'),
        );
      case 'closeWallet':
        return { walletId: this.lastMembers() };
    }
  }

  private posting(currency: 'POINTS' | 'MONEY') {
    const { chance, model, n } = this;
    const kind = chance.happens(0.99) ? currency : 'POINTS';
    const wallets = [...model.books.wallets.values()].filter((one) => one.currency === kind);
    const member = chance.happens(0.05) ? 3 : chance.between(0, 2);
    const old = chance.happens(0.02) ? chance.between(0, n) : n;
    return {
      walletId: chance.happens(0.01) ? this.foreign.wallet() : (wallets[member]?.id ?? ''),
      amount: textOf(BigInt(chance.between(1, chance.happens(0.2) ? 30_000 : 8_000))),
      externalReference: chance.happens(0.4) ? this.reference(old) : null,
      effectiveAt: chance.happens(0.1) ? model.books.now - chance.between(0, 30) * DAY_MS : null,
    };
  }

  private accrual() {
    const { chance } = this;
    const activatesAt = this.future(0.15);
    const later = chance.between(1, 30) * DAY_MS;
    return {
      type: chance.pick(['ACCRUAL', 'FINALIZE', 'ADJUSTMENT']),
      temporary: chance.happens(0.2),
      timeoutSeconds: chance.happens(0.7) ? chance.between(1, 7_200) : null,
      activatesAt,
      expiresAt: activatesAt === null ? this.future(0.4) : activatesAt + later,
    };
  }

  private reward<P extends { readonly amount: string }>(posting: P) {
    const amount = this.chance.happens(0.25) ? `-${posting.amount}` : posting.amount;
    return { ...posting, amount, expiresAt: this.future(0.3) };
  }

  private redemption() {
    const { chance } = this;
    return {
      type: chance.pick(['REDEMPTION', 'FINALIZE', 'ADJUSTMENT']),
      temporary: chance.happens(0.35),
      timeoutSeconds: chance.happens(0.7) ? chance.between(1, 7_200) : null,
    };
  }

  private charges() {
    const charge = () => {
      const amount = textOf(BigInt(this.chance.between(0, 500)));
      const percentage = `${this.chance.between(0, 9)}.${this.chance.between(1_000, 9_999)}`;
      return this.chance.pick([null, { amount }, { percentage }]);
    };
    return { fee: charge(), cashback: charge() };
  }

  private naming(target: ModelTransaction | null) {
    const id = this.named(target);
    const reference = target?.reference ?? null;
    if (reference === null || this.chance.happens(0.5)) {
      const other = this.chance.happens(0.03)
        ? this.reference(this.chance.between(1, this.n))
        : null;
      return { transactionId: id, externalReference: other };
    }
    return { transactionId: this.chance.happens(0.5) ? null : id, externalReference: reference };
  }

  private cancelling(target: ModelTransaction | null) {
    const { chance, model } = this;
    const { now } = model.books;
    const from = target?.effectiveAt ?? now;
    const effectiveAt = chance.pick([from, from - 1, now, now + 1, chance.between(from, now)]);
    return {
      ...this.naming(target),
      onShortfall: this.shortfall(),
      effectiveAt: chance.happens(0.15) ? effectiveAt : null,
    };
  }

  private voiding(target: ModelTransaction | null) {
    const { chance, n } = this;
    return {
      memberId: chance.happens(0.03) ? 'm-nobody' : (target?.wallet.memberId ?? this.member(0)),
      originalTransactionId: this.named(target),
      externalReference: chance.happens(0.3) ? this.reference(n - chance.between(0, 3)) : null,
      onShortfall: this.shortfall(),
    };
  }

  private deleting(target: ModelTransaction | null) {
    const { chance } = this;
    return {
      merchantId: chance.happens(0.02) ? 'elsewhere' : this.lane.merchantId,
      programId: chance.happens(0.02) ? 'circle' : 'club',
      memberCode: chance.happens(0.02) ? 'm-nobody' : (target?.wallet.memberId ?? this.member(0)),
      transactionId: this.named(target),
      acknowledgeDependents: chance.happens(0.5),
    };
  }

  private undoingPurchase(name: string, target: ModelTransaction | null) {
    const { chance } = this;
    const left = Number((target?.amount ?? 500n) - (target?.refunded ?? 0n));
    const amount = Math.max(1, chance.happens(0.1) ? left : chance.between(1, left));
    return {
      externalReference: target?.reference ?? 'ref-unknown',
      rollbackFee: chance.happens(0.5),
      rollbackCashback: chance.happens(0.5),
      onShortfall: this.shortfall(),
      ...(name === 'refundPurchase' && { amount: textOf(BigInt(amount)) }),
    };
  }

  private reference(n: number): string {
    return `ref-${this.lane.slot}-${n}`;
  }

  private member(n: number): string {
    return `m${this.lane.slot}-${n}`;
  }

  private lastMembers(): string {
    const wallets = [...this.model.books.wallets.values()].slice(-2);
    return this.chance.pick(wallets).id;
  }

  /** Another merchant's transactions are there, too: for this one's they are not. */
  private named(target: ModelTransaction | null): string {
    if (this.chance.happens(0.01)) return this.foreign.transaction();
    return target?.id ?? UNKNOWN_ID;
  }

  private shortfall(): Shortfall {
    return this.chance.pick([null, 'REJECT', 'WITHIN_BALANCE', 'ALLOW_NEGATIVE']);
  }

  private future(probability: number): number | null {
    if (!this.chance.happens(probability)) return null;
    return this.model.books.now + this.chance.between(1, 20 * 24) * 3_600_000;
  }

  /** Mostly something recent that was not undone yet. */
  private target(fits: (one: ModelTransaction) => boolean): ModelTransaction | null {
    const { chance, model } = this;
    const { all } = model.books.journal;
    const recent = all.slice(chance.happens(0.9) ? -60 : 0).filter(fits);
    const open = recent.filter(({ end }) => end === null);
    const from = chance.happens(0.8) && open.length > 0 ? open : recent;
    return from.length > 0 ? chance.pick(from) : null;
  }
}
