import { type Chance, chanceOf } from '../faults/seeded.ts';
import { type Command, type Name, type Operation, type Shortfall, textOf } from './operation.ts';
import type { ModelTransaction } from './reference-journal.ts';
import { ReferenceLedger } from './reference-ledger.ts';
import { DAY_MS } from './reference-policies.ts';
import { ModelWallet } from './reference-wallet.ts';

export const START = Date.UTC(2026, 0, 15, 9, 30);

/** Wallets of four members, points and money; the fourth member's are closed some day. */
export function newWallets(): ModelWallet[] {
  return ['m0', 'm1', 'm2', 'm3'].flatMap((member, n) => [
    new ModelWallet(idOf(0xffff00 + n), member, 'POINTS'),
    new ModelWallet(idOf(0xffff10 + n), member, 'MONEY'),
  ]);
}

function idOf(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
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

/** As many operations as asked for; the same for the same seed. */
export function generate(seed: number, count: number): Operation[] {
  const chance = chanceOf(seed);
  const model = new ReferenceLedger(START, newWallets());
  const operations: Operation[] = [];
  for (let n = 0; n < count; n += 1) {
    const at = model.books.now + passing(chance, model);
    model.books.now = at;
    const earlier = chance.happens(0.03) ? sentBefore(operations, chance) : null;
    const command = earlier?.command ?? new Generator(chance, model, n).command();
    operations.push({ id: idOf(n + 1), at, command });
    model.apply({ id: idOf(n + 1), at, command });
  }
  return operations;
}

/** A request that was sent before, to be sent again. */
function sentBefore(operations: readonly Operation[], chance: Chance): Operation | null {
  const recent = operations.slice(-300);
  const keyed = recent.filter(({ command }) => command.input.idempotencyKey !== null);
  return keyed.length > 0 ? chance.pick(keyed) : null;
}

/** Mostly little time; now and then exactly up to, or just before, what time alone will change. */
function passing(chance: Chance, { books }: ReferenceLedger): number {
  if (chance.happens(0.08)) {
    const moments = [...books.wallets.values()].flatMap((wallet) => [
      ...wallet.holds.map((hold) => hold.timeoutAt),
      ...wallet.lots.slice(-30).flatMap((lot) => [lot.activatesAt, lot.expiresAt ?? 0]),
    ]);
    const soon = moments.filter((at) => at > books.now + 1 && at < books.now + 10 * DAY_MS);
    if (soon.length > 0) return chance.pick(soon) - books.now - chance.between(0, 1);
  }
  if (chance.happens(0.5)) return chance.between(0, 2);
  if (chance.happens(0.6)) return chance.between(1, 300) * 1_000;
  return chance.happens(0.8) ? chance.between(1, 180) * 60_000 : chance.between(1, 9) * DAY_MS;
}

/** Thinks of one command that makes sense more often than not. */
class Generator {
  private readonly chance: Chance;
  private readonly model: ReferenceLedger;
  private readonly n: number;

  constructor(chance: Chance, model: ReferenceLedger, n: number) {
    this.chance = chance;
    this.model = model;
    this.n = n;
  }

  command(): Command {
    const name = this.chance.pick(NAMES);
    const idempotencyKey = this.chance.happens(0.2) ? `key-${this.n}` : null;
    const input = { ...this.input(name), idempotencyKey };
    return { name, input } as Command;
  }

  private input(name: Name): object {
    const { chance } = this;
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
        return { ...this.posting('MONEY'), ...this.charges(), externalReference: `ref-${this.n}` };
      case 'commitTransaction':
      case 'rollbackTransaction':
        return this.naming(this.target(({ hold }) => hold !== null));
      case 'cancelTransaction':
        return { ...this.naming(this.target(() => true)), onShortfall: this.shortfall() };
      case 'voidTransaction':
        return this.voiding(this.target(({ type }) => type.startsWith('ADHOC')));
      case 'deleteTransaction':
        return this.deleting(this.target(() => true));
      case 'cancelPurchase':
      case 'refundPurchase':
        return this.undoingPurchase(
          name,
          this.target(({ type }) => type === 'PURCHASE'),
        );
      case 'closeWallet':
        return { walletId: chance.pick([idOf(0xffff03), idOf(0xffff13)]) };
    }
  }

  private posting(currency: 'POINTS' | 'MONEY') {
    const { chance, model, n } = this;
    const kind = chance.happens(0.99) ? currency : 'POINTS';
    const wallets = [...model.books.wallets.values()].filter((one) => one.currency === kind);
    const member = chance.happens(0.05) ? 3 : chance.between(0, 2);
    const old = chance.happens(0.02) ? chance.between(0, n) : n;
    return {
      walletId: wallets[member]?.id ?? '',
      amount: textOf(BigInt(chance.between(1, chance.happens(0.2) ? 30_000 : 8_000))),
      externalReference: chance.happens(0.4) ? `ref-${old}` : null,
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
    const id = target?.id ?? idOf(0xeeeeee);
    const reference = target?.reference ?? null;
    if (reference === null || this.chance.happens(0.5)) {
      const other = this.chance.happens(0.03) ? `ref-${this.chance.between(0, this.n)}` : null;
      return { transactionId: id, externalReference: other };
    }
    return { transactionId: this.chance.happens(0.5) ? null : id, externalReference: reference };
  }

  private voiding(target: ModelTransaction | null) {
    const { chance, n } = this;
    return {
      memberId: chance.happens(0.03) ? 'm9' : (target?.wallet.memberId ?? 'm0'),
      originalTransactionId: target?.id ?? idOf(0xeeeeee),
      externalReference: chance.happens(0.3) ? `ref-${n - chance.between(0, 3)}` : null,
      onShortfall: this.shortfall(),
    };
  }

  private deleting(target: ModelTransaction | null) {
    const { chance } = this;
    return {
      merchantId: chance.happens(0.02) ? 'stall' : 'shop',
      programId: chance.happens(0.02) ? 'circle' : 'club',
      memberCode: chance.happens(0.02) ? 'm9' : (target?.wallet.memberId ?? 'm0'),
      transactionId: target?.id ?? idOf(0xeeeeee),
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
    const from = chance.happens(0.85) && open.length > 0 ? open : recent;
    return from.length > 0 ? chance.pick(from) : null;
  }
}
